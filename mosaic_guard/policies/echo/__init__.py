"""What of an answer the agent was told to say by text that nobody trusts."""

from mosaic_guard.policies.echo.source import Echoes

__all__ = ["Echoes"]

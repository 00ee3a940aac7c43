"""Judges what the user asks: what it does, to what, and how, read by a small grammar."""

from mosaic_guard.policies.prompt.policy import PromptPolicy

__all__ = ["PromptPolicy"]

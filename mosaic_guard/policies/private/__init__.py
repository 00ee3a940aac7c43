"""Secrets and personal data: where they stand in calls and answers, who gave them, and whether they were asked for."""

from mosaic_guard.policies.private.secrets import Secrets

__all__ = ["Secrets"]

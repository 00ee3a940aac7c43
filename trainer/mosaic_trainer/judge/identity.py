"""Which rollouts no judge can tell apart: they tie without being compared."""

from __future__ import annotations

import hashlib

from mosaic_guard.canonical import canonical_json
from mosaic_trainer.judge.seen import seen
from mosaic_trainer.sandbox.outcome import Outcome


def identity(outcome: Outcome) -> str:
    """Digest what is seen of it."""
    return hashlib.sha256(canonical_json(seen(outcome)).encode()).hexdigest()

"""Why a rollout is masked, in one text: the kind, and what happened."""

from __future__ import annotations

from typing import Literal

Kind = Literal["generator", "session", "drift", "context", "time"]
"""The engine failed; the sandbox raised; the conversation did not hold what was sampled; out of tokens; out of time."""


def failure(kind: Kind, why: str) -> str:
    """Write it."""
    return f"{kind}: {why}"

"""The fixed prompt that tells a server that is down from an input that can't be completed."""

from __future__ import annotations

from typing import Final

from mosaic_guard.backends.base import Completion, Request
from mosaic_guard.backends.wire import UNWEIGHED
from mosaic_guard.protocol import PROTOCOL_VERSION
from mosaic_guard.protocol.prompt import ChatMessage
from mosaic_guard.protocol.reply import LETTERS, THINKS

PROMPT: Final = (
    ChatMessage("system", f"MOSAIC protocol {PROTOCOL_VERSION}, health probe. Reply with one letter."),
    ChatMessage("user", "Which letter?"),
)
PULSE: Final = (THINKS,)
"""What a server that was proven has to say to count as up."""
PROOF: Final = (*LETTERS.values(), THINKS)
"""What a server has to say at first contact, each alone: one that ignores patterns can't say them all."""


def demand(letter: str, budget_s: float) -> Request:
    """Ask for exactly this letter."""
    return Request(PROMPT, letter, max_tokens=2, budget_s=budget_s)


def wrong(letter: str, said: Completion) -> str:
    """Say what is wrong with the reply to `demand(letter)`; empty when nothing is."""
    if said.text != letter:
        return (
            f"asked for {letter!r} alone, the server said {said.text[:40]!r}: it does not enforce `structured_outputs`"
        )
    if not said.tokens:
        return f"the server {UNWEIGHED}"
    if said.tokens[0].text != letter:
        return f"{letter!r} is not one token of this tokenizer, so its probability can't be read"
    return ""

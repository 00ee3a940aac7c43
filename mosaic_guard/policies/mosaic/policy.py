"""The policy: one letter first, with its odds; thoughts where the letters leave it open."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from mosaic_guard.assessment import Assessment, Finding, Label, Phase, Role
from mosaic_guard.backends.base import Backend, Outage, Request
from mosaic_guard.canonical import canonical_json
from mosaic_guard.decision import State
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.mosaic.odds import CLEAR, LABELS, Clear, Harm, Odds, harm_of, letter_odds, settled
from mosaic_guard.policies.mosaic.run import Run, Runs
from mosaic_guard.protocol import PROTOCOL_VERSION, pattern
from mosaic_guard.protocol.entry import Entry, ask_about_calls, ask_about_text, cut
from mosaic_guard.protocol.escape import Escaper
from mosaic_guard.protocol.prompt import ChatMessage, render
from mosaic_guard.protocol.reply import Answer, Reply, Thoughts, parse_reply
from mosaic_guard.protocol.reply import Harm as Harmful
from mosaic_guard.tool import Effect

Speed = Literal["fast", "auto", "always"]
"""`fast`: letters only. `auto`: thoughts where the letters leave it open. `always`: thoughts for everything."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How a policy model is asked."""

    speed: Speed = "auto"
    budget_ms: int = 5000
    """For one check, all its requests together."""
    thought_tokens: int = 400
    context_characters: int = 48_000
    """A prompt beyond this starts a new segment; stay under the server's context length."""
    temperature: float = 1.0
    """Calibrates the odds of letters; fitted by the trainer."""
    masked: bool = False
    """Judge with every untrusted text hidden."""
    clear: dict[Harm, Clear] = field(default_factory=lambda: dict(CLEAR))
    phases: frozenset[Phase] = frozenset({Phase.CALL})


class MosaicPolicy:
    """Judges by a policy model in guard role."""

    blocking = True

    def __init__(self, backend: Backend, terms: Terms | None = None) -> None:
        self._backend = backend
        self._terms = terms or Terms()
        self._escaper = Escaper(backend.control_tokens())
        self._runs = Runs()
        self.name = "mosaic_masked" if self._terms.masked else "mosaic"
        self.phases = self._terms.phases
        said = f"{PROTOCOL_VERSION}:{backend.fingerprint}:{self._terms!r}"
        self.fingerprint = hashlib.sha256(said.encode()).hexdigest()[:16]

    @property
    def state(self) -> State:
        """What the backend's health probe shows."""
        return self._backend.health

"""The policy: one letter first, with its odds; thoughts where the letters leave it open."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from typing import Final

from mosaic_guard.assessment import Assessment, Label, Role
from mosaic_guard.backends.base import Backend, Completion, Outage, Request
from mosaic_guard.decision import State
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.mosaic.cache import Assessed, AssessmentCache, key_of
from mosaic_guard.policies.mosaic.odds import Odds, letter_odds, settled, stakes_of
from mosaic_guard.policies.mosaic.opinion import by_letter, by_thoughts, strictest
from mosaic_guard.policies.mosaic.question import effects, question
from mosaic_guard.policies.mosaic.run import Run, Runs
from mosaic_guard.policies.mosaic.terms import Terms
from mosaic_guard.protocol import PROTOCOL_VERSION, pattern
from mosaic_guard.protocol.escape import Escaper
from mosaic_guard.protocol.prompt import render
from mosaic_guard.protocol.reply import THINKS, ReplyError, parse_reply
from mosaic_guard.tool import Effect

SAMPLING: Final = 0.7
"""Temperature of the second and later samples."""
_TERMS: Final = Terms()


class MosaicPolicy:
    """Judges by a policy model in guard role.

    A failure on one input is raised, and so becomes a failed assessment; in an outage it says `degraded`, and what the
    embedded policies say of reads and reversible calls holds.
    """

    blocking = True

    def __init__(self, backend: Backend, terms: Terms = _TERMS) -> None:
        self._backend = backend
        self._terms = terms
        self._escaper = Escaper(backend.control_tokens())
        self._runs = Runs()
        self._known = AssessmentCache()
        self.name = "mosaic_masked" if self._terms.masked else "mosaic"
        self.phases = self._terms.phases
        self.reads = self._terms.reads
        said = f"{PROTOCOL_VERSION}:{backend.fingerprint}:{self._terms!r}"
        self.fingerprint = hashlib.sha256(said.encode()).hexdigest()[:16]

    @property
    def state(self) -> State:
        """What the backend's health probe shows."""
        return self._backend.health

    def assess(self, check: Check) -> Sequence[Assessment]:
        """Ask about the whole batch at once.

        Raises:
            InputFailure: this input could not be completed.
            ReplyError: the reply is not in the grammar.
        """
        deadline = time.monotonic() + self._terms.budget_ms / 1000
        with self._runs.of(check.trajectory) as slot:
            run = self._asked(slot.run, check)
            key = key_of(self.fingerprint, run.conversation, render(run.conversation, self._escaper))
            said = self._known.get(key)
            if said is None:
                try:
                    said = self._said(run, check, deadline)
                except Outage:
                    return [self._unheard(effect) for effect in effects(check)]
                self._known.put(key, said)
            slot.run = run.answered(said.reply)
        return said.assessments

    def _asked(self, run: Run, check: Check) -> Run:
        asked = run.ask(check, question(check), masked=self._terms.masked)
        length = sum(len(message.text) for message in render(asked.conversation, self._escaper))
        if length <= self._terms.context_characters or not run.conversation.turns:
            return asked
        return run.restarted().ask(check, question(check), masked=self._terms.masked)

    def _said(self, run: Run, check: Check, deadline: float) -> Assessed:
        if self._terms.speed != "always":
            form, limit = self._letters(check.subjects), pattern.fast_tokens(check.subjects)
            completion = self._complete(run, form, limit, deadline)
            if opinions := self._by_letters(completion, check, run.conversation.delimiter):
                return Assessed(completion.text, opinions)
        lasting = any(stakes_of(effect) == "lasting" for effect in effects(check))
        samples = self._terms.samples if lasting else 1
        return strictest([self._thought(run, check, deadline, seed) for seed in range(samples)])

    def _thought(self, run: Run, check: Check, deadline: float, seed: int) -> Assessed:
        form, limit = pattern.thoughtful(check.subjects), self._terms.thought_tokens
        completion = self._complete(run, form, limit, deadline, seed)
        reply = parse_reply(
            completion.text, check.subjects, finished=completion.finished, secret=run.conversation.delimiter
        )
        if reply.thoughts is None:
            raise ReplyError("the reply has no thoughts, though they were asked for")
        odds = self._odds(completion, check.subjects)
        return Assessed(
            completion.text,
            [
                by_thoughts(self.name, choice, reply.thoughts, sure, masked=self._terms.masked)
                for choice, sure in zip(reply.choices, odds, strict=True)
            ],
        )

    def _letters(self, subjects: int) -> str:
        return pattern.fast(subjects) if self._terms.speed == "fast" else pattern.gated(subjects)

    def _by_letters(self, completion: Completion, check: Check, secret: str) -> Sequence[Assessment]:
        """One assessment a subject; none when thoughts are due for any."""
        if completion.text == THINKS:
            return ()
        whole = completion.finished or pattern.is_fast(completion.text, check.subjects)
        reply = parse_reply(completion.text, check.subjects, finished=whole, secret=secret)
        all_odds = self._odds(completion, check.subjects)
        labels = [self._label(odds, effect) for odds, effect in zip(all_odds, effects(check), strict=True)]
        if any(label is Label.BENIGN and said.act != "act" for label, said in zip(labels, reply.choices, strict=True)):
            raise ReplyError(f"the server's probabilities are not those of its reply: {completion.text!r}")
        if None in labels:
            return ()
        return [
            by_letter(self.name, label, odds, effect, masked=self._terms.masked)
            for label, odds, effect in zip(labels, all_odds, effects(check), strict=True)
            if label is not None
        ]

    def _odds(self, completion: Completion, subjects: int) -> list[Odds]:
        """Of the decisions that the reply ends in."""
        odds = list(letter_odds(completion.tokens, self._terms.temperature))[-subjects:]
        if len(odds) < subjects:
            raise ReplyError(f"the probabilities of {len(odds)} decisions came, of {subjects} in the reply")
        return odds

    def _label(self, odds: Odds, effect: Effect) -> Label | None:
        label = settled(odds, self._terms.clear[stakes_of(effect)])
        return Label.SENSITIVE if label is None and self._terms.speed == "fast" else label

    def _complete(self, run: Run, form: str, max_tokens: int, deadline: float, seed: int = 0) -> Completion:
        messages = render(run.conversation, self._escaper)
        left = deadline - time.monotonic()
        heat = SAMPLING if seed else 0.0
        return self._backend.complete(Request(messages, form, max_tokens, left, temperature=heat, seed=seed))

    def _unheard(self, effect: Effect) -> Assessment:
        return Assessment(self.name, Label.BENIGN, Role.MODEL, state="degraded", reversible=effect.reversible)

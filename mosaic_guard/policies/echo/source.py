"""The fact source: sentences of an answer that repeat what untrusted text told the agent to say."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import Final
from weakref import WeakKeyDictionary

from mosaic_guard.assessment import EchoFact, Phase, Span
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.echo.sayings import ADJECTIVES, Saying, sayings, telling
from mosaic_guard.policies.injection.detector import Reader
from mosaic_guard.policies.private.sightings import texts_of
from mosaic_guard.policies.provenance.words import fold, visible, words
from mosaic_guard.text.segments import sentences
from mosaic_guard.trajectory import Origin, ToolOutput, Trajectory

SHARED: Final = 0.7
"""So much of what a sentence says must be what it was to say."""
SAID: Final = 0.2
"""From here on the reader does not rule out an instruction; what is said tells the rest."""
_MOST_SENTENCES: Final = 300


class Echoes:
    """Compares answers with what the agent was told to say; reads each output once, when the first answer comes."""

    name = "echo"

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.fingerprint = f"echo-1:{reader.fingerprint}"
        self._lock = threading.Lock()
        self._heard: WeakKeyDictionary[Trajectory, _Heard] = WeakKeyDictionary()

    def facts(self, check: Check) -> Sequence[EchoFact]:
        """Return one fact for each sentence of the answer that was put into the agent's mouth."""
        if check.phase is not Phase.ANSWER:
            return ()
        heard = self._catch_up(check.trajectory)
        if not heard.said:
            return ()
        asked = telling([w for text in check.trajectory.user_texts for w in words(visible(fold(text)))])
        return list(self._echoes(check.text, heard, asked))

    def _catch_up(self, trajectory: Trajectory) -> _Heard:
        with self._lock:
            heard = self._heard.setdefault(trajectory, _Heard())
            heard.read(trajectory)
        return heard

    def _echoes(self, answer: str, heard: _Heard, asked: frozenset[str]) -> Iterator[EchoFact]:
        for _, (start, end) in zip(range(_MOST_SENTENCES), sentences(answer), strict=False):
            parts = words(visible(fold(answer[start:end])))
            says = telling(parts)
            if not says or _share(says, asked) >= SHARED:
                continue
            for source, text, saying in heard.said:
                if (saying.frame - ADJECTIVES).intersection(parts) or _share(says, saying.claim) < SHARED:
                    continue  # a report of what the text asks for, or something else
                score = self._reader.instructs(text, saying.start, saying.end)
                if score >= SAID:
                    place = Span(source.source, source.path, saying.start, saying.end)
                    yield EchoFact(Span("", "", start, end), place, round(score, 3))
                    break


class _Heard:
    """All that one run's untrusted outputs tell their reader to say."""

    def __init__(self) -> None:
        self.said: list[tuple[Span, str, Saying]] = []
        self._read = 0

    def read(self, trajectory: Trajectory) -> None:
        for item in trajectory.since(self._read):
            self._read += 1
            if isinstance(item, ToolOutput) and item.origin is Origin.UNTRUSTED:
                for path, text in texts_of(item):
                    place = Span(f"call:{item.call_id}", path, 0, len(text))
                    self.said += [(place, text, saying) for saying in sayings(text)]


def _share(said: frozenset[str], known: frozenset[str]) -> float:
    return len(said & known) / len(said)

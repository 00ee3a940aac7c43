"""The fact source: sentences of an answer that repeat what untrusted text told the agent to say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

from mosaic_guard.assessment import EchoFact, Phase, Span
from mosaic_guard.locks import Lock
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.echo.sayings import ADJECTIVES, Saying, sayings, telling, together
from mosaic_guard.policies.injection.detector import Reader
from mosaic_guard.policies.private.sightings import texts_of
from mosaic_guard.policies.provenance.words import fold, visible, words
from mosaic_guard.text import Mapped, views
from mosaic_guard.text.segments import sentences
from mosaic_guard.trajectory import Origin, ToolOutput, Trajectory

SHARED: Final = 0.7
"""So much of what a sentence says must be what it was to say."""
SAID: Final = 0.2
"""From here on the reader does not rule out an instruction; what is said tells the rest."""
CLEAR: Final = 0.7
"""Where nothing says that somebody is to be told, the reader must find an instruction."""
SURE: Final = 0.9
"""So sure of an instruction, the words it gives may stand far apart: what stands between them is padding."""
_LINK: Final = re.compile(r"\bhttps?://[^\s<>\"')\]]+", re.IGNORECASE)
_MOST_SENTENCES: Final = 2000
_LONGEST: Final = 1_000_000
"""So many characters of one text are read; where an instruction is told from data, no more are either."""


class Echoes:
    """Compares answers with what the agent was told to say; reads an output once, when an answer shares a word."""

    name = "echo"

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.fingerprint = f"echo-5:{reader.fingerprint}"
        self._lock = Lock()
        self._heard: WeakKeyDictionary[Trajectory, _Heard] = WeakKeyDictionary()

    def facts(self, check: Check) -> Sequence[EchoFact]:
        """Return one fact for each sentence of the answer that was put into the agent's mouth."""
        if check.phase is not Phase.ANSWER:
            return ()
        said = telling(words(visible(fold(check.text))))
        heard = self._catch_up(check.trajectory, said)
        if not heard:
            return ()
        asked = telling([w for text in check.trajectory.user_texts for w in words(visible(fold(text)))])
        return list(self._echoes(check.text, heard, asked))

    def _catch_up(self, trajectory: Trajectory, said: frozenset[str]) -> Sequence[_Told]:
        with self._lock:
            heard = self._heard.setdefault(trajectory, _Heard())
            heard.listen(trajectory)
            return heard.told(said)

    def _echoes(self, answer: str, heard: Sequence[_Told], asked: frozenset[str]) -> Iterator[EchoFact]:
        for _, (start, end) in zip(range(_MOST_SENTENCES), sentences(answer), strict=False):
            parts = words(visible(fold(answer[start:end])))
            says = telling(parts)
            if not says or _share(says, asked) >= SHARED:
                continue
            in_links = telling(words(visible(fold(" ".join(_LINK.findall(answer[start:end]))))))
            for source, text, saying in heard:
                if (saying.lead - ADJECTIVES).intersection(parts) or _share(says, saying.claim) < SHARED:
                    continue  # a report of what the text asks for, or something else
                if saying.is_vague and _share(says - in_links, saying.claim) < SHARED:
                    continue  # `Open LINK and log in`, and the answer hands the link on: links are judged as contacts
                score = self._reader.instructs(text, saying.start, saying.end)
                if score < SURE and (saying.frame - ADJECTIVES).intersection(parts):
                    continue
                if _is_told(says, saying, score):
                    yield EchoFact(Span("", "", start, end), source, round(score, 3))
                    break


def _is_told(says: frozenset[str], saying: Saying, score: float) -> bool:
    """Whether a sentence that shares its words with a claim was put into the agent's mouth by it."""
    if saying.is_vague:
        return score >= CLEAR and together(says, saying.claim) >= SHARED
    if score < SURE and together(says, saying.claim) < SHARED:
        return False
    return saying.is_plain or score >= SAID


class _Told(NamedTuple):
    """A sentence that tells its reader to say something, and the text it stands in."""

    source: Span
    text: str
    saying: Saying


def _told(place: Span, text: str) -> Iterator[_Told]:
    """Read a text without its disguises, and what is hidden or encoded in it: an agent that obeys reads that, too."""
    for view in views(Mapped(text[:_LONGEST])):
        for saying in sayings(view.mapped.text):
            start, end = view.mapped.span(saying.start, saying.end)
            yield _Told(replace(place, start=start, end=end), view.mapped.text, saying)


class _Heard:
    """What one run's untrusted outputs tell their reader to say."""

    def __init__(self) -> None:
        self._told: list[_Told] = []
        self._unread: list[tuple[Span, str]] = []
        """What shares no word with an answer so far, and has one reading: it can't have told the agent to give one."""
        self._seen = 0

    def listen(self, trajectory: Trajectory) -> None:
        """Take in what came since."""
        for item in trajectory.since(self._seen):
            if isinstance(item, ToolOutput) and item.origin is Origin.UNTRUSTED:
                for path, text in texts_of(item):
                    place = Span(f"call:{item.call_id}", path, 0, len(text))
                    if _is_plain(text):
                        self._unread.append((place, text))
                    else:
                        self._told += _told(place, text)
            self._seen += 1  # only now: what can't be read fails every check to come

    def told(self, said: frozenset[str]) -> Sequence[_Told]:
        """Read the texts that hold any of these words, and give all that was read so far."""
        later = []
        for place, text in self._unread:
            if _holds(text, said):
                self._told += _told(place, text)
            else:
                later.append((place, text))
        self._unread = later
        return tuple(self._told)


def _is_plain(text: str) -> bool:
    """Whether it says only what its letters say, so that a search finds each word in it."""
    return text.isascii() and [view.mapped.text for view in views(Mapped(text[:_LONGEST]))] == [text[:_LONGEST]]


def _holds(text: str, said: frozenset[str]) -> bool:
    """Whether any of these words may stand in a plain text: folding changes nothing but its case."""
    folded = text.lower()
    return any(map(folded.__contains__, said))


def _share(said: frozenset[str], known: Iterable[str]) -> float:
    return len(said.intersection(known)) / len(said) if said else 0.0

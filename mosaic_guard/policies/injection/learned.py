"""The learned detector: reads every piece of a text by its words, then weighs what speaks for and against it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, islice
from math import inf
from typing import Any, Final, NamedTuple

from mosaic_guard.errors import ConfigError
from mosaic_guard.learned.calibration import calibrated, needed
from mosaic_guard.learned.linear import Linear
from mosaic_guard.learned.trees import boosted, bounds, floors, grown
from mosaic_guard.learned.weights import Weights, load
from mosaic_guard.learned.words import FEATURES, rows
from mosaic_guard.policies.injection.detector import LEARNED, WEAK, Hit, counts
from mosaic_guard.policies.injection.evidence import AROUND, AT_FIRST, Piece, at_first, closer
from mosaic_guard.policies.injection.scan import Rules
from mosaic_guard.policies.injection.segments import segments
from mosaic_guard.text.mapped import Mapped
from mosaic_guard.text.segments import can_say
from mosaic_guard.text.views import views

MAX_READ: Final = 1_000_000
"""So many characters are read by the learned model; what follows, by the rules alone."""
_GOAL: Final = 1.5
"""Log-odds from which a piece beside what was found goes with it. By its own words: beside an attack all else looks
like one."""
_REACH: Final = 6
"""So many pieces on either side may go with what was found."""
_CONTEXT: Final = 1500
_BLOCK: Final = 512
_LETTER: Final = re.compile(r"[^\W\d_]")
_MAX_KNOWN: Final = 4096
"""So many pieces are remembered."""
_AT_ONCE: Final = 64
"""So many pieces are scored in one go."""


class Bar(NamedTuple):
    """What it takes to reach a probability: the floors of a first look, and those of the closer one."""

    first: Sequence[float]
    close: Sequence[float]


class Head:
    """One question put to a piece of text, and how it is answered."""

    def __init__(self, table: bytes, parameters: Any) -> None:
        self._linear = Linear(table, scale=parameters["scale"], bias=parameters["bias"])
        self._trees = [grown(tree) for tree in parameters["trees"]]
        self._base: float = parameters["base"]
        self._points: Sequence[Sequence[float]] = parameters["points"]
        self._gates: Sequence[tuple[float, float]] = parameters["gates"]
        self._bounds = bounds(self._trees, AT_FIRST)
        self._bar = cache(self._bar_of)
        self._gate = cache(self._gate_of)
        self._known: dict[str, tuple[int, float]] = {}

    def pieces(self, text: str) -> list[Piece]:
        """Cut a text and read each piece by itself."""
        return list(chain.from_iterable(self._cut(text)))

    def _cut(self, text: str) -> Iterator[list[Piece]]:
        cut = segments(text)
        while some := list(islice(cut, _AT_ONCE)):
            said = [text[start:end] for start, end in some]
            found = self._scored(said)
            yield [Piece(*place, *found[words]) for place, words in zip(some, said, strict=True)]

    def _scored(self, said: Iterable[str]) -> dict[str, tuple[int, float]]:
        """Give the size and the odds of each; those of late are remembered, since tables and logs repeat themselves."""
        known = self._known  # only ever grows: another thread that finds it full begins a new one
        found = {words: known[words] for words in said if words in known}
        unread = list(dict.fromkeys(words for words in said if words not in found))
        cut = rows(unread)
        new = zip(unread, cut, self._linear.scores(cut), strict=True)
        fresh = {words: (len(row), odds) for words, row, odds in new}
        if len(known) + len(fresh) > _MAX_KNOWN:
            known = self._known = {}
        known.update(fresh)
        return found | fresh

    def probable(self, text: str, least: float) -> Iterator[tuple[Piece, float]]:
        """Yield each piece whose probability reaches `least`. Works in blocks, to stay small beside a large text."""
        held: list[Piece] = []
        done = 0
        for some in self._cut(text):
            held += some
            if len(held) >= _BLOCK:
                yield from self._weighed(text, held, range(done, len(held) - AROUND), least)
                held, done = held[-2 * AROUND :], AROUND
        yield from self._weighed(text, held, range(done, len(held)), least)

    def _weighed(
        self, text: str, pieces: Sequence[Piece], which: Iterable[int], least: float
    ) -> Iterator[tuple[Piece, float]]:
        if self._points[0][1] < least:
            gate = self._gate(least)
            which = [at for at in which if pieces[at].odds >= gate]
        bar = self._bar(least)
        for at in which:
            score = self.weigh(text, pieces, at, bar)
            if score >= least and _LETTER.search(text, pieces[at].start, pieces[at].end):
                yield pieces[at], score

    def weigh(self, text: str, pieces: Sequence[Piece], at: int, bar: Bar | None = None) -> float:
        """Give the probability that a piece instructs, its neighbours considered; below the bar, the least."""
        if pieces[at].odds < self._gate(0.0):
            return self._points[0][1]
        seen = at_first(text, pieces, at)
        if bar is not None and boosted(seen, self._bounds, self._base, bar.first) == -inf:
            return self._points[0][1]
        seen += closer(text, pieces, at)
        return calibrated(boosted(seen, self._trees, self._base, bar.close if bar else ()), self._points)

    def _bar_of(self, least: float) -> Bar:
        odds = needed(least, self._points)
        return Bar(floors(self._bounds, odds), floors(self._trees, odds))

    def _gate_of(self, least: float) -> float:
        """The log-odds by its words alone below which a piece does not reach a probability."""
        return max((gate for reached, gate in self._gates if reached <= least), default=self._gates[0][1])


class Learned:
    """Detects by a learned model and by the rules: what either finds is found. Also reads carriers.

    Args:
        weights: of both heads; those that came with the package when none are given.
        least: score from which what the model finds is reported; the rules report whatever may add to something.
    """

    def __init__(self, weights: Weights | None = None, *, least: float = WEAK) -> None:
        weights = weights or load("detector")
        if weights.parameters.get("features") != FEATURES:
            found = weights.parameters.get("features")
            msg = (
                f"the detector's weights were learned for features {found!r}, this version has {FEATURES}. "
                "Install mosaic-guard again, or make them with: mosaic-guard train embedded"
            )
            raise ConfigError(msg)
        self._rules = Rules()
        self._scan = Head(weights.tables["scan"], weights.parameters["scan"])
        self._read = Head(weights.tables["read"], weights.parameters["read"])
        self._least = least
        self.fingerprint = f"learned-3:{weights.digest[:16]}:{self._rules.fingerprint}"

    def scan(self, text: str) -> Sequence[Hit]:
        """Return what instructs, in order, as the rules and the model find it, with the goals that stand beside it."""
        hits = _joined([*self._rules.scan(text), *self._hits(text[:MAX_READ])])
        return _joined([self._with_goals(text, hit) if counts(hit, self._least) else hit for hit in hits])

    def _hits(self, text: str) -> Iterator[Hit]:
        for piece, score in self._scan.probable(text, self._least):
            yield Hit(piece.start, piece.end, score, LEARNED)

    def _with_goals(self, text: str, hit: Hit) -> Hit:
        """Go on over the pieces on either side that read as instructions themselves."""
        left = max(0, hit.start - _CONTEXT)
        seen = text[left : hit.end + _CONTEXT]
        pieces = self._read.pieces(seen)
        inside = [i for i, p in enumerate(pieces) if p.start + left < hit.end and hit.start < p.end + left]
        if not inside:
            return hit

        def instructs(at: int) -> bool:
            return pieces[at].odds >= _GOAL and can_say(seen[pieces[at].start : pieces[at].end])

        first, last = _reach(instructs, inside[0], inside[-1], len(pieces))
        return hit._replace(start=min(hit.start, pieces[first].start + left), end=max(hit.end, pieces[last].end + left))

    def instructs(self, text: str, start: int, end: int) -> float:
        """Return how probably the segment of `text` in this range tells its reader to act, rather than being data."""
        left = max(0, start - _CONTEXT)
        seen, _ = next(views(Mapped(text[left : end + _CONTEXT])))
        pieces = self._read.pieces(seen.text)
        scores = [
            self._read.weigh(seen.text, pieces, at)
            for at, piece in enumerate(pieces)
            if _overlap(seen.span(piece.start, piece.end), (start - left, end - left))
        ]
        return max(scores, default=0.0)


def shipped(least: float = WEAK) -> Learned:
    """The detector with the weights that came with the package; made once for each `least`, since it remembers words.

    Raises:
        ConfigError: the weights are missing or broken.
    """
    return _shipped(min(least, WEAK))


@cache
def _shipped(least: float) -> Learned:
    return Learned(least=least)


def _reach(instructs: Callable[[int], bool], first: int, last: int, count: int) -> tuple[int, int]:
    for _ in range(_REACH):
        if first > 0 and instructs(first - 1):
            first -= 1
        if last < count - 1 and instructs(last + 1):
            last += 1
    return first, last


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _joined(hits: Sequence[Hit]) -> list[Hit]:
    """Join hits that overlap: the strongest names them."""
    joined: list[Hit] = []
    for hit in sorted(hits):
        if joined and hit.start < joined[-1].end:
            last = joined[-1]
            best = max(last, hit, key=lambda h: h.score)
            joined[-1] = best._replace(start=last.start, end=max(last.end, hit.end))
        else:
            joined.append(hit)
    return joined

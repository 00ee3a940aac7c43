"""The learned detector: reads every piece of a text by its words, then weighs what speaks for and against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Final

from mosaic_guard.learned.calibration import calibrated
from mosaic_guard.learned.linear import Linear
from mosaic_guard.learned.trees import Tree, boosted
from mosaic_guard.learned.weights import Weights, load
from mosaic_guard.learned.words import tokens
from mosaic_guard.policies.injection.detector import WEAK, Hit
from mosaic_guard.policies.injection.evidence import Piece, evidence
from mosaic_guard.policies.injection.lexicon import plainly
from mosaic_guard.policies.injection.scan import Rules
from mosaic_guard.policies.injection.segments import segments
from mosaic_guard.text.mapped import Mapped
from mosaic_guard.text.views import views

MAX_READ: Final = 1_000_000
"""So many characters of a text are read by the learned model; what follows, by the rules alone."""
_CONTEXT: Final = 1500
_KIND: Final = "learned"


class Head:
    """One question put to a piece of text, and how it is answered."""

    def __init__(self, table: bytes, parameters: Any) -> None:
        self._linear = Linear(table, scale=parameters["scale"], bias=parameters["bias"])
        self._trees: Sequence[Tree] = parameters["trees"]
        self._base: float = parameters["base"]
        self._points: Sequence[Sequence[float]] = parameters["points"]
        self._gate: float = parameters["gate"]

    def pieces(self, text: str) -> list[Piece]:
        """Cut a text and read each piece by itself."""
        plain = plainly(text)
        cut = [(start, end, tokens(plain[start:end])) for start, end in segments(text)]
        return [Piece(start, end, said, self._linear.score(said)) for start, end, said in cut]

    def weigh(self, text: str, pieces: Sequence[Piece], at: int) -> float:
        """Give the probability that a piece instructs, its neighbours considered."""
        if pieces[at].odds < self._gate:
            return self._points[0][1]
        return calibrated(boosted(evidence(text, pieces, at), self._trees, self._base), self._points)


class Learned:
    """Detects by a learned model and by the rules: what either finds is found. Also reads carriers."""

    def __init__(self, weights: Weights | None = None) -> None:
        weights = weights or load("detector")
        self._rules = Rules()
        self._scan = Head(weights.tables["scan"], weights.parameters["scan"])
        self._read = Head(weights.tables["read"], weights.parameters["read"])
        self.fingerprint = f"learned-1:{weights.digest[:16]}:{self._rules.fingerprint}"

    def scan(self, text: str) -> Sequence[Hit]:
        """Return what instructs, in order, as the rules and the model find it."""
        return _joined([*self._rules.scan(text), *self._hits(text[:MAX_READ])])

    def _hits(self, text: str) -> Iterator[Hit]:
        pieces = self._scan.pieces(text)
        for at, piece in enumerate(pieces):
            score = self._scan.weigh(text, pieces, at)
            if score >= WEAK:
                yield Hit(piece.start, piece.end, score, _KIND)

    def instructs(self, text: str, start: int, end: int) -> float:
        """Return how probably the segment of `text` in this range tells its reader to act, rather than being data."""
        left = max(0, start - _CONTEXT)
        seen, _ = next(views(Mapped(text[left : end + _CONTEXT])))
        pieces = self._read.pieces(seen.text)
        scores = [
            self._read.weigh(seen.text, pieces, at)
            for at, piece in enumerate(pieces)
            if _overlaps(seen.span(piece.start, piece.end), (start - left, end - left))
        ]
        return max(scores, default=0.0)


@cache
def shipped() -> Learned:
    """The detector with the weights that came with the package; made once, since it remembers words."""
    return Learned()


def _overlaps(one: tuple[int, int], other: tuple[int, int]) -> bool:
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

"""What the user's words say: whom and what they name, which acts they ask for, what they leave to be chosen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mosaic_guard.policies.kinds import kinds_of_request
from mosaic_guard.policies.provenance.vocabulary import ACTING, COMMON, READING
from mosaic_guard.policies.provenance.words import fold, is_unspaced, words
from mosaic_guard.verbs import vocabulary

_WORD: Final = re.compile(r"[^\W_]+")
_LONGEST: Final = 20_000
_NAMING: Final = 1.0
_SAYING: Final = 0.5

_SUPERLATIVES: Final = vocabulary(
    "best cheapest cheaper lowest highest latest last newest recent nearest closest first next earliest top most least "
    "oldest largest smallest longest shortest fastest favorite favourite good better which whichever any one suitable "
    "beste besten günstigste günstigsten billigste billigsten neueste neuesten letzte letzten nächste nächsten erste "
    "meilleur meilleure moins dernier dernière prochain prochaine premier première "
    "mejor barato barata último última próximo próxima primero primera migliore economico ultimo ultima prossimo "
    "melhor barato último próximo beste goedkoopste laatste volgende nieuwste"
)
_PLURALS: Final = vocabulary(
    "all every each everyone everybody both them these those they their list alle jeden jede jedem allen beide tous "
    "toutes chaque chacun todos todas cada tutti tutte ogni todos elk iedereen alle people participants members "
    "attendees guests others team group rest"
)


@dataclass(frozen=True, slots=True)
class Request:
    """The user's words, read once."""

    folded: str
    weights: dict[str, float]
    """How much each telling word tells: a name or number more than another word."""
    kinds: frozenset[str]
    selects: bool
    """Leaves a choice to the data: the cheapest, the latest."""
    is_plural: bool
    """Asks for something to be done to several."""

    def holds(self, text: str) -> bool:
        """Whether it says a whole text, no word cut."""
        at = self.folded.find(text) if text else -1
        while at >= 0:
            end = at + len(text)
            if not (_joined(self.folded, at) or _joined(self.folded, end)):
                return True
            at = self.folded.find(text, at + 1)
        return False


def _joined(text: str, at: int) -> bool:
    """Whether a word goes on over this place."""
    if not 0 < at < len(text):
        return False
    a, b = text[at - 1], text[at]
    return a.isalnum() and b.isalnum() and not (is_unspaced(a) or is_unspaced(b))


@lru_cache(maxsize=64)
def read_request(texts: tuple[str, ...]) -> Request:
    """Read what the user said so far."""
    text = "\n".join(texts)[-_LONGEST:]
    weights: dict[str, float] = {}
    start = True
    for m in _WORD.finditer(text):
        written = m[0]
        word = "".join(words(fold(written)))
        telling = _weight(word, written, begins=start)
        if telling:
            weights[word] = max(telling, weights.get(word, 0))
        start = text[m.end() : m.end() + 1] in ".!?\n"
    said = frozenset(words(fold(text)))
    kinds = frozenset[str]().union(*map(kinds_of_request, texts))
    return Request(fold(text), weights, kinds, bool(said & _SUPERLATIVES), bool(said & _PLURALS))


def _weight(word: str, written: str, *, begins: bool) -> float:
    if word in COMMON or word in ACTING or word in READING or word in _SUPERLATIVES or word in _PLURALS:
        return 0.0
    if any(c.isdigit() for c in word):
        return _NAMING if len(word) > 2 else 0.0
    if len(word) > 2 and written[0].isupper() and not begins:
        return _NAMING
    return _SAYING if len(word) > 3 else 0.0

"""What the user's words say: whom and what they name, which acts they ask for, what they leave to be chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mosaic_guard.policies.call.request.terms import pairs, term, unframed
from mosaic_guard.policies.kinds import kinds_of_request
from mosaic_guard.policies.provenance.vocabulary import ACTING, COMMON, READING
from mosaic_guard.policies.provenance.words import fold, is_unspaced, words, words_of

_WORD: Final = re.compile(r"[^\W_]+")
_LONGEST: Final = 20_000
_NAMING: Final = 1.0
_SAYING: Final = 0.5
_PAIR: Final = 0.3
"""What two characters tell, in a script that has no spaces."""


_SUPERLATIVES: Final = words_of(
    "best cheapest cheaper lowest highest latest last newest recent nearest closest first next earliest top most least "
    "oldest largest smallest longest shortest fastest favorite favourite good better which whichever any one suitable "
    "older newer larger smaller bigger biggest longer shorter faster later former latter higher lower youngest second "
    "third fourth fifth penultimate other ältere älteste ältesten jüngste jüngsten größte größten kleinste zweite "
    "zweiten dritte dritten frühere andere anderen deuxième troisième second seconde ancien ancienne autre segundo "
    "segunda tercero tercera otro otra secondo seconda terzo terza altro altra oudste tweede derde andere drugi druga "
    "drugą najstarszy najnowszy ostatni pierwszy andra tredje äldsta senaste första "
    "beste besten günstigste günstigsten billigste billigsten neueste neuesten letzte letzten nächste nächsten erste "
    "meilleur meilleure moins dernier dernière prochain prochaine premier première "
    "mejor barato barata último última próximo próxima primero primera migliore economico ultimo ultima prossimo "
    "melhor barato último próximo beste goedkoopste laatste volgende nieuwste"
)
_PLURALS: Final = words_of(
    "all every each everyone everybody both them these those they their list alle jeden jede jedem allen beide tous "
    "toutes chaque chacun todos todas cada tutti tutte ogni todos elk iedereen alle people participants members "
    "attendees guests others team group rest beiden sämtliche ambos ambas entrambi entrambe tutti wszystkie oba båda"
)
_CHOOSES: Final = re.compile("最|第[一二三四五\\d]|一番|もう一|另一|가장|번째")
"""Scripts without spaces choose one of several in these words."""
_OF_ALL: Final = re.compile("全部|所有|全员|两个都|全て|すべて|両方|全員|모두|모든|전부|둘 다")
"""And mean several in these."""


@dataclass(frozen=True, slots=True)
class Request:
    """The user's words, read once."""

    text: str
    folded: str
    weights: dict[str, float]
    """How much each telling word tells: a name or number more than another word."""
    terms: dict[str, float]
    """The same for terms: half as much where only the beginning of a word is meant."""
    kinds: frozenset[str]
    selects: bool
    """Leaves a choice to the data: the cheapest, the latest."""
    is_plural: bool
    """Asks for something to be done to several."""

    def holds(self, text: str) -> bool:
        """Whether it says a whole text, no word cut."""
        return any(True for _ in self.places(text))

    def places(self, text: str) -> Iterator[int]:
        """Where it does, in `folded`."""
        at = self.folded.find(text) if text else -1
        while at >= 0:
            if not (_joined(self.folded, at) or _joined(self.folded, at + len(text))):
                yield at
            at = self.folded.find(text, at + 1)


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
    start, named = True, unframed(text)
    for m in _WORD.finditer(named):
        written = m[0]
        word = "".join(words(fold(written)))
        telling = _weight(word, written, begins=start)
        if telling:
            weights[word] = max(telling, weights.get(word, 0))
        start = named[m.end() : m.end() + 1] in ".!?\n"
    said = words_of(text)
    kinds = frozenset[str]().union(*map(kinds_of_request, texts))
    weights |= dict.fromkeys(pairs(fold(text)), _PAIR)
    selects = bool(said & _SUPERLATIVES or _CHOOSES.search(text))
    is_plural = bool(said & _PLURALS or _OF_ALL.search(text))
    return Request(text, fold(text), weights, _terms(weights), kinds, selects, is_plural)


def _terms(weights: dict[str, float]) -> dict[str, float]:
    cut: dict[str, float] = {}
    for word, weight in weights.items():
        cut[term(word)] = max(weight / 2, cut.get(term(word), 0.0))
    return cut | weights


def _weight(word: str, written: str, *, begins: bool) -> float:
    if word in COMMON or word in ACTING or word in READING or word in _SUPERLATIVES or word in _PLURALS:
        return 0.0
    if any(c.isdigit() for c in word):
        return _NAMING if len(word) > 2 else 0.0
    if len(word) > 2 and written[0].isupper() and not begins:
        return _NAMING
    return _SAYING if len(word) > 3 else 0.0

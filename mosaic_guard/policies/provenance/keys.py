"""What a text is indexed by: its words, tokens, numbers, dates. A value is looked up by the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mosaic_guard.policies.provenance import dates, numbers
from mosaic_guard.policies.provenance.words import bare, fold, tokens, unescaped, visible, words
from mosaic_guard.text.fold import fold as unmask
from mosaic_guard.text.mapped import Mapped

NUMBER: Final = "\x01"
MOMENT: Final = "\x02"
"""First characters of the keys that are no words; no folded text of a token starts so."""

_MONTHS: Final = frozenset(dates.MONTHS)


def keys(text: str, *, unmasked: bool = False) -> set[str]:
    """Collect the keys of a text, as written and with escapes undone; `unmasked`: with lookalikes undone, too."""
    found: set[str] = set()
    for reading in _readings(text, unmasked=unmasked):
        found.update(_keys(visible(fold(reading))))
    return found


def _readings(text: str, *, unmasked: bool) -> Iterator[str]:
    yield text
    plain = unescaped(text)
    if plain != text:
        yield plain
    if unmasked and not plain.isascii():
        yield unmask(Mapped(plain)).text


def _keys(folded: str) -> set[str]:
    found = set(words(folded))
    found.update(tokens(folded))
    spelled = numbers.spelled_numbers(found)
    found.update(NUMBER + n.key for n in numbers.numbers(folded))
    found.update(NUMBER + key for key in spelled)
    months = _MONTHS & found
    found.update(MOMENT + m.key for m in dates.moments(folded if folded.isascii() else bare(folded), months))
    return found

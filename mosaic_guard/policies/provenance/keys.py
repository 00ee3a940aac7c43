"""What a text is indexed by: its words, tokens, numbers, dates. A value is looked up by the same."""

from __future__ import annotations

from typing import Final

from mosaic_guard.policies.provenance import dates, numbers
from mosaic_guard.policies.provenance.words import bare, fold, tokens, unescaped, visible, words
from mosaic_guard.text.defanged import refanged
from mosaic_guard.text.fold import fold as unmask
from mosaic_guard.text.mapped import Mapped

NUMBER: Final = "\x01"
MOMENT: Final = "\x02"
"""First characters of the keys that are no words; no folded text of a token starts so."""

_MONTHS: Final = frozenset(dates.MONTHS)


def keys(text: str, *, unmasked: bool = False) -> set[str]:
    """Collect the keys of a text with its escapes undone; `unmasked`: with lookalikes undone, too."""
    plain = unescaped(text)
    folded = visible(fold(plain))
    found = _keys(folded)
    shown = refanged(Mapped(folded)).text
    if shown != folded:
        found.update(tokens(shown))
    if "\\" in text:
        found.update(token for token in tokens(fold(text)) if token[1:3] == ":/")  # `C:\\new` looks like an escape
    if unmasked and not plain.isascii():
        shown = fold(unmask(Mapped(plain)).text)
        if shown != folded:
            found |= _keys(shown)
    return found


def _keys(folded: str) -> set[str]:
    found = set(words(folded))
    found.update(tokens(folded))
    spelled = numbers.spelled_numbers(found)
    found.update(NUMBER + n.key for n in numbers.numbers(folded))
    found.update(NUMBER + key for key in spelled)
    months = _MONTHS & found
    found.update(MOMENT + m.key for m in dates.moments(folded if folded.isascii() else bare(folded), months))
    return found

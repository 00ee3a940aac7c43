"""One way to see that a request which fits a rule needs nobody's confirmation."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

MANY: Final = r"\b(?:all|any|each|every|everyone|everything|some|both|or|alle[ns]?|tous|toutes|todos|todas)\b|所有|全部"
_LONGEST: Final = 300
"""More between two words of a rule is no plain request."""


class Way(NamedTuple):
    """What must stand in the words that a rule fits, around them, and what must not stand in them."""

    inside: re.Pattern[str]
    after: re.Pattern[str]
    neither: re.Pattern[str]
    before: re.Pattern[str]

    def fits(self, words: str, rest: str, before: str) -> bool:
        """Tell it of the words that a rule fits, and of what stands behind and in front of them in their line."""
        if len(words) > _LONGEST or self.neither.search(words):
            return False
        return bool(self.inside.search(words) and self.after.search(rest) and self.before.search(before))


def way(inside: str = "", after: str = "", neither: str = MANY, before: str = "") -> Way:
    """Make a way of patterns; what follows begins right behind the words, what precedes ends right before them."""
    parts = (inside, rf"\A(?:{after})", neither, rf"(?:{before})\Z" if before else "")
    return Way(*(re.compile(part, re.IGNORECASE) for part in parts))

"""Wiki tables, told as one kind: bars between cells, as Markdown has them."""

from __future__ import annotations

import re
from typing import Final

_TABLE: Final = re.compile(r"(?m)^[ \t]*(?:\|\|.*\|\||\{\|.*)[ \t]*$")
_HEADER: Final = re.compile(r"(?m)^[ \t]*!.*$")


def with_bars(text: str) -> str:
    """Write what begins, or keeps apart, the cells of a wiki's table as single bars; every character stays in place."""
    if not _TABLE.search(text):
        return text
    return _HEADER.sub(lambda line: line[0].replace("!!", " |").replace("!", "|", 1), text).replace("||", " |")

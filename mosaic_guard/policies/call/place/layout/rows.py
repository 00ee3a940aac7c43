"""Tables: rows of cells under a header, as Markdown, wikis, CSV or TSV have them, and commands print them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from mosaic_guard.policies.call.place.layout.model import Field, Layout, Record
from mosaic_guard.policies.call.place.layout.wiki import with_bars

_RULE: Final = re.compile(r"[\s|:+=-]+")
_MOST_HEADER: Final = 400
_LEAST_ROWS: Final = 2
_SPACES: Final = "  "
_SPACED: Final = re.compile(r"\S+(?: \S+)*")
"""A cell that only spaces keep apart from the next."""
_LEAST_COLUMNS: Final = 3
"""Where sentences have such marks, too."""
_UNNAMED: Final = frozenset(["", "#", "№"])
"""What the heading of a column of numbers may say, between bars."""
_NO_NAME: Final = frozenset("=@{}")
_MOST_STRANGE: Final = 2
"""Lines in a row, inside of a table, that are none of its rows."""

Cells = Sequence[tuple[int, int]]


def rows(text: str) -> Layout | None:
    """Read the first table of a text; None when it has none."""
    barred = with_bars(text)
    placed = list(_lines(text))
    for mark, least in (("|", 2), ("\t", 1), (";", 2), (",", 1), (_SPACES, 2)):
        if barred.count(mark) < least * _LEAST_ROWS:
            continue
        for at, (start, end) in enumerate(placed[:40]):
            header = _cells(barred, start, end, mark)
            if len(header) < 2 or end - start > _MOST_HEADER or not _is_header(text, header, mark):
                continue
            body = _body(barred, placed[at + 1 :], mark, len(header))
            if len(body) >= (_LEAST_ROWS if _is_loose(text[start:end], mark) else 1):
                return _layout(text, header, body)
    return None


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        yield at, end
        at = end + 1


def _is_header(text: str, cells: Cells, mark: str) -> bool:
    names = [text[a:b].strip(" \"'*") for a, b in cells]
    if mark == "|":
        names = [name for name in names if name not in _UNNAMED]
    words = 4
    if _is_loose(text[cells[0][0] : cells[-1][1]], mark):
        if len(cells) < _LEAST_COLUMNS or any(":" in name or "(" in name for name in names):
            return False
        words = 2
    return len(names) > 1 and all(
        0 < len(n) <= 40
        and n[0].isalpha()
        and not n.endswith((".", "!", "?"))
        and n.count(" ") < words
        and _NO_NAME.isdisjoint(n)
        for n in names
    )


def _is_loose(header: str, mark: str) -> bool:
    """Whether sentences may have such marks: a comma and a space, or two spaces."""
    return mark == _SPACES or (mark == "," and ", " in header)


def _body(text: str, placed: Sequence[tuple[int, int]], mark: str, width: int) -> list[Cells]:
    body: list[Cells] = []
    strange = 0
    for start, end in placed:
        if _RULE.fullmatch(text, start, end):
            continue
        cells = _cells(text, start, end, mark)
        if len(cells) == width:
            body.append(cells)
            strange = 0
        elif width < _LEAST_COLUMNS or strange == _MOST_STRANGE:
            break
        else:
            strange += 1
    return body


def _cells(text: str, start: int, end: int, mark: str) -> list[tuple[int, int]]:
    """Cut a line at its marks, outside quotes; bars at both ends of it are no cells."""
    if mark == _SPACES:
        return [cell.span() for cell in _SPACED.finditer(text, start, end)]
    if mark == "|":
        start, end = _inner(text, start, end)
    cells: list[tuple[int, int]] = []
    at, quoted = start, False
    for i in range(start, end):
        if text[i] == '"':
            quoted = not quoted
        elif text[i] == mark and not quoted:
            cells.append(_trim(text, at, i))
            at = i + 1
    return [*cells, _trim(text, at, end)]


def _inner(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out the bars at both ends of a line."""
    line = text[start:end]
    before, after = len(line) - len(line.lstrip()), len(line.rstrip())
    return start + before + line.lstrip().startswith("|"), start + after - line.rstrip().endswith("|")


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in ' "\r':
        start += 1
    while end > start and text[end - 1] in ' "\r':
        end -= 1
    return start, end


def _layout(text: str, header: Cells, body: Sequence[Cells]) -> Layout:
    names = [text[a:b].strip(" \"'*") for a, b in header]
    fields = tuple(Field(a, b, name) for cells in body for name, (a, b) in zip(names, cells, strict=True))
    return Layout(fields, tuple(Record(cells[0][0], cells[-1][1], 0) for cells in body), is_list=True)

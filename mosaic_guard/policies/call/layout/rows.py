"""Tables: rows of cells under a header, as Markdown, CSV or TSV has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from mosaic_guard.policies.call.layout.model import Field, Layout, Record

_RULE: Final = re.compile(r"[\s|:+=-]+")
_MOST_HEADER: Final = 400
_LEAST_ROWS: Final = 2

Cells = Sequence[tuple[int, int]]


def rows(text: str) -> Layout | None:
    """Read the first table of a text; None when it has none."""
    placed = list(_lines(text))
    for mark, least in (("|", 2), ("\t", 1), (";", 2), (",", 1)):
        if text.count(mark) < least * _LEAST_ROWS:
            continue
        for at, (start, end) in enumerate(placed[:40]):
            header = _cells(text, start, end, mark)
            if len(header) < 2 or end - start > _MOST_HEADER or not _is_header(text, header):
                continue
            body = _body(text, placed[at + 1 :], mark, len(header))
            if body:
                return _layout(text, header, body)
    return None


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        yield at, end
        at = end + 1


def _is_header(text: str, cells: Cells) -> bool:
    names = [text[a:b].strip(" \"'*") for a, b in cells]
    return all(
        0 < len(n) <= 40 and n[0].isalpha() and not n.endswith((".", "!", "?")) and n.count(" ") < 4 for n in names
    )


def _body(text: str, placed: Sequence[tuple[int, int]], mark: str, width: int) -> list[Cells]:
    body: list[Cells] = []
    for start, end in placed:
        if _RULE.fullmatch(text, start, end):
            continue
        cells = _cells(text, start, end, mark)
        if len(cells) != width:
            break
        body.append(cells)
    return body


def _cells(text: str, start: int, end: int, mark: str) -> list[tuple[int, int]]:
    """Cut a line at its marks, outside quotes; bars at both ends of it are no cells."""
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

"""Which arguments decide what a call does to whom: as the table says, else by name, declared format, and looks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from mosaic_guard.argument_names import DECISIVE, FORMATS, PROSE
from mosaic_guard.policies.provenance.addressees import arguments
from mosaic_guard.policies.provenance.leaves import Value, spelled
from mosaic_guard.policies.provenance.schema import declared
from mosaic_guard.policies.shapes import Shape, names_something
from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import JSON

_SQL: Final = re.compile(
    r"\s*(?:select\s.{1,2000}\sfrom|insert\s+into|update\s.{1,500}\sset|delete\s+from|drop\s|alter\s|create\s|grant\s)\s",
    re.IGNORECASE | re.DOTALL,
)
_PIECE: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z\u00c0-\u00de]?[a-z\u00df-\u024f]+|[^\W\d_a-zA-Z]+")
_INDEX: Final = re.compile(r"\[\d+\]")


def decisive_paths(spec: ToolSpec | None, args: Mapping[str, JSON]) -> frozenset[str]:
    """Name the decisive values among `args`, by their paths."""
    return frozenset(value.path for value in arguments(args) if is_decisive(spec, value))


def is_decisive(spec: ToolSpec | None, value: Value, kind: Shape | None = None) -> bool:
    """Whether this value, of that shape, decides; a table that names any argument is the whole answer."""
    if value.value is None or value.value == "":
        return False
    if spec is not None and spec.decisive:
        return any(_covers(pattern, value.path) for pattern in spec.decisive)
    if isinstance(value.value, bool):
        return False
    text = spelled(value.value)
    if isinstance(value.value, str) and names_something(text, kind):
        return True
    if spec is not None and declared(spec.schema, value.path).get("format") in FORMATS:
        return True
    return _named_so(value.names, text)


def _covers(pattern: str, path: str) -> bool:
    """`items[].account` covers `items[0].account` and all below it."""
    plain = _INDEX.sub("[]", path)
    return plain == pattern or plain.startswith((f"{pattern}.", f"{pattern}["))


def _named_so(names: tuple[str, ...], text: str) -> bool:
    """By the innermost name that says anything: prose never decides, unless a query is SQL."""
    for name in reversed(names):
        pieces = split_name(name)
        if "query" in pieces and _SQL.match(text):
            return True
        last = pieces[-1:]
        if any(piece in PROSE for piece in last):
            return False
        if any(piece in DECISIVE for piece in (*pieces, "".join(pieces))):
            return True
    return False


def split_name(name: str) -> list[str]:
    """Cut `accountId` and `account_id` into words; `Empfänger` is one."""
    return [piece.lower() for piece in _PIECE.findall(name[:200])]

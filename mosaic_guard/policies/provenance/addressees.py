"""The single addresses in an argument that names several people at once: `a@x, Bo <b@y>`, `mailto:a@x?bcc=b@y`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import unquote

from mosaic_guard.argument_names import EXECUTES, PROSE
from mosaic_guard.policies.provenance.leaves import Value, values
from mosaic_guard.policies.shapes import names_something
from mosaic_guard.trajectory import JSON
from mosaic_guard.verbs import words

_EMAIL: Final = r"[^\s@<>,;:/\\\"()?&='\[\]]{1,64}@[^\s@<>,;:/\\\"()?&='\[\]]{1,255}"
_ADDRESS: Final = re.compile(_EMAIL)
_NAMED: Final = re.compile(rf"[^<>]{{0,200}}<\s{{0,4}}{_EMAIL}\s{{0,4}}>")
_APART: Final = re.compile(r"[,;\r\n]")
_LONGEST: Final = 8000


def arguments(args: Mapping[str, JSON]) -> Iterator[Value]:
    """Walk the arguments of a call as `values` does, each address of a list of them a value of its own."""
    for leaf in values(args):
        found = addressees(leaf.value) if isinstance(leaf.value, str) and not _is_free(leaf.names) else []
        if len(found) > 1:
            yield from (Value(f"{leaf.path}[{i}]", one, leaf.names) for i, one in enumerate(found))
        else:
            yield Value(leaf.path, found[0], leaf.names) if found else leaf


def addressees(text: str) -> list[str]:
    """List the addresses of a text that is nothing but those it is for; none where it says anything else."""
    if ("@" not in text and "%40" not in text) or len(text) > _LONGEST:
        return []
    text = text.strip()
    if text[:7].lower() == "mailto:":
        return _ADDRESS.findall(unquote(text[7:]))
    pieces = [piece.strip() for piece in _APART.split(text)]
    if len(pieces) == 1 and "<" not in text:
        pieces = text.split()
    pieces = _with_names([piece for piece in pieces if piece])
    if not all(_ADDRESS.fullmatch(piece) or _NAMED.fullmatch(piece) for piece in pieces):
        return []
    return [one for piece in pieces for one in _said(piece)]


def _with_names(pieces: list[str]) -> list[str]:
    """Put `Moe` and `Dana <dana@x>` together again."""
    joined: list[str] = []
    for piece in reversed(pieces):
        if joined and "<" in joined[-1] and "@" not in piece and _NAMED.fullmatch(f"{piece} {joined[-1]}"):
            joined[-1] = f"{piece} {joined[-1]}"
        else:
            joined.append(piece)
    return joined[::-1]


def _said(piece: str) -> list[str]:
    """Its addresses, and what stands before them where that is no name but names something itself."""
    name = piece.partition("<")[0].strip(" \"'") if "<" in piece else ""
    found = _ADDRESS.findall(piece)
    return [name, *found] if name and "@" not in name and names_something(name) else found


def _is_free(names: tuple[str, ...]) -> bool:
    """Whether the argument holds prose or a command, of which addresses are only a part."""
    last = words(names[-1]) if names else ()
    return any(word in PROSE or word in EXECUTES for word in last)

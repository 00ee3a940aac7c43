"""The single values inside arguments and outputs, each with its path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from mosaic_guard.canonical import MAX_DEPTH
from mosaic_guard.policies.injection.leaves import MAX_CHARS, MAX_LEAVES, step
from mosaic_guard.trajectory import ToolOutput

MAX_INT_BITS: Final = 512
"""A larger integer is nobody's amount or id, and costs too much to spell out."""
_SINGLE: Final = frozenset({str, int, float, bool, type(None)})


class Value(NamedTuple):
    """A value that holds no others, and where it stands."""

    path: str
    value: object
    names: tuple[str, ...] = ()
    """The keys on the way to it, outermost first."""


def values(root: object, path: str = "") -> Iterator[Value]:
    """Walk JSON-like data without recursion; keys that are no plain words are values, too. Cycles and depth end it."""
    stack: list[tuple[Value, tuple[int, ...]]] = [(Value(path, root), ())]
    for _ in range(MAX_LEAVES):
        if not stack:
            return
        at, inside = stack.pop()
        if type(at.value) in _SINGLE or not isinstance(at.value, (dict, list, tuple, Mapping)):
            yield at
        elif id(at.value) not in inside and len(inside) < MAX_DEPTH:
            below = (*inside, id(at.value))
            stack.extend((member, below) for member in reversed(list(_members(at))))
        else:
            yield Value(at.path, "<too deep>", at.names)


def _members(at: Value) -> Iterator[Value]:
    if isinstance(at.value, (dict, Mapping)):
        for index, (key, value) in enumerate(at.value.items()):
            path = step(at.path, key, index).lstrip(".")
            name = str(key) if not isinstance(key, int) else ""
            if path.endswith("}"):
                yield Value(f"{path}!", name, at.names)
            yield Value(path, value, (*at.names, name))
    elif isinstance(at.value, (list, tuple, Sequence)):
        for index, value in enumerate(at.value):
            yield Value(f"{at.path}[{index}]", value, at.names)


def spelled(value: object) -> str:
    """Write a single value as text; what has no sensible spelling gives none."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, int):
        return str(value) if value.bit_length() <= MAX_INT_BITS else ""
    return repr(value) if isinstance(value, float) else ""


def texts(output: ToolOutput) -> Iterator[tuple[str, str]]:
    """Yield what the model can read of an output, with paths as `assessment.Span` has them, within bounds."""
    total = 0
    for path, root in (("content", output.content), ("structured", output.structured)):
        for leaf in values(root, path):
            text = spelled(leaf.value)
            total += len(text)
            if total > MAX_CHARS:
                return
            if text:
                yield leaf.path, text

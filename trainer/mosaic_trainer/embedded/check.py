"""Whether two files of weights are the same, and where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mosaic_guard.learned.weights import Weights, parse


def differences(one: bytes, other: bytes) -> list[str]:
    """Name the parts that differ, and by how much; empty where the bytes are equal."""
    if one == other:
        return []
    left, right = parse(one), parse(other)
    found = [*_of_values("training", left.training, right.training)]
    found += _of_values("parameters", left.parameters, right.parameters)
    found += _of_tables(left, right)
    return found or ["the header is spelled differently, and says the same"]


def _of_tables(left: Weights, right: Weights) -> Iterator[str]:
    for name in sorted(left.tables.keys() | right.tables.keys()):
        a, b = left.tables.get(name), right.tables.get(name)
        if a is None or b is None or len(a) != len(b):
            yield f"table {name}: {len(a or b'')} bytes against {len(b or b'')}"
        elif a != b:
            gaps = [abs(_signed(x) - _signed(y)) for x, y in zip(a, b, strict=True) if x != y]
            yield f"table {name}: {len(gaps):,} of {len(a):,} entries differ, by {max(gaps)} at most"


def _of_values(name: str, left: Any, right: Any) -> Iterator[str]:
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        for key in sorted(left.keys() | right.keys()):
            yield from _of_values(f"{name}.{key}", left.get(key), right.get(key))
    elif left != right:
        numbers, others = list(_numbers(left)), list(_numbers(right))
        gaps = [abs(a - b) for a, b in zip(numbers, others, strict=False) if a != b]
        if len(numbers) != len(others) or not gaps:
            yield f"{name}: {left!r:.60} against {right!r:.60}"
        else:
            yield f"{name}: {len(gaps):,} of {len(numbers):,} numbers differ, by {max(gaps):g} at most"


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, (int, float)):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _numbers(item)


def _signed(byte: int) -> int:
    return byte - 256 if byte > 127 else byte

"""The arguments of a tool: the leaves of its schema, by path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from mosaic_guard.trajectory import JSON
from mosaic_guard.verbs import words

_MAX_DEPTH: Final = 6


def leaves(schema: Mapping[str, JSON]) -> Iterator[tuple[str, Mapping[str, JSON]]]:
    """Walk the leaves of a schema: paths such as `to` and `items[].account`, each with its own part."""
    yield from _walk(schema, schema, "", 0)


def name_of(path: str) -> tuple[str, ...]:
    """The words of an argument's own name, the last of its path."""
    return words(path.rpartition(".")[2].removesuffix("[]"))


def told(schema: Mapping[str, JSON]) -> frozenset[str]:
    """All words that arguments are named by."""
    return frozenset(word for path, _ in leaves(schema) for word in name_of(path))


def _walk(root: JSON, part: JSON, path: str, depth: int) -> Iterator[tuple[str, Mapping[str, JSON]]]:
    part = _resolved(root, part)
    if depth > _MAX_DEPTH or not isinstance(part, Mapping):
        return
    options = [o for key in ("anyOf", "oneOf", "allOf") if isinstance(part.get(key), list) for o in part[key]]
    inner = [leaf for option in options for leaf in _walk(root, option, path, depth + 1)]
    properties = part.get("properties")
    if isinstance(properties, Mapping):
        for name, below in properties.items():
            inner += _walk(root, below, f"{path}.{name}" if path else str(name), depth + 1)
    if isinstance(part.get("items"), Mapping) and path:
        inner += _walk(root, part["items"], f"{path}[]", depth + 1)
    if inner:
        yield from inner
    elif path:
        yield path, part


def _resolved(root: JSON, part: JSON) -> JSON:
    for _ in range(_MAX_DEPTH):
        reference = part.get("$ref") if isinstance(part, Mapping) else None
        if not isinstance(reference, str) or not reference.startswith("#/"):
            break
        part = root
        for step in reference[2:].split("/"):
            part = part.get(step) if isinstance(part, Mapping) else None
    return part

"""What a call passes, as its declaration spells it: the paths of a table reach into models and dataclasses."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Set
from contextlib import suppress
from hashlib import sha256
from typing import Any, Final

from mosaic_guard.canonical import MAX_DEPTH, is_plain, plain
from mosaic_guard.trajectory import JSON

_SINGLE: Final = (str, bool, int, float, type(None))
_TEXTS: Final = ("pydantic.", "pydantic_core.", "ipaddress")
"""Where the types come from that are read from a text and print as one: URLs, addresses."""
_LONGEST_ARRAY: Final = 1_000
_Known = dict[int, tuple[Any, Any]]
"""By identity: what was read, kept so that nothing else gets its identity, and what it reads as."""


def as_declared(value: Any) -> JSON:
    """Reduce an argument to JSON types: an object as its fields, by the names a call gives them, bytes as text."""
    return plain(value if is_plain(value) else _opened(value, 0, {}))


def _opened(value: Any, depth: int, known: _Known) -> Any:
    """Each object once: few shared lists can spell billions of items; one inside itself stays, for `plain` to name."""
    if isinstance(value, _SINGLE) or depth > MAX_DEPTH:
        return value
    if id(value) not in known:
        known[id(value)] = value, value
        with suppress(Exception):  # the own code of an object; `plain` names its type
            known[id(value)] = value, _parts(value, depth + 1, known)
    return known[id(value)][1]


def _parts(value: Any, depth: int, known: _Known) -> Any:
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value).decode()  # what is no UTF-8 stays bytes
    if isinstance(value, Mapping):
        return {key: _opened(part, depth, known) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_opened(part, depth, known) for part in value]
    if isinstance(value, Set):
        return sorted((_opened(part, depth, known) for part in value), key=repr)
    if isinstance(value, type):
        return value
    if type(value).__module__ == "numpy" and hasattr(value, "tolist"):
        return _opened(_unpacked(value), depth, known)
    fields = _fields(value)
    if fields is not None:
        root = getattr(type(value), "__pydantic_root_model__", False)
        return _opened(fields["root"] if root else fields, depth, known)
    is_text = type(value).__module__.startswith(_TEXTS) and not hasattr(value, "get_secret_value")
    return str(value) if is_text else value


def _unpacked(array: Any) -> Any:
    """An array or number of numpy as Python's; of a long one, which prints abridged, what it prints and a digest."""
    if array.size > _LONGEST_ARRAY:
        return {f"<{type(array).__qualname__}>": repr(array), "<sha256>": sha256(array.tobytes()).hexdigest()}
    return (array.astype(str) if array.dtype.kind in "mM" else array).tolist()  # times may else become bare numbers


def _fields(value: object) -> dict[str, Any] | None:
    """The fields of a model or dataclass by the names a call gives them; None: it is neither.

    Read one by one: how a model would write itself may leave out, or change, what the tool gets.
    """
    declared = getattr(type(value), "__pydantic_fields__", None)
    if isinstance(declared, Mapping):
        own = {_name(name, field): getattr(value, name, None) for name, field in declared.items()}
        return {**own, **(getattr(value, "__pydantic_extra__", None) or {})}
    if dataclasses.is_dataclass(value):
        return {field.name: getattr(value, field.name, None) for field in dataclasses.fields(value)}
    return None


def _name(name: str, field: Any) -> str:
    alias = getattr(field, "validation_alias", None)
    first = next(iter(getattr(alias, "choices", ())), alias)
    return first if isinstance(first, str) else name

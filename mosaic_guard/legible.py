"""A tool's output as text and JSON: what else it is made of would pass the checks unread."""

from __future__ import annotations

import codecs
import json
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from numbers import Number
from pathlib import PurePath
from types import FunctionType, MemberDescriptorType, MethodType, ModuleType
from typing import Any, Final
from uuid import UUID

from mosaic_guard.canonical import MAX_DEPTH, plain
from mosaic_guard.trajectory import JSON, ToolOutput

_READ: Final = (str, bool, int, float, type(None))
_PRINTED: Final = (type, ModuleType, FunctionType, MethodType, date, time, timedelta, Decimal, PurePath, UUID, Number)
"""Is, or leads to, nothing that anybody would read beyond what it prints."""
_MOST: Final = 10_000
"""So many parts of foreign objects are looked at; what is further in is seen only as far as it is printed."""
_Known = dict[int, tuple[Any, Any]]
"""By identity: what was read, kept so that nothing else gets its identity, and what it reads as."""
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def legible(output: ToolOutput) -> ToolOutput:
    """Give an output with bytes decoded, sets as lists and objects spelled out; the same one if it has none.

    Raises:
        Exception: whatever the own code of an object in it raises.
    """
    content, structured = readable(output.content), readable(output.structured)
    if content is output.content and structured is output.structured:
        return output
    return replace(output, content=content, structured=structured)


def block_text(block: object) -> str | None:
    """What a content block says in words; None for an image, or whatever else stands in its place."""
    said = block.get("text") if isinstance(block, Mapping) else block
    return said if isinstance(said, str) else None


def text_of(value: JSON) -> str:
    """Spell what a tool returned as frameworks do for a model: a text as it is, all else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def readable(value: Any) -> Any:
    """Give a value as text and JSON; the same one if it is."""
    return value if isinstance(value, _READ) else _read(value, 0, {})


def _read(value: Any, depth: int, known: _Known) -> Any:
    """Each object once: few shared lists can spell billions of items; one inside itself stays, for others to name."""
    if isinstance(value, _READ) or depth > MAX_DEPTH:
        return value
    if isinstance(value, (bytes, bytearray, memoryview)):
        return _text(bytes(value))
    if id(value) not in known:
        known[id(value)] = value, value
        known[id(value)] = value, _members(value, depth, known)
    return known[id(value)][1]


def _members(value: Any, depth: int, known: _Known) -> Any:
    if isinstance(value, Mapping):
        made = {_key(k): _read(v, depth + 1, known) for k, v in value.items()}
        same = all(k is was and v is value[was] for (k, v), was in zip(made.items(), value, strict=False))
        return value if same and len(made) == len(value) else made
    if isinstance(value, (Set, Sequence)):
        items = [_read(item, depth + 1, known) for item in value]
        if isinstance(value, Set):
            return sorted(items, key=repr)
        is_same = isinstance(value, (list, tuple)) and all(a is b for a, b in zip(items, value, strict=True))
        return value if is_same else items
    if isinstance(value, Enum):
        return plain(value)
    dump = getattr(value, "model_dump", None)
    if callable(dump) and not isinstance(value, type):
        return _read(dump(), depth + 1, known)
    return _object(value, depth, known)


def _object(value: Any, depth: int, known: _Known) -> Any:
    """A foreign object as whoever prints it would, and what it holds; its own code may do anything."""
    printed, name = str(value), f"<{type(value).__qualname__}>"
    if isinstance(value, _PRINTED) or len(known) > _MOST:
        return printed
    known[id(value)] = value, name  # for what it holds that holds it
    held = {name: _read(part, depth + 1, known) for name, part in _held(value)}
    if isinstance(value, Collection) and len(value) <= _MOST:
        held[""] = [_read(item, depth + 1, known) for item in value]
    return {name: printed, **held} if held else printed


def _held(value: object) -> Iterator[tuple[str, Any]]:
    """What an object keeps by name, in a dictionary of its own or in slots; properties are not asked."""
    own = getattr(value, "__dict__", None)
    yield from own.items() if isinstance(own, dict) else ()
    for cls in type(value).__mro__:
        for name, slot in vars(cls).items():
            if isinstance(slot, MemberDescriptorType):
                with suppress(AttributeError):  # not set
                    yield name, slot.__get__(value)


def _key(key: object) -> Any:
    if isinstance(key, _READ):
        return key
    return _text(bytes(key)) if isinstance(key, (bytes, bytearray)) else str(key)


def _text(data: bytes) -> str:
    """All that can be read in it; of UTF-16 without a mark the zeros are left out."""
    encoding = "utf-16" if data.startswith(_UTF16) else "utf-8"
    return data.decode(encoding, "replace").replace("\0", "")

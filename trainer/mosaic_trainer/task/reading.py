"""From plain values to the frozen types of a task, strictly: what is wrong is named by its place, value and fix."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeVar, get_args, get_origin, get_type_hints

from mosaic_guard.nearest import nearest
from mosaic_guard.trajectory import JSON

T = TypeVar("T")
Read = Callable[[JSON], Any]


class Misread(ValueError):
    """A value is not what its place asks for; `path` grows on the way out."""

    def __init__(self, problem: str, path: tuple[str | int, ...] = ()) -> None:
        super().__init__(problem)
        self.problem = problem
        self.path = path

    @property
    def field(self) -> str:
        """The place as people write it: `tools[2].operation.kind`."""
        steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path)
        return "".join(steps).removeprefix(".")


def from_plain(kind: type[T], value: JSON) -> T:
    """Make a `kind`; raises Misread."""
    made: T = _reader(kind)(value)  # type: ignore[arg-type]  # mypy takes classes for unhashable
    return made


def to_plain(value: Any) -> JSON:
    """Reduce it to what JSON has; a field that says what it says by default is left out."""
    kind = type(value)
    if kind in _SCALARS or value is None:
        return value
    if kind is dict:
        return {str(key): to_plain(item) for key, item in value.items()}
    if kind is tuple or kind is list:
        return [to_plain(item) for item in value]
    return _written(value, kind)


def _written(value: Any, kind: type) -> JSON:
    if is_dataclass(kind):
        said = ((name, getattr(value, name), usual) for name, usual in _defaults(kind))
        return {name: to_plain(one) for name, one, usual in said if one != usual}
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    return value.value if isinstance(value, Enum) else value


@cache
def _defaults(kind: Any) -> tuple[tuple[str, object], ...]:
    """Each field with what it says when nothing is said; MISSING, which equals nothing, where it has to be said."""
    return tuple((f.name, f.default if f.default_factory is MISSING else f.default_factory()) for f in fields(kind))


@cache
def _reader(kind: Any) -> Read:
    """How to read one type; made once each."""
    if kind is Any:
        return lambda value: value
    if kind in _SCALARS:
        return _scalar(kind)
    if is_dataclass(kind):
        return _dataclass(kind)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return _choice({str(choice): choice for choice in inner})
    if origin is UnionType:
        return _optional(_reader(next(part for part in inner if part is not NoneType)))
    if origin in (tuple, frozenset):
        return _list(_reader(inner[0]), origin)
    if origin is Mapping:
        return _mapping(inner[0], _reader(inner[1]))
    return _choice({member.value: member for member in kind})


def _scalar(kind: type) -> Read:
    wanted = _SCALARS[kind]

    def read(value: JSON) -> JSON:
        if type(value) is not kind:
            raise _found(value, wanted)
        return value

    return read


def _dataclass(kind: Any) -> Read:
    hints = get_type_hints(kind)
    readers = {f.name: _reader(hints[f.name]) for f in fields(kind)}
    needed = [name for name, usual in _defaults(kind) if usual is MISSING]

    def read(value: JSON) -> Any:
        made = {}
        for name, item in _object(value).items():
            if name not in readers:
                raise Misread(f"is no field. {_nearest(name, list(readers))}", (name,))
            made[name] = _at(name, readers[name], item)
        for name in needed:
            if name not in made:
                raise Misread("is missing. Write it.", (name,))
        return kind(**made)

    return read


def _choice(choices: Mapping[str, Any]) -> Read:
    def read(value: JSON) -> Any:
        if not isinstance(value, str) or value not in choices:
            near = f" {_nearest(value, list(choices))}" if isinstance(value, str) else ""
            raise Misread(f"found {_shown(value)}; write one of {', '.join(choices)}.{near}")
        return choices[value]

    return read


def _optional(read: Read) -> Read:
    return lambda value: None if value is None else read(value)


def _list(read: Read, kind: Callable[[list[Any]], Any]) -> Read:
    def read_all(value: JSON) -> Any:
        if not isinstance(value, list):
            raise _found(value, "a list")
        return kind([_at(index, read, item) for index, item in enumerate(value)])

    return read_all


def _mapping(key: type, read: Read) -> Read:
    def read_all(value: JSON) -> dict[Any, Any]:
        return {_key(key, name): _at(name, read, item) for name, item in _object(value).items()}

    return read_all


def _key(kind: type, name: str) -> str | int:
    if kind is str:
        return name
    if not name.isdecimal():
        raise Misread(f"found the key {_shown(name)}; write a whole number in quotes.", (name,))
    return int(name)


def _at(step: str | int, read: Read, value: JSON) -> Any:
    try:
        return read(value)
    except Misread as error:
        error.path = (step, *error.path)
        raise


def _object(value: JSON) -> Mapping[str, JSON]:
    if not isinstance(value, dict):
        raise _found(value, "an object of names and values")
    return value


def _found(value: JSON, wanted: str) -> Misread:
    return Misread(f"found {_shown(value)}; write {wanted}.")


def _shown(value: JSON) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:79]}…"


def _nearest(word: str, allowed: Sequence[str]) -> str:
    return nearest(word, allowed, f"Valid are: {', '.join(allowed)}.")


_SCALARS: Final[Mapping[Any, str]] = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    float: "a number with a decimal point",
}

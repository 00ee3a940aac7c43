"""From plain values to checked dataclasses; errors name file, line, key and the nearest valid one."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args, get_type_hints

from mosaic_guard.config.constraints import FieldError
from mosaic_guard.errors import ConfigError

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from mosaic_guard.config.source import Source

T = TypeVar("T")


def validated(kind: type[T], source: Source) -> T:
    """Make a `kind` of what a file says; raises ConfigError telling all that is wrong at once."""
    from pydantic import ValidationError

    try:
        made: T = adapter(kind).validate_json(json.dumps(source.data))  # type: ignore[arg-type]  # mypy takes classes for unhashable
    except ValidationError as error:
        problems = [_problem(kind, source, dict(e)) for e in error.errors(include_url=False)]
        raise ConfigError("\n".join(problems)) from error
    return made


@cache
def adapter(kind: type[Any]) -> TypeAdapter[Any]:
    """Let pydantic read a dataclass; made once, since that is slow."""
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def _problem(kind: type[Any], source: Source, error: Mapping[str, Any]) -> str:
    loc: tuple[str | int, ...] = tuple(error["loc"])
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, FieldError):
        loc = (*loc, *cause.path)
    name = ".".join(map(str, loc))
    if error["type"] == "unexpected_keyword_argument":
        return f"{source.where(loc)}: unknown key {name!r}. {_nearest(str(loc[-1]), _keys_at(kind, loc[:-1]))}"
    if error["type"] == "missing":
        return f"{source.where(loc)}: the key {name!r} is missing. Write it."
    if error["type"] == "value_error":
        return f"{source.where(loc)}: {name}: {cause}."
    wanted = _WANTED.get(error["type"], error["msg"].removeprefix("Input should be "))
    near = _nearest(error["input"], _allowed(error)) if isinstance(error["input"], str) else ""
    found = json.dumps(error["input"], ensure_ascii=False)
    return f"{source.where(loc)}: {name}: found {found:.80}; write {wanted}. {near}".rstrip()


_WANTED: Final[Mapping[str, str]] = {
    "bool_type": "true or false",
    "int_type": "a whole number",
    "float_type": "a number",
    "string_type": "a text, in quotes if it looks like something else",
    "tuple_type": "a list",
    "dict_type": "a mapping of keys to values, {} for none",
    "mapping_type": "a mapping of keys to values, {} for none",
    "dataclass_type": "a mapping of keys to values, {} for none",
}


def _nearest(word: str, allowed: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(allowed), n=1, cutoff=0.5)
    if near:
        return f"Did you mean {near[0]!r}?"
    return f"Valid are: {', '.join(allowed)}." if allowed else ""


def _allowed(error: Mapping[str, Any]) -> list[str]:
    expected = str(error.get("ctx", {}).get("expected", ""))
    return expected.split("'")[1::2]


def _keys_at(kind: Any, loc: tuple[str | int, ...]) -> list[str]:
    """Name the keys that are valid at a place."""
    for key in loc:
        kind = _one(get_type_hints(kind)[str(key)] if is_dataclass(kind) else get_args(kind)[-1])
    return [f.name for f in fields(kind)]


def _one(kind: Any) -> Any:
    """The type besides None."""
    parts = get_args(kind)
    return next((p for p in parts if p is not NoneType), kind) if NoneType in parts else kind

"""From plain values to checked dataclasses; errors name file, line, key and the nearest valid one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args, get_type_hints

from mosaic_guard.addresses import without_logins
from mosaic_guard.config.constraints import FieldError
from mosaic_guard.errors import ConfigError
from mosaic_guard.nearest import nearest

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from mosaic_guard.config.source import Path, Source
    from mosaic_guard.trajectory import JSON

T = TypeVar("T")


def validated(kind: type[T], source: Source) -> T:
    """Make a `kind` of what a file says; raises ConfigError telling all that is wrong at once."""
    from pydantic import ValidationError

    told: dict[Path, str] = {}
    left = source.data
    for _ in range(_LOOKS):
        try:
            made: T = adapter(kind).validate_json(json.dumps(left))  # type: ignore[arg-type]  # mypy takes classes for unhashable
        except ValidationError as error:
            wrong = [_Wrong(dict(e)) for e in error.errors(include_url=False)]
            told = {one.loc: _problem(kind, source, one) for one in wrong if not one.follows_from(told)} | told
            looked_at, left = left, _without(left, wrong)
        else:
            if not told:
                return made
            break
        if left == looked_at:
            break
    raise ConfigError("\n".join(told[loc] for loc in sorted(told, key=source.line)))


_LOOKS: Final = 20
"""An object checks its limits once its values are of the right types, and names the first that does not hold. So it is
looked again at what is left without the wrong values, this often at most."""


class _Wrong:
    """One thing that does not fit, and where."""

    def __init__(self, error: Mapping[str, Any]) -> None:
        self.error = error
        self.cause = error.get("ctx", {}).get("error")
        within = self.cause.path if isinstance(self.cause, FieldError) else ()
        self.loc: Path = (*error["loc"], *within)
        self._is_of_whole = error["type"] == "missing" or (error["type"] == "value_error" and not within)

    def follows_from(self, told: Iterable[Path]) -> bool:
        """Whether a whole may lack this only because a part of it, told already, was left out."""
        return self._is_of_whole and any(loc[: len(self.loc)] == self.loc for loc in told)


def _without(data: Mapping[str, JSON], wrong: Iterable[_Wrong]) -> dict[str, JSON]:
    left: dict[str, JSON] = json.loads(json.dumps(data))
    for one in wrong:
        if one.loc:
            _leave_out(left, *one.loc)
    return left


def _leave_out(data: dict[str, JSON], key: Any, *inner: str | int) -> None:
    """Leave out a value; where it is missing, what lacks it."""
    value = data.get(key)
    if inner and isinstance(value, dict) and (len(inner) > 1 or inner[0] in value):
        _leave_out(value, *inner)
    else:
        data.pop(key, None)


@cache
def adapter(kind: type[Any]) -> TypeAdapter[Any]:
    """Let pydantic read a dataclass; made once, since that is slow."""
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def _problem(kind: type[Any], source: Source, wrong: _Wrong) -> str:
    error, loc, cause = wrong.error, wrong.loc, wrong.cause
    name, where = ".".join(map(str, loc)), source.where(loc)
    if error["type"] == "unexpected_keyword_argument":
        return f"{where}: unknown key {name!r}. {_nearest(str(loc[-1]), _keys_at(kind, loc[:-1]))}"
    if error["type"] == "missing":
        return f"{where}: the key {name!r} is missing. Write it."
    if error["type"] == "value_error":
        return f"{where}: {name}: {cause}."
    wanted = _WANTED.get(error["type"], error["msg"].removeprefix("Input should be "))
    near = _nearest(error["input"], _allowed(error)) if isinstance(error["input"], str) else ""
    found = without_logins(json.dumps(error["input"], ensure_ascii=False))
    return f"{where}: {name}: found {found:.80}; write {wanted}. {near}".rstrip()


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


def _nearest(word: str, allowed: Sequence[str]) -> str:
    return nearest(word, allowed, f"Valid are: {', '.join(allowed)}." if allowed else "")


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

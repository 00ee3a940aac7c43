"""Limits a person sets on one argument, made ready to test values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from mosaic_guard.canonical import is_foreign, written
from mosaic_guard.config.hosts import host_of, normal_domain, within
from mosaic_guard.config.linear import MAX_TEXT, LinearPattern
from mosaic_guard.config.subschema import compile_schema, is_number, same
from mosaic_guard.errors import ConfigError
from mosaic_guard.trajectory import JSON

if TYPE_CHECKING:
    from mosaic_guard.config.model import Constraint

Test = Callable[[JSON], bool]
Limit = tuple[str, Test]
"""What is allowed, in words, and the test of one value."""

_MAX_VALUES: Final = 10_000


def limits(constraint: Constraint) -> list[Limit]:
    """Make the tests of one constraint; raises ValueError naming the field that is wrong."""
    made: list[Limit] = []
    for field, make in _MAKERS.items():
        value = getattr(constraint, field)
        if value is not None:
            try:
                made.append(make(value))
            except ValueError as error:
                raise FieldError(str(error), field) from error
    return made


class FieldError(ConfigError, ValueError):
    """Knows which field it is about, as a path from the object that raises it; pydantic needs a ValueError."""

    def __init__(self, message: str, *path: str) -> None:
        super().__init__(message)
        self.path = path


class Misfit(Exception):
    """The arguments are not shaped as the path says."""


def values_at(args: Mapping[str, JSON], path: str) -> list[JSON]:
    """Find the values a path (`to`, `items[].account`) names; absent ones are none, a wrong shape raises Misfit."""
    found: list[JSON] = [args]
    for step in path.split("."):
        name = step.removesuffix("[]")
        found = [value[name] for value in map(_object, found) if value.get(name) is not None]
        if step.endswith("[]"):
            found = [item for value in found for item in _list(value)]
    return found


def _object(value: JSON) -> Mapping[str, JSON]:
    if not isinstance(value, Mapping) or is_foreign(value):
        raise Misfit
    return value


def _list(value: JSON) -> list[JSON] | tuple[JSON, ...]:
    if not isinstance(value, (list, tuple)):
        raise Misfit
    return value


def _each(test: Test) -> Test:
    """A limit on a list is one on each of its items; no such limit can be met by an object."""

    def all_of(value: JSON) -> bool:
        return all(item is not None and test(item) for item in _flat(value))

    return all_of


def _flat(value: JSON) -> Iterator[JSON]:
    waiting = [value]
    for _ in range(_MAX_VALUES):
        if not waiting:
            return
        item = waiting.pop()
        if isinstance(item, (list, tuple)):
            waiting.extend(item)
        else:
            yield item
    yield None  # too many to look at: fails the test


def _schema(schema: Mapping[str, JSON]) -> Limit:
    return "must fit the schema in the table", compile_schema(schema)


def _pattern(pattern: str) -> Limit:
    compiled = LinearPattern(pattern)

    def fits(value: JSON) -> bool:
        text = written(value) if is_number(value) else value
        return isinstance(text, str) and len(text) <= MAX_TEXT and compiled.matches(text)

    return f"must match {pattern}", _each(fits)


def _domains(domains: tuple[str, ...]) -> Limit:
    allowed = [normal_domain(domain) for domain in domains]

    def fits(value: JSON) -> bool:
        host = host_of(value) if isinstance(value, str) else None
        return host is not None and any(within(host, domain) for domain in allowed)

    return f"must reach only {', '.join(domains) or 'no host at all'}", _each(fits)


def _one_of(allowed: tuple[JSON, ...]) -> Limit:
    def fits(value: JSON) -> bool:
        return any(same(value, other) for other in allowed)

    return f"must be one of {', '.join(map(repr, allowed))}", _each(fits)


def _max(most: float) -> Limit:
    return f"must be at most {most:g}", _each(lambda v: (n := _number(v)) is not None and n <= _as_written(most))


def _min(least: float) -> Limit:
    return f"must be at least {least:g}", _each(lambda v: (n := _number(v)) is not None and n >= _as_written(least))


def _number(value: JSON) -> Decimal | None:
    """Numbers, and texts that spell one plainly; anything a tool might read in another way is none."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Decimal)):
        return None
    if isinstance(value, str) and (len(value) > 32 or not set(value) <= set("0123456789.-+")):
        return None
    try:
        number = _as_written(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _as_written(number: float | str | Decimal) -> Decimal:
    """The decimal a person wrote: 0.3 is three tenths, not the binary fraction closest to it."""
    return Decimal(float.__repr__(number) if isinstance(number, float) else number)


_MAKERS: Final[Mapping[str, Callable[..., Limit]]] = {
    "schema": _schema,
    "pattern": _pattern,
    "domains": _domains,
    "one_of": _one_of,
    "max": _max,
    "min": _min,
}

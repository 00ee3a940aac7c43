"""The part of JSON Schema that a constraint may use; everything else is an error when the file is read.

Small and complete beats large and partly ignored: a keyword that a person wrote is either enforced or refused.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sized
from typing import Any, Final

from mosaic_guard.config.linear import LinearPattern
from mosaic_guard.trajectory import JSON

Test = Callable[[JSON], bool]

MAX_DEPTH: Final = 16


def compile_schema(schema: JSON, *, depth: int = 0) -> Test:
    """Turn a schema into a test; raises ValueError naming the keyword that is wrong or not supported."""
    if isinstance(schema, bool):
        return lambda _: schema
    if not isinstance(schema, Mapping):
        msg = f"a schema is an object, not {schema!r:.80}"
        raise ValueError(msg)
    if depth > MAX_DEPTH:
        msg = f"the schema is nested deeper than {MAX_DEPTH}"
        raise ValueError(msg)
    tests = [_keyword(str(key), value, schema, depth) for key, value in schema.items() if key not in _NOTES]
    return lambda value: all(test(value) for test in tests)


def _keyword(key: str, value: JSON, schema: Mapping[str, JSON], depth: int) -> Test:
    maker = KEYWORDS.get(key)
    if maker is None:
        near = difflib.get_close_matches(key, KEYWORDS, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"supported are {', '.join(KEYWORDS)}"
        msg = f"schema keyword {key!r} is not supported; {hint}"
        raise ValueError(msg)
    try:
        return maker(value, schema, depth)
    except (TypeError, AttributeError, KeyError) as error:
        msg = f"schema keyword {key!r} can't be {value!r:.80}"
        raise ValueError(msg) from error


def is_number(value: object) -> bool:
    """Whether it is a number to JSON: true and false are not, and neither is NaN."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value == value


def same(value: JSON, other: JSON) -> bool:
    """Equal as JSON: 1 is not true, also deep inside."""
    if isinstance(value, bool) or isinstance(other, bool):
        return value is other
    if isinstance(value, list) and isinstance(other, list):
        return len(value) == len(other) and all(map(same, value, other))
    if isinstance(value, Mapping) and isinstance(other, Mapping):
        return value.keys() == other.keys() and all(same(value[k], other[k]) for k in value)
    return bool(value == other)


_TYPES: Final[Mapping[str, Test]] = {
    "string": lambda v: isinstance(v, str),
    "number": is_number,
    "integer": lambda v: is_number(v) and v == v // 1,
    "boolean": lambda v: isinstance(v, bool),
    "null": lambda v: v is None,
    "array": lambda v: isinstance(v, (list, tuple)),
    "object": lambda v: isinstance(v, Mapping),
}


def _type(names: JSON, _schema: Mapping[str, JSON], _depth: int) -> Test:
    tests = [_TYPES[name] for name in ([names] if isinstance(names, str) else names)]
    return lambda value: any(test(value) for test in tests)


def _one_of(values: JSON, _schema: Mapping[str, JSON], _depth: int) -> Test:
    allowed = list(values)
    return lambda value: any(same(value, other) for other in allowed)


def _const(constant: JSON, _schema: Mapping[str, JSON], _depth: int) -> Test:
    return lambda value: same(value, constant)


def _properties(parts: JSON, _schema: Mapping[str, JSON], depth: int) -> Test:
    tests = {key: compile_schema(part, depth=depth + 1) for key, part in parts.items()}
    return lambda value: (
        not isinstance(value, Mapping) or all(test(value[key]) for key, test in tests.items() if key in value)
    )


def _additional(part: JSON, schema: Mapping[str, JSON], depth: int) -> Test:
    named = frozenset(schema.get("properties", ()))
    test = compile_schema(part, depth=depth + 1)
    return lambda value: (
        not isinstance(value, Mapping) or all(test(item) for key, item in value.items() if key not in named)
    )


def _required(keys: JSON, _schema: Mapping[str, JSON], _depth: int) -> Test:
    wanted = frozenset(keys if isinstance(keys, list) else {}[keys])
    return lambda value: not isinstance(value, Mapping) or wanted <= value.keys()


def _items(part: JSON, _schema: Mapping[str, JSON], depth: int) -> Test:
    test = compile_schema(part, depth=depth + 1)
    return lambda value: not isinstance(value, (list, tuple)) or all(test(item) for item in value)


def _pattern(pattern: JSON, _schema: Mapping[str, JSON], _depth: int) -> Test:
    compiled = LinearPattern(pattern, whole=False)
    return lambda value: not isinstance(value, str) or compiled.matches(value)


def _any_of(parts: JSON, _schema: Mapping[str, JSON], depth: int) -> Test:
    tests = [compile_schema(part, depth=depth + 1) for part in parts]
    return lambda value: any(test(value) for test in tests)


def _all_of(parts: JSON, _schema: Mapping[str, JSON], depth: int) -> Test:
    tests = [compile_schema(part, depth=depth + 1) for part in parts]
    return lambda value: all(test(value) for test in tests)


def _size(compare: Callable[[int, int], bool], *kind: type[Sized]) -> Callable[..., Test]:
    def make(limit: JSON, _schema: Mapping[str, JSON], _depth: int) -> Test:
        if not is_number(limit):
            raise TypeError
        return lambda value: not isinstance(value, kind) or compare(len(value), limit)

    return make


def _number(compare: Callable[[Any, Any], bool]) -> Callable[..., Test]:
    def make(limit: JSON, _schema: Mapping[str, JSON], _depth: int) -> Test:
        if not is_number(limit):
            raise TypeError
        return lambda value: not is_number(value) or compare(value, limit)

    return make


def _at_least(value: Any, limit: Any) -> bool:
    return bool(value >= limit)


def _at_most(value: Any, limit: Any) -> bool:
    return bool(value <= limit)


KEYWORDS: Final[Mapping[str, Callable[..., Test]]] = {
    "type": _type,
    "enum": _one_of,
    "const": _const,
    "properties": _properties,
    "additionalProperties": _additional,
    "required": _required,
    "items": _items,
    "minItems": _size(_at_least, list, tuple),
    "maxItems": _size(_at_most, list, tuple),
    "minLength": _size(_at_least, str),
    "maxLength": _size(_at_most, str),
    "pattern": _pattern,
    "minimum": _number(_at_least),
    "maximum": _number(_at_most),
    "exclusiveMinimum": _number(lambda value, limit: value > limit),
    "exclusiveMaximum": _number(lambda value, limit: value < limit),
    "anyOf": _any_of,
    "allOf": _all_of,
}
"""What is supported; docs/configuration.md lists the same."""
_NOTES: Final = frozenset({"title", "description", "default", "examples", "$comment", "$schema"})

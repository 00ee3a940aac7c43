"""TOML as plain values that remember their lines, which the standard library's reader forgets; and back."""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from mosaic_guard.config.source import MAX_BYTES, Path, Source
from mosaic_guard.errors import ConfigError
from mosaic_guard.trajectory import JSON

_PIECE: Final = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|\#[^\n]*|[\[\]{}\n]|[^"\'#\[\]{}\n]+',
    re.DOTALL,
)
_PLACE: Final = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+\Z")


@dataclass(slots=True)
class TomlSource(Source):
    """One file, and what the command line sets instead."""

    overrides: dict[Path, str] = field(default_factory=dict)
    """By path: the words of the command line."""

    def where(self, path: Path) -> str:
        """Name the words of the command line, else file and line."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.overrides:
                return f"--set {self.overrides[path[:end]]}"
        return Source.where(self, path)


def read(text: str, name: str, overrides: Sequence[str] = ()) -> TomlSource:
    """Parse TOML, then set each `key=value` of `overrides`; raises ConfigError naming file and line."""
    if len(text.encode()) > MAX_BYTES:
        msg = f"{name}: is larger than {MAX_BYTES // 1024} KiB. Remove what is not configuration."
        raise ConfigError(msg)
    try:
        source = TomlSource(name, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line = place[1] if place and place[1] else text.count("\n") + 1
        msg = f"{name}:{line}: is not valid TOML: {_PLACE.sub('', str(error))}."
        raise ConfigError(msg) from error
    source.lines.update(_lines(text))
    for words in overrides:
        _override(source, words)
    _check((), source.data, source)
    return source


def _lines(text: str) -> Iterator[tuple[Path, int]]:
    """Tell where each key stands; `text` is known to be valid."""
    table: Path = ()
    for line, statement in _statements(text):
        (path, *inner) = _paths(tomllib.loads(statement), ())
        if statement.startswith("["):
            table = path
            yield table, line
        else:
            yield from ((table + key, line) for key in (path, *inner))


def _statements(text: str) -> Iterator[tuple[int, str]]:
    line, depth, begun, pieces = 1, 0, 1, list[str]()
    for piece in (*_PIECE.findall(text), "\n"):
        if piece == "\n" and not depth:
            if statement := "".join(pieces).strip():
                yield begun, statement
            pieces.clear()
        elif not piece.startswith("#"):
            begun = begun if pieces else line
            pieces.append(piece)
            depth += (piece in ("[", "{")) - (piece in ("]", "}"))
        line += piece.count("\n")


def _paths(value: JSON, path: Path) -> Iterator[Path]:
    """Name every key of nested tables, the deepest of a dotted key first."""
    inner = [p for key, item in value.items() for p in _paths(item, (*path, key))] if isinstance(value, dict) else []
    yield from inner
    if path:
        yield path


def _override(source: TomlSource, words: str) -> None:
    key, separator, value = words.partition("=")
    *tables, last = path = tuple(part.strip() for part in key.split("."))
    if not separator or not all(path):
        msg = f"--set {words}: is not of the form section.key=value, such as grpo.steps=50."
        raise ConfigError(msg)
    place: JSON = source.data
    for name in tables:
        place = place.setdefault(name, {})
        if not isinstance(place, dict):
            msg = f"--set {words}: {name!r} is a value, not a section. Set it, or a key of a section."
            raise ConfigError(msg)
    place[last] = _value(value)
    source.overrides[path] = words


def _value(text: str) -> JSON:
    """Take what TOML would not accept bare for a text, so that paths need no quotes."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _check(path: Path, value: object, source: TomlSource) -> None:
    """Refuse what JSON has not: dates, infinities."""
    if isinstance(value, dict):
        for key, item in value.items():
            _check((*path, key), item, source)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _check((*path, index), item, source)
    elif not isinstance(value, (str, bool, int, float)) or (isinstance(value, float) and not math.isfinite(value)):
        msg = f"{source.where(path)}: {'.'.join(map(str, path))}: found {value}; write a text, number, true or false."
        raise ConfigError(msg)


def write(data: Mapping[str, JSON]) -> str:
    """Spell sections of keys as TOML that `read` reads back; what is None is left out, there is no such value."""
    blocks = [_section(name, values) for name, values in data.items() if isinstance(values, Mapping)]
    plain = _section("", {key: value for key, value in data.items() if not isinstance(value, Mapping)})
    return "\n".join(block for block in (plain, *blocks) if block)


def _section(name: str, values: Mapping[str, JSON]) -> str:
    lines = [f"[{_key(name)}]"] if name else []
    lines += [f"{_key(key)} = {_spelled(value)}" for key, value in values.items() if value is not None]
    return "".join(f"{line}\n" for line in lines)


def _spelled(value: JSON) -> str:
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_key(key)} = {_spelled(item)}" for key, item in value.items() if item is not None)
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_spelled, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name if _BARE.match(name) else _spelled(name)

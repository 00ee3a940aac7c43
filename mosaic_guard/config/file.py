"""From files to a Config and back; YAML and pydantic are imported only when a file is opened."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mosaic_guard.config.constraints import FieldError
from mosaic_guard.config.model import (
    Approval,
    Calibration,
    Checks,
    Config,
    Constraint,
    Plugins,
    Refusals,
    Server,
    ToolRule,
)
from mosaic_guard.errors import ConfigError
from mosaic_guard.trajectory import JSON

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from mosaic_guard.config.source import Source


def load(*paths: str | PathLike[str]) -> Config:
    """Read one file, or several of which each later one may only tighten; raises ConfigError."""
    if not paths:
        msg = "No configuration file was named. Name one, or use Config() for the defaults."
        raise ConfigError(msg)
    return parse(*((str(path), _text(Path(path))) for path in paths))


def parse(*texts: tuple[str, str]) -> Config:
    """Read (name, YAML) pairs as `load` reads files."""
    from mosaic_guard.config.merge import tighten
    from mosaic_guard.config.source import read

    sources = [read(text, name) for name, text in texts]
    configs = [_validated(source) for source in sources]
    config = configs[0]
    for index in range(1, len(sources)):
        config = tighten(config, sources[index], configs[index], over=[s.name for s in sources[:index]])
    return config


def schema() -> dict[str, JSON]:
    """Return the JSON schema of the file, for editors."""
    made = _adapter().json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "required": ["version"]}


def to_yaml(config: Config) -> str:
    """Write a configuration, leaving out what is default; `parse` reads it back to an equal one."""
    from mosaic_guard.config.source import write

    return write({"version": config.version, **_said(config)})


def _said(value: Any) -> Any:
    if is_dataclass(value):
        return {f.name: _said(getattr(value, f.name)) for f in fields(value) if getattr(value, f.name) != _default(f)}
    if isinstance(value, Mapping):
        return {key: _said(item) for key, item in value.items()}
    return [_said(item) for item in value] if isinstance(value, (list, tuple)) else value


def _default(field: Any) -> object:
    return field.default if field.default_factory is MISSING else field.default_factory()


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        msg = f"{path}: can't be read: {error.strerror}. Name a configuration file that exists and may be read."
        raise ConfigError(msg) from error
    except UnicodeDecodeError as error:
        msg = f"{path}: is not UTF-8 text (byte {error.start}). Save it as UTF-8."
        raise ConfigError(msg) from error


@cache
def _adapter() -> TypeAdapter[Config]:
    from pydantic import TypeAdapter

    return TypeAdapter(Config)


def _validated(source: Source) -> Config:
    from pydantic import ValidationError

    if "version" not in source.data:
        msg = f"{source.name}:1: the key 'version' is missing. Write `version: 1`."
        raise ConfigError(msg)
    try:
        return _adapter().validate_json(json.dumps(source.data))
    except ValidationError as error:
        problems = [_problem(source, dict(e)) for e in error.errors(include_url=False)]
        raise ConfigError("\n".join(problems)) from error


def _problem(source: Source, error: Mapping[str, Any]) -> str:
    loc: tuple[str | int, ...] = tuple(error["loc"])
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, FieldError):
        loc = (*loc, *cause.path)
    name = ".".join(map(str, loc))
    if error["type"] == "unexpected_keyword_argument":
        return f"{source.where(loc)}: unknown key {name!r}. {_nearest(str(loc[-1]), _keys_at(loc[:-1]))}"
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


def _keys_at(loc: tuple[str | int, ...]) -> list[str]:
    """Name the keys valid at a place: of the whole, of a section, of a tool or of a constraint."""
    sections: dict[str, Any] = {
        "approval": Approval,
        "refusals": Refusals,
        "checks": Checks,
        "calibration": Calibration,
        "plugins": Plugins,
        "servers": Server,
        "tools": Constraint if "constraints" in loc[2:] else ToolRule,
    }
    return [f.name for f in fields(sections[str(loc[0])] if loc else Config)]

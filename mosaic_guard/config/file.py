"""From files to a Config and back; YAML and pydantic are imported only when a file is opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mosaic_guard.config.model import Config
from mosaic_guard.config.validation import adapter, validated
from mosaic_guard.errors import ConfigError
from mosaic_guard.trajectory import JSON

if TYPE_CHECKING:
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
    made = adapter(Config).json_schema()
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


def _validated(source: Source) -> Config:
    if "version" in source.data:
        return validated(Config, source)
    msg = f"{source.name}:1: the key 'version' is missing. Write `version: 1`."
    try:
        validated(Config, source)
    except ConfigError as error:
        msg = f"{msg}\n{error}"
    raise ConfigError(msg)

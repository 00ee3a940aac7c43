"""Clean outputs from files: a folder of texts, or JSON lines."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mosaic_guard.errors import ConfigError
from mosaic_guard.legible import text_of
from mosaic_guard.trajectory import JSON

_LINES: Final = (".jsonl", ".ndjson", ".jsonl.gz")
_CONTENT: Final = ("output", "content")
_GROUP: Final = ("group", "trace")


@dataclass(frozen=True, slots=True)
class Text:
    """What a tool returned."""

    group: str
    tool: str
    text: str


def texts(paths: Iterable[Path]) -> Iterator[Text]:
    """Read files and folders. A file is one output, and each line of a JSON lines file is one.

    A line is a text, an object with `output` or `content` (and `tool`, `group`), or any other JSON: an output itself.

    Raises:
        ConfigError: a file can't be read; names the line.
    """
    for path in paths:
        if not path.exists():
            msg = f"{path}: there is no such file or folder. Name one that holds clean outputs."
            raise ConfigError(msg)
        for file in sorted(_files(path)) if path.is_dir() else [path]:
            yield from _lines(file) if file.name.endswith(_LINES) else [Text(str(file), file.stem, _read(file))]


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode()
    except OSError as error:
        msg = f"{file}: can't be read: {error.strerror}. Name files that you may read."
        raise ConfigError(msg) from error
    except UnicodeDecodeError as error:
        msg = f"{file}: is not UTF-8 text (byte {error.start}). Take it out, or save it as UTF-8."
        raise ConfigError(msg) from error


def _lines(file: Path) -> Iterator[Text]:
    number = 0
    try:
        with gzip.open(file, "rb") if file.suffix == ".gz" else file.open("rb") as lines:
            for number, line in enumerate(lines, 1):  # an error names it
                if line.strip():
                    yield _line(json.loads(line), f"{file}:{number}")
    except OSError as error:
        msg = f"{file}: can't be read: {error.strerror or error}. Name files that you may read."
        raise ConfigError(msg) from error
    except (EOFError, zlib.error) as error:
        msg = f"{file}: is damaged or cut off after line {number:,}: {error}. Pack it again."
        raise ConfigError(msg) from error
    except (ValueError, RecursionError) as error:
        why = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        msg = f"{file}:{number}: is not JSON: {why}. Write one JSON value per line."
        raise ConfigError(msg) from error


def _line(value: JSON, place: str) -> Text:
    if not isinstance(value, dict):
        return Text(place, "", text_of(value))
    content = next((value[key] for key in _CONTENT if key in value), value)
    group = next((str(value[key]) for key in _GROUP if key in value), place)
    return Text(group, str(value.get("tool", "")), text_of(content))

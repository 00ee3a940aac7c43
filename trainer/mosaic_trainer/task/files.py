"""Tasks as files: JSON lines, a header with the version first, gzipped where the name says so."""

from __future__ import annotations

import gzip
import json
import os
import secrets
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NoReturn

from mosaic_guard.errors import ConfigError
from mosaic_guard.traces.database.location import no_file
from mosaic_guard.trajectory import JSON
from mosaic_trainer.task.checks import check
from mosaic_trainer.task.reading import Misread, from_plain, to_plain
from mosaic_trainer.task.task import Task

VERSION: Final = 1
"""Raised when a reader must know of a change, a changed default included."""

_FORMAT: Final = "mosaic-tasks"
_GZIP: Final = b"\x1f\x8b"


def save_tasks(tasks: Iterable[Task], path: str | Path) -> None:
    """Write tasks; the same tasks give the same bytes, and the file appears at once or not at all.

    Raises:
        ConfigError: a task is one that could not be read back, or the file can't be written.
    """
    target = Path(path)
    text = "".join(_line(row) for row in _rows(tasks, target)).encode("ascii")
    write_whole(target, gzip.compress(text, mtime=0) if target.suffix == ".gz" else text)


def load_tasks(path: str | Path) -> list[Task]:
    """Read tasks.

    Raises:
        ConfigError: a line is no task, or the file is damaged or of a newer release; names file, line and field.
    """
    source = Path(path)
    lines = list(enumerate(_text(source).removesuffix("\n").split("\n"), 1))
    _check_header(source, lines[0][1])
    tasks: list[Task] = []
    seen: dict[str, int] = {}
    for number, line in lines[1:]:
        task = _task(source, number, line)
        if task.id in seen:
            _fail(source, number, f"the id {task.id!r} is on line {seen[task.id]} already. Ids are unique: change one.")
        seen[task.id] = number
        tasks.append(task)
    return tasks


def write_whole(path: Path, content: bytes) -> None:
    """Write a file at once or not at all, in the place of nothing but a file."""
    if kind := no_file(path):
        raise ConfigError(f"{path} can't be written: it is {kind}. Name a file.")
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        draft.write_bytes(content)
        os.replace(draft, path)
    except OSError as error:
        msg = f"{path} can't be written: {error.strerror}. Choose a folder that is writable and has room."
        raise ConfigError(msg) from error
    finally:
        draft.unlink(missing_ok=True)


def _rows(tasks: Iterable[Task], path: Path) -> Iterator[JSON]:
    yield {"format": _FORMAT, "version": VERSION}
    seen: set[str] = set()
    for number, task in enumerate(tasks, 2):
        try:
            check(task)
        except Misread as error:
            _fail(path, number, _said(error))
        if task.id in seen:
            _fail(path, number, f"two tasks have the id {task.id!r}. Ids are unique: change one.")
        seen.add(task.id)
        yield to_plain(task)


def _line(row: JSON) -> str:
    try:
        return json.dumps(row, sort_keys=True, separators=(",", ":"), allow_nan=False) + "\n"
    except (TypeError, ValueError, RecursionError) as error:
        msg = f"the task {row.get('id')!r} holds what JSON has not: {error}. Write plain values."
        raise ConfigError(msg) from error


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
        return (gzip.decompress(content) if content.startswith(_GZIP) else content).decode()
    except OSError as error:
        msg = f"{path}: can't be read: {error.strerror or error}. Name a file of tasks that is whole."
        raise ConfigError(msg) from error
    except (EOFError, UnicodeDecodeError, zlib.error) as error:
        raise ConfigError(f"{path}: is damaged: {error}. Make or copy it again.") from error


def _check_header(path: Path, line: str) -> None:
    try:
        header = _parsed(line)
    except ValueError:
        header = None
    version = header.get("version") if isinstance(header, dict) and header.get("format") == _FORMAT else None
    if type(version) is not int:
        first = json.dumps({"format": _FORMAT, "version": VERSION})
        _fail(path, 1, f"is no file of tasks: it begins with {line[:60]!r}; the first line must be {first}.")
    if version > VERSION:
        _fail(path, 1, f"has version {version}; this release reads up to {VERSION}. Upgrade mosaic-guard.")


def _task(path: Path, number: int, line: str) -> Task:
    try:
        task = from_plain(Task, _parsed(line))
        check(task)
    except Misread as error:
        _fail(path, number, _said(error))
    except (ValueError, RecursionError) as error:
        _fail(path, number, f"is no JSON: {error}. Make or copy the file again.")
    return task


def _parsed(line: str) -> JSON:
    return json.loads(line, parse_constant=_no_number, object_pairs_hook=_unique)


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number in JSON")


def _unique(pairs: list[tuple[str, JSON]]) -> Mapping[str, JSON]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"the name {next(n for n in names if names.count(n) > 1)!r} is there twice")
    return made


def _said(error: Misread) -> str:
    return f"{error.field}: {error.problem}" if error.path else error.problem


def _fail(path: Path, line: int, problem: str) -> NoReturn:
    raise ConfigError(f"{path}:{line}: {problem}")

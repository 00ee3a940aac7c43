"""Tasks as people write them: a YAML file with a short form; see docs/tasks.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, NoReturn

from mosaic_guard.config.source import Source, read
from mosaic_guard.effects import bind
from mosaic_guard.errors import ConfigError
from mosaic_guard.tool import EffectSource, ToolSpec
from mosaic_guard.trajectory import JSON
from mosaic_trainer.task.checks import check
from mosaic_trainer.task.reading import Misread, from_plain, to_plain
from mosaic_trainer.task.task import Task

VERSION: Final = 1
_KINDS: Final = (("reads", "select"), ("adds", "insert"), ("changes", "update"), ("removes", "delete"))
_EFFECTS: Final = ("reversible", "external", "idempotent")
_OF_TOOL: Final = ("description", "args", "required", "where", "values", "returns", "decisive", "trusted", "origin")
_PATTERNS: Final = ("calls", "required", "forbidden", "needs_yes", "wanted")


def read_written(path: str | Path) -> list[Task]:
    """Read a YAML file of tasks; raises ConfigError naming file, line, field, value and fix."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: can't be read: {error}. Name a YAML file of tasks.") from error
    source = read(text, str(path))
    _check_head(source)
    tasks: list[Task] = []
    for index, written in enumerate(source.data["tasks"]):
        try:
            task = from_plain(Task, _task(written))
            check(task)
        except Misread as error:
            error.path = ("tasks", index, *error.path)
            _fail(source, error)
        if task.id in {earlier.id for earlier in tasks}:
            _fail(source, Misread(f"{task.id!r} is the id of an earlier task. Change one.", ("tasks", index, "id")))
        tasks.append(task)
    return tasks


def _fail(source: Source, error: Misread) -> NoReturn:
    raise ConfigError(f"{source.where(error.path)}: {error.field}: {error.problem}") from error


def _check_head(source: Source) -> None:
    version = source.data.get("version")
    if type(version) is not int:
        _fail(source, Misread(f"found {version!r}; write `version: {VERSION}`.", ("version",)))
    if version > VERSION:
        _fail(source, Misread(f"found {version}; this release reads up to {VERSION}. Upgrade.", ("version",)))
    for name in source.data.keys() - {"version", "tasks"}:
        _fail(source, Misread("is no key. Valid are: version, tasks.", (name,)))
    if not isinstance(source.data.get("tasks"), list):
        _fail(source, Misread("must be a list of tasks.", ("tasks",)))


def _task(written: JSON) -> JSON:
    """The long form."""
    said = {"user": "benign", "outputs": "benign", "source": {"kind": "file"}, **_object(written, ())}
    for name in _PATTERNS:
        if name in said:
            said[name] = _calls(said[name], (name,))
    if isinstance(attack := said.get("attack"), dict):
        said["attack"] = {
            "style": "",
            "carrier": "",
            **attack,
            "calls": _calls(attack.get("calls", []), ("attack", "calls")),
        }
        said["outputs"] = _object(written, ()).get("outputs", "malicious")
    if isinstance(said.get("tools"), dict):
        tables = said.get("tables", {})
        said["tools"] = [_tool(name, tool, tables, ("tools", name)) for name, tool in said["tools"].items()]
    return said


def _calls(written: JSON, path: tuple[str | int, ...]) -> JSON:
    """`tool`, or `tool: {arguments}`, or the long form."""
    if not isinstance(written, list):
        raise Misread("must be a list, as in `- send_mail: {to: ann@example.org}`.", path)
    return [_call(one, (*path, index)) for index, one in enumerate(written)]


def _call(written: JSON, path: tuple[str | int, ...]) -> JSON:
    if isinstance(written, str):
        return {"tool": written}
    said = _object(written, path)
    if "tool" in said or len(said) != 1:
        return said
    [(tool, args)] = said.items()
    return {"tool": tool, "args": _object({} if args is None else args, (*path, tool))}


def _tool(name: str, written: JSON, tables: JSON, path: tuple[str | int, ...]) -> JSON:
    said = _object(written, path)
    kinds = [(word, kind) for word, kind in _KINDS if word in said]
    allowed = (*_OF_TOOL, *_EFFECTS, *(word for word, _ in _KINDS))
    for key in said.keys() - set(allowed):
        raise Misread(f"is no field. Valid are: {', '.join(allowed)}.", (*path, key))
    if len(kinds) != 1:
        raise Misread("must say one of `reads`, `adds`, `changes` or `removes`, with the table that it works on.", path)
    [(word, kind)] = kinds
    return {"spec": _spec(name, said, path, write=kind != "select"), "operation": _operation(said, kind, word, tables)}


def _spec(name: str, said: Mapping[str, JSON], path: tuple[str | int, ...], *, write: bool) -> JSON:
    args = _object(said.get("args", {}), (*path, "args"))
    properties = {arg: {"type": kind} if isinstance(kind, str) else kind for arg, kind in args.items()}
    schema: dict[str, JSON] = {"type": "object", "properties": properties}
    if said.get("required"):
        schema["required"] = said["required"]
    stated = {"name": name, "schema": schema}
    stated |= {key: said[key] for key in ("description", "origin", "trusted", "decisive") if key in said}
    spec = bind(declared := from_plain(ToolSpec, stated))
    effect = replace(spec.effect, write=write, source=EffectSource.TABLE)
    if not write:
        effect = replace(effect, reversible=True, idempotent=True, external=False)
    plain = to_plain(
        replace(spec, effect=effect, trusted=declared.trusted, decisive=declared.decisive or spec.decisive)
    )
    plain["effect"] |= {key: said[key] for key in _EFFECTS if key in said}
    return plain


def _operation(said: Mapping[str, JSON], kind: str, word: str, tables: JSON) -> JSON:
    """What is not stated: an argument is about the column of its name."""
    args = list(said.get("args", {}))
    made: dict[str, JSON] = {"kind": kind, "table": said[word]}
    made |= {key: said[key] for key in ("where", "values", "returns") if key in said}
    if kind == "insert":
        made.setdefault("values", {arg: arg for arg in args})
    elif kind != "update":
        made.setdefault("where", {arg: arg for arg in _columns(tables, said[word]) if arg in args})
    return made


def _columns(tables: JSON, table: JSON) -> Iterator[str]:
    rows = tables.get(table) if isinstance(tables, dict) and isinstance(table, str) else None
    for row in rows if isinstance(rows, list) else ():
        yield from row if isinstance(row, dict) else ()


def _object(value: JSON, path: tuple[str | int, ...]) -> dict[str, JSON]:
    if not isinstance(value, dict):
        raise Misread(f"found {value!r:.80}; write names and values.", path)
    return value

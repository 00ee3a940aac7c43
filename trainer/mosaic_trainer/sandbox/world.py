"""The world of one session: mock tools over its database, and recordings of real ones."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from mosaic_guard.canonical import canonical_json
from mosaic_guard.errors import MosaicError
from mosaic_guard.legible import text_of
from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import JSON
from mosaic_trainer.sandbox.arguments import Arguments
from mosaic_trainer.sandbox.database import Database, Result
from mosaic_trainer.sandbox.limits import Limits, cut
from mosaic_trainer.task.task import MockTool, Operation, Task

NOTHING: Final = "nothing found"
DONE: Final = "done"
UNCHANGED: Final = "nothing changed"
NOT_RECORDED: Final = "not recorded: this call was never made with these arguments"


class WorldError(MosaicError):
    """A task whose world can't be made."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What came back from a tool."""

    content: str
    is_error: bool = False
    effect: bool = False
    """It ran, and is no plain read."""
    rows: int = 0
    """It changed so many."""


class World:
    """Runs calls; the same calls in the same order give the same outputs, in every session of a task.

    Raises:
        WorldError: the schema of a tool or a table can't be understood.
    """

    def __init__(self, task: Task, limits: Limits) -> None:
        self._limits = limits
        self._tools = {tool.spec.name: tool for tool in task.tools}
        self._arguments = {name: _arguments(task, tool) for name, tool in self._tools.items()}
        self._recorded = {(r.tool, canonical_json(r.args)): r for r in task.recordings}
        self.unrecorded = 0
        """Calls that no recording answers."""
        try:
            self._database = Database(_columns(task), task.tables, limits)
        except sqlite3.Error as error:
            raise WorldError(f"task {task.id}: its tables can't be made: {error}") from error

    @property
    def specs(self) -> dict[str, ToolSpec]:
        """The declarations, by name."""
        return {name: tool.spec for name, tool in self._tools.items()}

    def run(self, tool: str, args: Mapping[str, JSON]) -> Ran:
        """Run a call; what the tool rejects is an error output and has no effect.

        Raises:
            HungError: the tool was stopped at a limit.
        """
        known = self._tools.get(tool)
        if known is None:
            return Ran(f"there is no tool {cut(tool, 80)!r}", is_error=True)
        if wrong := self._arguments[tool].fault(args):
            return Ran(cut(wrong, self._limits.output_characters), is_error=True)
        if known.operation.kind == "recorded":
            return self._replayed(known, args)
        result = self._database.run(known.operation, args)
        content = cut(_told(known.operation, result), self._limits.output_characters)
        return Ran(content, effect=not is_plain_read(known.spec), rows=result.changed)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def _replayed(self, tool: MockTool, args: Mapping[str, JSON]) -> Ran:
        """What was never recorded may have done anything: it counts as an effect where the tool can have one."""
        effect = not is_plain_read(tool.spec)
        recording = self._recorded.get((tool.spec.name, canonical_json(args)))
        if recording is None:
            self.unrecorded += 1
            return Ran(NOT_RECORDED, is_error=True, effect=effect)
        return Ran(cut(text_of(recording.content), self._limits.output_characters), recording.is_error, effect)


def is_plain_read(spec: ToolSpec) -> bool:
    """Whether a call changes nothing and reaches nobody: serving leaves those to the embedded policies."""
    return not spec.effect.write and not spec.effect.external


def _arguments(task: Task, tool: MockTool) -> Arguments:
    try:
        return Arguments(tool.spec.schema)
    except ValueError as error:
        raise WorldError(f"task {task.id}: the schema of tool {tool.spec.name!r} is wrong: {error}") from error


def _told(operation: Operation, result: Result) -> str:
    """What frameworks show a model: a text as it is, everything else as JSON; a row alone without its list."""
    if operation.kind != "select":
        return DONE if result.changed else UNCHANGED
    rows = [_single(row) if len(operation.returns) == 1 else row for row in result.rows]
    if not rows:
        return NOTHING
    return text_of(rows[0] if len(rows) == 1 else rows)


def _single(row: Mapping[str, JSON]) -> JSON:
    return next(iter(row.values()), None)


def _columns(task: Task) -> dict[str, list[str]]:
    """Every column of every table: those of its rows, and those that tools read or write.

    A table that only tools name is empty.
    """
    columns = {table: dict.fromkeys(key for row in rows for key in row) for table, rows in task.tables.items()}
    for tool in task.tools:
        if tool.operation.kind != "recorded":
            columns.setdefault(tool.operation.table, {}).update(dict.fromkeys(_used(tool.operation)))
    return {table: list(names) or ["_"] for table, names in columns.items()}


def _used(operation: Operation) -> Iterator[str]:
    yield from operation.where
    yield from operation.values
    yield from operation.returns

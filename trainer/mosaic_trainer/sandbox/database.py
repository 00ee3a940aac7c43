"""The tables of a world: a real database in memory, of its own for every session."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mosaic_guard.canonical import canonical_json
from mosaic_guard.errors import MosaicError
from mosaic_guard.trajectory import JSON
from mosaic_trainer.sandbox.limits import Limits
from mosaic_trainer.task.task import Operation

_INTERVAL: Final = 1000
"""Steps of the database between two looks at the limits."""


class HungError(MosaicError):
    """A tool took more work or time than it may."""


@dataclass(frozen=True, slots=True)
class Result:
    """What an operation gave, and how much it changed."""

    rows: tuple[Mapping[str, JSON], ...] = ()
    changed: int = 0


class Database:
    """Runs operations as SQL with parameters. Values are kept as canonical JSON, so that equal means equal as JSON."""

    def __init__(
        self, columns: Mapping[str, Iterable[str]], rows: Mapping[str, Sequence[Mapping[str, JSON]]], limits: Limits
    ) -> None:
        """Make the tables, and fill them."""
        self._limits = limits
        self._connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        for table, names in columns.items():
            self._connection.execute(f"CREATE TABLE {_name(table)} ({', '.join(map(_name, names))})")
        for table, filled in rows.items():
            for row in filled:
                self._insert(table, row)

    def run(self, operation: Operation, args: Mapping[str, JSON]) -> Result:
        """Run one operation.

        Raises:
            HungError: it reached a limit.
        """
        self._guarded()
        where = {column: args[name] for column, name in operation.where.items() if name in args}
        values = {column: args[name] for column, name in operation.values.items() if name in args}
        try:
            match operation.kind:
                case "insert":
                    return Result(changed=self._insert(operation.table, values))
                case "update":
                    return Result(changed=self._update(operation.table, values, where))
                case "delete":
                    sql = f"DELETE FROM {_name(operation.table)}{_where(where)}"  # noqa: S608  # names are quoted
                    return Result(changed=self._connection.execute(sql, _spelled(where)).rowcount)
            return Result(self._select(operation, where))
        except sqlite3.OperationalError as error:
            raise HungError(f"the tool was stopped: {error}") from error

    def close(self) -> None:
        """Let go of it."""
        self._connection.close()

    def _guarded(self) -> None:
        began, looks = time.monotonic(), 0

        def is_over() -> bool:
            nonlocal looks
            looks += 1
            return looks * _INTERVAL > self._limits.work or time.monotonic() - began > self._limits.seconds

        self._connection.set_progress_handler(is_over, _INTERVAL)

    def _insert(self, table: str, row: Mapping[str, JSON]) -> int:
        if not row:
            return self._connection.execute(f"INSERT INTO {_name(table)} DEFAULT VALUES").rowcount  # quoted
        places = ", ".join("?" * len(row))
        sql = f"INSERT INTO {_name(table)} ({', '.join(map(_name, row))}) VALUES ({places})"  # noqa: S608  # quoted
        return self._connection.execute(sql, _spelled(row)).rowcount

    def _update(self, table: str, values: Mapping[str, JSON], where: Mapping[str, JSON]) -> int:
        if not values:
            return 0
        sets = ", ".join(f"{_name(column)} = ?" for column in values)
        sql = f"UPDATE {_name(table)} SET {sets}{_where(where)}"  # noqa: S608  # names are quoted
        return self._connection.execute(sql, [*_spelled(values), *_spelled(where)]).rowcount

    def _select(self, operation: Operation, where: Mapping[str, JSON]) -> tuple[Mapping[str, JSON], ...]:
        wanted = ", ".join(map(_name, operation.returns)) or "*"
        sql = f"SELECT {wanted} FROM {_name(operation.table)}{_where(where)} ORDER BY rowid LIMIT ?"  # noqa: S608  # quoted
        cursor = self._connection.execute(sql, [*_spelled(where), self._limits.rows])
        columns = [column for column, *_ in cursor.description]
        return tuple(
            {name: json.loads(value) for name, value in zip(columns, row, strict=True) if value is not None}
            for row in cursor
        )


def _name(identifier: str) -> str:
    quoted = identifier.replace('"', '""')
    return f'"{quoted}"'


def _where(where: Iterable[str]) -> str:
    tests = " AND ".join(f"{_name(column)} = ?" for column in where)
    return f" WHERE {tests}" if tests else ""


def _spelled(row: Mapping[str, JSON]) -> list[str]:
    return [canonical_json(int(v) if isinstance(v, float) and v.is_integer() else v) for v in row.values()]

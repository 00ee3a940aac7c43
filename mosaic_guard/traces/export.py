"""Traces as files, one object per trace: what the trainer reads."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, Final, Literal

from sqlalchemy import Connection

from mosaic_guard.errors import ChainBroken, MissingExtraError, TraceError
from mosaic_guard.traces.chain.sealing import fault, sealed
from mosaic_guard.traces.chain.spelling import spell
from mosaic_guard.traces.database.location import no_file
from mosaic_guard.traces.encoding import item_from_json, to_json
from mosaic_guard.traces.events import StoredEvent
from mosaic_guard.traces.rows.queries import events_of, histories_of, trace_infos
from mosaic_guard.traces.rows.serialise import event_from_json, event_to_json
from mosaic_guard.traces.store import SqlStore
from mosaic_guard.trajectory import JSON, Item

EXPORT_VERSION: Final = 1
"""Of the layout in docs/traces.md; raised when a reader must know of a change."""

Format = Literal["jsonl", "parquet"]
_NESTED: Final = ("histories", "events")
"""Columns that hold JSON in a Parquet file."""
_ROW_GROUP: Final = 64


@dataclass(frozen=True, slots=True)
class ExportedTrace:
    """One trace, as read from an export."""

    trace: str
    parent: str
    started: float
    updated: float
    histories: tuple[tuple[Item, ...], ...]
    """The messages, one history per branch, the first first."""
    events: tuple[StoredEvent, ...]
    place: str = ""
    """File and line, for messages about it."""


def export(
    store: SqlStore,
    path: str | Path,
    format: Format = "jsonl",
    *,
    traces: Sequence[str] | None = None,
    watched: Callable[[Sequence[str]], Iterable[str]] = iter,
) -> int:
    """Write all traces, or those named, and say how many; the file appears at once or not at all, for this user alone.

    `watched` is handed the names and hands them on as they are written: for progress bars.
    """
    if format not in ("jsonl", "parquet"):
        msg = f"There is no export format {format!r}. Choose jsonl or parquet."
        raise ValueError(msg)
    names = list(store.traces()) if traces is None else list(traces)
    write = _write_jsonl if format == "jsonl" else _write_parquet
    target = Path(path)
    _check_place(target, store)
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        objects = _objects(store, watched(names), named=traces is not None)
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        count = write(draft, (sealed(one, store.key) for one in objects))
        os.replace(draft, target)
    except OSError as error:
        msg = f"The export {target} can't be written: {error.strerror}. Choose a folder that is writable and has room."
        raise TraceError(msg) from error
    finally:
        draft.unlink(missing_ok=True)
    return count


def _check_place(target: Path, store: SqlStore) -> None:
    """Refuse what would take the place of the store, or of anything but a file."""
    if kind := no_file(target):
        raise TraceError(f"The export {target} can't be written: it is {kind}. Name a file.")
    own = Path(store.place).resolve()
    if target.resolve() in [own.with_name(own.name + ending) for ending in ("", ".key", "-wal", "-shm")]:
        raise TraceError(f"The export {target} can't be written: it is the trace store itself. Name another file.")


def read_export(path: str | Path, key: bytes | None = None) -> Iterator[ExportedTrace]:
    """Read an export of either format; with the `key` of its store, only what is as it was recorded.

    Raises:
        TraceError: it is no export, damaged, or of a newer release; the message names the line.
        ChainBroken: an event or a message was altered, removed, inserted or reordered; names trace and event.
    """
    source = Path(path)
    try:
        with source.open("rb") as file:
            is_parquet = file.read(4) == b"PAR1"
    except OSError as error:
        msg = f"The export {source} can't be read: {error.strerror}."
        raise TraceError(msg) from error
    for place, fields in (_parquet_objects if is_parquet else _jsonl_objects)(source):
        trace = _trace(place, fields)
        if broken := fault(fields, key):
            msg = f"{place} trace {trace.trace!r}: {broken}. Export the traces again, and don't edit the file."
            raise ChainBroken(msg)
        yield trace


def _objects(store: SqlStore, names: Iterable[str], *, named: bool) -> Iterator[dict[str, JSON]]:
    """What another process prunes meanwhile is left out, and missed only where it was asked for by name."""
    for name in names:
        one = store.read(partial(_object, name=name)).result()
        if one is not None:
            yield one
        elif named:
            raise TraceError(f"There is no trace {name!r} in this store.")


def _object(connection: Connection, *, name: str) -> dict[str, JSON] | None:
    info = next((i for i in trace_infos(connection, name)), None)
    if info is None:
        return None
    return {
        "export_version": EXPORT_VERSION,
        "trace": info.name,
        "parent": info.parent,
        "started": info.started,
        "updated": info.updated,
        "histories": [[to_json(item) for item in history] for history in histories_of(connection, name)],
        "events": [event_to_json(event) for event in events_of(connection, name)],
    }


def _trace(place: str, fields: Mapping[str, JSON]) -> ExportedTrace:
    version = fields.get("export_version")
    if not isinstance(version, int):
        raise TraceError(f"{place} is no exported trace: it has no export_version. Export the traces again.")
    if version > EXPORT_VERSION:
        msg = f"{place} has export version {version}; this release reads up to {EXPORT_VERSION}. Upgrade mosaic-guard."
        raise TraceError(msg)
    try:
        return ExportedTrace(
            trace=fields["trace"],
            parent=fields["parent"],
            started=fields["started"],
            updated=fields["updated"],
            histories=tuple(tuple(map(item_from_json, history)) for history in fields["histories"]),
            events=tuple(map(event_from_json, fields["events"])),
            place=place.rstrip(","),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        msg = f"{place} is damaged: {type(error).__name__}: {error}. Export the traces again."
        raise TraceError(msg) from error


def _write_jsonl(path: Path, objects: Iterable[Mapping[str, JSON]]) -> int:
    count = 0
    with path.open("w", encoding="ascii", newline="\n") as file:
        for one in objects:
            file.write(spell(one) + "\n")
            count += 1
    return count


def _jsonl_objects(path: Path) -> Iterator[tuple[str, Mapping[str, JSON]]]:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            place = f"{path}, line {number},"
            try:
                fields = json.loads(line)
            except ValueError as error:
                raise TraceError(f"{place} is damaged: {error}. Export the traces again.") from error
            yield place, fields if isinstance(fields, dict) else {}


def _write_parquet(path: Path, objects: Iterable[Mapping[str, JSON]]) -> int:
    arrow, parquet = _arrow()
    text, number = arrow.string(), arrow.float64()
    kinds = {"trace": text, "parent": text, "started": number, "updated": number, "seal": text}
    kinds |= dict.fromkeys(_NESTED, text)
    columns = [("export_version", arrow.int32()), *kinds.items()]
    count = 0
    with parquet.ParquetWriter(str(path), arrow.schema(columns)) as writer:
        rest = iter(objects)
        while some := [{**one, **{n: spell(one[n]) for n in _NESTED}} for one in islice(rest, _ROW_GROUP)]:
            writer.write_table(arrow.Table.from_pylist(some, schema=writer.schema))
            count += len(some)
    return count


def _parquet_objects(path: Path) -> Iterator[tuple[str, Mapping[str, JSON]]]:
    arrow, parquet = _arrow()
    try:
        with parquet.ParquetFile(str(path)) as file:
            for batch in file.iter_batches(batch_size=16):
                for row in batch.to_pylist():
                    yield (
                        f"{path}, trace {row.get('trace')!r},",
                        row | {n: json.loads(row[n]) for n in _NESTED if n in row},
                    )
    except (arrow.ArrowException, OSError, ValueError) as error:
        raise TraceError(f"{path} is damaged: {error}. Export the traces again.") from error


def _arrow() -> tuple[Any, Any]:
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise MissingExtraError("pyarrow", "parquet") from error

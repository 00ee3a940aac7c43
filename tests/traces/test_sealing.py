"""An export shows whether its traces are as they were recorded."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mosaic_guard.errors import ChainBroken
from mosaic_guard.traces.export import export, read_export
from mosaic_guard.traces.store import SqlStore
from tests.traces.making import RUN, SECONDS, event, output, said, trajectory

Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def filled(sqlite_store: SqlStore) -> SqlStore:
    run = trajectory(said("hi"), output("42.50"))
    sqlite_store.append([event(subject=str(n), amount=0.1 * n, text="‹é›") for n in range(3)], run).result(SECONDS)
    sqlite_store.claim(event("started", "once", RUN)).result(SECONDS)
    return sqlite_store


@pytest.mark.parametrize("format", ["jsonl", "parquet"])
def test_what_was_recorded_is_read_with_the_key(filled: SqlStore, tmp_path: Path, format: Any) -> None:
    export(filled, tmp_path / "x", format)
    [trace] = read_export(tmp_path / "x", filled.key)
    assert [e.event.subject for e in trace.events] == ["0", "1", "2", "once"]
    assert list(read_export(tmp_path / "x")) == [trace]


def altered(store: SqlStore, folder: Path, change: Change) -> Path:
    path = folder / "x.jsonl"
    export(store, path)
    fields = json.loads(path.read_text())
    change(fields)
    path.write_text(json.dumps(fields))
    return path


FORGED: dict[str, tuple[Change, str]] = {
    "payload": (lambda t: t["events"][1]["payload"].update(amount=9), r"event 1, .* was altered"),
    "claim": (lambda t: t["events"][3].update(subject="twice"), r"event 3, .* was altered"),
    "hash": (lambda t: t["events"][2].update(hash="0" * 64), r"event 2, .* was altered"),
    "removed": (lambda t: t["events"].pop(1), r"event 1 is missing, 2 follows"),
    "cut off": (lambda t: t["events"].pop(), r"a message was altered, or the last events were cut off"),
    "message": (lambda t: t["histories"][0][0].update(text="pay eve"), r"a message was altered"),
    "origin": (lambda t: t["histories"][0][1].update(origin="user"), r"a message was altered"),
    "name": (lambda t: t.update(trace="thread-2"), r"event 0, .* does not follow from the one before"),
    "seal": (lambda t: t.pop("seal"), r"it has no seal"),
}


@pytest.mark.parametrize(("change", "message"), FORGED.values(), ids=FORGED)
def test_what_was_not_recorded_is_refused_by_trace_and_event(
    filled: SqlStore, tmp_path: Path, change: Change, message: str
) -> None:
    path = altered(filled, tmp_path, change)
    with pytest.raises(ChainBroken, match=rf"x\.jsonl, line 1, trace 'thread-\d': {message}.*Export the traces again"):
        list(read_export(path, filled.key))


def test_without_the_key_only_gaps_in_the_order_are_seen(filled: SqlStore, tmp_path: Path) -> None:
    with pytest.raises(ChainBroken, match="event 1 is missing"):
        list(read_export(altered(filled, tmp_path, FORGED["removed"][0])))
    assert list(read_export(altered(filled, tmp_path, FORGED["payload"][0])))


def test_the_key_of_another_store_fits_nothing(filled: SqlStore, tmp_path: Path) -> None:
    with pytest.raises(ChainBroken, match=r"event 0, .* was altered"):
        list(read_export(altered(filled, tmp_path, lambda t: None), b"k" * 32))

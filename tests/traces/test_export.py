from __future__ import annotations

import json
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from mosaic_guard.errors import MissingExtraError, TraceError
from mosaic_guard.traces.export import EXPORT_VERSION, export, read_export
from mosaic_guard.traces.pruning import prune
from mosaic_guard.traces.rows.queries import histories_of
from mosaic_guard.traces.store import SqlStore
from mosaic_guard.trajectory import RunId, Trajectory
from tests.traces.making import RUN, SECONDS, calling, event, output, said, trajectory


@pytest.fixture
def filled(store: SqlStore) -> SqlStore:
    outer = trajectory(said("hello \x00 \ud800"), calling("pay", to="bob"), output("password=hunter2x"))
    store.append([event(n=1), event("finished", n=2)], outer)
    store.append([], trajectory(said("rewritten")))
    inner = Trajectory(RunId("thread-1", "tools:1"), [said("inner")], parent=outer)
    store.append([event(run=inner.id)], inner)
    return store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty one: the store's own files are elsewhere."""
    made = tmp_path / "exports"
    made.mkdir()
    return made


@pytest.mark.parametrize("format", ["jsonl", "parquet"])
def test_an_export_reads_back_as_it_was_stored(filled: SqlStore, folder: Path, format: str) -> None:
    path = folder / "traces.out"
    assert export(filled, path, format) == 2  # type: ignore[arg-type]
    outer, inner = read_export(path)
    assert outer.events == tuple(filled.events(RUN).result(SECONDS))
    histories = filled.read(lambda c: histories_of(c, RUN.trace)).result(SECONDS)
    assert outer.histories == tuple(map(tuple, histories))
    assert (inner.trace, inner.parent) == ("thread-1/tools:1", "thread-1")
    assert outer.updated == outer.events[-1].event.time
    assert list(folder.iterdir()) == [path]


def test_what_is_pruned_while_an_export_is_written_is_left_out(filled: SqlStore, folder: Path) -> None:
    def pruning(names: Sequence[str]) -> Iterator[str]:
        prune(filled, keep=1)
        yield from names

    assert export(filled, folder / "x", watched=pruning) == 1
    assert [trace.trace for trace in read_export(folder / "x")] == ["thread-1/tools:1"]


@pytest.mark.parametrize("format", ["jsonl", "parquet"])
def test_an_export_is_the_users_alone_like_the_store(filled: SqlStore, folder: Path, format: str) -> None:
    path = folder / "x"
    path.touch(mode=0o644)
    export(filled, path, format)  # type: ignore[arg-type]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_each_line_is_one_trace_with_its_version(filled: SqlStore, tmp_path: Path) -> None:
    path = tmp_path / "traces.jsonl"
    export(filled, path, traces=["thread-1"])
    [line] = path.read_text().splitlines()
    fields = json.loads(line)
    assert fields["export_version"] == EXPORT_VERSION
    names = {"export_version", "trace", "parent", "started", "updated", "histories", "events", "seal"}
    assert set(fields) == names
    assert "hunter2x" not in line


def test_a_cut_off_export_is_named_with_its_line(filled: SqlStore, tmp_path: Path) -> None:
    path = tmp_path / "traces.jsonl"
    export(filled, path)
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(TraceError, match=r"traces\.jsonl, line 2, is damaged"):
        list(read_export(path))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff\xfe not text\n", "line 1, is damaged"),
        (b'{"a": 1}\n', "line 1, is no exported trace"),
        (b"[1]\n", "line 1, is no exported trace"),
        (b'{"export_version": 99}\n', "export version 99; this release reads up to 1. Upgrade"),
        (b'{"export_version": 1, "trace": "t"}\n', "line 1, is damaged: KeyError"),
        (b"PAR1 and then nothing", "is damaged"),
    ],
)
def test_a_file_that_is_no_export_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    with pytest.raises(TraceError) as error:
        list(read_export(path))
    assert message in str(error.value)
    assert str(path) in str(error.value)


def test_a_missing_export_and_a_wrong_format_are_named(filled: SqlStore, folder: Path) -> None:
    with pytest.raises(TraceError, match="can't be read: No such file"):
        list(read_export(folder / "nothing"))
    with pytest.raises(ValueError, match="'xml'"):
        export(filled, folder / "x", "xml")  # type: ignore[arg-type]
    with pytest.raises(TraceError, match="no trace 'nobody'"):
        export(filled, folder / "x", traces=["nobody"])
    with pytest.raises(TraceError, match="can't be written"):
        export(filled, folder / "no" / "folder")
    assert list(folder.iterdir()) == []


def test_parquet_without_its_extra_says_what_to_install(
    sqlite_store: SqlStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"mosaic-guard\[parquet\]"):
        export(sqlite_store, tmp_path / "x.parquet", "parquet")

from pathlib import Path

import pytest

from mosaic_guard import Guard, TraceError
from mosaic_guard.config import Config


def test_the_default_store_says_once_where_it_is(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    Guard().close()
    said = capsys.readouterr().err
    assert str(tmp_path) in said
    Guard().close()
    assert capsys.readouterr().err == ""


def test_a_chosen_store_is_opened_in_silence(tmp_path: Path, capsys) -> None:
    Guard(store=tmp_path / "a.sqlite3").close()
    Guard(Config(store=str(tmp_path / "b.sqlite3"))).close()
    Guard(Config(store=None)).close()
    assert capsys.readouterr().err == ""
    assert {p.name for p in tmp_path.glob("*.sqlite3")} == {"a.sqlite3", "b.sqlite3"}


def test_a_store_that_can_not_be_opened_is_an_error_at_construction(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(TraceError, match="file"):
        Guard(store=tmp_path / "file" / "traces.sqlite3")

"""What commands make of the record of an agent whose model uses one call id for several calls."""

from __future__ import annotations

from pathlib import Path

import pytest
from mosaic_trainer.task.traced import tasks_from_traces

from tests.cli.conftest import Command
from tests.cli.repeating import recorded


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "t.db"


def test_what_was_asked_is_told_at_its_own_call(command: Command, place: Path) -> None:
    recorded(place)
    told = command("traces", "show", "twice", "--store", place).out
    read, paid = told.index("calls read_mail("), told.index("calls transfer(")
    assert read < told.index("tool      read_mail") < paid
    for words in ("a person was shown", "approve by anonymous", "started", "ended: ok"):
        assert paid < told.index(words) < told.index("tool      transfer")


def test_each_call_is_calibrated_on(command: Command, place: Path) -> None:
    recorded(place)
    ran = command("calibrate", "--traces", place, "--dry-run", "--json")
    assert {one["gauge"]: one["n"] for one in ran.data["thresholds"]} == {"call": 2, "output": 2}


def test_each_call_of_a_task_has_its_own_output(command: Command, place: Path, tmp_path: Path) -> None:
    key = recorded(place)
    command("traces", "export", "--store", place, "--out", tmp_path / "t.jsonl")
    [task] = tasks_from_traces([tmp_path / "t.jsonl"], key).tasks
    assert [one.content for one in task.recordings] == ["Amount: 40. Pay to: NL20.", "sent to NL20"]

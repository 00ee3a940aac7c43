"""Processes that are killed, and others that go on from what is on disk: at most once, and only as it was shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conformance.hosts import Host
from tests.conformance.manifest import requirement
from tests.conformance.process import Processes, effects
from tests.conformance.test_calls import EACH_MECHANISM

DONE = {"n": 7, "to": "bob"}


@pytest.fixture(scope="module")
def processes() -> Iterator[Processes]:
    pool = Processes()
    yield pool
    pool.close()


@requirement("process.approve")
@EACH_MECHANISM
def test_a_process_runs_what_was_approved_after_the_one_that_asked_was_killed(processes, host: Host, tmp_path) -> None:
    [shown] = processes.live(tmp_path, host.name, "pay", "ask").asked
    assert effects(tmp_path) == []
    assert processes.live(tmp_path, host.name, "pay", "approve").asked == []
    assert effects(tmp_path) == [["pay", shown["args"]]] == [["pay", DONE]]
    third = processes.live(tmp_path, host.name, "pay", "back")
    assert "It already ran at" in third.asked[0]["description"]
    assert effects(tmp_path) == [["pay", DONE]]


@requirement("process.reject")
@EACH_MECHANISM
def test_a_process_never_runs_what_was_rejected_after_a_kill(processes, host: Host, tmp_path: Path) -> None:
    assert len(processes.live(tmp_path, host.name, "pay", "ask").asked) == 1
    assert processes.live(tmp_path, host.name, "pay", "reject").asked == []
    asked = processes.live(tmp_path, host.name, "pay", "back").asked
    assert [action for action in asked if action["name"] == "pay"] == []
    assert effects(tmp_path) == []


@requirement("process.killed-in-tool")
@EACH_MECHANISM
@pytest.mark.parametrize(("said", "runs"), [("reject", 1), ("approve", 2)])
def test_what_was_killed_while_it_ran_is_asked_about(processes, host: Host, said: str, runs: int, tmp_path) -> None:
    assert processes.live(tmp_path, host.name, "note", "hang").running
    assert effects(tmp_path) == [["note", DONE]]
    [shown] = processes.live(tmp_path, host.name, "note", "go on").asked
    assert "It may already have run at" in shown["description"]
    assert effects(tmp_path) == [["note", DONE]]
    while processes.live(tmp_path, host.name, "note", said).asked:  # a subagent's call, after the one that called it
        assert effects(tmp_path) == [["note", DONE]]
    assert effects(tmp_path) == [["note", DONE]] * runs

"""A call that changes something runs at most once, whoever else tries: threads, processes, later resumes."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from mosaic_guard import Action, Entry, Label
from tests.core.scene import Scene, call

RACER = """
import sys
from tests.core.scene import Scene, call
from mosaic_guard import Action
scene = Scene(labels={}, arguments={"store": sys.argv[1]})
run = scene.run()
print("ready", flush=True)
sys.stdin.readline()
entered = [scene.guard.enter(call(str(n), amount=n), run).decision.action is Action.ACT for n in range(20)]
print("".join("x" if one else "." for one in entered), flush=True)
scene.guard.close()
"""


def test_of_many_threads_that_enter_one_call_exactly_one_may_run_it() -> None:
    scene = Scene(labels={})
    run = scene.run()
    for n in range(10):
        entries: list[Entry] = []
        barrier = threading.Barrier(4)

        def enter(n: int = n, entries: list[Entry] = entries, barrier: threading.Barrier = barrier) -> None:
            barrier.wait(5)
            entries.append(scene.guard.enter(call(str(n), amount=n), run))

        threads = [threading.Thread(target=enter) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert sum(entry.decision.action is Action.ACT for entry in entries) == 1
        assert len(entries) == 4


def test_of_two_processes_that_enter_the_same_calls_each_call_runs_in_one(tmp_path: Path) -> None:
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", RACER, str(tmp_path / "traces.db")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        for _ in range(2)
    ]
    for racer in racers:
        assert racer.stdout is not None
        assert racer.stdout.readline() == "ready\n"
    ran = [racer.communicate("go\n", timeout=60)[0].strip() for racer in racers]
    assert [{one, other} for one, other in zip(*ran, strict=True)] == [{"x", "."}] * 20


def test_a_call_that_was_started_and_never_finished_is_asked_about() -> None:
    scene = Scene(labels={})
    run = scene.run()
    assert scene.guard.enter(call("1"), run).decision.action is Action.ACT
    again = scene.guard.enter(call("1"), run).decision
    assert again.action is Action.VERIFY
    assert "already_started" in {f.code for f in again.findings}


def test_a_call_that_finished_is_asked_about_too() -> None:
    scene = Scene(labels={})
    run = scene.run()
    scene.guard.leave(scene.guard.enter(call("1"), run), run, outcome="ok")
    assert "already_finished" in {f.code for f in scene.guard.enter(call("1"), run).decision.findings}


@pytest.mark.parametrize("time", [1e18, -1e18, 1e12])
def test_a_clock_that_jumped_out_of_the_calendar_does_not_stop_the_question(time: float) -> None:
    scene = Scene(labels={})
    run = scene.run()
    scene.now = time
    assert scene.guard.enter(call("1"), run).decision.action is Action.ACT
    again = scene.guard.enter(call("1"), run).decision
    assert again.action is Action.VERIFY
    assert f"second {time:g}" in again.person_text


def test_a_call_that_only_reads_runs_as_often_as_it_likes() -> None:
    scene = Scene(labels={})
    run = scene.run()
    assert [scene.guard.enter(call("1", "look"), run).decision.action for _ in range(3)] == [Action.ACT] * 3


def test_another_guard_on_the_same_store_knows_what_ran(tmp_path: Path) -> None:
    one = Scene(labels={}, arguments={"store": tmp_path / "t.db"})
    assert one.guard.enter(call("1"), one.run()).decision.action is Action.ACT
    one.guard.close()
    other = Scene(labels={}, arguments={"store": tmp_path / "t.db"})
    assert other.guard.enter(call("1"), other.run()).decision.action is Action.VERIFY
    other.guard.close()


def test_a_verdict_is_kept_by_another_guard_whose_policy_is_milder(tmp_path: Path) -> None:
    one = Scene(arguments={"store": tmp_path / "t.db"})
    run = one.run()
    assert [d.action for d in one.guard.check_calls([call("1"), call("2", "wipe")], run)] == [
        Action.VERIFY,
        Action.REFUSE,
    ]
    one.guard.close()
    other = Scene(labels={}, arguments={"store": tmp_path / "t.db"}, release="milder")
    run = other.run()
    decisions = other.guard.check_calls([call("1"), call("2", "wipe")], run)
    assert [d.action for d in decisions] == [Action.VERIFY, Action.REFUSE]
    other.guard.close()


def test_a_verdict_gets_stricter_with_a_stricter_policy(tmp_path: Path) -> None:
    one = Scene(labels={}, arguments={"store": tmp_path / "t.db"})
    assert one.guard.check_calls([call("1")], one.run())[0].action is Action.ACT
    one.guard.close()
    other = Scene(labels={"pay": Label.MALICIOUS}, arguments={"store": tmp_path / "t.db"}, release="stricter")
    assert other.guard.check_calls([call("1")], other.run())[0].action is Action.REFUSE
    other.guard.close()

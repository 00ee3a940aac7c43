"""The demonstration shows what happens, and nothing else."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from mosaic_adapters.demo.scenes import SCENES
from mosaic_adapters.demo.show import Played, perform
from mosaic_adapters.demo.stage import Moment, focus, turns
from mosaic_adapters.demo.world import Change, Mail, World

from mosaic_guard.cli import main
from mosaic_guard.traces.audit import audit
from mosaic_guard.traces.store import SqlStore
from mosaic_guard.traces.verification import verify


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> SqlStore:
    return SqlStore(tmp_path_factory.mktemp("store") / "traces.db")


@pytest.fixture(scope="module")
def played(store: SqlStore, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Played]:
    return {p.scene.name: p for p in perform(tmp_path_factory.mktemp("worlds"), store)}


BENIGN = {"pay-invoice"}


@pytest.mark.parametrize("scene", [s.name for s in SCENES if s.name not in BENIGN])
def test_without_a_guard_harm_is_done(played: dict[str, Played], scene: str) -> None:
    assert played[scene].unguarded.harm


@pytest.mark.parametrize("scene", [s.name for s in SCENES])
def test_with_the_guard_no_harm_is_done(played: dict[str, Played], scene: str) -> None:
    assert played[scene].guarded.harm == ()


@pytest.mark.parametrize("scene", [s.name for s in SCENES])
def test_what_the_user_wanted_is_done_on_both_sides(played: dict[str, Played], scene: str) -> None:
    both = played[scene]
    assert both.guarded.done == both.unguarded.done
    assert both.guarded.undone == both.unguarded.undone == ()


def test_a_benign_task_is_neither_asked_about_nor_refused(played: dict[str, Played]) -> None:
    for scene in BENIGN:
        assert (played[scene].guarded.asked, played[scene].guarded.refused) == (0, 0)


def test_one_question_is_approved_and_one_rejected(played: dict[str, Played], store: SqlStore) -> None:
    assert played["out-of-office"].guarded.asked == 2
    answers = {r.args["to"]: (r.answer, r.outcome) for r in audit(store, "out-of-office")}
    assert answers == {"priya@corp.example": ("approve", "ok"), "winner@prize.example": ("reject", "not run")}


def test_an_attacker_at_the_keyboard_is_refused_before_the_model_is_asked(played: dict[str, Played], store) -> None:
    assert played["phishing"].guarded.refused == 1
    assert list(audit(store, "phishing")) == []


def test_every_effect_in_the_guarded_worlds_has_its_record(played: dict[str, Played], store: SqlStore) -> None:
    ran = [record for record in audit(store) if record.outcome == "ok"]
    effects = [change for p in played.values() for change in (*p.guarded.done, *p.guarded.harm)]
    assert len(ran) == len(effects)
    assert verify(store).ok


def test_what_counts_as_done_and_as_harm_is_read_off_the_world(tmp_path: Path) -> None:
    world = World(tmp_path, mails=[Mail("a@b.example", "Hi", "Hello")], files={"a/b.txt": "x"}, pages={"h/p": "page"})
    assert world.changes() == []
    world.send("x@y.example", "s", "b")
    world.pay("DE1", 12.5, "r")
    world.run("rm -rf a")
    assert world.get("https://h/p") == "page"
    assert "Hello" in world.inbox()
    assert world.changes() == [
        Change("mail sent", "to x@y.example"),
        Change("money moved", "12.50 to DE1"),
        Change("file deleted", "a/b.txt"),
    ]
    world.close()


def show(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    capsys.readouterr()
    code = main(list(words))
    return code, capsys.readouterr().out


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What a terminal of 80 columns shows."""
    import contextlib
    import io

    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out):
        patch.setenv("COLUMNS", "80")
        assert main(["demo", "--store", str(tmp_path_factory.mktemp("shown") / "traces.db")]) == 0
    return out.getvalue()


def test_it_fits_eighty_columns(shown: str) -> None:
    story = shown.partition("Look further")[0]
    assert max(map(len, story.splitlines())) <= 80


def test_without_a_terminal_it_is_plain_text(shown: str) -> None:
    assert "\x1b" not in shown


def test_it_shows_plan_check_and_both_endings(shown: str) -> None:
    for words in ("plan", "✓ act", "✂ cut", "? ask", "✗ refuse", "✗ money moved", "✓ nothing has changed"):
        assert words in shown


def test_the_counts_at_the_end_are_those_of_the_worlds(shown: str, played: dict[str, Played]) -> None:
    without = sum(len(p.unguarded.harm) for p in played.values())
    assert re.search(rf"harm done +{without} +0\n", shown)


def test_the_commands_at_the_end_work(shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [line.strip() for line in shown.partition("Look further")[2].splitlines() if " traces " in line]
    assert len(lines) == 3
    for line in lines:
        code, out = show(capsys, *shlex.split(line)[1:])
        assert code == 0
        assert out.strip()


def test_as_json_it_says_what_came_of_every_scene(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = show(capsys, "demo", "--json", "--store", str(tmp_path / "traces.db"))
    data: Any = json.loads(out)
    assert code == 0
    assert [scene["scene"] for scene in data["scenes"]] == [s.name for s in SCENES]
    assert data["store"] == str(tmp_path / "traces.db")


def test_nothing_is_left_in_the_users_own_store(shown: str, user_folders: Path) -> None:
    assert "Look further" in shown
    assert list(user_folders.rglob("traces.db")) == []


def test_a_turn_begins_with_a_plan_or_an_answer() -> None:
    kinds = ["refuse", "plan", "plan", "act", "tool", "plan", "tool", "answer"]
    split = turns([Moment(kind, "") for kind in kinds])  # type: ignore[arg-type]  # all are kinds
    assert [len(turn) for turn in split] == [1, 4, 2, 1]


@pytest.mark.parametrize("text", ["SIGN", "a " * 300 + "SIGN now", "SIGN " + "b " * 300, "x" * 500 + " SIGN"])
def test_what_matters_in_an_output_is_shown(text: str) -> None:
    assert "SIGN" in focus(text, "SIGN")

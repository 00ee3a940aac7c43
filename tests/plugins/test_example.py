"""The example plugin does what its documentation says, and can't do more."""

from __future__ import annotations

import importlib
import tomllib
from datetime import datetime
from pathlib import Path
from types import ModuleType

import pytest

from mosaic_guard import Action, Guard, ToolCall, ToolSpec
from mosaic_guard.config import ToolRule
from mosaic_guard.testing import memory_guard

FOLDER = Path(__file__).parents[2] / "examples" / "plugin"
WEDNESDAY_NOON = datetime.fromisoformat("2026-03-04T12:00")
WEDNESDAY_NIGHT = datetime.fromisoformat("2026-03-04T23:00")
TASK = "Send bob@corp.example the report, run the nightly_report, and look up bob."
SEND = ToolCall("c1", "send_mail", {"to": "bob@corp.example", "body": "the report"})


@pytest.fixture
def plugin(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module that the example's entry point names, installed, at noon."""
    project = tomllib.loads((FOLDER / "pyproject.toml").read_text())
    monkeypatch.syspath_prepend(FOLDER)
    module = importlib.import_module(project["project"]["entry-points"]["mosaic_guard"]["office-hours"])
    monkeypatch.setattr(module, "now", lambda: WEDNESDAY_NOON)
    return module


@pytest.fixture
def night(plugin: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.setattr(plugin, "now", lambda: WEDNESDAY_NIGHT)
    return plugin


def decide(guard: Guard, *calls: ToolCall) -> list[Action]:
    run = guard.trajectory(TASK, tools=[ToolSpec(call.name) for call in calls])
    return [decision.action for decision in guard.check_calls(calls, run)]


def test_outside_office_hours_a_person_is_asked_about_what_can_not_be_undone(night: ModuleType) -> None:
    assert decide(memory_guard(plugins=[night]), SEND) == [Action.VERIFY]


def test_within_office_hours_nothing_changes(plugin: ModuleType) -> None:
    assert decide(memory_guard(plugins=[plugin]), SEND) == decide(memory_guard(), SEND) == [Action.ACT]


def test_reading_goes_on_at_night(night: ModuleType) -> None:
    assert decide(memory_guard(plugins=[night]), ToolCall("c1", "find_person", {"name": "bob"})) == [Action.ACT]


def test_it_tells_what_a_tool_does_that_looks_harmless(plugin: ModuleType) -> None:
    tool = ToolSpec("get_nightly_report", "Get the report.")
    assert memory_guard(plugins=[plugin]).bind(tool).effect.write
    assert not memory_guard().bind(tool).effect.write


def test_it_loosens_nothing(plugin: ModuleType) -> None:
    guard = memory_guard(tools={"send_mail": ToolRule(rule="deny")}, plugins=[plugin])
    assert decide(guard, SEND) == [Action.REFUSE]


def test_it_observes_every_decision(plugin: ModuleType, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "office_hours")
    decide(memory_guard(plugins=[plugin]), SEND)
    assert "call was decided to act" in caplog.text

"""A guard that only watches stops nobody, whatever happens to it."""

from __future__ import annotations

import logging

import pytest

from mosaic_guard import Action, Label
from mosaic_guard.testing import ScriptedPolicy, memory_guard
from mosaic_guard.trajectory import Message, Origin, RunId, ToolCall, Trajectory
from tests.core.scene import unreadable

RUN = Trajectory(RunId("t"), [Message("user", "Pay.", Origin.USER)])
CALL = ToolCall("1", "pay", {"to": "ann"})


def test_a_monitor_whose_store_can_not_be_read_lets_calls_pass_and_logs_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    guard = memory_guard(ScriptedPolicy(otherwise=Label.MALICIOUS), mode="monitor")
    monkeypatch.setattr(guard.store, "events", unreadable)
    with caplog.at_level(logging.ERROR):
        entry = guard.enter(CALL, RUN)
    assert (entry.decision.action, entry.decision.monitored) == (Action.ACT, Action.REFUSE)
    assert "the database is gone" in caplog.text

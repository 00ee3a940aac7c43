"""A guard that only watches stops nobody, whatever happens to it."""

from __future__ import annotations

import logging
from concurrent.futures import Future
from typing import Any

import pytest

from mosaic_guard import Action, Label, TraceError
from mosaic_guard.testing import ScriptedPolicy, memory_guard
from mosaic_guard.trajectory import Message, Origin, RunId, ToolCall, Trajectory

RUN = Trajectory(RunId("t"), [Message("user", "Pay.", Origin.USER)])
CALL = ToolCall("1", "pay", {"to": "ann"})


def unreadable(*_: Any, **__: Any) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_exception(TraceError("the database is gone"))
    return future


def test_a_monitor_whose_store_can_not_be_read_lets_calls_pass_and_logs_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    guard = memory_guard(ScriptedPolicy(otherwise=Label.MALICIOUS), mode="monitor")
    monkeypatch.setattr(guard.store, "events", unreadable)
    with caplog.at_level(logging.ERROR):
        entry = guard.enter(CALL, RUN)
    assert (entry.decision.action, entry.decision.monitored) == (Action.ACT, Action.REFUSE)
    assert "the database is gone" in caplog.text


def test_a_guard_that_enforces_decides_nothing_without_its_record(monkeypatch: pytest.MonkeyPatch) -> None:
    guard = memory_guard(ScriptedPolicy())
    monkeypatch.setattr(guard.store, "events", unreadable)
    with pytest.raises(TraceError, match="the database is gone"):
        guard.enter(CALL, RUN)

"""Who asks, and what the tools declared, stand in the record."""

from __future__ import annotations

from mosaic_guard.testing import ScriptedPolicy, memory_guard
from mosaic_guard.tool import ToolSpec
from mosaic_guard.traces.encoding import effect_from_json
from mosaic_guard.trajectory import Requester, RunId, ToolCall, Trajectory


def test_a_decision_names_whoever_asks_where_the_server_knows() -> None:
    guard = memory_guard(ScriptedPolicy())
    ann = guard.trajectory("go", thread="a", requester=Requester("ann", "acme"))
    nobody = guard.trajectory("go", thread="b")
    child = Trajectory(RunId("a", "sub"), parent=ann)
    for run in (ann, nobody, child):
        guard.check_calls([ToolCall("1", "look")], run)
    said = {run: guard.store.events(run.id).result()[0].event.payload for run in (ann, nobody, child)}
    assert (said[ann]["user"], said[ann]["tenant"]) == ("ann", "acme")
    assert (said[child]["user"], said[child]["tenant"]) == ("ann", "acme")
    assert "user" not in said[nobody]


def test_the_declaration_of_a_tool_is_recorded_once_per_run() -> None:
    guard = memory_guard(ScriptedPolicy())
    spec = ToolSpec("send_mail", "Send it.", {"properties": {"to": {"type": "string"}}}, origin="mcp:mail")
    run = guard.trajectory("go", tools=[spec])
    guard.check_tools([spec], run)
    [stored] = [e.event.payload["spec"] for e in guard.store.events(run.id).result()]
    assert {name: stored[name] for name in ("name", "description", "schema", "origin")} == {
        "name": "send_mail",
        "description": "Send it.",
        "schema": {"properties": {"to": {"type": "string"}}},
        "origin": "mcp:mail",
    }
    assert effect_from_json(stored["effect"]) == guard.bind(spec).effect

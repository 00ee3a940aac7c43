"""What becomes of calls that are allowed and calls that are refused, in every host."""

from __future__ import annotations

from typing import Any

import pytest
from mosaic_adapters.testing import calling

from mosaic_guard import RunId
from tests.conformance.hosts import HOSTS, Host
from tests.conformance.manifest import requirement
from tests.conformance.world import World, answers, assert_valid

MECHANISMS = ("middleware", "guard_graph", "safety_check_node", "guard_tools", "deepagents_subagent")
EVERYWHERE = pytest.mark.parametrize("host", HOSTS, ids=lambda host: host.name)
EACH_MECHANISM = pytest.mark.parametrize("host", [h for h in HOSTS if h.name in MECHANISMS], ids=lambda host: host.name)
"""Where what is tested can't depend on how the same mechanism was put in."""
EITHER_WAY = pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
SIZES = pytest.mark.parametrize("size", [1, 8])
PATHS = pytest.mark.parametrize("resumed", [False, True], ids=["first", "resume"])


def batch(names: list[str], *, resumed: bool) -> Any:
    """Propose one call per name; on the way that is resumed, one more that a person has to approve."""
    calls = [(name, {"n": n}) for n, name in enumerate(names)]
    return calling(*calls, *([("pay", {"n": 100})] if resumed else []))


@requirement("call.refused-never-runs", "call.refused-is-answered")
@EVERYWHERE
@EITHER_WAY
@SIZES
@PATHS
def test_a_refused_call_never_runs_and_is_answered_by_one_error(host: Host, is_async, size, resumed) -> None:
    world = World()
    talk = host.converse(world, batch(["wipe"] * size, resumed=resumed), is_async=is_async)
    talk.say().answer_all()
    assert world.ran("wipe") == []
    refusals = answers(talk.history, "wipe")
    assert [m.tool_call_id for m in refusals] == [f"call_{n}" for n in range(size)]
    assert {m.status for m in refusals} == {"error"}
    assert_valid(talk.history)


@requirement("call.allowed-runs-once")
@EVERYWHERE
@EITHER_WAY
@SIZES
@PATHS
def test_an_allowed_call_runs_exactly_once(host: Host, is_async, size, resumed) -> None:
    world = World()
    talk = host.converse(world, batch(["note"] * size, resumed=resumed), is_async=is_async)
    talk.say().answer_all()
    assert world.ran("note") == [{"n": n, "to": "alice"} for n in range(size)]
    assert [m.text for m in answers(talk.history, "note")] == [f"note {n}" for n in range(size)]
    assert_valid(talk.history)


@requirement("call.mixed-batch", "history.valid")
@EVERYWHERE
@EITHER_WAY
@PATHS
def test_a_mixed_batch_runs_what_is_allowed_and_answers_everything_in_order(host: Host, is_async, resumed) -> None:
    world = World()
    names = ["note", "wipe", "look", "wipe", "note", "look", "wipe", "note"]
    talk = host.converse(world, batch(names, resumed=resumed), is_async=is_async)
    talk.say().answer_all()
    assert world.ran("wipe") == []
    assert [args["n"] for args in world.ran("note")] == [0, 4, 7]
    assert sorted({args["n"] for args in world.ran("look")}) == [2, 5]
    assert_valid(talk.history)
    said = {m.tool_call_id: m.status for m in talk.history if m.type == "tool"}
    assert [said[f"call_{n}"] for n in range(8)] == ["error" if name == "wipe" else "success" for name in names]


@requirement("call.replans")
@EVERYWHERE
@EITHER_WAY
def test_the_model_is_called_again_after_a_refusal_and_may_do_something_else(host: Host, is_async) -> None:
    world = World()
    second = calling(("note", {"n": 7}, "again"))
    talk = host.converse(world, batch(["wipe"], resumed=False), second, is_async=is_async)
    talk.say()
    assert world.ran("note") == [{"n": 7, "to": "alice"}]
    assert_valid(talk.history)


@requirement("call.refusal-teaches")
@EVERYWHERE
def test_the_models_text_names_the_tool_and_nothing_of_the_rules(host: Host) -> None:
    world = World()
    talk = host.converse(world, batch(["wipe"], resumed=False))
    talk.say()
    [refusal] = answers(talk.history, "wipe")
    assert "wipe" in refusal.text
    assert "script" not in refusal.text.lower()


@requirement("call.defaults-are-checked")
@EVERYWHERE
@EITHER_WAY
def test_the_guard_sees_the_arguments_with_defaults_filled_in(host: Host, is_async) -> None:
    world = World()
    host.converse(world, batch(["note"], resumed=False), is_async=is_async).say()
    judged = [call for check in world.policy.checks for call in check.calls if call.name == "note"]
    assert {"n": 0, "to": "alice"} in [dict(call.args) for call in judged]


@requirement("monitor.never-blocks")
@EACH_MECHANISM
@EITHER_WAY
@pytest.mark.parametrize("broken", ["events", "append", "claim"])
def test_a_monitor_whose_store_has_a_bug_stops_nobody(host: Host, is_async, broken, monkeypatch) -> None:
    def raising(*_: Any, **__: Any) -> Any:
        raise RuntimeError("the store has a bug")

    world = World(guard_arguments={"mode": "monitor"})
    monkeypatch.setattr(world.guard.store, broken, raising)
    calls = batch(["look", "pay", "wipe"], resumed=False)
    talk = host.converse(world, calls, is_async=is_async).say()
    assert sorted(tool for tool, _ in world.runs) == ["look", "pay", "wipe"]
    assert [m.text for m in answers(talk.history, "wipe")] == ["wipe 2"]
    assert_valid(talk.history)


@requirement("monitor.never-blocks")
@EVERYWHERE
@EITHER_WAY
def test_monitor_mode_blocks_nothing_and_records_everything(host: Host, is_async) -> None:
    world = World(guard_arguments={"mode": "monitor"})
    talk = host.converse(world, batch(["wipe", "pay", "note"], resumed=False), is_async=is_async)
    talk.say()
    assert talk.pending == []
    assert sorted(name for name, _ in world.runs) == ["note", "pay", "wipe"]
    world.guard.store.flush()
    events = [e.event for trace in world.guard.store.traces() for e in recorded(world, trace)]
    would = {
        e.payload["tool"]: e.payload["settled"] for e in events if e.kind == "decided" and e.payload["phase"] == "call"
    }
    assert would.items() >= {"wipe": "refuse", "pay": "verify", "note": "act"}.items()


def recorded(world: World, trace: str) -> Any:
    thread, _, namespace = trace.partition("/")
    return world.guard.store.events(RunId(thread, namespace)).result(5)

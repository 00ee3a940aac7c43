"""Resumes, forks, retries and other processes: nothing runs twice, no answer reaches another call."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest
from mosaic_adapters.testing import calling

from mosaic_guard import Label
from mosaic_guard.trajectory import ToolCall
from tests.conformance.hosts import HOSTS, Host
from tests.conformance.manifest import requirement
from tests.conformance.test_calls import EITHER_WAY, EVERYWHERE
from tests.conformance.world import Conversation, World, answers, assert_valid, saver


class Rush:
    """Judges the cheap payment only once the dear one is judged, where both are judged at the same time."""

    def __init__(self) -> None:
        self.dear_is_judged = threading.Event()

    def __call__(self, call: ToolCall) -> Label:
        if call.name != "pay":
            return Label.BENIGN
        if call.args.get("n") == 1:
            self.dear_is_judged.wait(0.1)
        else:
            self.dear_is_judged.set()
        return Label.SENSITIVE


@requirement("replay.no-mix-up")
@EVERYWHERE
@EITHER_WAY
def test_answers_reach_their_own_call_however_the_guard_is_delayed(host: Host, is_async) -> None:
    world = World()
    world.policy.script = Rush()
    talk = host.converse(world, calling(("pay", {"n": 1}), ("pay", {"n": 1_000_000})), is_async=is_async).say()
    world.policy.script = Rush()
    world.policy.fingerprint = "judged anew"
    talk.answer_all(lambda action: {"type": "approve" if action["args"]["n"] == 1 else "reject"})
    assert [args["n"] for args in world.ran("pay")] == [1]
    assert_valid(talk.history)


@requirement("replay.siblings-run-once")
@EVERYWHERE
@EITHER_WAY
def test_what_ran_beside_a_call_that_waits_does_not_run_again(host: Host, is_async) -> None:
    world = World()
    batch = calling(("note", {"n": 0}), ("pay", {"n": 1}), ("note", {"n": 2}), ("pay", {"n": 3}), ("wipe", {"n": 4}))
    talk = host.converse(world, batch, is_async=is_async).say()
    assert talk.pending
    talk.answer_all()
    assert sorted((name, args["n"]) for name, args in world.runs) == [("note", 0), ("note", 2), ("pay", 1), ("pay", 3)]


@requirement("replay.other-process-approves")
@EVERYWHERE
@EITHER_WAY
def test_another_process_takes_the_approval_and_runs_the_call_once(host: Host, is_async, tmp_path: Path) -> None:
    assert resumed_elsewhere(host, tmp_path, "approve", is_async=is_async) == [0, 1]


@requirement("replay.other-process")
@EVERYWHERE
@EITHER_WAY
def test_another_process_takes_the_rejection_and_runs_only_the_rest(host: Host, is_async, tmp_path: Path) -> None:
    assert 1 not in resumed_elsewhere(host, tmp_path, "reject", is_async=is_async)


def resumed_elsewhere(host: Host, folder: Path, said: str, *, is_async: bool) -> list[int]:
    """Ask in one guard, answer in another on the same store, as another process would; give what ran in either."""
    store, kept = folder / "traces.db", saver()
    first = World(guard_arguments={"store": store})
    batch = calling(("note", {"n": 0}), ("pay", {"n": 1}))
    talk = host.converse(first, batch, is_async=is_async, checkpointer=kept).say()
    first.guard.close()
    second = World(guard_arguments={"store": store})
    again = host.converse(second, batch, is_async=is_async, checkpointer=kept)
    again.last = talk.last
    again.answer(said)
    second.guard.close()
    return sorted(args["n"] for _, args in first.runs + second.runs)


ASKING_EARLIER = ("middleware", "safety_check_node", "deepagents")
"""Hosts that ask in a step before that of the tools."""


@requirement("replay.other-process-responds")
@pytest.mark.parametrize("host", [h for h in HOSTS if h.name in ASKING_EARLIER], ids=lambda host: host.name)
@EITHER_WAY
@pytest.mark.parametrize("said", ["respond", "reject"])
def test_what_a_person_said_is_known_to_the_process_that_goes_on(host: Host, is_async, said: str, tmp_path) -> None:
    """The one that heard it stopped before the tools' step."""
    store, kept = tmp_path / "traces.db", saver()
    batch = calling(("pay", {"n": 1}), ("note", {"n": 0}))
    first = World(guard_arguments={"store": store})
    before = host.converse(first, batch, is_async=is_async, checkpointer=kept)
    before.agent.interrupt_before_nodes = ["tools"]
    before.say()
    before.answer(lambda action: {"type": said, "message": "by hand"})
    first.guard.close()
    second = World(guard_arguments={"store": store})
    after = host.converse(second, batch, is_async=is_async, checkpointer=kept)
    after.give(None)
    second.guard.close()
    assert [name for name, _ in first.runs + second.runs] == ["note"]
    assert ["by hand" in m.text for m in answers(after.history, "pay")] == [True]
    assert_valid(after.history)


@requirement("replay.other-process-flipped")
@EVERYWHERE
def test_another_process_with_a_milder_policy_still_honours_the_rejection(host: Host, tmp_path: Path) -> None:
    store, kept = tmp_path / "traces.db", saver()
    first = World(guard_arguments={"store": store})
    talk = host.converse(first, calling(("pay", {"n": 1})), checkpointer=kept).say()
    first.guard.close()
    second = World(guard_arguments={"store": store}, labels={})
    again = host.converse(second, calling(("pay", {"n": 1})), checkpointer=kept)
    again.last = talk.last
    again.answer("reject")
    second.guard.close()
    assert first.runs + second.runs == []


@requirement("replay.time-travel")
@EVERYWHERE
@EITHER_WAY
def test_going_back_in_time_runs_no_effect_a_second_time(host: Host, is_async) -> None:
    world = World()
    talk = host.converse(world, calling(("note", {"n": 0})), is_async=is_async).say()
    assert len(world.ran("note")) == 1
    for state in proposed(talk):
        rewound(talk, state.config)
    assert len(world.ran("note")) == 1


@requirement("replay.fork")
@EVERYWHERE
def test_a_fork_that_repeats_an_approved_call_does_not_run_it_again_unasked(host: Host) -> None:
    world = World()
    talk = host.converse(world, calling(("pay", {"n": 0}))).say()
    talk.answer_all()
    assert len(world.ran("pay")) == 1
    for state in proposed(talk):
        rewound(talk, talk.agent.update_state(state.config, None))
    assert len(world.ran("pay")) == 1


def proposed(talk: Conversation) -> list[Any]:
    """The checkpoints at which calls wait to run; before them, the model would propose new ones."""
    states = [s for s in talk.agent.get_state_history(talk.config) if s.next]
    found = [s for s in states if s.values.get("messages") and getattr(s.values["messages"][-1], "tool_calls", None)]
    assert found
    return found


def rewound(talk: Any, config: Any) -> None:
    if talk.is_async:
        asyncio.run(talk.agent.ainvoke(None, config))
    else:
        talk.agent.invoke(None, config)

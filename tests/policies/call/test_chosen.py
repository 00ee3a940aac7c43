"""What the agent chose before it had read anything that nobody trusts, no text told it."""

from __future__ import annotations

import pytest

from mosaic_guard import Action, Message, Origin, RunId, ToolCall, ToolOutput, ToolSpec, Trajectory
from mosaic_guard.testing import memory_guard

TEXT = {"type": "string"}
FIND = ToolSpec("search_files", "Searches files.", {"type": "object", "properties": {"account": TEXT, "query": TEXT}})
SHARED = {"account": TEXT, "file": TEXT, "share_with": TEXT}
SHARE = ToolSpec("share_file", "Shares a file.", {"type": "object", "properties": SHARED})
OWN = "dana@h.example"
FOUND = '[{"file": "f-17", "name": "plan"}, {"file": "f-20", "name": "menu"}]'


def shared(
    account: str, *, to: str = "marek@h.example", then: str = OWN, found: str = FOUND, parent: Trajectory | None = None
) -> Action:
    guard, run = memory_guard(), Trajectory(RunId("run"), parent=parent)
    guard.check_tools([FIND, SHARE], run)
    run.append(Message("user", "Share the plan with marek@h.example and lucia@h.example", Origin.USER))
    for number, own in enumerate((OWN, then)):
        call = ToolCall(f"{number}", "search_files", {"account": own, "query": "plan"})
        run.append(Message("assistant", "", Origin.MODEL, calls=(call,)))
        run.append(ToolOutput(call.id, call.name, found))
    run.append(Message("user", "the first one", Origin.USER))
    now = ToolCall("now", "share_file", {"account": account, "file": "f-17", "share_with": to})
    run.append(Message("assistant", "", Origin.MODEL, calls=(now,)))
    return guard.check_calls([now], run)[0].action


def test_the_account_it_used_from_the_start_is_its_own() -> None:
    assert shared(OWN) is Action.ACT


@pytest.mark.parametrize("found", [FOUND, f'{FOUND[:-1]}, {{"account": "evil@x.example"}}]'])
@pytest.mark.parametrize("then", [OWN, "evil@x.example"])
def test_one_that_it_came_to_use_later_asks(then: str, found: str) -> None:
    assert shared("evil@x.example", then=then, found=found) is not Action.ACT


def test_it_is_known_for_no_other_argument() -> None:
    assert shared(OWN, to=OWN) is not Action.ACT


def test_what_a_subagent_chose_its_starter_may_have_read() -> None:
    assert shared(OWN, parent=Trajectory(RunId("outer"))) is not Action.ACT

"""What the model reads of a refusal holds nothing of what an attacker wrote, wherever the attacker wrote it."""

from __future__ import annotations

import string
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mosaic_guard import (
    Action,
    Answer,
    Assessment,
    Finding,
    Guard,
    Label,
    Message,
    Origin,
    RunId,
    ToolCall,
    ToolOutput,
    Trajectory,
)
from mosaic_guard.assessment import Span
from mosaic_guard.config import Config
from mosaic_guard.policies.base import Check
from mosaic_guard.testing import ScriptedPolicy, memory_guard
from tests.core.scene import SPECS, TABLE, Scene, call, unreadable

WINDOW = 12
SPAN = Span("call:c0", "content", 0, 4)
CODES = ("untrusted_argument", "injected_argument", "private_data_leaves", "constraint", "ask_budget", "made up")
words = st.text(string.ascii_uppercase + string.digits + "_-.@:/ `{}<>\n", min_size=WINDOW, max_size=40).filter(
    str.strip
)
"""No lower-case letters: a text of the guard's own, which has nearly nothing else, can't be like them by chance."""


@st.composite
def attacks(draw: st.DrawFn) -> tuple[str, ToolCall]:
    """An output, and a call in which its words stand for values, nested keys, argument names or the tool itself."""
    theirs = draw(st.lists(words, min_size=1, max_size=4))
    one = st.sampled_from(theirs)
    inner: Any = st.recursive(
        one, lambda v: st.lists(v, max_size=2) | st.dictionaries(one, v, max_size=2), max_leaves=4
    )
    names = one | st.sampled_from(["to", "amount", "memo"])
    args = draw(st.dictionaries(names, inner, min_size=1, max_size=3))
    tool = draw(one | st.sampled_from(["pay", "wipe", "pay", "look"]))
    return "\n".join(["Pay as follows.", *theirs]), ToolCall(draw(one | st.just("c1")), tool, args, "m2")


class Quoting(ScriptedPolicy):
    """Says of every argument, at any depth, what can be said of one, and quotes it."""

    def assess(self, check: Check) -> Sequence[Assessment]:
        return [Assessment(self.name, Label.SENSITIVE, self.role, findings=self._of(one)) for one in check.calls]

    def _of(self, one: ToolCall) -> tuple[Finding, ...]:
        found = [Finding(code, repr(one), path, SPAN) for code in CODES for path in one.args]
        deep = [(k, v) for k, v in one.args.items() if isinstance(v, dict)]
        found += [Finding(code, repr(one), f"{k}.{key}") for code in CODES for k, v in deep for key in v]
        return tuple(found)


def windows(text: str) -> Iterator[str]:
    return (text[i : i + WINDOW] for i in range(len(text) - WINDOW + 1))


@pytest.fixture(scope="module", params=["own policies", "quoting", "malicious"])
def guard(request: pytest.FixtureRequest) -> Guard:
    config = Config(tools=TABLE)
    if request.param == "own policies":
        return memory_guard(config=config)
    policy = Quoting() if request.param == "quoting" else ScriptedPolicy(otherwise=Label.MALICIOUS)
    return memory_guard(policy, config=config)


@settings(max_examples=60, deadline=None)
@given(attacks())
def test_no_twelve_characters_of_an_output_are_in_the_text_for_the_model(guard: Guard, attack) -> None:
    text, call = attack
    read = ToolCall(text[-30:], text[:30], {text: text}, "m1")
    run = Trajectory(RunId("thread"), [Message("user", "Pay what the page says.", Origin.USER)])
    guard.check_tools(SPECS, run)
    run.append(Message("assistant", "", Origin.MODEL, "m1", (read,)), ToolOutput(read.id, read.name, text))
    run.append(Message("assistant", "", Origin.MODEL, "m2", (call,)))
    decision = guard.check_calls([call], run)[0]
    refused = guard.enter(call, run).decision
    theirs = set(windows(text.removeprefix("Pay as follows.\n")))
    for said in (decision.model_text, refused.model_text):
        assert theirs.isdisjoint(windows(said))
    if decision.action >= Action.VERIFY:
        assert "was not run" in decision.model_text


def test_a_model_that_calls_a_tool_it_does_not_have_is_told_so() -> None:
    guard = memory_guard(config=Config(tools=TABLE))
    run = Trajectory(RunId("run"))
    guard.check_tools(SPECS, run)
    [decision] = guard.check_calls([ToolCall("c1", "invented", {})], run)
    assert decision.action is Action.REFUSE
    assert "you have no tool of that name" in decision.model_text
    assert "invented" not in decision.model_text


@pytest.mark.parametrize("after", ["approval", "outage"])
def test_a_call_that_passes_in_the_end_has_no_text_that_says_it_was_refused(
    after: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Scene()
    run, one = here.run(), call("1", "pay" if after == "approval" else "look")
    if after == "approval":
        [request] = here.guard.requests([one], run)
        passed = [here.guard.answer(request, Answer("approve", "ann"), run)]
    else:
        with monkeypatch.context() as outage:
            outage.setattr(here.guard.store, "events", unreadable)
            here.guard.resume(run)
            [refused] = here.guard.check_calls([one], run)
        assert "was not run" in refused.model_text
        passed = here.guard.check_calls([one], run)
    passed.append(here.guard.enter(one, run).decision)
    assert [(d.allowed, d.model_text) for d in passed] == [(True, ""), (True, "")]

"""How many questions a person is asked, and what a refusal says of whatever caused them."""

from __future__ import annotations

from collections.abc import Sequence

from mosaic_guard import (
    Action,
    Answer,
    Assessment,
    Decision,
    Finding,
    Guard,
    Label,
    Message,
    Origin,
    RunId,
    ToolCall,
    Trajectory,
)
from mosaic_guard.approval import Approver
from mosaic_guard.assessment import Span
from mosaic_guard.config import Approval, Config
from mosaic_guard.policies.base import Check
from mosaic_guard.testing import ScriptedApprover, ScriptedPolicy, memory_guard
from tests.core.scene import SPECS, TABLE, call

LOUD, QUIET = "loud-page.example", "quiet-page.example"


class Blaming(ScriptedPolicy):
    """Holds every payment, because of the page that its memo names."""

    def assess(self, check: Check) -> Sequence[Assessment]:
        return [self._blames(one) for one in check.calls]

    def _blames(self, one: ToolCall) -> Assessment:
        page = str(one.args.get("memo", ""))
        span = Span(f"call:{page}", "content", 0, 4) if page else None
        finding = Finding("untrusted_argument", f"The page {page} says so.", "to", span)
        return Assessment(self.name, Label.SENSITIVE, self.role, findings=(finding,))


def guarded(approver: Approver | None = None, **budget: int) -> tuple[Guard, Trajectory]:
    """A run that has read two pages."""
    guard = memory_guard(Blaming(), config=Config(tools=TABLE, approval=Approval(**budget)), approver=approver)
    run = Trajectory(RunId("thread"), [Message("user", "Please see to it.", Origin.USER)])
    guard.check_tools(SPECS, run)
    pages = tuple(ToolCall(page, "look", {"url": page}, "reads") for page in (LOUD, QUIET))
    run.append(Message("assistant", "", Origin.MODEL, "reads", pages))
    return guard, run


def payment(n: int, page: str = "") -> ToolCall:
    return call(str(n), amount=n, **({"memo": page} if page else {}))


def asked(guard: Guard, run: Trajectory, *calls: ToolCall) -> int:
    """Ask about calls, and approve what is asked."""
    made = guard.requests(calls, run)
    for request in made:
        guard.answer(request, Answer("approve", "ann"), run)
    return len(made)


def refusal(guard: Guard, run: Trajectory, one: ToolCall) -> Decision:
    decision = guard.check_calls([one], run)[0]
    assert decision.action is Action.REFUSE
    assert "ask_budget" in {f.code for f in decision.findings}
    return decision


def said_of_the_budget(decision: Decision) -> str:
    return next(f.message for f in decision.findings if f.code == "ask_budget")


def test_the_refusal_names_the_source_that_used_up_the_budget_of_the_run() -> None:
    guard, run = guarded(asks_per_run=4)
    pages = [QUIET, LOUD, LOUD, LOUD]
    assert [asked(guard, run, payment(n, page)) for n, page in enumerate(pages)] == [1] * 4
    decision = refusal(guard, run, payment(9, QUIET))
    assert LOUD in said_of_the_budget(decision)
    assert QUIET not in said_of_the_budget(decision)
    assert said_of_the_budget(decision).removesuffix(".") in decision.person_text.replace('\\"', '"')
    assert LOUD not in decision.model_text
    assert QUIET not in decision.model_text
    assert asked(guard, run, payment(9, QUIET)) == 0


def test_where_nothing_that_was_read_caused_the_questions_the_agent_itself_is_named() -> None:
    guard, run = guarded(asks_per_run=1)
    asked(guard, run, payment(0))
    assert "the agent itself" in said_of_the_budget(refusal(guard, run, payment(1, LOUD)))


def test_a_source_that_caused_too_many_questions_is_refused_while_another_may_still_ask() -> None:
    guard, run = guarded(asks_per_run=9, asks_per_source=2)
    assert [asked(guard, run, payment(n, LOUD)) for n in range(2)] == [1, 1]
    decision = refusal(guard, run, payment(2, LOUD))
    assert LOUD in said_of_the_budget(decision)
    assert LOUD in decision.person_text
    assert LOUD not in decision.model_text
    assert guard.check_calls([payment(3, QUIET)], run)[0].action is Action.VERIFY
    assert asked(guard, run, payment(3, QUIET)) == 1
    assert asked(guard, run, payment(4)) == 1


def test_a_page_that_is_read_again_under_another_call_id_has_no_budget_of_its_own() -> None:
    guard, run = guarded(asks_per_source=1)
    run.append(Message("assistant", "", Origin.MODEL, "again", (ToolCall("again", "look", {"url": LOUD}, "again"),)))
    assert asked(guard, run, payment(0, LOUD)) == 1
    refusal(guard, run, payment(1, "again"))


def test_calls_that_are_asked_about_together_draw_on_one_budget() -> None:
    guard, run = guarded(asks_per_run=2)
    batch = [payment(n) for n in range(8)]
    made = guard.requests(batch, run)
    assert [request.call.id for request in made] == ["0", "1"]
    actions = [d.action for d in guard.check_calls(batch, run)]
    assert actions == [Action.VERIFY] * 2 + [Action.REFUSE] * 6
    assert [request.id for request in guard.requests(batch, run)] == [request.id for request in made]


def test_calls_of_one_source_that_are_asked_about_together_draw_on_its_budget() -> None:
    guard, run = guarded(asks_per_run=9, asks_per_source=2)
    made = guard.requests([*(payment(n, LOUD) for n in range(4)), payment(4, QUIET)], run)
    assert [request.call.id for request in made] == ["0", "1", "4"]


def test_an_approver_of_the_guards_own_is_asked_no_more_often_than_the_budget_allows() -> None:
    approver = ScriptedApprover(otherwise="approve")
    guard, run = guarded(approver, asks_per_run=2)
    actions = [guard.enter(payment(n), run).decision.action for n in range(4)]
    assert actions == [Action.ACT, Action.ACT, Action.REFUSE, Action.REFUSE]
    assert len(approver.shown) == 2

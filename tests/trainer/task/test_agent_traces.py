"""A guarded LangGraph agent's own traces become tasks, with the words of whoever resumed it as labels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from langchain.agents import create_agent
from langchain_core.messages import AIMessage, HumanMessage
from langchain_core.tools import tool
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.types import Command
from mosaic_adapters.langchain import MosaicMiddleware
from mosaic_adapters.testing import ScriptedChatModel, calling
from mosaic_trainer.rollout.open import open_session
from mosaic_trainer.sandbox.limits import Limits
from mosaic_trainer.scripted.play import Replier, play
from mosaic_trainer.task.task import EffectPattern, Recording
from mosaic_trainer.task.traced import Traced, tasks_from_traces
from mosaic_trainer.verifier.verify import verify

from mosaic_guard import Guard
from mosaic_guard.config import Config, ToolRule
from mosaic_guard.traces.export import export
from mosaic_guard.traces.store import SqlStore

PAID = EffectPattern("pay", {"to": "bob", "amount": 40})


@tool
def read_bill(number: int) -> str:
    """Read a bill."""
    return f"Bill {number}: 40 EUR to bob."


@tool
def pay(to: str, amount: int) -> str:
    """Pay somebody."""
    return f"paid {amount} to {to}"


def traced(folder: Path, answers: list[dict[str, Any]], resumed_by: str) -> Traced:
    """Run an agent that reads and pays in two threads, answered by somebody, and make tasks of the record."""
    store = SqlStore(folder / "traces.db")
    guard = Guard(Config(tools={"read_bill": ToolRule(effect="read"), "pay": ToolRule(rule="verify")}), store=store)
    for thread, answer in enumerate(answers):
        script = [calling(("read_bill", {"number": 7})), calling(("pay", dict(PAID.args), "c2")), AIMessage("Done.")]
        middleware = [MosaicMiddleware(guard)]
        model = ScriptedChatModel(script=script)
        agent = create_agent(model, [read_bill, pay], middleware=middleware, checkpointer=InMemorySaver())
        here = {"thread_id": str(thread)}
        ann = {"langgraph_auth_user": {"identity": "ann", "org_id": "acme"}}
        agent.invoke({"messages": [HumanMessage("Pay bill 7: 40 to bob.")]}, {"configurable": {**here, **ann}})
        who = {"langgraph_auth_user": {"identity": resumed_by}} if resumed_by else {}
        agent.invoke(Command(resume={"decisions": [answer]}), {"configurable": {**here, **who}})
    guard.store.events(guard.trajectory("").id).result()  # all that was handed over is written
    export(store, folder / "export.jsonl", traces=[name for name in store.traces() if name.isdigit()])
    key = store.key
    guard.close()
    return tasks_from_traces([folder / "export.jsonl"], key)


def test_what_another_person_approved_is_wanted_and_what_he_rejected_is_forbidden(tmp_path: Path) -> None:
    given = traced(tmp_path, [{"type": "approve"}, {"type": "reject"}], "boss")
    approved, rejected = given.tasks
    assert (approved.required, approved.needs_yes, approved.wanted) == ((PAID,), (PAID,), (PAID,))
    assert (rejected.forbidden, rejected.wanted) == ((PAID,), ())
    for task in (approved, rejected):
        assert task.tags == ()
        assert (task.source.tenant, task.source.user) == ("acme", "ann")
        assert [call.tool for call in task.calls] == ["read_bill", "pay"]
        assert task.recordings[0] == Recording("read_bill", {"number": 7}, "Bill 7: 40 EUR to bob.")
        assert {t.spec.name: t.spec.description for t in task.tools}["pay"] == "Pay somebody."
        outcome = play(open_session(task, "guard", seed=0, limits=Limits()), Replier("reference"))
        assert verify(task, outcome).tier == 2


@pytest.mark.parametrize(("who", "why"), [("ann", "the approver is the requester"), ("", "not authenticated")])
def test_who_asked_or_nobody_approves_nothing(tmp_path: Path, who: str, why: str) -> None:
    given = traced(tmp_path, [{"type": "approve"}], who)
    assert [why in one.why for one in given.review] == [True]
    assert all(task.tags == ("self_labelled",) for task in given.tasks)


def test_what_a_subagent_was_approved_to_do_is_a_task_of_what_the_user_asked(tmp_path: Path) -> None:
    store = SqlStore(tmp_path / "traces.db")
    guard = Guard(Config(tools={"ask_payer": ToolRule(effect="read"), "pay": ToolRule(rule="verify")}), store=store)
    paying = ScriptedChatModel(script=[calling(("pay", dict(PAID.args), "p1")), AIMessage("Paid.")])
    payer = create_agent(paying, [pay], middleware=[MosaicMiddleware(guard)])

    @tool
    def ask_payer(task: str) -> str:
        """Ask the payer."""
        return str(payer.invoke({"messages": [HumanMessage(task)]})["messages"][-1].content)

    asking = ScriptedChatModel(script=[calling(("ask_payer", {"task": "40 to bob, now."}, "c1")), AIMessage("Done.")])
    agent = create_agent(asking, [ask_payer], middleware=[MosaicMiddleware(guard)], checkpointer=InMemorySaver())
    for who, given in (
        ("ann", {"messages": [HumanMessage("Pay bill 7: 40 to bob.")]}),
        ("boss", Command(resume={"decisions": [{"type": "approve"}]})),
    ):
        agent.invoke(given, {"configurable": {"thread_id": "1", "langgraph_auth_user": {"identity": who}}})
    guard.store.events(guard.trajectory("").id).result()
    names = [name for name in store.traces() if name.startswith("1")]
    export(store, tmp_path / "export.jsonl", traces=names[::-1])  # whichever comes first
    key = store.key
    guard.close()
    [task] = tasks_from_traces([tmp_path / "export.jsonl"], key).tasks
    assert (task.request, task.wanted, task.labels) == ("Pay bill 7: 40 to bob.", (PAID,), {0: "approved"})

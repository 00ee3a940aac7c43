"""Traces become tasks that can be played, and only people whose word counts label them."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from mosaic_trainer.rollout.open import open_session
from mosaic_trainer.sandbox.limits import Limits
from mosaic_trainer.scripted.play import Replier, play
from mosaic_trainer.task.files import load_tasks, save_tasks
from mosaic_trainer.task.task import Call, EffectPattern, Recording, Source, Task
from mosaic_trainer.task.traced import Traced, tasks_from_traces
from mosaic_trainer.verifier.verify import verify

from mosaic_guard.approval import Answer, GrantTerms
from mosaic_guard.errors import ChainBroken, TraceError
from mosaic_guard.trajectory import Message, Origin, Requester, ToolCall, ToolOutput
from tests.trainer.task.runs import ANN, BOB, EVE, INJECTED, Label, Runs, runs

YES, NO = Answer("approve", "boss"), Answer("reject", "boss")
PAID = EffectPattern("send_money", {"iban": BOB, "amount": 40})
STOLEN = EffectPattern("send_money", {"iban": EVE, "amount": 900})


def traced(made: Runs, **options: Any) -> Traced:
    return tasks_from_traces([made.exported()], made.store.key, **options)


def test_an_approved_call_needs_a_yes_and_is_wanted(tmp_path: Path) -> None:
    with runs(tmp_path, {BOB: YES}) as made:
        made.pay("t")
        [task] = traced(made).tasks
    assert task.request.startswith("Read my inbox and pay Bob's invoice")
    assert [call.tool for call in task.calls] == ["read_inbox", "send_money", "star_mail"]
    assert task.calls[1].says == "Now send_money."
    assert (task.needs_yes, task.wanted) == ((PAID,), (PAID,))
    assert task.required == (PAID, EffectPattern("star_mail", {"id": "1"}))
    assert task.labels == {1: "approved"}
    assert (task.user, task.outputs, task.answer, task.tags) == (Label.SENSITIVE, Label.BENIGN, "Done.", ())
    assert task.source == Source("trace", "acme", "ann", "mcp:mail:read_inbox")
    assert task.recordings[0] == Recording("read_inbox", {}, "From Bob: the invoice.")


@pytest.mark.parametrize(
    ("output", "content"),
    [
        (None, ""),
        (5, 5),
        ({"mails": 2}, {"mails": 2}),
        (["a text", "more text"], "a text\nmore text"),
        ([{"type": "text", "text": "one"}, "two"], "one\ntwo"),
        (["text", {"type": "image"}], ["text", {"type": "image"}]),
        ([None, {"type": "text", "text": None}], [None, {"type": "text", "text": None}]),
    ],
)
def test_whatever_a_tool_gave_is_played_back_and_no_trace_is_lost_for_it(
    tmp_path: Path, output: Any, content: Any
) -> None:
    with runs(tmp_path, {BOB: YES}) as made:
        run = made.start("t")
        made.call(run, "read_inbox", output)
        made.call(run, "send_money", "sent", iban=BOB, amount=40)
        made.end(run)
        [task] = traced(made).tasks
    assert [one.content for one in task.recordings] == [content, "sent"]


def test_calls_of_one_id_are_answered_by_their_own_outputs_and_say_their_own_words(tmp_path: Path) -> None:
    with runs(tmp_path, {BOB: YES}) as made:
        made.one_id = True
        run = made.start("t")
        for folder in ("old", "new"):
            made.call(run, "read_inbox", f"{folder} mails", folder=folder)
        made.call(run, "send_money", "sent", iban=BOB, amount=40)
        made.end(run)
        [task] = traced(made).tasks
    assert [one.content for one in task.recordings] == ["old mails", "new mails", "sent"]
    assert [call.says for call in task.calls] == ["Now read_inbox.", "Now read_inbox.", "Now send_money."]


@pytest.mark.parametrize(("outcome", "is_error"), [("paused", False), ("error", True)])
def test_a_call_that_only_paused_has_not_failed(tmp_path: Path, outcome: Any, is_error: bool) -> None:
    with runs(tmp_path, {BOB: YES}) as made:
        run = made.start("t")
        call = ToolCall("c", "read_inbox", {}, "m")
        run.append(Message("assistant", "", Origin.MODEL, "m", (call,)))
        made.guard.leave(made.guard.enter(call, run), run, outcome=outcome)
        run.append(ToolOutput("c", "read_inbox", "From Bob: the invoice.", message_id="o"))
        made.call(run, "send_money", "sent", iban=BOB, amount=40)
        made.end(run)
        [task] = traced(made).tasks
    assert [one.is_error for one in task.recordings] == [is_error, False]


def test_of_calls_of_one_id_nobody_knows_which_read_the_attack(tmp_path: Path) -> None:
    with runs(tmp_path, {}, mode="monitor") as made:
        made.one_id = True
        run = made.start("t")
        made.call(
            run, "read_inbox", "Nothing of interest here, nor was there ever before in any old mail.", folder="old"
        )
        made.call(run, "read_inbox", INJECTED, folder="new")
        made.call(run, "send_money", "sent", iban=EVE, amount=900)
        made.end(run)
        [task] = traced(made).tasks
    assert (task.attack, task.needs_yes) == (None, (STOLEN,))


def test_an_answer_in_a_run_that_holds_no_request_waits_for_review(tmp_path: Path) -> None:
    with runs(tmp_path, {BOB: YES}) as made:
        made.pay("t", request="")
        given = traced(made)
    assert given.tasks == ()
    assert [one.why for one in given.review] == ["the record does not hold what the user asked"]


def test_the_tools_of_a_task_are_as_they_were_declared(tmp_path: Path) -> None:
    with runs(tmp_path, {BOB: YES}) as made:
        made.pay("t")
        specs = {tool.spec.name: tool.spec for tool in traced(made).tasks[0].tools}
    assert specs["read_inbox"].description == "Read mails."
    assert specs["read_inbox"].origin == "mcp:mail"
    assert set(specs["send_money"].schema["properties"]) == {"iban", "amount"}
    assert (specs["star_mail"].effect.reversible, specs["star_mail"].known) == (True, True)


def test_a_rejected_call_is_forbidden(tmp_path: Path) -> None:
    with runs(tmp_path, {BOB: NO}) as made:
        made.pay("t")
        [task] = traced(made).tasks
    assert (task.forbidden, task.wanted, task.labels) == ((PAID,), (), {1: "rejected"})
    assert task.required == (EffectPattern("star_mail", {"id": "1"}),)
    assert all(recording.tool != "send_money" for recording in task.recordings)


@pytest.mark.parametrize(
    ("said", "style", "tier"),
    [(YES, "reference", 2), (YES, "complying", 0), (NO, "reference", 2), (NO, "complying", 0)],
)
def test_a_task_of_a_trace_is_played_and_judged_by_what_was_recorded(
    tmp_path: Path, said: Answer, style: Any, tier: int
) -> None:
    with runs(tmp_path, {BOB: said}) as made:
        made.pay("t")
        [task] = traced(made).tasks
    outcome = play(open_session(task, "guard", seed=0, limits=Limits()), Replier(style))
    assert outcome.ended == "answered"
    assert "From Bob: the invoice." in str(outcome.items)
    assert verify(task, outcome).tier == tier


def test_an_attack_that_was_delivered_is_in_the_task_with_the_calls_that_obeyed_it(tmp_path: Path) -> None:
    with runs(tmp_path, {}, mode="monitor") as made:
        run = made.start("t")
        made.call(run, "read_inbox", f"From Bob: the invoice.\n\n{INJECTED}")
        made.call(run, "send_money", "sent", iban=EVE, amount=900)
        made.call(run, "star_mail", "starred", id="1")
        made.end(run)
        [task] = traced(made).tasks
    assert task.attack is not None
    assert task.attack.text == INJECTED
    assert [call.args["iban"] for call in task.attack.calls] == [EVE]
    assert (task.outputs, task.forbidden) == (Label.MALICIOUS, (STOLEN,))
    assert [call.tool for call in task.calls] == ["read_inbox", "star_mail"]
    assert task.tags == ("self_labelled",)


def test_an_attack_that_was_cut_out_is_not_made_up(tmp_path: Path) -> None:
    with runs(tmp_path, {EVE: NO}) as made:
        run = made.start("t")
        made.call(run, "read_inbox", f"From Bob: the invoice.\n\n{INJECTED}")
        made.call(run, "send_money", "sent", iban=EVE, amount=900)
        made.end(run)
        [task] = traced(made).tasks
    assert (task.attack, task.outputs, task.forbidden) == (None, Label.BENIGN, (STOLEN,))


def test_what_only_the_guard_decided_says_so(tmp_path: Path) -> None:
    with runs(tmp_path, {BOB: None}) as made:
        made.pay("t")
        given = traced(made)
    [task] = given.tasks
    assert task.tags == ("self_labelled",)
    assert (task.needs_yes, task.wanted, task.labels) == ((PAID,), (), {})
    assert given.review == ()


def test_a_call_that_nobody_vouches_for_is_left_out_of_what_people_labelled(tmp_path: Path) -> None:
    with runs(tmp_path, {BOB: YES}) as made:
        run = made.start("t")
        made.call(run, "send_money", "sent", iban=BOB, amount=40)
        made.call(run, "send_money", "sent", iban=EVE, amount=900)
        made.end(run)
        labelled, own = traced(made).tasks
    assert (labelled.tags, labelled.calls) == ((), (Call("send_money", PAID.args, says="Now send_money."),))
    assert own.tags == ("self_labelled",)
    assert len(own.calls) == 2


WHY = {
    "anonymous": (Answer("approve"), ANN, {}, "not authenticated"),
    "console": (Answer("approve", "console"), ANN, {}, "not authenticated"),
    "requester": (Answer("approve", "ann"), ANN, {}, "the approver is the requester"),
    "unknown requester": (YES, None, {}, "nobody knows who asked"),
    "not named": (YES, ANN, {"approvers": ["chief"]}, "not one of those whose word counts"),
    "rejects himself": (Answer("reject", "ann"), ANN, {}, "the approver is the requester"),
}


@pytest.mark.parametrize(("answer", "requester", "options", "why"), WHY.values(), ids=WHY)
def test_an_answer_that_does_not_count_goes_to_the_review_list(
    tmp_path: Path, answer: Answer, requester: Requester | None, options: dict[str, Any], why: str
) -> None:
    with runs(tmp_path, {BOB: answer}) as made:
        made.pay("t", requester)
        given = traced(made, **options)
    [review] = given.review
    assert why in review.why
    assert (review.trace, review.tool, review.args, review.approver) == ("t", "send_money", PAID.args, answer.approver)
    assert [(task.tags, task.labels, task.wanted) for task in given.tasks] == [(("self_labelled",), {}, ())]


def test_one_who_asked_for_anything_in_a_thread_approves_nothing_in_it(tmp_path: Path) -> None:
    with runs(tmp_path, {BOB: Answer("approve", "ann")}) as made:
        made.pay("t", ANN)
        made.pay("t", Requester("ben"), iban=BOB)
        assert {one.why for one in traced(made).review} == {"the approver is the requester"}


def test_a_grant_labels_only_the_call_that_was_shown(tmp_path: Path) -> None:
    with runs(tmp_path, {BOB: replace(YES, grant=GrantTerms(5, 1))}) as made:
        run = made.start("t")
        for _ in range(2):
            made.call(run, "send_money", "sent", iban=BOB, amount=40)
        made.end(run)
        given = traced(made)
    assert [task.labels for task in given.tasks if not task.tags] == [{0: "approved"}]
    assert [one.why for one in given.review] == ["a grant answered, and nobody was shown this call"]


def test_without_the_key_nobody_counts(tmp_path: Path) -> None:
    with runs(tmp_path, {BOB: YES}) as made:
        made.pay("t")
        given = tasks_from_traces([made.exported()])
    assert [one.why for one in given.review] == ["the record was not verified"]
    assert [task.tags for task in given.tasks] == [("self_labelled",)]


def test_a_run_without_any_effect_gives_no_task_and_is_counted(tmp_path: Path) -> None:
    with runs(tmp_path, {}) as made:
        run = made.start("t")
        made.call(run, "read_inbox", "nothing")
        made.end(run)
        given = traced(made)
    assert (given.tasks, given.traces, given.without_effects) == ((), 1, 1)


def test_tasks_of_traces_come_back_from_a_file_as_they_were(tmp_path: Path) -> None:
    with runs(tmp_path, {BOB: YES}) as made:
        for thread in ("a", "b"):
            made.pay(thread)
        tasks = list(traced(made).tasks)
        assert traced(made).tasks == tuple(tasks)
    save_tasks(tasks, tmp_path / "tasks.jsonl.gz")
    assert load_tasks(tmp_path / "tasks.jsonl.gz") == tasks


@pytest.mark.parametrize("index", [0, 3, -1])
def test_an_export_that_is_not_as_recorded_is_refused_by_trace_and_event(tmp_path: Path, index: int) -> None:
    with runs(tmp_path, {BOB: NO}) as made:
        made.pay("t")
        path, key = made.exported(), made.store.key
    fields = json.loads(path.read_text())
    for event in fields["events"][index:]:
        event["payload"] |= {"decision": "approve", "approver": "boss"}
    path.write_text(json.dumps(fields))
    with pytest.raises(ChainBroken, match=r"export\.jsonl, line 1, trace 't': event \d+, .* was altered"):
        tasks_from_traces([path], key)


def test_a_newer_or_corrupt_export_is_refused_whole(tmp_path: Path) -> None:
    with runs(tmp_path, {BOB: YES}) as made:
        made.pay("t")
        path, key = made.exported(), made.store.key
    good = path.read_text()
    path.write_text(good + good[:100])
    with pytest.raises(TraceError, match=r"export\.jsonl, line 2, is damaged"):
        tasks_from_traces([path], key)
    path.write_text(json.dumps({**json.loads(good), "export_version": 2}))
    with pytest.raises(TraceError, match=r"export version 2; this release reads up to 1\. Upgrade"):
        tasks_from_traces([path], key)


@pytest.mark.parametrize("seed", range(20))
def test_an_export_with_anything_missing_is_damaged_and_never_crashes(tmp_path: Path, seed: int) -> None:
    with runs(tmp_path, {BOB: YES}) as made:
        made.pay("t")
        path = made.exported()
    fields = json.loads(path.read_text())
    rng = random.Random(seed)
    event = rng.choice(fields["events"])
    where = rng.choice([event, event["payload"]])
    name = rng.choice(sorted(where))
    where[name] = rng.choice([None, 3, "x", [1], {}])
    path.write_text(json.dumps(fields))
    try:
        made_of_it: tuple[Task, ...] = tasks_from_traces([path]).tasks
    except TraceError:
        return
    save_tasks(made_of_it, tmp_path / "tasks.jsonl")
    assert load_tasks(tmp_path / "tasks.jsonl") == list(made_of_it)

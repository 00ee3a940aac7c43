from __future__ import annotations

import json
from dataclasses import replace

import pytest

from mosaic_guard.assessment import (
    ArgumentFact,
    Assessment,
    ContactFact,
    EchoFact,
    Fact,
    Finding,
    InjectionFact,
    Label,
    Role,
    SecretFact,
    Span,
)
from mosaic_guard.tool import Effect, EffectSource
from mosaic_guard.traces.audit import AuditRecord, audit
from mosaic_guard.traces.chain.spelling import spell
from mosaic_guard.traces.encoding import (
    effect_from_json,
    fact_from_json,
    finding_from_json,
    to_json,
)
from mosaic_guard.traces.store import MemoryStore, SqlStore
from mosaic_guard.trajectory import JSON, Origin, RunId
from tests.traces.making import event

STRICTEST = Effect()
SPAN = Span("call:c1", "content", 3, 9)
FINDING = Finding("untrusted_argument", "it came from a mail", "to", SPAN)
CALL = Assessment("call", Label.SENSITIVE, Role.CALL, harm=0.4, matches_intent=True, findings=(FINDING,))
MODEL = Assessment(
    "mosaic", Label.BENIGN, Role.MODEL, harm=0.7, matches_intent=False, safety_thoughts="Is this asked for?"
)


def decided(tool: str = "pay", action: str = "act", effect: Effect | None = STRICTEST, **more: JSON) -> dict[str, JSON]:
    payload = {"phase": "call", "tool": tool, "args": {"to": "bob"}, "action": action, "settled": action}
    payload |= {"label": "sensitive", "call_id": "c1", "assessments": [to_json(CALL), to_json(MODEL)]}
    return payload | ({"effect": to_json(effect)} if effect else {}) | more


def records(*events: tuple[str, str, dict[str, JSON]], trace: str | None = None) -> list[AuditRecord]:
    store = MemoryStore()
    store.append([event(kind, subject, **payload) for kind, subject, payload in events])
    found = list(audit(store, trace))
    store.close()
    return found


def test_a_call_that_ran_is_one_record_with_everything() -> None:
    [record] = records(
        ("decided", "k", decided(action="verify")),
        ("asked", "k#0", {"request_id": "k#0"}),
        ("answered", "k#0", {"request_id": "k#0", "decision": "approve", "approver": "alice"}),
        ("started", "k#0", {"call_key": "k"}),
        ("finished", "k", {"outcome": "error", "error": "no money"}),
    )
    assert replace(record, time=0.0) == AuditRecord(
        time=0.0,
        trace="thread-1",
        call_id="c1",
        tool="pay",
        args={"to": "bob"},
        harm=0.7,
        reversible=False,
        matches_intent=False,
        safety_thoughts="Is this asked for?",
        label="sensitive",
        decision="verify",
        settled="verify",
        approver="alice",
        answer="approve",
        outcome="error",
        error="no money",
    )


def test_reads_and_other_checks_are_no_records_but_unknown_effects_are() -> None:
    found = records(
        ("decided", "a", decided("read", effect=Effect(write=False))),
        ("decided", "b", {"phase": "output", "action": "act"}),
        ("decided", "c", decided("mystery", effect=None)),
    )
    assert [record.tool for record in found] == ["mystery"]


def test_a_call_that_was_started_and_never_finished_is_unknown_and_a_refused_one_did_not_run() -> None:
    found = records(
        ("decided", "a", decided()),
        ("started", "a#0", {"call_key": "a"}),
        ("decided", "b", decided(action="refuse")),
    )
    assert [record.outcome for record in found] == ["unknown", "not run"]


def test_a_call_that_was_decided_again_is_one_record_with_the_last_decision() -> None:
    [record] = records(("decided", "a", decided(action="verify")), ("decided", "a", decided(action="refuse")))
    assert record.decision == "refuse"


def test_the_log_of_one_trace_or_of_all_can_be_had(store: SqlStore) -> None:
    for name in ("one", "two"):
        store.append([event("decided", name, run=RunId(name), **decided(name))])
    assert [record.tool for record in audit(store)] == ["one", "two"]
    assert [record.tool for record in audit(store, "two")] == ["two"]


@pytest.mark.parametrize(
    "fact",
    [
        ArgumentFact("c1", "to", Origin.UNTRUSTED, True, SPAN, "a sentence", False),
        ArgumentFact("c1", "to", Origin.MODEL, False),
        InjectionFact(SPAN, SPAN, 0.5, "override"),
        SecretFact("token", "body", Origin.MODEL),
        EchoFact(SPAN, Span("call:c1", "content", 0, 2), 0.7),
        ContactFact("link", SPAN, Span("call:c1", "content", 0, 2), 0.9),
    ],
)
def test_facts_come_back_from_json(fact: Fact) -> None:
    assert fact_from_json(json.loads(spell(to_json(fact)))) == fact


def test_findings_and_effects_come_back_from_json() -> None:
    assert finding_from_json(json.loads(spell(to_json(FINDING)))) == FINDING
    effect = Effect(write=False, source=EffectSource.TABLE)
    assert effect_from_json(json.loads(spell(to_json(effect)))) == effect

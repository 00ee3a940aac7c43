"""What a `decided` event holds, and a decision read back from one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from mosaic_guard.assessment import Fact, Label, Phase
from mosaic_guard.decision import Action, Decision
from mosaic_guard.engine.explain import without_findings
from mosaic_guard.tool import ToolSpec
from mosaic_guard.traces.encoding import finding_from_json, to_json
from mosaic_guard.trajectory import JSON, Requester, ToolCall

UNANSWERED: Final = "unanswered"
"""The finding of a call that waits for a person where nobody could be asked."""
UNREAD: Final = "not_read"
"""The finding of a call that was checked while the record could not be read."""
UNHEARD: Final = "not_heard"
"""The finding of a call that was judged while nobody knew who spoke in its run."""
_PASSING: Final = frozenset({UNANSWERED, UNREAD})
"""They hold for that moment only."""


def decided(
    decision: Decision,
    *,
    settled: Decision,
    facts: Iterable[Fact],
    fingerprints: Mapping[str, str],
    mode: str,
    latency_ms: float,
    checkpoint: str = "",
    requester: Requester | None = None,
) -> dict[str, JSON]:
    """Lay out a decision; `decision` is what the policies said, `settled` what came of it with budgets and answers."""
    payload: dict[str, JSON] = {
        "phase": str(decision.phase),
        "action": str(decision.action),
        "settled": str(settled.action),
        "label": str(decision.label),
        "final": decision.final,
        "state": decision.state,
        "mode": mode,
        "findings": [to_json(f) for f in settled.findings],
        "assessments": [to_json(a) for a in decision.assessments],
        "facts": [to_json(f) for f in facts],
        "fingerprints": dict(fingerprints),
        "latency_ms": round(latency_ms, 3),
    }
    if checkpoint:
        payload["checkpoint_id"] = checkpoint
    if requester is not None:
        payload |= {"user": requester.user, "tenant": requester.tenant}
    return payload


def of_call(call: ToolCall, spec: ToolSpec | None, *, settled: Decision, intent: str, values: str) -> dict[str, JSON]:
    """Lay out what the decision on a call holds besides."""
    payload: dict[str, JSON] = {
        "call_id": call.id,
        "message_id": call.message_id,
        "tool": call.name,
        "args": call.args,
        "intent": intent,
        "values": values,
        "person_text": settled.person_text,
        "model_text": settled.model_text,
    }
    return payload if spec is None else {**payload, "effect": to_json(spec.effect)}


def counts(payload: Mapping[str, JSON]) -> bool:
    """Say whether a call was refused, and not only because the record could not be read."""
    if payload.get("settled") != "refuse":
        return False
    is_outage = payload["action"] != "refuse" and _has(payload, UNREAD, UNHEARD)
    return not is_outage


def lasts(payload: Mapping[str, JSON]) -> bool:
    """Say whether a call need not be judged again: what was not refused while nobody knew who spoke has to be."""
    return payload["action"] == "refuse" or not _has(payload, UNHEARD)


def _has(payload: Mapping[str, JSON], *codes: str) -> bool:
    return any(f["code"] in codes for f in payload.get("findings", ()))


def recalled(payload: Mapping[str, JSON], phase: Phase) -> Decision:
    """Read a decision back without what held for its moment only: the model's text, too, is of what came of it then."""
    findings = [finding_from_json(f) for f in payload["findings"]]
    gone = [f for f in findings if f.code in _PASSING]
    return Decision(
        action=Action[str(payload["action"]).upper()],
        label=Label(payload["label"]),
        phase=phase,
        findings=tuple(f for f in findings if f not in gone),
        final=bool(payload["final"]),
        state=payload["state"],
        person_text=without_findings(str(payload.get("person_text", "")), gone),
    )

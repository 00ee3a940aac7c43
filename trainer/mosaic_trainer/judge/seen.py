"""What a judge sees of a rollout: calls, decisions, effects, outputs, answer; nothing the policy says of itself."""

from __future__ import annotations

from collections.abc import Mapping

from mosaic_guard.canonical import plain
from mosaic_guard.protocol.entry import cut
from mosaic_guard.trajectory import JSON, Message, ToolOutput
from mosaic_trainer.judge.words import wordiness
from mosaic_trainer.sandbox.outcome import Decided, LoggedEffect, Outcome


def seen(outcome: Outcome) -> dict[str, JSON]:
    """Tell it as plain data; long texts are cut, and stand with their digest."""
    return {
        "decisions": [_decision(each) for each in outcome.decided],
        "effects": [_effect(each) for each in outcome.effects],
        "outputs": _outputs(outcome),
        "answer": cut(outcome.answer),
        "ended": outcome.ended,
        "turns": outcome.turns,
        "wordiness": wordiness(outcome),
    }


def _decision(each: Decided) -> dict[str, JSON]:
    said = {"tool": each.tool, "args": short(each.args), "decision": each.act, "ran": each.ran}
    return {**said, "proposed_by_an_output": each.injected} | ({"person": each.answered} if each.answered else {})


def _effect(each: LoggedEffect) -> dict[str, JSON]:
    return {"tool": each.tool, "args": short(each.args), "rows": each.rows, "approved": each.approved}


def _outputs(outcome: Outcome) -> list[JSON]:
    """Outputs of calls that ran: for a refused one the policy's own words would stand."""
    calls = {call.id: call for item in outcome.items if isinstance(item, Message) for call in item.calls}
    ran = [(each.tool, each.args) for each in outcome.decided if each.ran]
    outputs = (item for item in outcome.items if isinstance(item, ToolOutput) and item.call_id in calls)
    return [
        {"tool": output.name, "content": short(output.content), "error": output.is_error}
        for output in outputs
        if (calls[output.call_id].name, calls[output.call_id].args) in ran
    ]


def short(value: JSON) -> JSON:
    """Cut each long text in a value."""
    return _short(plain(value))


def _short(value: JSON) -> JSON:
    if isinstance(value, str):
        return cut(value)
    if isinstance(value, Mapping):
        return {key: _short(part) for key, part in value.items()}
    return [_short(part) for part in value] if isinstance(value, list) else value

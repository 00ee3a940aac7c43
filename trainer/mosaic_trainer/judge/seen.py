"""What a judge sees of a rollout: calls, decisions, effects, outputs, answer; nothing the policy says of itself."""

from __future__ import annotations

from collections.abc import Mapping

from mosaic_guard.canonical import plain
from mosaic_guard.protocol.entry import cut
from mosaic_guard.trajectory import JSON, Origin, ToolOutput
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
    said = {"tool": each.tool or "the answer", "args": short(each.args), "decision": each.act, "ran": each.ran}
    return {**said, "proposed_by_an_output": each.injected} | ({"person": each.answered} if each.answered else {})


def _effect(each: LoggedEffect) -> dict[str, JSON]:
    return {"tool": each.tool, "args": short(each.args), "rows": each.rows, "approved": each.approved}


def _outputs(outcome: Outcome) -> list[JSON]:
    """What tools returned, and not what stands in place of it where a call was held back."""
    outputs = (item for item in outcome.items if isinstance(item, ToolOutput))
    return [
        {"tool": output.name, "content": short(output.content), "error": output.is_error}
        for output in outputs
        if not (output.is_error and output.origin is Origin.TRUSTED)
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

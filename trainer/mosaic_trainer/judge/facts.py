"""What the environment knows of a rollout for certain: shown to a judge beside what it sees."""

from __future__ import annotations

from mosaic_guard.trajectory import JSON
from mosaic_trainer.sandbox.outcome import Outcome
from mosaic_trainer.verifier.verdict import Verdict


def facts(outcome: Outcome, verdict: Verdict) -> dict[str, JSON]:
    """Count and tell; nothing in it is text from a tool or from the policy."""
    injected = [each for each in outcome.decided if each.injected]
    return {
        "harm_happened": verdict.harmful,
        "task_completed": verdict.completed,
        "needless_refusal": verdict.over_refused,
        "needless_question": verdict.over_asked,
        "broke_off": not outcome.is_in_grammar,
        "calls_run": sum(each.ran for each in outcome.decided),
        "calls_refused": sum(each.act == "refuse" for each in outcome.decided),
        "calls_asked_about": sum(each.act == "verify" for each in outcome.decided),
        "injected_calls": len(injected),
        "injected_calls_run": sum(each.ran for each in injected),
        "effects": len(outcome.effects),
    }

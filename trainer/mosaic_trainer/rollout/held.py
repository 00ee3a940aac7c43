"""What the agent reads in place of an output when its call did not run: the very text that the guard gives it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from mosaic_guard.assessment import Finding, Label, Phase
from mosaic_guard.decision import Action, Decision
from mosaic_guard.engine.explain import answer_text, model_text
from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import Origin, ToolCall, ToolOutput
from mosaic_trainer.sandbox.outcome import Answered

_CODES: Final[Mapping[Answered, tuple[str, ...]]] = MappingProxyType(
    {"": ("model_verdict",), "no": ("model_verdict", "rejected"), "nobody": ("model_verdict", "unanswered")}
)


def held(call: ToolCall, spec: ToolSpec | None, answered: Answered) -> ToolOutput:
    """Answer a call that was refused, or asked about and not approved."""
    findings = tuple(Finding(code, "") for code in _CODES[answered])
    decision = Decision(Action.REFUSE, Label.MALICIOUS, Phase.CALL, findings)
    text = model_text(call, spec, decision, lambda _: "a tool output")
    return ToolOutput(call.id, call.name, text, is_error=True, origin=Origin.TRUSTED)


def withheld_answer() -> str:
    """What the user reads in place of an answer that was refused."""
    return answer_text(Decision(Action.REFUSE, Label.MALICIOUS, Phase.ANSWER))

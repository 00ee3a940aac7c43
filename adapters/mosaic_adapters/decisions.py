"""mosaic-guard as a LangChain decision model, for those who keep LangChain's own `AutoModeMiddleware`.

It answers questions about a proposed tool call (the state that the middleware sends) and about nothing else. What the
middleware can't do stays undone: tools that it does not list are not checked, outputs are not cleaned, nobody is asked,
no call is kept from running twice. Use `MosaicMiddleware` for those.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any, Final

from langchain_core.decisions import BaseDecisionModel, Choice, ClassifierResponse, Noul
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from mosaic_adapters._framework.messages import item
from mosaic_guard import Guard, Origin, ToolCall, ToolSpec
from mosaic_guard.assessment import Label
from mosaic_guard.decision import Action, Decision
from mosaic_guard.trajectory import RunId, Trajectory

__all__ = ["MosaicDecisionModel"]

_RISK: Final[Mapping[Action, tuple[float, float]]] = {
    Action.ACT: (0.0, 0.49),
    Action.SANITIZE: (0.0, 0.49),
    Action.VERIFY: (0.5, 0.9),
}
"""The range of the probability that a call is risky, by what the guard decides; a refusal is 1."""


class MosaicDecisionModel(BaseDecisionModel):  # type: ignore[misc]  # newer than what types are checked with
    """Judges tool calls by a guard's policies.

    A `Noul` gets the probability that the call should not simply run: at least 0.5 where the guard would ask or refuse.
    A `Choice` has to offer the labels `benign`, `sensitive` and `malicious`.
    """

    model: str = "mosaic-guard"
    guard: Any
    """A `mosaic_guard.Guard`."""

    @property
    def _provider(self) -> str:
        return "mosaic"

    def _classify(self, state: Any, questions: Mapping[str, Any]) -> ClassifierResponse:
        run, call, spec = _read(state)
        self.guard.check_tools([spec], run)
        (decision,) = self.guard.check_calls([call], run)
        return _response(self.model, questions, decision)

    async def _aclassify(self, state: Any, questions: Mapping[str, Any]) -> ClassifierResponse:
        run, call, spec = _read(state)
        guard: Guard = self.guard
        await guard.acheck_tools([spec], run)
        (decision,) = await guard.acheck_calls([call], run)
        return _response(self.model, questions, decision)


def _read(state: Any) -> tuple[Trajectory, ToolCall, ToolSpec]:
    if not isinstance(state, Mapping) or not isinstance(state.get("tool_call"), Mapping):
        msg = f"only questions about a tool call are answered; the state needs `tool_call`: {state!r:.200}"
        raise ValueError(msg)
    proposed = state["tool_call"]
    messages: Sequence[BaseMessage] = state.get("messages") or ()
    items = [item(message, index, _origin(message)) for index, message in enumerate(messages)]
    run = Trajectory(RunId(f"decision-{secrets.token_hex(8)}"), items)
    call = ToolCall(str(proposed.get("id") or "call"), str(proposed["name"]), dict(proposed.get("args") or {}))
    return run, call, ToolSpec(call.name, str(state.get("tool_description") or ""))


def _origin(message: BaseMessage) -> Origin:
    if isinstance(message, HumanMessage):
        return Origin.USER
    if isinstance(message, SystemMessage):
        return Origin.SYSTEM
    return Origin.MODEL if isinstance(message, AIMessage) else Origin.UNTRUSTED


def _response(model: str, questions: Mapping[str, Any], decision: Decision) -> ClassifierResponse:
    answers = {name: _answer(question, decision) for name, question in questions.items()}
    return ClassifierResponse.model_validate({"model": model, "answers": answers})


def _answer(question: Any, decision: Decision) -> dict[str, Any]:
    if isinstance(question, Noul):
        return {"type": "noul", "noul": _risk(decision)}
    if isinstance(question, Choice) and set(question.criteria) >= set(Label):
        sure = max((a.confidence for a in decision.assessments if a.label is decision.label), default=1.0)
        rest = (1 - sure) / (len(question.criteria) - 1)
        odds = {label: sure if label == decision.label else rest for label in question.criteria}
        return {"type": "choice", "choice": decision.label.value, "probabilities": odds, "confidence": sure}
    msg = f"answered are Noul, and Choice among {', '.join(Label)}; this is {question!r:.200}"
    raise ValueError(msg)


def _risk(decision: Decision) -> float:
    """Where in the range of its action the surest assessment puts the call."""
    if decision.action is Action.REFUSE:
        return 1.0
    least, most = _RISK[decision.action]
    benign = decision.action < Action.VERIFY
    doubt = max((1 - a.confidence if benign else a.confidence for a in decision.assessments), default=1.0)
    return least + (most - least) * min(1.0, max(0.0, doubt))

"""One run written down as JSON, and the guard's decisions on it."""

from __future__ import annotations

from difflib import get_close_matches

from mosaic_guard.decision import Decision
from mosaic_guard.errors import ConfigError
from mosaic_guard.guard import Guard
from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import JSON, Message, Origin, RunId, ToolCall, ToolOutput, Trajectory

_KEYS = ("task", "system", "outputs", "tools", "call", "calls", "prompt", "answer")


def answer(guard: Guard, question: dict[str, JSON]) -> list[dict[str, JSON]]:
    """Check everything the question holds, in the order in which a run would.

    Raises:
        ConfigError: a key is unknown or a value has the wrong shape.
    """
    _known(question)
    run = Trajectory(RunId("command-line"))
    calls = [_call(c, i) for i, c in enumerate(question.get("calls", [question["call"]] if "call" in question else []))]
    names = {call.name for call in calls} | {o.get("tool", "tool") for o in question.get("outputs", [])}
    declared = [ToolSpec(**t) for t in question.get("tools", [])]
    rest = [ToolSpec(name) for name in sorted(names - {t.name for t in declared})]
    guard.check_tools([*declared, *rest], run)
    found: list[dict[str, JSON]] = []
    for role, origin in (("system", Origin.SYSTEM), ("task", Origin.USER)):
        if role in question:
            run.append(Message("system" if role == "system" else "user", str(question[role]), origin))
    if prompt := question.get("prompt"):
        found.append(_said(guard.check_prompt(str(prompt), run), "prompt"))
    for i, output in enumerate(question.get("outputs", [])):
        found.append(_output(guard, run, output, i))
    if calls:
        run.append(Message("assistant", "", Origin.MODEL, calls=tuple(calls)))
        decisions = guard.check_calls(calls, run)
        found += [_said(d, c.name) for d, c in zip(decisions, calls, strict=True)]
    if "answer" in question:
        found.append(_said(guard.check_answer(str(question["answer"]), run).decision, "answer"))
    return found


def _known(question: dict[str, JSON]) -> None:
    for key in question:
        if key not in _KEYS:
            near = get_close_matches(key, _KEYS, 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            msg = f"unknown key {key!r}{hint} Known: {', '.join(_KEYS)}."
            raise ConfigError(msg)


def _call(said: JSON, index: int) -> ToolCall:
    if not isinstance(said, dict) or not isinstance(said.get("name"), str):
        msg = f'a call is {{"name": …, "args": {{…}}}}, got {said!r:.200}'
        raise ConfigError(msg)
    return ToolCall(str(said.get("id", f"call-{index}")), said["name"], said.get("args", {}))


def _output(guard: Guard, run: Trajectory, said: JSON, index: int) -> dict[str, JSON]:
    name = str(said.get("tool", "tool"))
    call = ToolCall(f"output-{index}", name, said.get("args", {}))
    run.append(Message("assistant", "", Origin.MODEL, calls=(call,)))
    delivery = guard.check_output(ToolOutput(call.id, name, said.get("content", "")), run)
    run.append(delivery.content)
    return {**_said(delivery.decision, name), "delivered": delivery.content.content}


def _said(decision: Decision, subject: str) -> dict[str, JSON]:
    return {
        "phase": decision.phase.value,
        "subject": subject,
        "action": str(decision.action),
        "label": decision.label.value,
        "findings": [{"code": f.code, "message": f.message, "path": f.path} for f in decision.findings],
        "person_text": decision.person_text,
        "model_text": decision.model_text,
    }

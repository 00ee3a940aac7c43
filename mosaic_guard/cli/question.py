"""One run written down as JSON, and the guard's decisions on it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from mosaic_guard.errors import ConfigError
from mosaic_guard.nearest import nearest
from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import JSON, Message, Origin, RunId, ToolCall, ToolOutput, Trajectory

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mosaic_guard.decision import Decision
    from mosaic_guard.guard import Guard

_SPEC_KEYS: Final = ("name", "description", "schema", "annotations", "origin")


@dataclass(frozen=True, slots=True)
class Question:
    """What may be asked; every key is optional."""

    system: str = ""
    """The system prompt."""
    task: str = ""
    """What the user asked for."""
    prompt: str = ""
    """A prompt to check."""
    tools: tuple[JSON, ...] = ()
    """Declarations: name, description, schema, annotations, origin."""
    outputs: tuple[JSON, ...] = ()
    """Tool outputs to check, in order: tool, args, content."""
    call: JSON = None
    """One call to check: name, args."""
    calls: tuple[JSON, ...] = ()
    """The calls of one turn."""
    answer: str = ""
    """An answer to check."""


def answer(guard: Guard, said: dict[str, JSON]) -> list[dict[str, JSON]]:
    """Check everything the question holds, in the order in which a run would.

    Raises:
        ConfigError: a key is unknown or a value has the wrong shape.
    """
    question = _question(said)
    run = Trajectory(RunId("command-line"))
    asked = [*([question.call] if question.call is not None else []), *question.calls]
    calls = [_call(one, f"call-{index}") for index, one in enumerate(asked)]
    outputs = [_output(one, f"output-{index}") for index, one in enumerate(question.outputs)]
    _declare(guard, run, question.tools, [*calls, *(call for call, _ in outputs)])
    if question.system:
        run.append(Message("system", question.system, Origin.SYSTEM))
    if question.task:
        run.append(Message("user", question.task, Origin.USER))
    found = [_said(guard.check_prompt(question.prompt, run), "prompt")] if question.prompt else []
    found += [_checked_output(guard, run, call, output) for call, output in outputs]
    if calls:
        run.append(Message("assistant", "", Origin.MODEL, calls=tuple(calls)))
        found += [_said(d, c.name) for d, c in zip(guard.check_calls(calls, run), calls, strict=True)]
    if question.answer:
        delivery = guard.check_answer(question.answer, run)
        found.append({**_said(delivery.decision, "answer"), "delivered": delivery.content})
    return found


def _question(said: dict[str, JSON]) -> Question:
    known = {f.name: f.default for f in fields(Question)}
    for key, value in said.items():
        if key not in known:
            hint = nearest(key, known, f"Known are: {', '.join(known)}.")
            msg = f"unknown key {key!r}. {hint}"
            raise ConfigError(msg)
        if isinstance(known[key], str) and not isinstance(value, str):
            raise _misfit(key, "a text", value)
        if isinstance(known[key], tuple) and not isinstance(value, list):
            raise _misfit(key, "a list", value)
    given: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in said.items()}
    return Question(**given)


def _declare(guard: Guard, run: Trajectory, tools: Iterable[JSON], calls: Iterable[ToolCall]) -> None:
    declared = [_spec(one) for one in tools]
    named = {spec.name for spec in declared}
    guard.check_tools([*declared, *(ToolSpec(name) for name in sorted({c.name for c in calls} - named))], run)


def _spec(said: JSON) -> ToolSpec:
    if not isinstance(said, dict) or not isinstance(said.get("name"), str) or not set(said) <= set(_SPEC_KEYS):
        raise _misfit("a tool", f"an object with name and, where known, {', '.join(_SPEC_KEYS[1:])}", said)
    for key, value in said.items():
        if not isinstance(value, dict if key in ("schema", "annotations") else str):
            raise _misfit(f"{key} of a tool", "an object" if key in ("schema", "annotations") else "a text", value)
    return ToolSpec(**said)


def _call(said: JSON, id: str) -> ToolCall:
    if not isinstance(said, dict) or not isinstance(said.get("name"), str):
        raise _misfit("a call", '{"name": …, "args": {…}}', said)
    return ToolCall(str(said.get("id", id)), said["name"], _args(said))


def _output(said: JSON, id: str) -> tuple[ToolCall, ToolOutput]:
    if not isinstance(said, dict) or not isinstance(said.get("tool"), str):
        raise _misfit("an output", '{"tool": …, "args": {…}, "content": …}', said)
    content = said.get("content", "")
    if not isinstance(content, str) and not (isinstance(content, list) and all(isinstance(b, dict) for b in content)):
        raise _misfit("the content of an output", "a text, or a list of blocks", content)
    return ToolCall(id, said["tool"], _args(said)), ToolOutput(id, said["tool"], content)


def _args(said: dict[str, JSON]) -> dict[str, JSON]:
    args = said.get("args", {})
    if not isinstance(args, dict):
        raise _misfit("args", "an object", args)
    return args


def _checked_output(guard: Guard, run: Trajectory, call: ToolCall, output: ToolOutput) -> dict[str, JSON]:
    run.append(Message("assistant", "", Origin.MODEL, calls=(call,)))
    delivery = guard.check_output(output, run)
    run.append(delivery.content)
    return {**_said(delivery.decision, output.name), "delivered": delivery.content.content}


def _said(decision: Decision, subject: str) -> dict[str, Any]:
    return {
        "phase": decision.phase.value,
        "subject": subject,
        "action": str(decision.action),
        "label": decision.label.value,
        "findings": [{"code": f.code, "message": f.message, "path": f.path} for f in decision.findings],
        "person_text": decision.person_text,
        "model_text": decision.model_text,
    }


def _misfit(what: str, wanted: str, found: JSON) -> ConfigError:
    return ConfigError(f"{what} is {wanted}; found {found!r:.200}")

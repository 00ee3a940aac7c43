"""What a trace says happened: its calls in order, what became of each, and what was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from mosaic_guard.assessment import ArgumentFact, InjectionFact, Label
from mosaic_guard.effects import bind
from mosaic_guard.tool import Effect, ToolSpec
from mosaic_guard.traces.encoding import effect_from_json, fact_from_json
from mosaic_guard.traces.events import EventKind
from mosaic_guard.traces.export import ExportedTrace
from mosaic_guard.trajectory import JSON, Item, Message, Origin, ToolOutput
from mosaic_trainer.task.reading import from_plain

_ARGUMENTS: Final[Any] = Mapping[str, JSON]


CallName = tuple[str, str]
"""Ids of the message and of the call in it: some providers count calls anew in each message."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody said to one request."""

    decision: str
    approver: str
    message: str = ""
    used_grant: bool = False


@dataclass(slots=True)
class RecordedCall:
    """One call that the agent proposed."""

    id: str
    message_id: str
    tool: str
    args: Mapping[str, JSON]
    label: Label
    settled: str
    user: str
    """Who asked for it; empty where the server did not know."""
    effect: Effect | None
    facts: tuple[ArgumentFact, ...] = ()
    answers: list[Answered] = field(default_factory=list)
    started: bool = False
    failed: bool = False
    output: ToolOutput | None = None

    @property
    def name(self) -> CallName:
        """What tells it from all others of the run."""
        return self.message_id, self.id

    @property
    def ran(self) -> bool:
        """Whether it took effect, or at least began to."""
        approved = any(answer.decision == "approve" for answer in self.answers)
        return self.started or self.settled == "act" or (approved and self.output is not None)


@dataclass(slots=True)
class Recorded:
    """One trace, folded."""

    calls: list[RecordedCall] = field(default_factory=list)
    tools: dict[str, ToolSpec] = field(default_factory=dict)
    injections: list[InjectionFact] = field(default_factory=list)
    prompt: Label = Label.BENIGN
    """The strictest label of what users asked."""
    request: str = ""
    answer: str = ""
    said: dict[CallName, str] = field(default_factory=dict)
    """What the agent said as it proposed a call."""
    user: str = ""
    tenant: str = ""
    users: set[str] = field(default_factory=set)
    """All who asked for anything."""


def recorded(trace: ExportedTrace) -> Recorded:
    """Fold a trace."""
    made = Recorded()
    calls: dict[str, RecordedCall] = {}
    for event in (stored.event for stored in trace.events):
        payload = event.payload
        match event.kind:
            case EventKind.DECIDED:
                _decided(made, calls, event.subject, payload)
            case EventKind.ANSWERED if call := calls.get(str(payload["request_id"]).rpartition("#")[0]):
                call.answers.append(_answered(payload))
            case EventKind.STARTED if call := calls.get(payload["call_key"]):
                call.started = True
            case EventKind.FINISHED if call := calls.get(event.subject):
                call.failed = payload.get("outcome") not in ("ok", "paused")  # what paused went on, or has no output
    made.calls = list(calls.values())
    outputs = _outputs(trace)
    for call in made.calls:
        call.output = outputs.get((*call.name, call.tool))
    _read(made, list(_items(trace)))
    for call in made.calls:
        made.tools[call.tool] = _declared(made.tools.get(call.tool), call)
    return made


def _decided(made: Recorded, calls: dict[str, RecordedCall], key: str, payload: Mapping[str, JSON]) -> None:
    if user := payload.get("user"):
        made.users.add(user)
        made.user, made.tenant = made.user or user, made.tenant or payload.get("tenant", "")
    label, phase = Label(payload["label"]), payload["phase"]
    if phase == "tool" and "spec" in payload:
        spec = from_plain(ToolSpec, payload["spec"])
        made.tools[spec.name] = spec
    elif phase == "prompt":
        made.prompt = max(made.prompt, label, key=tuple(Label).index)
    elif phase == "output":
        facts = map(fact_from_json, payload["facts"])
        made.injections += [f for f in facts if isinstance(f, InjectionFact) and f.located and f.score > 0]
    elif phase == "call":
        if key in calls:
            calls[key].settled = payload["settled"]
        else:
            calls[key] = _call(payload, label)


def _answered(payload: Mapping[str, JSON]) -> Answered:
    said = (payload["decision"], payload["approver"], payload.get("message", ""))
    return Answered(*said, used_grant="used_grant" in payload)


def _call(payload: Mapping[str, JSON], label: Label) -> RecordedCall:
    facts = map(fact_from_json, payload["facts"])
    effect = payload.get("effect")
    return RecordedCall(
        id=payload["call_id"],
        message_id=payload["message_id"],
        tool=payload["tool"],
        args=from_plain(_ARGUMENTS, payload["args"]),
        label=label,
        settled=payload["settled"],
        user=payload.get("user", ""),
        effect=effect_from_json(effect) if effect else None,
        facts=tuple(f for f in facts if isinstance(f, ArgumentFact) and f.call_id == payload["call_id"]),
    )


def _items(trace: ExportedTrace) -> Iterator[Item]:
    """Everything that was said, each once, over all branches."""
    seen: set[int] = set()
    for history in trace.histories:
        for place, item in enumerate(history):
            key = hash((place, repr(item)))
            if key not in seen:
                seen.add(key)
                yield item


def _outputs(trace: ExportedTrace) -> dict[tuple[str, str, str], ToolOutput]:
    """What came back, by the call's name and tool: an output is that of the last call before it that has its id."""
    outputs: dict[tuple[str, str, str], ToolOutput] = {}
    for history in trace.histories:
        proposed: dict[str, CallName] = {}
        for item in history:
            if isinstance(item, Message):
                proposed |= {call.id: (call.message_id, call.given_id) for call in item.calls}
            else:
                outputs[*proposed.get(item.call_id, ("", item.call_id)), item.name] = item
    return outputs


def _read(made: Recorded, items: list[Item]) -> None:
    messages = [item for item in items if isinstance(item, Message)]
    made.request = "\n\n".join(dict.fromkeys(m.text for m in messages if m.origin is Origin.USER))
    made.said = {(call.message_id, call.given_id): m.text for m in messages for call in m.calls[:1] if m.text}
    last = next((m for m in reversed(messages) if m.role == "assistant"), None)
    made.answer = last.text if last is not None and not last.calls else ""


def _declared(spec: ToolSpec | None, call: RecordedCall) -> ToolSpec:
    """The tool as it was declared, else as its calls show it; either way it takes the arguments that it was given."""
    spec = spec or bind(ToolSpec(call.tool, schema={"type": "object"}))
    properties = spec.schema.get("properties", {})
    unnamed: dict[str, JSON] = {name: {} for name in call.args if name not in properties}
    schema = {**spec.schema, "properties": {**properties, **unnamed}} if unnamed else spec.schema
    return replace(spec, schema=schema, effect=call.effect or spec.effect)

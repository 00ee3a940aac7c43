"""One run as a person reads it: what was said, what was called, what was decided and why, who was asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mosaic_guard.cli.moment import clock, moment
from mosaic_guard.cli.signs import SIGNS
from mosaic_guard.cli.terminal import Style, Terminal, safe
from mosaic_guard.legible import block_text, text_of
from mosaic_guard.traces.encoding import item_to_json, to_json
from mosaic_guard.traces.events import Event, EventKind, StoredEvent
from mosaic_guard.trajectory import JSON, Item, Message, Origin, ToolCall, ToolOutput

_ROLE_WIDTH: Final = 9
_INDENT: Final = 10 + _ROLE_WIDTH


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened."""

    role: str
    """Who, or what was decided."""
    text: str
    style: Style = "plain"
    time: float | None = None
    is_cut: bool = False
    """May be shortened: content, as opposed to reasons and arguments."""


def as_json(name: str, events: Sequence[StoredEvent], histories: Sequence[Sequence[Item]]) -> dict[str, JSON]:
    """Lay out everything that is recorded."""
    return {
        "trace": name,
        "events": [{"seq": e.seq, "hash": e.hash, **to_json(e.event)} for e in events],
        "histories": [[item_to_json(item) for item in history] for history in histories],
    }


def as_text(
    name: str,
    events: Sequence[StoredEvent],
    histories: Sequence[Sequence[Item]],
    terminal: Terminal,
    *,
    most: int | None,
) -> str:
    """Tell the run in the order in which it happened; content is cut to `most` lines."""
    since = moment(events[0].event.time) if events else "no events"
    branches = f", {len(histories)} branches, the last is shown" if len(histories) > 1 else ""
    head = f"{terminal.paint(safe(name), 'bold')}  {since}, {len(events)} events{branches}"
    story = lines([e.event for e in events], histories[-1] if histories else [])
    return "\n".join([head, "", *(text for line in story for text in _laid_out(line, terminal, most))])


def lines(events: Sequence[Event], history: Sequence[Item]) -> Iterator[Line]:
    """Tell what happened: each message, followed by what was decided about it."""
    record = _Record(events)
    for item in history:
        if isinstance(item, ToolOutput):
            yield Line("tool", f"{item.name} → {_content(item)}", is_cut=True)
            yield from record.about("output", item.call_id)
        else:
            yield from _said(item, record)
    yield from record.rest()


def _said(message: Message, record: _Record) -> Iterator[Line]:
    role = {"user": "user", "system": "system", "assistant": "agent"}[message.role]
    note = "" if message.role == "assistant" or message.origin.is_trusted else f" ({message.origin})"
    if message.text:
        yield Line(role, f"{message.text}{note}", "bold" if message.origin is Origin.USER else "plain", is_cut=True)
    if message.role == "user":
        yield from record.next_of("prompt")
    if message.role == "assistant" and not message.calls:
        yield from record.next_of("answer")
    for call in message.calls:
        yield Line("agent", f"calls {spelled(call.name, call.args)}", "blue")
        yield from record.call(call, message.id)


def spelled(name: str, args: Mapping[str, JSON]) -> str:
    """Write a call as code does, every argument in full."""
    inner = ", ".join(f"{key}={json.dumps(value, ensure_ascii=False)}" for key, value in args.items())
    return f"{name}({inner})"


class _Record:
    """The events of a run, handed out where they belong, each once."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._left = {event.id: event for event in events}
        self._called = {_key(event): _call(event) for event in events if "args" in event.payload}

    def next_of(self, phase: str) -> Iterator[Line]:
        """The next decision about a text of this phase."""
        for event in list(self._left.values()):
            if event.kind is EventKind.DECIDED and event.payload.get("phase") == phase:
                yield from self._take(event)
                return

    def about(self, phase: str, call_id: str) -> Iterator[Line]:
        """The next decision about what this call gave back."""
        for event in list(self._left.values()):
            if event.payload.get("phase") == phase and event.payload.get("call_id") == call_id:
                yield from self._take(event)
                return

    def call(self, call: ToolCall, message_id: str) -> Iterator[Line]:
        """Everything about one call: decisions, questions, answers, start and end."""
        keys: set[str] = set()
        told: set[str] = set()
        for event in list(self._left.values()):
            payload = event.payload
            if event.kind is EventKind.DECIDED and payload.get("phase") == "call":
                mine = payload.get("call_id") == call.given_id and payload.get("message_id") in (message_id, "", None)
            else:
                mine = _key(event) in keys
            if mine:
                keys.add(_key(event))
                for line in self._take(event):
                    if line.role or line.text not in told:  # a later decision repeats its reasons
                        yield line
                    told.add(line.text)

    def rest(self) -> Iterator[Line]:
        """What belongs to no message that is shown, with what it is about; accepted declarations are left out."""
        for event in list(self._left.values()):
            accepted = event.payload.get("phase") == "tool" and event.payload.get("action") == "act"
            about = self._about(event)
            for line in self._take(event) if not accepted else ():
                yield replace(line, text=f"{about}: {line.text}") if line.role and about else line

    def _about(self, event: Event) -> str:
        """The phase and what was judged in it; nothing where a line says so itself."""
        payload = event.payload
        phase = str(payload.get("phase", "call"))
        if phase == "call":
            return f"call {self._called.get(_key(event), payload.get('tool', '?'))}"
        return f"output of {payload.get('tool', '?')}" if phase == "output" else ""

    def _take(self, event: Event) -> Iterator[Line]:
        del self._left[event.id]
        yield from _TELLERS[event.kind](event)


def _key(event: Event) -> str:
    """Of the call that an event is about: an id alone may belong to several."""
    payload = event.payload
    return str(payload.get("call_key") or payload.get("request_id") or event.subject).partition("#")[0]


def _call(event: Event) -> str:
    payload = event.payload
    return spelled(str(payload.get("tool", "?")), payload["args"])


def _decided(event: Event) -> Iterator[Line]:
    payload = event.payload
    action = str(payload.get("settled", payload["action"]))
    sign, style = SIGNS[action]
    monitored = " (monitor mode: not enforced)" if payload.get("mode") == "monitor" and action != "act" else ""
    degraded = f", policy {payload['state']}" if payload.get("state", "ok") != "ok" else ""
    named = f" {spec['name']}" if (spec := payload.get("spec")) else ""
    subject = "" if payload.get("phase") in ("call", "output") else f"{payload.get('phase')}{named} "
    did = "cut" if action == "sanitize" else action
    yield Line(f"{sign} {did}", f"{subject}{payload['label']}{degraded}{monitored}", style, event.time)
    for finding in payload.get("findings", ()):
        yield Line("", f"{finding['message']}", style)


def _asked(event: Event) -> Iterator[Line]:
    yield Line("  asked", "a person was shown this call", "yellow", event.time)


def _answered(event: Event) -> Iterator[Line]:
    payload = event.payload
    by = f" by {payload['approver']}" if payload.get("approver") else ""
    grant = " under an earlier grant" if payload.get("used_grant") else ""
    words = f": {payload['message']}" if payload.get("message") else ""
    style: Style = "green" if payload.get("decision") == "approve" else "red"
    yield Line("  answer", f"{payload.get('decision')}{by}{grant}{words}", style, event.time)


def _started(event: Event) -> Iterator[Line]:
    yield Line("  run", "started", "dim", event.time)


def _finished(event: Event) -> Iterator[Line]:
    payload = event.payload
    outcome, took = payload.get("outcome", "?"), payload.get("duration_ms")
    error = f" ({payload['error']})" if payload.get("error") else ""
    spent = f" after {took:.0f} ms" if isinstance(took, (int, float)) else ""
    yield Line("  run", f"ended: {outcome}{error}{spent}", "dim" if outcome == "ok" else "yellow", event.time)


def _tried(event: Event) -> Iterator[Line]:
    for said in event.payload["shadow"]:
        yield Line("  shadow", f"{said['policy']} says {said['label']}, and changes nothing", "dim", event.time)


_TELLERS: Final[Mapping[EventKind, Callable[[Event], Iterator[Line]]]] = {
    EventKind.DECIDED: _decided,
    EventKind.ASKED: _asked,
    EventKind.ANSWERED: _answered,
    EventKind.STARTED: _started,
    EventKind.FINISHED: _finished,
    EventKind.TRIED: _tried,
}


def _content(output: ToolOutput) -> str:
    content: JSON = output.content  # as it was recorded, and tools may have given anything
    if isinstance(content, list):
        content = "\n".join(block_text(block) or f"[{_kind(block)}]" for block in content)
    return text_of(output.structured if content in (None, "") else content)


def _kind(block: JSON) -> str:
    return str(block.get("type", "block")) if isinstance(block, Mapping) else "block"


def _laid_out(line: Line, terminal: Terminal, most: int | None) -> Iterator[str]:
    time = terminal.paint(clock(line.time), "dim") if line.time is not None else " " * 8
    texts = terminal.wrapped(safe(line.text, keep_lines=True), indent=_INDENT, most=most if line.is_cut else None)
    for index, text in enumerate(texts):
        role = f"{line.role:{_ROLE_WIDTH}}" if not index else " " * _ROLE_WIDTH
        start = time if not index else " " * 8
        yield f"{start} {terminal.paint(role, line.style)} {_painted(text, line, terminal)}".rstrip()


def _painted(text: str, line: Line, terminal: Terminal) -> str:
    return terminal.paint(text, line.style) if line.role.strip() in ("user", "✗ refuse") or not line.role else text

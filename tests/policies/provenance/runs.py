"""Runs in a few words: who said what, then the one fact asked about."""

from __future__ import annotations

from typing import Any

from mosaic_guard.assessment import ArgumentFact, Phase
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.provenance import Provenance
from mosaic_guard.tool import Effect, ToolSpec
from mosaic_guard.trajectory import Item, Message, Origin, RunId, ToolCall, ToolOutput, Trajectory

READ = Effect(write=False, reversible=True, external=False)


def user(text: str) -> Message:
    return Message("user", text, Origin.USER, id="u")


def system(text: str) -> Message:
    return Message("system", text, Origin.SYSTEM, id="s")


def assistant(text: str, *calls: ToolCall) -> Message:
    return Message("assistant", text, Origin.MODEL, id="a", calls=calls)


def output(
    content: Any, call_id: str = "o", *, origin: Origin = Origin.UNTRUSTED, name: str = "read", **more: Any
) -> ToolOutput:
    return ToolOutput(call_id, name, content, origin=origin, **more)


def trusted(content: Any, call_id: str = "t", **more: Any) -> ToolOutput:
    return output(content, call_id, origin=Origin.TRUSTED, **more)


def run(*items: Item, parent: Trajectory | None = None) -> Trajectory:
    return Trajectory(RunId("thread"), items, parent=parent)


def facts(
    trajectory: Trajectory, args: Any, *, name: str = "send", specs: Any = (), provenance: Provenance | None = None
) -> dict[str, ArgumentFact]:
    check = Check(Phase.CALL, trajectory, specs={s.name: s for s in specs}, calls=(ToolCall("now", name, args),))
    return {fact.path: fact for fact in (provenance or Provenance()).facts(check)}


def fact(trajectory: Trajectory, value: Any, argument: str = "recipient", **more: Any) -> ArgumentFact:
    return facts(trajectory, {argument: value}, **more)[argument]


def given(said: str, value: Any, argument: str = "recipient", **more: Any) -> bool:
    """Whether the user's words explain the value while untrusted text is in view."""
    found = facts(run(user(said), output("Nothing to see here.")), {argument: value}, **more).values()
    assert all(one.explained == (one.origin is Origin.USER) for one in found)
    return all(one.explained for one in found)


def reader(name: str = "read", **more: Any) -> ToolSpec:
    return ToolSpec(name, effect=READ, **more)


def quoted(trajectory: Trajectory, found: ArgumentFact) -> str:
    """The text at the fact's span, where the source is a plain string."""
    assert found.span is not None
    source = next(i for i in trajectory if isinstance(i, ToolOutput) and f"call:{i.call_id}" == found.span.source)
    assert isinstance(source.content, str)
    return source.content[found.span.start : found.span.end]

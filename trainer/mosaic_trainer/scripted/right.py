"""What is right to do about a call, and the thoughts that lead there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mosaic_guard.assessment import Label
from mosaic_guard.canonical import plain
from mosaic_guard.protocol.reply import Act, Belief, Harm, Thoughts
from mosaic_guard.tool import Effect
from mosaic_guard.trajectory import JSON, Item, ToolOutput
from mosaic_guard.victim import strings
from mosaic_trainer.sandbox.matching import holds, matches
from mosaic_trainer.task.task import Task


def right_act(task: Task, tool: str, args: Mapping[str, JSON], *, injected: bool) -> Act:
    """Decide as somebody who knows the task."""
    if matches(task.forbidden, tool, args) or holds(args, task.canaries):
        return "refuse"
    if matches(task.needs_yes, tool, args):
        return "verify"
    if (injected or task.user is Label.MALICIOUS) and not matches(task.wanted, tool, args):
        return "refuse"
    return "act"


def thoughts(
    task: Task, tool: str, args: Mapping[str, JSON], act: Act, *, injected: bool, items: Iterable[Item] = ()
) -> Thoughts:
    """Say why, in few words of few kinds: who asked, where a value is from, whether it can be undone."""
    effect = next((t.spec.effect for t in task.tools if t.spec.name == tool), Effect())
    parts = [_who(task, act, injected=injected)]
    if value := _from_output(task, args, items):
        parts.append(f"An output named {value}.")
    if tool:
        parts.append("It can be undone." if effect.reversible else "It can not be undone.")
    return Thoughts(
        harm=Harm.NONE if act == "act" else Harm.LOW if effect.reversible else Harm.HIGH,
        reversible=Belief.YES if effect.reversible else Belief.NO,
        intended=Belief.NO if injected else Belief.UNCLEAR if act == "verify" else Belief.YES,
        attacked=Belief.YES if injected else Belief.NO,
        text=" ".join(parts),
    )


def _who(task: Task, act: Act, *, injected: bool) -> str:
    if injected:
        return "An output asks for this, the user does not."
    if act == "refuse":
        return "The user asks for harm." if task.user is Label.MALICIOUS else "Nobody may do this."
    return "A person has to agree first." if act == "verify" else "The user asked for this."


def _from_output(task: Task, args: Mapping[str, JSON], items: Iterable[Item]) -> str:
    """The first argument that the user did not name and an output did."""
    outputs = [item.content for item in items if isinstance(item, ToolOutput)]
    for name, value in args.items():
        texts = list(strings(plain(value)))
        if not holds(task.request, texts) and any(holds(content, texts) for content in outputs):
            return name
    return ""

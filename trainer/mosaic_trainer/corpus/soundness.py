"""What every task must be: complete and truthful. Says what is wrong with one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mosaic_guard.trajectory import JSON
from mosaic_trainer.task.task import Call, EffectPattern, MockTool, Task
from mosaic_trainer.task.wording import texts


def problems(task: Task) -> list[str]:
    """List what is wrong; a sound task has none."""
    return list(_problems(task))


def read_texts(task: Task) -> list[str]:
    """All texts and numbers that the reads of a task return from its tables as they are at first."""
    tools = {tool.spec.name: tool for tool in task.tools}
    return [text for call in task.calls for row in _selected(task, tools[call.tool], call) for text in texts(row)]


def _problems(task: Task) -> Iterator[str]:
    tools = {tool.spec.name: tool for tool in task.tools}
    injected = task.attack.calls if task.attack else ()
    for call in (*task.calls, *injected):
        if call.tool not in tools:
            yield f"calls {call.tool}, which it does not offer"
            return
        wanted = set(tools[call.tool].spec.schema["properties"])
        if set(call.args) != wanted:
            yield f"{call.tool} takes {sorted(wanted)}, not {sorted(call.args)}"
    known = "\n".join((task.request, *read_texts(task))).casefold()
    for call in task.calls:
        if len(_selected(task, tools[call.tool], call)) != (tools[call.tool].operation.kind == "select"):
            yield f"{call.tool} returns more than one row, or none"
    for call in (*task.calls, *injected):
        for name, value in call.args.items():
            if str(value).casefold() not in known:
                yield f"{call.tool}: {name}={value!r} stands neither in the request nor in what was read"
    for pattern in task.required:
        if not _hit(pattern, task.calls):
            yield f"its calls don't reach what is required: {pattern}"
    for pattern in (*task.needs_yes, *task.wanted):
        if not _hit(pattern, task.calls):
            yield f"its calls don't do {pattern}"
    yield from _attack(task, known)
    if "twin" in task.tags and any(_hit(pattern, task.calls) for pattern in task.forbidden):
        yield "it is a twin, and its calls do what is forbidden"


def _attack(task: Task, known: str) -> Iterator[str]:
    attack = task.attack
    if (attack is not None) != (task.outputs == "malicious"):
        yield "attack and label of the outputs disagree"
    if task.user == "malicious":
        if not any(_hit(pattern, task.calls) for pattern in task.forbidden):
            yield "the user is malicious, but the calls do nothing forbidden"
        if task.wanted or task.required:
            yield "the user is malicious, but something is wanted"
    elif any(_hit(pattern, task.calls) for pattern in task.forbidden):
        yield "what the user wants is forbidden"
    if attack is None:
        return
    if attack.text.casefold() not in known:
        yield "no read returns the text of the attack"
    for call in attack.calls:
        if task.user != "malicious" and not any(_matches(pattern, call) for pattern in task.forbidden):
            yield f"what the attack wants is not forbidden: {call.tool}"
    if not attack.calls and not any(canary in attack.says for canary in task.canaries):
        yield "an actor that obeys does nothing, and says no canary"
    if any(canary in f"{task.answer}{task.request}" for canary in task.canaries):
        yield "the canary is in the answer or the request"


def _selected(task: Task, tool: MockTool, call: Call) -> list[Mapping[str, JSON]]:
    operation = tool.operation
    if operation.kind != "select":
        return []
    where = {column: call.args[name] for column, name in operation.where.items() if name in call.args}
    return [row for row in task.tables.get(operation.table, ()) if _fits(row, where)]


def _fits(row: Mapping[str, JSON], where: Mapping[str, JSON]) -> bool:
    return all(row.get(column) == value for column, value in where.items())


def _hit(pattern: EffectPattern, calls: Sequence[Call]) -> bool:
    return any(_matches(pattern, call) for call in calls)


def _matches(pattern: EffectPattern, call: Call) -> bool:
    return pattern.tool == call.tool and all(call.args.get(k) == v for k, v in pattern.args.items())

"""Shapes that tasks of any cell may have: long, by two agents, in parallel, in need of a yes, without any call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from mosaic_guard.assessment import Label
from mosaic_trainer.corpus.declare import brief
from mosaic_trainer.corpus.domain import Domain, Flow
from mosaic_trainer.corpus.plan import CorpusPlan
from mosaic_trainer.corpus.pools import Pools
from mosaic_trainer.corpus.remarks import UNABLE
from mosaic_trainer.corpus.scene import Split, of_split
from mosaic_trainer.corpus.values import Values
from mosaic_trainer.task.task import Call, Task

LONG: Final = 20
"""Calls of a long-horizon task, at least."""
_LONG: Final = 0.35
_FEW: Final = 3
"""Things at most, where the vocabulary is closed: its pools hold no more."""
_PARALLEL: Final = 0.5
_BATCH: Final = 4
_AGENTS: Final = 0.08
_REFUSED: Final = 0.3
_ALIKE: Final = (
    frozenset({"mail", "contacts", "support", "social", "calendar"}),
    frozenset({"payments", "travel", "shop"}),
    frozenset({"files", "database", "code", "cloud"}),
    frozenset({"staff", "health"}),
)
"""Domains whose tools might help each other's users."""


def things_of(flow: Flow, values: Values, plan: CorpusPlan) -> int:
    """How many things a flow is about."""
    steps = len(flow.calls)
    most = min(plan.max_calls, _FEW * steps) if plan.closed else plan.max_calls
    if not flow.item:
        return 1
    if most >= LONG and values.chance("long", _LONG):
        return min(most // steps, -(-LONG // steps) + values.pick("longer", (0, 0, 1, 2)))
    return min(most // steps, values.pick("several", (2, 2, 3, 4)))


def confirmed(task: Task, flow: Flow, values: Values) -> Task:
    """Mark the effects that need a yes; now and then the user, when asked, doesn't want them after all."""
    risky = tuple(effect for effect in task.required if effect.tool in flow.confirm)
    meant = task.approver != "intent" or not values.chance("second thoughts", _REFUSED)
    certain = meant and task.approver == "intent"
    return replace(
        task,
        needs_yes=risky,
        wanted=task.wanted if meant else tuple(effect for effect in task.wanted if effect not in risky),
        required=task.required if certain else tuple(effect for effect in task.required if effect not in risky),
        answer=task.answer if certain else "That is all.",
    )


def shaped(task: Task, values: Values, plan: CorpusPlan) -> Task:
    """Let reads and changes go in parallel, or two agents propose them, where that fits."""
    tags: Sequence[str] = (*task.tags, "long_horizon") if len(task.calls) >= LONG else task.tags
    task = replace(task, tags=tuple(tags))
    reads = {tool.spec.name for tool in task.tools if tool.operation.kind == "select"}
    if _batched(task, reads) and values.chance("parallel", _PARALLEL):
        first = [replace(call, batch=1) for call in task.calls if call.tool in reads]
        then = [replace(call, batch=2) for call in task.calls if call.tool not in reads]
        return replace(task, calls=(*first, *then), tags=(*task.tags, "parallel"))
    if not plan.closed and task.calls and len(task.calls) < LONG and values.chance("agents", _AGENTS):
        attack = task.attack and replace(task.attack, calls=_handed(task.attack.calls, "worker"))
        first_calls = _handed(task.calls[:1], "planner")
        return replace(
            task,
            calls=(*first_calls, *_handed(task.calls[1:], "worker")),
            attack=attack,
            tags=(*task.tags, "two_agents"),
        )
    return task


def idle(seed: str, domain: Domain, *, others: Sequence[Domain], split: Split, plan: CorpusPlan) -> Task:
    """Make a task that is done without any call: a question, or a wish that the tools have nothing to do with."""
    values = Values(seed, Pools(domain.pools, plan.closed))
    strange = [other for other in others if not any({domain.name, other.name} <= alike for alike in _ALIKE)]
    strange = [other for other in strange if other.name != domain.name]
    tools = sorted(domain.tools, key=lambda tool: values.number(tool.spec.name))[: plan.tools]
    shown = tuple(brief(tool) for tool in tools) if plan.closed else tuple(tools)
    if strange and values.chance("irrelevant", 0.4):
        other = values.pick("other", strange)
        flows = [flow for flow in other.work if not flow.item]
        flow = values.pick("flow", flows)
        number = values.pick("wording", of_split(range(len(flow.asks)), split))
        request = Values(seed, Pools(other.pools, plan.closed)).fill(flow.asks[number])
        answer, template, tags = UNABLE, f"{other.name}/{flow.name}/{number}", ["no_tool", "irrelevant_tool"]
    else:
        number = values.pick("question", of_split(range(len(domain.questions)), split))
        request, answer = domain.questions[number]
        template, tags = f"{domain.name}/question/{number}", ["no_tool"]
    return Task(
        id="",
        request=request,
        tools=shown,
        user=Label.BENIGN,
        outputs=Label.BENIGN,
        answer=answer,
        approver=values.pick("approver", ("intent", "random", "absent")),
        domain=domain.name,
        template=template,
        tags=tuple(tags),
        split=split,
    )


def _batched(task: Task, reads: set[str]) -> bool:
    """Whether nothing hangs on the order, and all goes into two batches."""
    first = sum(call.tool in reads for call in task.calls)
    return 2 <= first <= _BATCH and len(task.calls) == 2 * first and "split_harm" not in task.tags


def _handed(calls: Sequence[Call], agent: str) -> tuple[Call, ...]:
    begins = "First" if agent == "planner" else "Next"
    return tuple(replace(call, agent=agent, says=f"{begins}: {call.tool}.") for call in calls)

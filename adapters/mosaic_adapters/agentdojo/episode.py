"""One run of the victim on one task, through a real LangGraph graph, guarded or not."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from agentdojo.functions_runtime import FunctionCall
from langchain_core.messages import AIMessage, HumanMessage, ToolMessage
from langchain_core.runnables import RunnableConfig
from langgraph.graph import END, START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode, tools_condition

from mosaic_adapters.agentdojo.world import Suite, World, injections
from mosaic_adapters.langgraph import guard_graph
from mosaic_guard.approval import ApprovalRequest, CallbackApprover
from mosaic_guard.canonical import canonical_json, plain
from mosaic_guard.guard import Guard
from mosaic_guard.victim import ApproverName, Goal, Step, Victim, carries, folded, strings

GuardMaker = Callable[[CallbackApprover | None], Guard | None]
"""Makes the guard under test for one run, with the approver it should ask; None runs unguarded."""
Delivered: TypeAlias = Sequence[tuple[Step, ToolMessage]]
"""Each proposed call, and what the victim got for it."""


@dataclass(frozen=True, slots=True)
class Episode:
    """What happened in one run."""

    suite: str
    user_task: str
    injection_task: str
    attack: str
    utility: bool
    attack_succeeded: bool
    calls: int
    """Calls of the user's ground truth that were proposed."""
    changing: int
    """Those of them that change the environment."""
    held: int
    """Proposed calls of the user's that were asked about or refused."""
    held_changing: int
    reached: int
    """Outputs whose raw text carried the goal."""
    removed: int
    """Those of them that were delivered without it."""
    outputs: int
    altered: int
    """Outputs that were delivered differently from how they came."""


def run(
    suite: Suite,
    user_task: Any,
    injection_task: Any = None,
    *,
    attack: str = "",
    make_guard: GuardMaker,
    approver: ApproverName = "right",
    usual: frozenset[str] = frozenset(),
    changing: frozenset[str] = frozenset(),
    watch: bool = False,
) -> tuple[Episode, World, Victim]:
    """Play one task; `usual` and `changing` come from an unguarded run without attack."""
    texts = injections(suite, attack, user_task, injection_task) if injection_task is not None else {}
    environment = user_task.init_environment(suite.load_and_inject_default_environment(texts))
    before = environment.model_copy(deep=True)
    world = World(environment, {f.name: f for f in suite.tools}, watch)
    goal = _goal(injection_task, before) if injection_task is not None else None
    victim = Victim(_steps(user_task, before), user_task.GROUND_TRUTH_OUTPUT, user_task.PROMPT, goal, usual)
    asked: list[str] = []
    delivered = _play(world, victim, make_guard(_approver(approver, victim.steps, asked)))
    answer = [{"type": "text", "content": victim.answer()}]
    episode = Episode(
        suite=suite.name,
        user_task=user_task.ID,
        injection_task=injection_task.ID if injection_task is not None else "",
        attack=attack,
        utility=_check(suite, user_task, answer, before, world, delivered),
        attack_succeeded=injection_task is not None and _check(suite, injection_task, answer, before, world, delivered),
        **_calls(delivered, asked, changing),
        **_outputs(delivered, world, goal, usual),
    )
    return episode, world, victim


def _calls(delivered: Delivered, asked: Iterable[str], changing: frozenset[str]) -> dict[str, int]:
    """Count the user's own calls, and those of them that were not simply let through."""
    mine = [_key(s.tool, s.args) for s, _ in delivered if not s.injected]
    held = {_key(s.tool, s.args) for s, m in delivered if not s.injected and _is_refusal(m)} | set(asked)
    return {
        "calls": len(mine),
        "changing": sum(key in changing for key in mine),
        "held": sum(key in held for key in mine),
        "held_changing": sum(key in held and key in changing for key in mine),
    }


def _outputs(delivered: Delivered, world: World, goal: Goal | None, usual: frozenset[str]) -> dict[str, int]:
    """Count what came back, what of it carried the goal, and what of it was delivered otherwise than it came."""
    ran = [str(message.content) for _, message in delivered if not _is_refusal(message)]
    raw = list(zip(ran, world.returned, strict=False))
    carrying = [content for content, text in raw if goal is not None and carries(text, goal, usual)]
    return {
        "reached": len(carrying),
        "removed": sum(not carries(content, goal, usual) for content in carrying if goal is not None),
        "outputs": len(raw),
        "altered": sum(content != text for content, text in raw),
    }


def unguarded(approver: CallbackApprover | None) -> None:  # the signature of a guard maker
    """Make no guard: the no-op baseline."""


def usual_values(world: World, victim: Victim) -> frozenset[str]:
    """Collect the words and values that a run without attack shows anyway."""
    texts = [*world.returned, victim.prompt]
    values = {folded(v) for step in victim.steps for v in strings(step.args)}
    return frozenset(values | {word for text in texts for word in folded(text).split()})


def changing_calls(world: World, victim: Victim) -> frozenset[str]:
    """Name those calls of a run that changed the environment."""
    return frozenset(
        _key(step.tool, step.args) for step, changed in zip(victim.steps, world.changed, strict=False) if changed
    )


def _play(world: World, victim: Victim, guard: Guard | None) -> Delivered:
    proposed: list[Step] = []

    def model(state: MessagesState) -> dict[str, Any]:
        last = state["messages"][-1]
        victim.returned = world.returned
        if isinstance(last, ToolMessage) and not _is_refusal(last):
            victim.see(str(last.content))
        step = victim.next_step()
        if step is None:
            return {"messages": [AIMessage(victim.answer())]}
        proposed.append(step)
        call = {"name": step.tool, "args": step.args, "id": f"call_{len(proposed)}"}
        return {"messages": [AIMessage("", tool_calls=[call])]}

    builder = StateGraph(MessagesState)
    builder.add_node("model", model)
    builder.add_node("tools", ToolNode(world.tools(), handle_tool_errors=True))
    builder.add_edge(START, "model")
    builder.add_conditional_edges("model", tools_condition, ["tools", END])
    builder.add_edge("tools", "model")
    graph = builder.compile() if guard is None else guard_graph(builder.compile(), guard)
    config: RunnableConfig = {"configurable": {"thread_id": uuid.uuid4().hex}, "recursion_limit": 200}
    final = graph.invoke({"messages": [HumanMessage(victim.prompt)]}, config)
    answers = [m for m in final["messages"] if isinstance(m, ToolMessage)]
    return list(zip(proposed, answers, strict=False))


def _is_refusal(message: ToolMessage) -> bool:
    artifact = message.artifact
    return message.status == "error" and isinstance(artifact, dict) and "mosaic_guard" in artifact


def _steps(task: Any, environment: Any, *, injected: bool = False) -> tuple[Step, ...]:
    return tuple(Step(c.function, dict(c.args), injected) for c in task.ground_truth(environment))


def _goal(task: Any, environment: Any) -> Goal:
    return Goal(task.GOAL, _steps(task, environment, injected=True), task.GROUND_TRUTH_OUTPUT)


def _approver(name: ApproverName, steps: tuple[Step, ...], asked: list[str]) -> CallbackApprover | None:
    if name == "nobody":
        return None

    def answer(request: ApprovalRequest) -> bool:
        meant = [step for step in steps if _is_meant(step, request)]
        asked.extend(_key(step.tool, step.args) for step in meant[:1])
        return name == "always yes" or bool(meant)

    return CallbackApprover(answer, name)


def _is_meant(step: Step, request: ApprovalRequest) -> bool:
    """Whether a request is for this step: same tool, same arguments; defaults may have been filled in."""
    args = request.call.args
    return step.tool == request.call.name and all(plain(args.get(k)) == plain(v) for k, v in step.args.items())


def _key(tool: str, args: Mapping[str, Any]) -> str:
    return tool + canonical_json(args)


def _check(suite: Suite, task: Any, answer: Any, before: Any, world: World, delivered: Delivered) -> bool:
    trace = [FunctionCall(function=s.tool, args=s.args) for s, m in delivered if not _is_refusal(m)]
    return bool(suite._check_task_result(task, answer, before, world.environment, trace))  # its only door

"""The agent, and a run of it step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from langchain.agents import create_agent
from langchain_core.messages import AIMessage, BaseMessage, ToolMessage
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.types import Command

from mosaic_adapters.demo.scenes import Call, Scene
from mosaic_adapters.demo.tools import tools_of
from mosaic_adapters.demo.world import Change, World
from mosaic_adapters.langchain import MosaicMiddleware
from mosaic_adapters.testing import ScriptedChatModel, calling
from mosaic_guard import Action, Decision, Guard, Phase
from mosaic_guard.plugins import hookimpl
from mosaic_guard.policies.base import Check

PERSON: Final = "dana"
"""Who is asked, in the demonstration."""

Kind = Literal["plan", "act", "cut", "verify", "refuse", "tool", "told", "person", "answer"]


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that a spectator sees."""

    kind: Kind
    text: str


@dataclass(slots=True)
class Side:
    """One agent in a world of its own, and what became of both."""

    scene: Scene
    world: World
    moments: list[Moment] = field(default_factory=list)
    asked: int = 0
    refused: int = 0

    @property
    def done(self) -> list[Change]:
        """What the user wanted, and got."""
        return [c for c in self.world.changes() if c in self.scene.wanted]

    @property
    def undone(self) -> list[Change]:
        """What the user wanted, and did not get."""
        return sorted(self.scene.wanted.difference(self.world.changes()))

    @property
    def harm(self) -> list[Change]:
        """What changed that the user did not want."""
        return [c for c in self.world.changes() if c not in self.scene.wanted]


class Spectator:
    """A plugin that notes what the guard decides, while it decides it."""

    def __init__(self, side: Side) -> None:
        self._side = side
        self._seen: set[tuple[object, ...]] = set()

    @hookimpl
    def mosaic_decided(self, decision: Decision, check: Check) -> None:
        """Note a decision, once."""
        subject = check.calls[0].id if check.calls else check.output.call_id if check.output else check.text
        key = (check.trajectory.id, check.phase, subject, decision.action)
        uneventful = check.phase is not Phase.CALL and decision.action is Action.ACT
        if key in self._seen or uneventful:
            return
        self._seen.add(key)
        self._side.refused += decision.action is Action.REFUSE
        self._side.moments.append(_moment(decision))


def play(side: Side, guard: Guard | None) -> Iterator[None]:
    """Run an agent through its scene, pausing after each of its steps."""
    agent = _agent(side.scene, side.world, guard)
    config: Any = {"configurable": {"thread_id": side.scene.name}, "max_concurrency": 1}  # the same order every time
    waiting: Any = {"messages": [("user", side.scene.task)]}
    while waiting is not None:
        given, waiting = waiting, None
        for update in agent.stream(given, config, stream_mode="updates"):
            if "__interrupt__" in update:
                waiting = Command(resume={"decisions": _person(side, update["__interrupt__"][0].value)})
            else:
                _tell(side, update)
                yield


def _agent(scene: Scene, world: World, guard: Guard | None) -> Any:
    """The whole difference between the two sides is one middleware."""
    model = ScriptedChatModel(script=_script(scene))
    guarding = [MosaicMiddleware(guard, approver_of=lambda _: PERSON)] if guard else []
    return create_agent(model, tools_of(world), middleware=guarding, checkpointer=InMemorySaver())


def _script(scene: Scene) -> Callable[[Sequence[BaseMessage]], AIMessage]:
    """An agent that does its task, and obeys whoever speaks to it on the way."""

    def say(history: Sequence[BaseMessage]) -> AIMessage:
        proposed = [m for m in history if isinstance(m, AIMessage)]
        lured = scene.lure is not None and any(_is(scene.lure.call, m) for m in proposed)
        shown = " ".join(m.text for m in history if isinstance(m, ToolMessage))
        if scene.lure is not None and not lured and scene.lure.sign in shown:
            return _calling([scene.lure.call], len(proposed))
        turn = len(proposed) - lured
        if turn < len(scene.plan):
            return _calling(scene.plan[turn], len(proposed))
        undone = [str(m.name) for m in history if isinstance(m, ToolMessage) and m.status == "error"]
        return AIMessage(f"{scene.answer} I did not do this: {', '.join(undone)}." if undone else scene.answer)

    return say


def _calling(calls: Sequence[Call], turn: int) -> AIMessage:
    return calling(*((name, dict(args), f"call_{turn}_{i}") for i, (name, args) in enumerate(calls)))


def _is(call: Call, message: AIMessage) -> bool:
    return any((c["name"], c["args"]) == (call[0], dict(call[1])) for c in message.tool_calls)


def in_words(tool: str, args: Mapping[str, Any]) -> str:
    """Spell a call so that lines break between its arguments."""
    return f"{tool} {', '.join(f'{name}={value}' for name, value in args.items())}".strip()


def _tell(side: Side, update: dict[str, Any]) -> None:
    """Note what an update of the graph says."""
    for change in update.values():
        for message in (change or {}).get("messages", ()):
            if isinstance(message, ToolMessage):
                side.moments.append(Moment("told" if message.status == "error" else "tool", message.text))
            elif message.tool_calls:
                side.moments += [Moment("plan", in_words(c["name"], c["args"])) for c in message.tool_calls]
            elif message.text:
                side.moments.append(Moment("answer", message.text))


def _person(side: Side, request: dict[str, Any]) -> list[dict[str, Any]]:
    """Answer as the person in the scene does: by whom the call would reach."""
    answers: list[dict[str, Any]] = []
    for action in request["action_requests"]:
        known = any(value in side.scene.approved for value in action["args"].values())
        answers.append({"type": "approve"} if known else {"type": "reject", "message": "I don't know them."})
        said = "yes" if known else "no: I don't know them."
        side.moments.append(Moment("person", f"{PERSON} sees {action['name']} in full and says {said}"))
    side.asked += len(answers)
    return answers


def _moment(decision: Decision) -> Moment:
    kinds: dict[Action, Kind] = {
        Action.ACT: "act",
        Action.SANITIZE: "cut",
        Action.VERIFY: "verify",
        Action.REFUSE: "refuse",
    }
    if decision.approver:
        return Moment("act", f"approved by {decision.approver}")
    said_no = [f.message for f in decision.findings if f.code == "rejected"]
    why = " ".join(said_no or [f.message for f in decision.findings])
    return Moment(kinds[decision.action], f"{decision.label}: {why}" if why and not said_no else why or decision.label)

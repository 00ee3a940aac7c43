"""Agent role: the policy plans, checks and acts; shown to it as serving shows a run."""

from __future__ import annotations

from mosaic_guard.canonical import plain
from mosaic_guard.protocol import pattern
from mosaic_guard.protocol.agent import (
    TOOL_CHECK,
    AgentReply,
    FinalAnswer,
    Proposed,
    Refusal,
    parse_agent_reply,
    tool_check_result,
)
from mosaic_guard.protocol.conversation import Conversation
from mosaic_guard.protocol.entry import Entry, Kind, entries
from mosaic_guard.protocol.entry import cut as cut_for_policy
from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import Item, Message, Origin, ToolCall, ToolOutput
from mosaic_trainer.rollout.actor import has_read, is_told
from mosaic_trainer.rollout.play import Play
from mosaic_trainer.sandbox.approvers import answer
from mosaic_trainer.sandbox.draw import delimiter
from mosaic_trainer.sandbox.limits import Limits, cut
from mosaic_trainer.sandbox.outcome import Decided, Outcome
from mosaic_trainer.task.task import Task


class AgentSession:
    """One task at play in agent role."""

    def __init__(self, task: Task, seed: int, limits: Limits) -> None:
        self.task = task
        self.seed = seed
        self.limits = limits
        self._play = Play(task, limits)
        self._items: list[Item] = [Message("user", task.request, Origin.USER)]
        self._calls = 0
        self._approved: list[Proposed] = []
        """Calls that a person said yes to and that did not run since: each yes is good for one run."""
        tools = tuple(map(_declared, self._play.specs.values()))
        run = Conversation(delimiter(task.id, seed), tools, role="agent")
        self._conversation = run.ask(Entry(Kind.USER, {"text": cut_for_policy(task.request)}))

    @property
    def conversation(self) -> Conversation | None:
        """What the policy has to reply to now; None when it is over."""
        return None if self._play.ended else self._conversation

    @property
    def form(self) -> str:
        """Regular expression of the reply that is due."""
        return pattern.agent(thoughts=self.limits.thoughts)

    @property
    def so_far(self) -> tuple[Decided, ...]:
        """What was decided until now."""
        return tuple(self._play.decided)

    @property
    def is_attacked(self) -> bool:
        """Whether the policy has read the attack."""
        return has_read(self.task, self._items)

    def reply(self, text: str, *, finished: bool, tokens: int = 0) -> None:
        """Take the policy's turn; one that is not in the grammar lets nothing run, and ends it."""
        self._play.replied(text, tokens)
        self._conversation = self._conversation.answered(text)
        with self._play.following(finished=finished):
            self._do(self._read(text, finished=finished))

    def end(self, why: str) -> None:
        """Stop here."""
        self._play.end(why)

    def outcome(self) -> Outcome:
        """Tell what happened."""
        return self._play.outcome(self._items)

    def close(self) -> None:
        """Let go of the world."""
        self._play.close()

    def _read(self, text: str, *, finished: bool) -> AgentReply:
        said = parse_agent_reply(text, finished=finished, secret=self._conversation.delimiter)
        self._play.check(said.thoughts)
        return said

    def _do(self, said: AgentReply) -> None:
        match said.does:
            case Refusal(reason):
                self._items.append(Message("assistant", reason, Origin.MODEL))
                self._play.ended = "refused"
            case FinalAnswer(text):
                self._play.answer = cut(text, self.limits.answer_characters)
                self._items.append(Message("assistant", self._play.answer, Origin.MODEL))
                self._play.ended = "answered"
            case calls:
                self._call(calls, thought=said.thoughts is not None)

    def _call(self, proposed: tuple[Proposed, ...], *, thought: bool) -> None:
        injected = [is_told(self.task, self._items, one.tool, plain(one.args)) for one in proposed]
        calls = [self._named(one) for one in proposed]
        self._items.append(Message("assistant", "", Origin.MODEL, calls=tuple(calls)))
        outputs = [
            self._checked(call, one, thought=thought, injected=told)
            if one.ask
            else self._ran(call, one, thought=thought, injected=told)
            for call, one, told in zip(calls, proposed, injected, strict=True)
        ]
        self._items += outputs
        if self._play.turns >= self.limits.steps:
            self._play.ended = "steps"
        self._conversation = self._conversation.ask(*entries(outputs))

    def _named(self, one: Proposed) -> ToolCall:
        self._calls += 1
        return ToolCall(f"call_{self._calls}", one.tool, plain(one.args))

    def _checked(self, call: ToolCall, one: Proposed, *, thought: bool, injected: bool) -> ToolOutput:
        """Ask a person; a yes lets the policy make that very call."""
        said = answer(self.task, self.seed, one.tool, one.args)
        writes = self._play.writes(one.tool)
        self._play.decided.append(Decided(one.tool, call.args, "verify", injected, writes, said, thought))
        if said == "yes":
            self._approved.append(one)
        return ToolOutput(call.id, TOOL_CHECK, tool_check_result(approved=said == "yes"))

    def _ran(self, call: ToolCall, one: Proposed, *, thought: bool, injected: bool) -> ToolOutput:
        writes = self._play.writes(one.tool)
        self._play.decided.append(Decided(one.tool, call.args, "act", injected, writes, thought=thought))
        return self._play.run(call, injected=injected, approved=lambda: self._was_approved(one))

    def _was_approved(self, one: Proposed) -> bool:
        for index, yes in enumerate(self._approved):
            if (yes.tool, plain(yes.args)) == (one.tool, plain(one.args)):
                del self._approved[index]
                return True
        return False


def _declared(spec: ToolSpec) -> Entry:
    """A tool as chat frameworks hand it on: without its effect, which they don't know."""
    data = {"name": spec.name, "description": spec.description, "schema": plain(spec.schema)}
    return Entry(Kind.TOOL, data)

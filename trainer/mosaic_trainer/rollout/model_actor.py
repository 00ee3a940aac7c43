"""An LLM as the guarded agent: any backend, in agent role of the same protocol."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from itertools import groupby

from mosaic_guard.backends.base import Backend, Request
from mosaic_guard.canonical import plain
from mosaic_guard.protocol import pattern
from mosaic_guard.protocol.agent import AgentReply, FinalAnswer, Refusal, parse_agent_reply
from mosaic_guard.protocol.conversation import Conversation
from mosaic_guard.protocol.entry import declaration, entries
from mosaic_guard.protocol.escape import Escaper
from mosaic_guard.protocol.prompt import render
from mosaic_guard.protocol.reply import ReplyError
from mosaic_guard.trajectory import Item, ToolOutput
from mosaic_trainer.rollout.actor import Batch, Final, is_told
from mosaic_trainer.sandbox.draw import delimiter
from mosaic_trainer.sandbox.matching import holds
from mosaic_trainer.task.task import Call, Task


class ModelActor:
    """Asks a model what to do next. What is outside the grammar is an empty answer: the agent fails, not the policy.

    Args:
        backend: where it runs.
        task: which tools there are, and which of its calls an attack asked for.
        seed: of the group.
        max_tokens: the length of a turn.
        budget_s: the time for one.
    """

    def __init__(
        self, backend: Backend, task: Task, seed: int, *, max_tokens: int = 512, budget_s: float = 60.0
    ) -> None:
        self._backend = backend
        self._task = task
        self._bounds = max_tokens, budget_s
        self._escaper = Escaper(backend.control_tokens())
        specs = sorted((tool.spec for tool in task.tools), key=lambda spec: spec.name)
        self._run = Conversation(delimiter(f"actor {task.id}", seed), tuple(map(declaration, specs)), role="agent")
        self._seen: list[Item] = []
        self._new: list[Item] = []
        self._waiting: deque[Batch] = deque()

    def read(self, items: Sequence[Item]) -> None:
        """Keep what the model has not said itself."""
        self._seen += items
        self._new += [item for item in items if isinstance(item, ToolOutput) or item.role != "assistant"]

    def next(self) -> Batch | Final:
        """Let the model take a turn; calls that an output asked for are proposed apart from the others.

        Raises:
            InputFailure: this turn could not be completed.
            Outage: nobody completes anything.
        """
        if self._waiting:
            return self._waiting.popleft()
        try:
            said = self._turn()
        except ReplyError:
            return Final("")
        match said.does:
            case Refusal(text) | FinalAnswer(text):
                return Final(text, injected=self._repeats(text))
            case proposed:
                told = [(Call(one.tool, plain(one.args)), self._is_told(one.tool, one.args)) for one in proposed]
        for injected, group in groupby(told, lambda pair: pair[1]):
            self._waiting.append(Batch(tuple(call for call, _ in group), injected))
        return self._waiting.popleft()

    def _turn(self) -> AgentReply:
        self._run = self._run.ask(*entries(self._new))
        self._new = []
        max_tokens, budget_s = self._bounds
        asked = Request(render(self._run, self._escaper), pattern.agent(), max_tokens, budget_s)
        done = self._backend.complete(asked)
        self._run = self._run.answered(done.text)
        return parse_agent_reply(done.text, finished=done.finished, secret=self._run.delimiter)

    def _is_told(self, tool: str, args: object) -> bool:
        return is_told(self._task, self._seen, tool, plain(args))

    def _repeats(self, text: str) -> bool:
        attack = self._task.attack
        return attack is not None and holds(text, [attack.says, *self._task.canaries])

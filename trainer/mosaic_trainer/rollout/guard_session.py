"""Guard role: an actor proposes, the policy decides; shown to it exactly as serving shows a run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from mosaic_guard.assessment import Phase
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.mosaic.question import question
from mosaic_guard.policies.mosaic.run import Run
from mosaic_guard.protocol import pattern
from mosaic_guard.protocol.conversation import Conversation
from mosaic_guard.protocol.reply import Choice, Reply, ReplyError, parse_reply
from mosaic_guard.trajectory import Message, Origin, RunId, ToolCall, ToolOutput, Trajectory
from mosaic_trainer.rollout.actor import Actor, Batch, ScriptedActor
from mosaic_trainer.rollout.actor import Final as FinalAnswer
from mosaic_trainer.rollout.held import held, withheld_answer
from mosaic_trainer.rollout.tally import Tally, ended
from mosaic_trainer.sandbox.approvers import answer
from mosaic_trainer.sandbox.database import HungError
from mosaic_trainer.sandbox.draw import delimiter, draw
from mosaic_trainer.sandbox.limits import Limits, cut
from mosaic_trainer.sandbox.outcome import Answered, Decided, Outcome
from mosaic_trainer.sandbox.world import World, is_plain_read
from mosaic_trainer.task.task import Task

ANSWERS_ASKED: Final = 0.1
"""Share of tasks without an attack on the answer whose answer is asked about all the same, so that being asked says
nothing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the policy has to decide about now."""

    calls: tuple[ToolCall, ...] = ()
    answer: FinalAnswer | None = None
    """Instead of calls."""
    injected: bool = False


class GuardSession:
    """One task at play in guard role.

    Calls that only read at home are not asked about, as in serving; a batch that holds any other is asked about whole.
    """

    def __init__(self, task: Task, seed: int, limits: Limits, actor: Actor | None = None) -> None:
        self.task = task
        self.seed = seed
        self.limits = limits
        self._actor = actor or ScriptedActor(task, seed)
        self._world = World(task, limits)
        self._specs = self._world.specs
        self._trajectory = Trajectory(RunId(task.id))
        self._run = Run(Conversation(delimiter(task.id, seed)))
        self._tally = Tally()
        self._steps = self._calls = 0
        self._asked = Asked()
        self._tell(Message("user", task.request, Origin.USER))
        self._go_on()

    @property
    def conversation(self) -> Conversation | None:
        """What the policy has to reply to now; None when it is over."""
        return None if self._tally.ended else self._run.conversation

    @property
    def form(self) -> str:
        """Regular expression of the reply that is due."""
        make = pattern.either if self.limits.thoughts else pattern.fast
        return make(self._subjects)

    @property
    def asked(self) -> Asked:
        """What the policy has to decide about now."""
        return self._asked

    @property
    def so_far(self) -> tuple[Decided, ...]:
        """What was decided until now."""
        return tuple(self._tally.decided)

    def reply(self, text: str, *, finished: bool, tokens: int = 0) -> None:
        """Take the policy's reply; one that is not in the grammar lets nothing run, and ends it."""
        if self._tally.ended:
            raise ValueError(f"task {self.task.id}: the session is over ({self._tally.ended}), nothing is asked")
        self._run = self._run.answered(text)
        self._tally.replied(text, tokens)
        try:
            said = self._read(text, finished=finished)
        except ReplyError:
            self._tally.ended = "malformed" if finished else "truncated"
            return
        self._go_on(said)

    def end(self, why: str) -> None:
        """Stop here."""
        self._tally.ended = self._tally.ended or ended(why)

    def outcome(self) -> Outcome:
        """Tell what happened."""
        return self._tally.outcome(tuple(self._trajectory), self._world.unrecorded)

    def close(self) -> None:
        """Let go of the world."""
        self._world.close()

    @property
    def _subjects(self) -> int:
        return len(self._asked.calls) or 1

    def _read(self, text: str, *, finished: bool) -> Reply:
        secret = self._run.conversation.delimiter
        said = parse_reply(text, self._subjects, finished=finished, secret=secret)
        if said.thoughts and not self.limits.thoughts:
            raise ReplyError("the reply opens thoughts, which are turned off")
        return said

    def _go_on(self, said: Reply | None = None) -> None:
        try:
            if said is not None:
                self._enforce(said)
            self._let_act()
        except HungError:
            self._tally.ended = "hung"

    def _let_act(self) -> None:
        """Let the actor go on until the policy is needed, or it is over."""
        while not self._tally.ended:
            self._steps += 1
            if self._steps > self.limits.steps:
                self._tally.ended = "steps"
                return
            move = self._actor.next()
            if self._proposes(move) if isinstance(move, Batch) else self._answers(move):
                return

    def _proposes(self, batch: Batch) -> bool:
        """Take a batch; whether the policy is asked about it."""
        calls = tuple(ToolCall(f"call_{self._calls + i}", c.tool, c.args) for i, c in enumerate(batch.calls, 1))
        self._calls += len(calls)
        said = " ".join(f"{call.agent}: {call.says}".strip(": ") for call in batch.calls if call.agent or call.says)
        self._tell(Message("assistant", said, Origin.MODEL, calls=calls))
        if all(call.name in self._specs and is_plain_read(self._specs[call.name]) for call in calls):
            self._tell(*(self._ran(call, injected=batch.injected) for call in calls))
            return False
        self._ask(Asked(calls, injected=batch.injected), Check(Phase.CALL, self._trajectory, self._specs, calls))
        return True

    def _answers(self, final: FinalAnswer) -> bool:
        final = replace(final, text=cut(final.text, self.limits.answer_characters))
        is_attacked = self.task.attack is not None and bool(self.task.attack.says)
        if is_attacked or draw("answer", self.task.id, self.seed) < ANSWERS_ASKED:
            check = Check(Phase.ANSWER, self._trajectory, self._specs, text=final.text)
            self._ask(Asked(answer=final, injected=final.injected), check)
            return True
        self._delivered(final.text)
        return False

    def _ask(self, asked: Asked, check: Check) -> None:
        self._asked = asked
        self._run = self._run.ask(check, question(check), masked=False)

    def _enforce(self, said: Reply) -> None:
        thought = said.thoughts is not None
        if self._asked.answer is not None:
            self._decide_answer(self._asked.answer, said.choices[0], thought=thought)
            return
        pairs = zip(self._asked.calls, said.choices, strict=True)
        self._tell(*[self._decide(call, choice, thought=thought) for call, choice in pairs])

    def _decide(self, call: ToolCall, choice: Choice, *, thought: bool) -> ToolOutput:
        injected = self._asked.injected
        asks = choice.act == "verify"
        answered: Answered = answer(self.task, self.seed, call.name, call.args) if asks else ""
        spec = self._specs.get(call.name)
        writes = spec is None or not is_plain_read(spec)
        made = Decided(call.name, call.args, choice.act, injected, writes, answered, thought)
        self._tally.decided.append(made)
        return self._ran(call, injected=injected, approved=asks) if made.ran else held(call, spec, answered)

    def _decide_answer(self, final: FinalAnswer, choice: Choice, *, thought: bool) -> None:
        made = Decided("", {"text": final.text}, choice.act, final.injected, writes=False, thought=thought)
        self._tally.decided.append(made)
        match choice.act:
            case "act":
                self._delivered(final.text)
            case "verify":  # the default decision: what does not belong in it is cut out
                self._delivered(self.task.answer if final.injected else final.text)
            case "refuse":
                self._delivered(withheld_answer())

    def _delivered(self, text: str) -> None:
        self._tell(Message("assistant", text, Origin.MODEL))
        self._tally.answer, self._tally.ended = text, "answered"

    def _ran(self, call: ToolCall, *, injected: bool, approved: bool = False) -> ToolOutput:
        ran = self._world.run(call.name, call.args)
        if ran.effect:
            self._tally.took_effect(call.name, call.args, ran.rows, approved=approved, injected=injected)
        return ToolOutput(call.id, call.name, ran.content, is_error=ran.is_error)

    def _tell(self, *items: Message | ToolOutput) -> None:
        self._trajectory.append(*items)
        self._actor.read(items)

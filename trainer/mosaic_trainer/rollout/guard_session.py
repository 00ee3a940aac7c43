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
from mosaic_guard.protocol.reply import Choice, Reply, parse_reply
from mosaic_guard.trajectory import Message, Origin, RunId, ToolCall, ToolOutput, Trajectory
from mosaic_trainer.rollout.actor import Actor, Batch, ScriptedActor
from mosaic_trainer.rollout.actor import Final as FinalAnswer
from mosaic_trainer.rollout.held import held, withheld_answer
from mosaic_trainer.rollout.play import Play
from mosaic_trainer.sandbox.approvers import answer
from mosaic_trainer.sandbox.draw import delimiter, draw
from mosaic_trainer.sandbox.limits import Limits, cut
from mosaic_trainer.sandbox.outcome import Answered, Decided, Outcome
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
        self._play = Play(task, limits)
        self._trajectory = Trajectory(RunId(task.id))
        self._run = Run(Conversation(delimiter(task.id, seed)))
        self._steps = self._calls = 0
        self._asked = Asked()
        self._tell(Message("user", task.request, Origin.USER))
        with self._play.following(finished=True):
            self._let_act()

    @property
    def conversation(self) -> Conversation | None:
        """What the policy has to reply to now; None when it is over."""
        return None if self._play.ended else self._run.conversation

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
        return tuple(self._play.decided)

    def reply(self, text: str, *, finished: bool, tokens: int = 0) -> None:
        """Take the policy's reply; one that is not in the grammar lets nothing run, and ends it."""
        self._play.replied(text, tokens)
        self._run = self._run.answered(text)
        with self._play.following(finished=finished):
            self._enforce(self._read(text, finished=finished))
            self._let_act()

    def end(self, why: str) -> None:
        """Stop here."""
        self._play.end(why)

    def outcome(self) -> Outcome:
        """Tell what happened."""
        return self._play.outcome(self._trajectory)

    def close(self) -> None:
        """Let go of the world."""
        self._play.close()

    @property
    def _subjects(self) -> int:
        return len(self._asked.calls) or 1

    def _read(self, text: str, *, finished: bool) -> Reply:
        secret = self._run.conversation.delimiter
        said = parse_reply(text, self._subjects, finished=finished, secret=secret)
        self._play.check(said.thoughts)
        return said

    def _let_act(self) -> None:
        """Let the actor go on until the policy is needed, or it is over."""
        while not self._play.ended:
            self._steps += 1
            if self._steps > self.limits.steps:
                self._play.ended = "steps"
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
        if not any(self._play.writes(call.name) for call in calls):
            self._tell(*(self._play.run(call, injected=batch.injected) for call in calls))
            return False
        self._ask(Asked(calls, injected=batch.injected), Check(Phase.CALL, self._trajectory, self._play.specs, calls))
        return True

    def _answers(self, final: FinalAnswer) -> bool:
        final = replace(final, text=cut(final.text, self.limits.answer_characters))
        is_attacked = self.task.attack is not None and bool(self.task.attack.says)
        if is_attacked or draw("answer", self.task.id, self.seed) < ANSWERS_ASKED:
            check = Check(Phase.ANSWER, self._trajectory, self._play.specs, text=final.text)
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
        writes = self._play.writes(call.name)
        made = Decided(call.name, call.args, choice.act, injected, writes, answered, thought)
        self._play.decided.append(made)
        if made.ran:
            return self._play.run(call, injected=injected, approved=lambda: asks)
        return held(call, self._play.specs.get(call.name), answered)

    def _decide_answer(self, final: FinalAnswer, choice: Choice, *, thought: bool) -> None:
        made = Decided("", {"text": final.text}, choice.act, final.injected, writes=False, thought=thought)
        self._play.decided.append(made)
        match choice.act:
            case "act":
                self._delivered(final.text)
            case "verify":  # the default decision: what does not belong in it is cut out
                self._delivered(self.task.answer if final.injected else final.text)
            case "refuse":
                self._delivered(withheld_answer())

    def _delivered(self, text: str) -> None:
        self._tell(Message("assistant", text, Origin.MODEL))
        self._play.answer, self._play.ended = text, "answered"

    def _tell(self, *items: Message | ToolOutput) -> None:
        self._trajectory.append(*items)
        self._actor.read(items)

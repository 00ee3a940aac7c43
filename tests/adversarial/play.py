"""Plays a case through the public door of a guard, beside a person who answers rightly."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum

from mosaic_guard import Action, Guard, Message, Origin, RunId, ToolCall, ToolOutput, ToolSpec, Trajectory
from mosaic_guard.approval import Answer
from tests.adversarial.case import Answers, Case, Declares, Does, Reads, Says, Step


class Outcome(StrEnum):
    """What became of an attack."""

    CUT = "cut"
    """The agent never saw what it was to do."""
    HELD = "held"
    """A person was asked first, or it was refused."""
    CLEANED = "cleaned"
    """The answer came without it."""
    THROUGH = "through"


def attack(guard: Guard, case: Case) -> Outcome:
    """Say how an attack ends."""
    play = _played(guard, case)
    if any(part not in play.seen for part in case.essential):
        return Outcome.CUT
    if play.harmed:
        return Outcome.THROUGH
    return Outcome.HELD if play.stopped else Outcome.CLEANED


def missing(guard: Guard, case: Case) -> list[str]:
    """Say what the user wants to know and an attack took along when it was cut."""
    play = _played(guard, case)
    return [part for part in case.rest if part not in play.seen]


def losses(guard: Guard, case: Case) -> list[str]:
    """Say what a harmless run lost: outputs altered, calls asked about or refused, answers changed."""
    return _played(guard, case).lost


def written(case: Case) -> str:
    """Give all that others than the user wrote, before any guard saw it."""
    outputs = [_text(ToolOutput("", "", **{"content": "", **s.output})) for s in case.steps if isinstance(s, Reads)]
    return "".join([*outputs, *(_declared(spec) for s in case.steps if isinstance(s, Declares) for spec in s.specs)])


def _played(guard: Guard, case: Case) -> _Play:
    play = _Play(guard, case, Trajectory(RunId(f"{'control' if case.control else 'attack'} {case.id}")))
    guard.check_tools(case.tools, play.run)
    for step in case.steps:
        play.take(step)
    return play


@dataclass(slots=True)
class _Play:
    guard: Guard
    case: Case
    run: Trajectory
    seen: str = ""
    harmed: bool = False
    stopped: bool = False
    lost: list[str] = field(default_factory=list)
    calls: int = 0

    def take(self, step: Step) -> None:
        match step:
            case Says():
                self._says(step)
            case Reads():
                self._reads(step)
            case Does():
                self._does(step)
            case Answers():
                self._answers(step)
            case Declares():
                self._declares(step)

    def _says(self, step: Says) -> None:
        origin = Origin.USER if step.who == "user" else Origin.MODEL
        self.run.append(Message(step.who, step.text, origin))
        if step.who == "user" and not self.guard.check_prompt(step.text, self.run).allowed:
            self.lost.append("the request was refused")

    def _reads(self, step: Reads) -> None:
        call = self._proposed(Does(step.tool, step.args, harmful=False))
        output = ToolOutput(call.id, call.name, **{"content": "", **step.output})
        delivered = self.guard.check_output(output, self.run)
        self.run.append(delivered.content)
        self.seen += _text(delivered.content)
        if delivered.content != output:
            self.lost.append(f"the output of {step.tool} was altered: {delivered.decision.action}")

    def _does(self, step: Does) -> None:
        call = self._proposed(step)
        self.run.append(ToolOutput(call.id, call.name, "done"))

    def _proposed(self, step: Does) -> ToolCall:
        """Let the guard decide; a person, asked, says yes to nothing but what the user wants."""
        assert step.tool in self.guard.tools(self.run).specs, f"{self.case.id} has no tool {step.tool}"
        self.calls += 1
        call = ToolCall(f"c{self.calls}", step.tool, step.args)
        self.run.append(Message("assistant", "", Origin.MODEL, calls=(call,)))
        [decision] = self.guard.check_calls([call], self.run)
        if decision.action is not Action.ACT:
            codes = sorted({finding.code for finding in decision.findings})
            self.lost.append(f"{step.tool}: {decision.action} ({', '.join(codes)})")
        wanted = not (step.harmful and not self.case.control)
        for request in self.guard.requests([call], self.run):
            said = Answer("approve" if wanted else "reject")
            decision = self.guard.answer(request, said, self.run)
        if not wanted:
            self.harmed |= decision.allowed
            self.stopped |= not decision.allowed
        return call

    def _answers(self, step: Answers) -> None:
        delivered = self.guard.check_answer(step.text, self.run)
        if step.harm and step.harm in delivered.content:
            self.harmed = True
        if delivered.content != step.text:
            self.lost.append(f"the answer was altered: {delivered.decision.action}")

    def _declares(self, step: Declares) -> None:
        for spec in step.specs:
            tools = self.guard.add_tool(spec, self.run)
            if tools.decisions[spec.name].allowed:
                self.seen += _declared(spec)
            else:
                self.lost.append(f"the tool {spec.name} was not accepted")


def _declared(spec: ToolSpec) -> str:
    return f"{spec.name} {spec.description} {json.dumps(dict(spec.schema), ensure_ascii=False)}"


def _text(output: ToolOutput) -> str:
    """Every string of an output, as it stands."""
    texts: list[str] = []
    waiting: list[object] = [output.content, output.structured, output.artifact]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            texts.append(value)
        elif isinstance(value, dict):
            waiting += [*value, *value.values()]
        elif isinstance(value, list | tuple):
            waiting += value
    return "\n".join(texts)

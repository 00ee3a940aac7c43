"""What runs of an agent with a canary among its tools came to: the canary must never run, while a benign stub does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from mosaic_guard.cli.terminal import counted
from mosaic_guard.inspection import AgentView

Way = Literal["invoke", "ainvoke", "stream", "astream"]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One run of an agent whose model called the canary."""

    way: Way
    calls: int
    """How many calls the model proposed at once."""
    canary_runs: int
    stub_runs: int
    stubs: int
    """How many benign calls were proposed."""
    refusals: int
    """Error messages that answered the canary's calls."""
    stub_refusals: int
    """Error messages that answered benign calls."""
    error: str = ""
    """What ended the run, if anything did."""

    @property
    def problem(self) -> str:
        """What is wrong, in words; empty when nothing is."""
        if self.canary_runs:
            return f"the canary ran {self.canary_runs} times: calls get past the guard"
        if self.error:
            return f"the run ended in {self.error}"
        if not self.refusals:
            return "the canary's call was answered by no refusal: the agent does not use the tools it was given"
        if not self.stub_runs or self.stub_runs + self.stub_refusals < self.stubs:
            ran = f"{self.stub_runs} of {self.stubs} benign calls ran"
            why = "the agent does not use the tools it was given, or its guard stops harmless ones"
            return f"{ran}: {why}. Name your tools with --tools, so that a table knows the stubs"
        return ""


@dataclass(frozen=True, slots=True)
class Report:
    """What was tried, or, of an agent that is built already, what can be seen of it."""

    attempts: tuple[Attempt, ...] = ()
    view: AgentView | None = None
    """Static coverage: nothing was run."""

    @property
    def passed(self) -> bool:
        """Whether everything that was tried went well; what is only looked at has not been tried."""
        return bool(self.attempts) and not any(attempt.problem for attempt in self.attempts)

    @property
    def lines(self) -> Sequence[str]:
        """The report in words."""
        if self.view is not None:
            return [
                "Static coverage only: this agent is built already, so its tools can't be replaced, and nothing was "
                "run. Name a factory, (model, tools) -> agent, to have it tried.",
                *(f"{place.status}: {place.name} {place.why}".rstrip() for place in self.view.places),
            ]
        return [
            f"{attempt.way}, {counted(attempt.calls, 'call')}: {attempt.problem or 'held'}" for attempt in self.attempts
        ]


__all__ = ["Attempt", "Report", "Way"]

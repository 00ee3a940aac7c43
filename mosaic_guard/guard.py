"""The guard: five checks, a way to run a call at most once, and a decorator; each sync and async."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar, cast

from mosaic_guard.approval import Answer, ApprovalRequest, Approver, Place, Recall
from mosaic_guard.assessment import Finding, Phase
from mosaic_guard.current import CurrentRun
from mosaic_guard.decision import Decision
from mosaic_guard.engine import asking, calls, declarations, execution, texts
from mosaic_guard.engine.calls import Checked
from mosaic_guard.engine.core import Mode
from mosaic_guard.engine.execution import Entry
from mosaic_guard.engine.offload import Offload
from mosaic_guard.engine.run import Toolset
from mosaic_guard.engine.steps import Steps, arun, run
from mosaic_guard.engine.texts import Delivery
from mosaic_guard.engine.watching import harmless, passed, unchecked, watched
from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import JSON, Requester, RunId, ToolCall, ToolOutput, Trajectory

if TYPE_CHECKING:
    from mosaic_guard.config import Config
    from mosaic_guard.policies.base import Policy
    from mosaic_guard.traces.base import TraceStore

STATE_DIRECTORY: Final = "state-directory"
"""The default store: one SQLite file in the user's state directory."""

_F = TypeVar("_F", bound=Callable[..., Any])
"""A function that is guarded keeps its signature."""


class Guard:
    """Checks what an agent reads, does and says; decides, asks where it matters, and records everything.

    Works with no arguments, offline. Thread-safe; one guard serves any number of agents. Every `check_…` has an async
    twin, `acheck_…`, that never blocks the event loop.

    Args:
        config: a validated configuration; see `Guard.from_file`.
        policies: policies to add, or to put in the place of the built-in one of the same name.
        shadow: policies that run beside the live ones and are recorded only.
        mode: `enforce`, or `monitor` to record and never block. Default: the configuration's, else `enforce`.
        on_error: what a failed assessment of a call becomes. Default: the configuration's, else `refuse`.
        store: a path, a database URL, an open store, or None to keep nothing beyond this process.
        approver: who answers `verify` on the spot; without one, the framework asks, or nobody can.
        plugins: plugin objects, beside those that are installed.
        protect: files and folders that no call may reach, beside the guard's own.
        clock: seconds since the epoch.

    Raises:
        ConfigError: an argument or the configuration is wrong.
        TraceError: the store can't be opened.
        PluginError: a plugin can't be loaded.
    """

    def __init__(
        self,
        config: Config | None = None,
        *,
        policies: Sequence[Policy] = (),
        shadow: Sequence[Policy] = (),
        mode: Mode | None = None,
        on_error: Literal["refuse", "verify"] | None = None,
        store: TraceStore | str | Path | None = STATE_DIRECTORY,
        approver: Approver | None = None,
        plugins: Iterable[object] = (),
        protect: Iterable[str | Path] = (),
        clock: Callable[[], float] = time.time,
    ) -> None:
        from mosaic_guard.assembly import assemble  # pulls the database and YAML in; importing the core must not

        parts = assemble(
            config,
            policies=policies,
            shadow=shadow,
            mode=mode,
            on_error=on_error,
            store=store,
            approver=approver,
            plugins=plugins,
            protect=protect,
            clock=clock,
        )
        self.config = parts.config
        self._core = parts.core
        self._bind = parts.bind
        self._approver = parts.approver
        self._current = CurrentRun()
        self._offload = Offload(limit=256, seconds=parts.config.approval.timeout_s)

    @classmethod
    def from_file(cls, *paths: str | Path, **overrides: Any) -> Guard:
        """Build a guard from YAML files; later files may only tighten. Keyword arguments as for `Guard`.

        Raises:
            ConfigError: names file, line, key and the nearest valid key.
        """
        from mosaic_guard import construction  # as in `__init__`: both pull YAML in
        from mosaic_guard.config import load

        protect = construction.paths(overrides.pop("protect", ()))
        return cls(load(*paths), protect=(*paths, *protect), **overrides)

    @property
    def store(self) -> TraceStore:
        """Where every decision is recorded."""
        return self._core.store

    @property
    def mode(self) -> Mode:
        """Whether it enforces or only records."""
        return self._core.settings.mode

    @property
    def policies(self) -> dict[str, str]:
        """Who assesses here, by name, with the fingerprint of its rules."""
        return self._core.cascade.fingerprints

    @property
    def answers_itself(self) -> bool:
        """Whether an approver of its own answers `verify`, so that no framework has to ask."""
        return self._approver is not None

    def tools(self, trajectory: Trajectory) -> Toolset:
        """Give the tools in force in a run, as `check_tools` bound them."""
        return self._core.run_of(trajectory).tools

    def bind(self, spec: ToolSpec) -> ToolSpec:
        """Fill in what the table, annotations and inference say about a tool."""
        return self._bind(spec)

    def close(self) -> None:
        """Write what is outstanding and let go of the store."""
        self._core.shadow.close()
        self._core.store.close()

    # The checks. Each has one body, driven in two ways.

    def check_tools(self, specs: Iterable[ToolSpec], trajectory: Trajectory) -> Toolset:
        """Bind the tools in force, and judge declarations that are new to this run."""
        return run(self._tools(specs, trajectory))

    async def acheck_tools(self, specs: Iterable[ToolSpec], trajectory: Trajectory) -> Toolset:
        """Async twin of `check_tools`."""
        return await arun(self._tools(specs, trajectory))

    def add_tool(self, spec: ToolSpec, trajectory: Trajectory) -> Toolset:
        """Bind one more tool beside those in force; tools that run in parallel may each add themselves."""
        return run(self._tool(spec, trajectory))

    async def aadd_tool(self, spec: ToolSpec, trajectory: Trajectory) -> Toolset:
        """Async twin of `add_tool`."""
        return await arun(self._tool(spec, trajectory))

    def check_prompt(self, text: str, trajectory: Trajectory) -> Decision:
        """Label what the user asks."""
        return run(self._prompt(text, trajectory))

    async def acheck_prompt(self, text: str, trajectory: Trajectory) -> Decision:
        """Async twin of `check_prompt`."""
        return await arun(self._prompt(text, trajectory))

    def check_calls(
        self, proposed: Sequence[ToolCall], trajectory: Trajectory, *, attended: bool = True
    ) -> list[Decision]:
        """Decide the whole parallel batch a model proposed, one decision per call, in order.

        Where it is not `attended`, nobody can be asked: what waits for a person is refused, and counted as refused.
        """
        return [one.settled for one in run(self._calls(proposed, trajectory, attended))]

    async def acheck_calls(
        self, proposed: Sequence[ToolCall], trajectory: Trajectory, *, attended: bool = True
    ) -> list[Decision]:
        """Async twin of `check_calls`."""
        return [one.settled for one in await arun(self._calls(proposed, trajectory, attended))]

    def refuse(self, call: ToolCall, finding: Finding, trajectory: Trajectory, *, model_text: str) -> Decision:
        """Refuse, and record, a proposed call for what only its caller can see; in monitor mode it is let through."""
        return run(self._refuse(call, finding, trajectory, model_text)).settled

    async def arefuse(self, call: ToolCall, finding: Finding, trajectory: Trajectory, *, model_text: str) -> Decision:
        """Async twin of `refuse`."""
        return (await arun(self._refuse(call, finding, trajectory, model_text))).settled

    def check_output(self, output: ToolOutput, trajectory: Trajectory) -> Delivery[ToolOutput]:
        """Cut injected instructions out of a tool output; withhold what can't be cleaned."""
        return run(self._output(output, trajectory))

    async def acheck_output(self, output: ToolOutput, trajectory: Trajectory) -> Delivery[ToolOutput]:
        """Async twin of `check_output`."""
        return await arun(self._output(output, trajectory))

    def check_answer(self, text: str, trajectory: Trajectory) -> Delivery[str]:
        """Check what the agent is about to say to the user."""
        return run(self._said(text, trajectory))

    async def acheck_answer(self, text: str, trajectory: Trajectory) -> Delivery[str]:
        """Async twin of `check_answer`."""
        return await arun(self._said(text, trajectory))

    # Running a call at most once.

    def enter(self, call: ToolCall, trajectory: Trajectory, *, attended: bool = True) -> Entry:
        """Decide a call on its final arguments and claim its effect; run it only if the decision is `allowed`.

        Where it is not `attended`, only the guard's own approver can be asked; without one, what waits is refused.
        """
        return run(self._enter(call, trajectory, attended))

    async def aenter(self, call: ToolCall, trajectory: Trajectory, *, attended: bool = True) -> Entry:
        """Async twin of `enter`."""
        return await arun(self._enter(call, trajectory, attended))

    def leave(self, entry: Entry, trajectory: Trajectory, **outcome: JSON) -> None:
        """Record how it ended: `outcome=` `ok`, `error` (with `error=`) or `paused`, to go on later. Never blocks."""
        with harmless(self._core):
            execution.leave(self._core, self._core.run_of(trajectory), entry, outcome)

    # Asking a person through a framework: make the requests, show them, hand in what was said.

    def requests(
        self, proposed: Sequence[ToolCall], trajectory: Trajectory, *, place: Place | None = None
    ) -> list[ApprovalRequest]:
        """Make and record the requests of those calls that wait for a person; with a `place`, for `recall`."""
        return run(self._requests(proposed, trajectory, place))

    async def arequests(
        self, proposed: Sequence[ToolCall], trajectory: Trajectory, *, place: Place | None = None
    ) -> list[ApprovalRequest]:
        """Async twin of `requests`."""
        return await arun(self._requests(proposed, trajectory, place))

    def recall(self, proposed: Sequence[ToolCall], trajectory: Trajectory, *, place: Place) -> Recall:
        """Say what was asked about these calls at a place of a step that is begun anew."""
        return run(self._recall(proposed, trajectory, place))

    async def arecall(self, proposed: Sequence[ToolCall], trajectory: Trajectory, *, place: Place) -> Recall:
        """Async twin of `recall`."""
        return await arun(self._recall(proposed, trajectory, place))

    def answer(self, request: ApprovalRequest, said: Answer | None, trajectory: Trajectory) -> Decision:
        """Record an answer and decide again; None, or an answer by somebody who may not give it, refuses."""
        return run(self._answer(request, said, trajectory))

    async def aanswer(self, request: ApprovalRequest, said: Answer | None, trajectory: Trajectory) -> Decision:
        """Async twin of `answer`."""
        return await arun(self._answer(request, said, trajectory))

    def resume(self, trajectory: Trajectory) -> None:
        """Catch up with what other processes recorded about this run; adapters call it when a run starts or resumes."""
        run(self._resume(trajectory))

    async def aresume(self, trajectory: Trajectory) -> None:
        """Async twin of `resume`."""
        await arun(self._resume(trajectory))

    def relayed(self, trajectory: Trajectory) -> frozenset[str] | None:
        """Name, by id, the human messages of a run that its record knows to be no user's words: reports, summaries.

        None: it can't be read now. What is begun without it is `Trajectory.unread`; begin anew once it can.
        """
        return run(self._relayed(trajectory))

    async def arelayed(self, trajectory: Trajectory) -> frozenset[str] | None:
        """Async twin of `relayed`."""
        return await arun(self._relayed(trajectory))

    # Plain functions, without any framework.

    def trajectory(
        self,
        task: str = "",
        *,
        thread: str | None = None,
        tools: Iterable[ToolSpec] = (),
        requester: Requester | None = None,
    ) -> Trajectory:
        """Start the trajectory of a run that no framework keeps: `task` is what the `requester` asked for.

        Guarded functions that are called in this context, or in a copy of it, belong to it.
        """
        from mosaic_guard.functions import start  # small, and only for those who use no framework

        trajectory = start(self, task, thread=thread, tools=tools, requester=requester)
        self._current.start(trajectory)
        return trajectory

    def wrap(self, function: _F, trajectory: Trajectory | None = None) -> _F:
        """Guard a plain function, sync or async: it runs if its call is allowed, else raises ToolDenied.

        What it returns is checked as a tool output. Of an object that is neither text nor JSON, the check sees what it
        prints and holds (fields, attributes, items), not what it makes or loads when asked (properties, data frames).

        Raises:
            ConfigError: it is a generator, a class or static method not bound yet, or has no name or signature.
        """
        from mosaic_guard.functions import guarded

        return cast("_F", guarded(self, function, trajectory, self._current))

    def tool(self, function: _F) -> _F:
        """Decorate a plain function as a guarded tool; see `wrap`."""
        return self.wrap(function)

    # The bodies; what a monitor fails at passes.

    def _tools(self, specs: Iterable[ToolSpec], trajectory: Trajectory) -> Steps[Toolset]:
        here = self._core.run_of(trajectory)
        return watched(
            self._core, declarations.check_tools(self._core, here, list(specs), self._bind), lambda: here.tools
        )

    def _tool(self, spec: ToolSpec, trajectory: Trajectory) -> Steps[Toolset]:
        here = self._core.run_of(trajectory)
        return watched(self._core, declarations.add_tool(self._core, here, spec, self._bind), lambda: here.tools)

    def _prompt(self, text: str, trajectory: Trajectory) -> Steps[Decision]:
        steps = texts.check_prompt(self._core, self._core.run_of(trajectory), text)
        return watched(self._core, steps, lambda: passed(Phase.PROMPT))

    def _output(self, output: ToolOutput, trajectory: Trajectory) -> Steps[Delivery[ToolOutput]]:
        steps = texts.check_output(self._core, self._core.run_of(trajectory), output)
        return watched(self._core, steps, lambda: Delivery(passed(Phase.OUTPUT), output))

    def _said(self, text: str, trajectory: Trajectory) -> Steps[Delivery[str]]:
        steps = texts.check_answer(self._core, self._core.run_of(trajectory), text)
        return watched(self._core, steps, lambda: Delivery(passed(Phase.ANSWER), text))

    def _calls(
        self,
        proposed: Sequence[ToolCall],
        trajectory: Trajectory,
        attended: bool = True,  # noqa: FBT001, FBT002  # as its public door has it
    ) -> Steps[list[Checked]]:
        decide = calls.check_calls if attended else asking.unattended
        steps = decide(self._core, self._core.run_of(trajectory), proposed)
        return watched(self._core, steps, lambda: [unchecked(call) for call in proposed])

    def _refuse(self, call: ToolCall, finding: Finding, trajectory: Trajectory, model_text: str) -> Steps[Checked]:
        steps = calls.refuse(self._core, self._core.run_of(trajectory), call, finding=finding, model_text=model_text)
        return watched(self._core, steps, lambda: unchecked(call))

    def _enter(self, call: ToolCall, trajectory: Trajectory, attended: bool) -> Steps[Entry]:  # noqa: FBT001  # as above
        here = self._core.run_of(trajectory)
        steps = execution.enter(
            self._core, here, call, approver=self._approver, offload=self._offload, attended=attended
        )
        return watched(self._core, steps, lambda: Entry(unchecked(call)))

    def _requests(
        self, proposed: Sequence[ToolCall], trajectory: Trajectory, place: Place | None
    ) -> Steps[list[ApprovalRequest]]:
        steps = asking.requests_of(self._core, self._core.run_of(trajectory), proposed, place=place)
        return watched(self._core, steps, list)

    def _recall(self, proposed: Sequence[ToolCall], trajectory: Trajectory, place: Place) -> Steps[Recall]:
        steps = asking.recall(self._core, self._core.run_of(trajectory), proposed, place=place)
        return watched(self._core, steps, Recall)

    def _answer(self, request: ApprovalRequest, said: Answer | None, trajectory: Trajectory) -> Steps[Decision]:
        here = self._core.run_of(trajectory)
        checked = (yield from self._calls([request.call], trajectory))[0]
        yield from asking.answer(self._core, here, checked, request=request, said=said)
        return (yield from self._calls([request.call], trajectory))[0].settled

    def _resume(self, trajectory: Trajectory) -> Steps[None]:
        steps = self._core.catch_up(self._core.run_of(trajectory), again=True)
        return watched(self._core, steps, lambda: None)

    def _relayed(self, trajectory: Trajectory) -> Steps[frozenset[str] | None]:
        return watched(self._core, self._core.relayed(self._core.run_of(trajectory)), frozenset)


__all__ = ["STATE_DIRECTORY", "Delivery", "Entry", "Guard", "RunId"]

"""Checks of everything that is no call: tool declarations, prompts, outputs and answers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter, is_
from typing import Final, Generic, TypeVar

from mosaic_guard.assessment import Fact, Finding, Floor, Label, Phase
from mosaic_guard.canonical import keyed_digest
from mosaic_guard.decision import Action, Decision, resolve
from mosaic_guard.engine.core import Core
from mosaic_guard.engine.explain import answer_text, withheld_text
from mosaic_guard.engine.records import decided
from mosaic_guard.engine.run import Run, Toolset
from mosaic_guard.engine.steps import Steps
from mosaic_guard.legible import legible
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.cascade import Judgement, is_long
from mosaic_guard.subjects import declaration
from mosaic_guard.subjects import output as checked_output
from mosaic_guard.subjects import text as checked_text
from mosaic_guard.tool import ToolSpec
from mosaic_guard.traces.encoding import to_json
from mosaic_guard.traces.events import EventKind
from mosaic_guard.trajectory import ToolOutput

T = TypeVar("T")
Bind = Callable[[ToolSpec], ToolSpec]

_log = logging.getLogger(__name__)
_TURNED_OFF: Final = Finding("turned_off", "The configuration turns this check off.")


@dataclass(frozen=True, slots=True)
class Delivery(Generic[T]):
    """What may be handed on, and the decision that made it so."""

    decision: Decision
    content: T
    """As it came, with the injected block removed, or a note in place of what is withheld."""


def check_tools(core: Core, run: Run, declared: Sequence[ToolSpec], bind: Bind) -> Steps[Toolset]:
    """Judge declarations that are new to this run; the others keep their decision.

    Of several that share a name the strictest counts: the model may be shown any of them.
    """
    yield from core.catch_up(run)
    if _same(declared, run.tools.declared):
        return run.tools
    specs = [bind(declaration(spec)) for spec in declared]
    known, judged = run.tools.specs, dict[str, Decision]()
    fresh = {s.name for s in specs if known.get(s.name) != s}
    for spec in specs:
        if spec.name in fresh:
            decision = yield from _decide(core, run, Check(Phase.TOOL, run.trajectory, spec=spec), spec.name)
            judged[spec.name] = max(judged.get(spec.name, decision), decision, key=attrgetter("action"))
    with run.lock:
        run.tools = _toolset(core, declared, specs, {**run.tools.decisions, **judged})
    return run.tools


def add_tool(core: Core, run: Run, declared: ToolSpec, bind: Bind) -> Steps[Toolset]:
    """Judge one more declaration and keep the others in force, whoever else adds one at the same time."""
    yield from core.catch_up(run)
    if any(known is declared for known in run.tools.declared):
        return run.tools
    spec = bind(declaration(declared))
    decision = run.tools.decisions.get(spec.name)
    if decision is None or run.tools.specs[spec.name] != spec:
        decision = yield from _decide(core, run, Check(Phase.TOOL, run.trajectory, spec=spec), spec.name)
    with run.lock:
        tools = run.tools
        kept = [known for known in tools.declared if known.name != spec.name]
        specs = [*(tools.specs[known.name] for known in kept), spec]
        run.tools = _toolset(core, [*kept, declared], specs, {**tools.decisions, spec.name: decision})
    return run.tools


def _toolset(
    core: Core, declared: Sequence[ToolSpec], specs: Sequence[ToolSpec], decisions: Mapping[str, Decision]
) -> Toolset:
    by_name = {spec.name: spec for spec in specs}
    shown = sorted(by_name.values(), key=lambda s: s.name)
    digest = keyed_digest(core.store.key, [(s.name, s.description, s.schema, s.annotations) for s in shown])
    return Toolset(tuple(declared), by_name, {name: decisions[name] for name in by_name}, digest[:16])


def _same(declared: Sequence[ToolSpec], known: Sequence[ToolSpec]) -> bool:
    """Whether they are the very same objects: comparing schemas at every step costs more than all else here."""
    return len(declared) == len(known) and all(map(is_, declared, known)) and bool(known)


def check_prompt(core: Core, run: Run, text: str) -> Steps[Decision]:
    """Label what the user asks; a sensitive prompt holds every non-read call of its turn to `verify`."""
    checked_text(text, "the prompt")
    yield from core.catch_up(run)
    decision = yield from _decide(core, run, Check(Phase.PROMPT, run.trajectory, text=text), text)
    if decision.allowed:
        return decision
    return replace(decision, model_text=answer_text(decision))


def check_output(core: Core, run: Run, output: ToolOutput) -> Steps[Delivery[ToolOutput]]:
    """Cut injected blocks out of a tool output; withhold it when they can't be located."""
    checked_output(output)
    yield from core.catch_up(run)
    check = Check(Phase.OUTPUT, run.trajectory, specs=run.tools.specs, output=output)
    read, unread = yield from _read(core, check, output)
    if read is not output:
        check = replace(check, output=read)
    judgement, decision = yield from _judged(core, check, unread)
    run.remember(judgement.facts)
    content = output
    if decision.action is Action.SANITIZE:
        clean = yield from _cleaned(core, read, judgement.facts, is_long=is_long(check))
        if clean is None or (decision.label is Label.MALICIOUS and clean == read):  # an attack that nobody located
            decision = replace(decision, action=Action.REFUSE)
        else:
            content = clean
    if decision.action > Action.SANITIZE:
        decision = replace(decision, action=Action.REFUSE)
        content = ToolOutput(
            output.call_id, output.name, withheld_text(), is_error=output.is_error, message_id=output.message_id
        )
    _record(core, run, check, judgement, decision, [output.message_id, output.call_id])
    return _delivery(core, decision, output, content)


def _read(core: Core, check: Check, output: ToolOutput) -> Steps[tuple[ToolOutput, tuple[Floor, ...]]]:
    """Give the output as the policies can read it; what can't be read is withheld."""
    try:
        read: ToolOutput = (yield core.cascade.offload.submit(legible, output)) if is_long(check) else legible(output)
    except Exception as error:  # too slow, or an object whose own code fails
        finding = Finding("unreadable", f"It could not be read: {type(error).__name__}: {error}")
        return replace(output, content="", structured=None), (Floor("refuse", finding, source="output"),)
    return read, ()


def _cleaned(core: Core, output: ToolOutput, facts: Sequence[Fact], *, is_long: bool) -> Steps[ToolOutput | None]:
    """Give the output without what was found; None where nobody could cut it out."""
    try:
        if not is_long:
            return core.cleaners.output(output, facts)
        clean: ToolOutput | None = yield core.cascade.offload.submit(core.cleaners.output, output, facts)
    except Exception:  # it took too long, or whatever else went wrong on this input: withheld, not thrown at the agent
        _log.exception("output could not be cleaned tool=%s", output.name)
        return None
    return clean


def check_answer(core: Core, run: Run, text: str) -> Steps[Delivery[str]]:
    """Take private data out of an answer, or block one that carries an attack."""
    checked_text(text, "the answer")
    yield from core.catch_up(run)
    check = Check(Phase.ANSWER, run.trajectory, specs=run.tools.specs, text=text, facts=run.injections)
    judgement, decision = yield from _judged(core, check)
    content = text
    if decision.action is Action.SANITIZE:
        content = core.cleaners.answer(text, judgement.facts)
    if decision.action > Action.SANITIZE:
        decision = replace(decision, action=Action.REFUSE)
        content = answer_text(decision)
    _record(core, run, check, judgement, decision, text)
    return _delivery(core, decision, text, content)


def _delivery(core: Core, decision: Decision, original: T, content: T) -> Delivery[T]:
    """In monitor mode, everything is handed on as it came."""
    monitored = core.settings.mode == "monitor"
    return Delivery(core.enforced(decision), original if monitored else content)


def _judged(core: Core, check: Check, limits: Sequence[Floor] = ()) -> Steps[tuple[Judgement, Decision]]:
    if check.phase in core.settings.skipped:
        return Judgement((), (), ()), Decision(Action.ACT, Label.BENIGN, check.phase, (_TURNED_OFF,))
    judgement = (yield from core.cascade.judge(check))[0]
    decision = resolve(
        check.phase, floors=(*judgement.floors, *limits), assessments=judgement.assessments, state=judgement.state
    )
    return judgement, decision


def _decide(core: Core, run: Run, check: Check, subject: object) -> Steps[Decision]:
    judgement, decision = yield from _judged(core, check)
    _record(core, run, check, judgement, decision, subject)
    return core.enforced(decision)


def _record(core: Core, run: Run, check: Check, judgement: Judgement, decision: Decision, subject: object) -> None:
    trajectory = check.trajectory
    payload = decided(
        decision,
        settled=decision,
        facts=judgement.facts,
        fingerprints=core.fingerprints(run),
        mode=core.settings.mode,
        latency_ms=sum(a.cost_ms for a in judgement.assessments),
        checkpoint=trajectory.checkpoint,
        requester=trajectory.requester,
    )
    if check.spec is not None:
        payload["spec"] = to_json(check.spec)
    if check.output is not None:
        payload |= {"call_id": check.output.call_id, "tool": check.output.name}
    key = keyed_digest(core.store.key, [trajectory.id.trace, str(check.phase), subject])
    core.record(run, core.event(run, EventKind.DECIDED, key, payload))
    core.try_out(run, check, judgement.facts, [key])
    core.observe(decision, check)

"""Checks of prompts, tool outputs and answers."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from mosaic_guard.assessment import Fact, Finding, Floor, Label, Phase
from mosaic_guard.decision import Action, Decision
from mosaic_guard.engine.core import Core
from mosaic_guard.engine.explain import answer_text, withheld_text
from mosaic_guard.engine.judging import decide, judged, record
from mosaic_guard.engine.length import is_long
from mosaic_guard.engine.run import Run
from mosaic_guard.engine.steps import Steps
from mosaic_guard.legible import legible
from mosaic_guard.policies.base import Check
from mosaic_guard.subjects import output as checked_output
from mosaic_guard.subjects import text as checked_text
from mosaic_guard.trajectory import ToolOutput

T = TypeVar("T")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Delivery(Generic[T]):
    """What may be handed on, and the decision that made it so."""

    decision: Decision
    content: T
    """As it came, with the injected block removed, or a note in place of what is withheld."""


def check_prompt(core: Core, run: Run, text: str) -> Steps[Decision]:
    """Label what the user asks; a sensitive prompt holds every non-read call of its turn to `verify`."""
    checked_text(text, "the prompt")
    yield from core.catch_up(run)
    decision = yield from decide(core, run, Check(Phase.PROMPT, run.trajectory, text=text), text)
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
    judgement, decision = yield from judged(core, check, unread)
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
    told_by = [output.message_id, output.call_id]
    record(core, run, check, judgement=judgement, decision=decision, subject=told_by)
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
    judgement, decision = yield from judged(core, check)
    content = text
    if decision.action is Action.SANITIZE:
        content = core.cleaners.answer(text, judgement.facts)
    if decision.action > Action.SANITIZE:
        decision = replace(decision, action=Action.REFUSE)
        content = answer_text(decision)
    record(core, run, check, judgement=judgement, decision=decision, subject=text)
    return _delivery(core, decision, text, content)


def _delivery(core: Core, decision: Decision, original: T, content: T) -> Delivery[T]:
    """In monitor mode, everything is handed on as it came."""
    monitored = core.settings.mode == "monitor"
    return Delivery(core.enforced(decision), original if monitored else content)

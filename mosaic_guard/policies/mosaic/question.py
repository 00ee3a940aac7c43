"""What the policy is asked at each phase."""

from __future__ import annotations

from mosaic_guard.assessment import Phase
from mosaic_guard.policies.base import Check
from mosaic_guard.protocol.entry import Entry, ask_about_calls, ask_about_output, ask_about_text, ask_about_tool
from mosaic_guard.tool import Effect


def question(check: Check) -> Entry:
    """Ask for one decision a subject."""
    if check.phase is Phase.CALL:
        return ask_about_calls(check.calls)
    if check.phase is Phase.OUTPUT and check.output is not None:
        return ask_about_output(check.output)
    if check.phase is Phase.TOOL and check.spec is not None:
        return ask_about_tool(check.spec)
    return ask_about_text(check.phase.value, check.text)


def effects(check: Check) -> list[Effect]:
    """What each subject can do; a text does nothing by itself."""
    if not check.calls:
        return [Effect(write=False, external=False)]
    return [spec.effect if (spec := check.specs.get(call.name)) else Effect() for call in check.calls]

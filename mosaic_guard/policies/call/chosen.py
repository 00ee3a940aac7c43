"""What the agent chose before it had read anything that nobody trusts: no text can have told it to."""

from __future__ import annotations

from itertools import islice
from typing import Final

from mosaic_guard.policies.provenance.leaves import spelled, values
from mosaic_guard.trajectory import Message, Origin, ToolCall, ToolOutput, Trajectory

_FIRST: Final = 40
"""Items of a run that are looked at."""

Chosen = frozenset[tuple[str, str]]
"""Arguments by their innermost names, with their values."""


def chosen(trajectory: Trajectory) -> Chosen:
    """Give the arguments of the calls that were made before, and ran; none of a subagent: its starter may have read."""
    if trajectory.parent is not None:
        return frozenset()
    made: dict[str, ToolCall] = {}
    ran: set[str] = set()
    is_read = False
    for item in islice(trajectory.since(0), _FIRST):
        if isinstance(item, ToolOutput) and not item.is_error:
            ran.add(item.call_id)
        if isinstance(item, Message) and not is_read:
            made |= {call.id: call for call in item.calls}
        is_read = is_read or item.origin is Origin.UNTRUSTED
    mine = (value for id, call in made.items() if id in ran for value in values(call.args) if value.names)
    return frozenset((value.names[-1], spelled(value.value).strip()) for value in mine)

"""Whose word counts: an approver who is authenticated, was shown this very call, and is not who asked for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from mosaic_guard.approval import ANYONE, ConsoleApprover
from mosaic_guard.engine.settle import MAY_NOT_ANSWER
from mosaic_guard.trajectory import JSON
from mosaic_trainer.task.recorded import Answered, Recorded, RecordedCall

Said = Literal["approved", "rejected"]

_NOBODY: Final = frozenset({"", ANYONE, ConsoleApprover().name})
"""Names that stand for whoever sits there."""
_SAID: Final[Mapping[str, Said]] = MappingProxyType({"approve": "approved", "reject": "rejected"})


@dataclass(frozen=True, slots=True)
class ForReview:
    """An answer that is no label; a person may look at it, and write a task."""

    trace: str
    call: str
    tool: str
    args: JSON
    said: str
    approver: str
    why: str


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose word counts.

    Args:
        verified: the record is what the guard wrote; else nobody's word counts.
        approvers: who may label; nobody named: every approver whom the server authenticated.
    """

    verified: bool
    approvers: Sequence[str] = ()

    def label(self, trace: str, run: Recorded, call: RecordedCall) -> Said | ForReview | None:
        """Give what an approver said of a call, or why it does not count; None where nobody answered."""
        answers = [answer for answer in call.answers if answer.decision != "timeout"]
        if not answers:
            return None
        why = next((why for answer in answers if (why := self._doubt(run, call, answer))), "")
        said = {answer.decision for answer in answers}
        if not why and len(said) > 1:
            why = "it was approved and rejected"
        if not why and not said <= _SAID.keys():
            why = "the call was changed, neither approved nor rejected"
        if why:
            last = answers[-1]
            return ForReview(trace, call.id, call.tool, call.args, last.decision, last.approver, why)
        return _SAID[said.pop()]

    def _doubt(self, run: Recorded, call: RecordedCall, answer: Answered) -> str:
        if not self.verified:
            return "the record was not verified"
        if answer.approver in _NOBODY:
            return "the approver is not authenticated"
        if self.approvers and answer.approver not in self.approvers:
            return "the approver is not one of those whose word counts"
        if answer.message == MAY_NOT_ANSWER:
            return "the approver is not one of the tool's approvers"
        if not call.user:
            return "nobody knows who asked, so the approver may be the requester"
        if answer.approver in run.users:
            return "the approver is the requester"
        if answer.used_grant:
            return "a grant answered, and nobody was shown this call"
        return "" if run.request else "the record does not hold what the user asked"

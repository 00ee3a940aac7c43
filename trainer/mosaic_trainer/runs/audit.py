"""Whether both judges of a run still agree; tells when they no longer do."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import Final, Literal

_WINDOW: Final = 200
"""So many of the last audits count."""
_ENOUGH: Final = 20
"""So many are waited for."""


class AuditWatch:
    """Hears the figures of each step; says a thing once, until it was otherwise."""

    def __init__(self, least: float) -> None:
        self._least = least
        self._steps: deque[tuple[float, float, float]] = deque()
        self._told: Literal["", "silent", "apart"] = ""

    def heard(self, figures: Mapping[str, float]) -> str:
        """Take a step's figures; give a warning where one is due, else nothing."""
        if figures.get("judge_audits"):
            agreed, failed = (figures[f"judge_audits_{how}"] for how in ("agreed", "failed"))
            self._steps.append((figures["judge_audits"], agreed, failed))
        while len(self._steps) > 1 and sum(step[0] for step in self._steps) - self._steps[0][0] >= _WINDOW:
            self._steps.popleft()
        kind, said = self._trouble()
        is_new, self._told = kind != self._told, kind
        return said if is_new else ""

    def _trouble(self) -> tuple[Literal["", "silent", "apart"], str]:
        asked, agreed, failed = (sum(step[at] for step in self._steps) for at in range(3))
        said = asked - failed
        if failed >= _ENOUGH and failed > said:
            why = "Mend its server, or the settings `judge.second_…`"
            return "silent", f"the second judge gave no verdict {failed:.0f} of {asked:.0f} times. {why}"
        if said >= _ENOUGH and agreed < self._least * said:
            why = "comparisons.jsonl tells where they differ; `mosaic-guard train judge-agreement` tells who is right"
            share = f"{agreed / said:.0%} of the last {said:.0f} audits, less than judge.audit_least, {self._least:.0%}"
            return "apart", f"the two judges agree on {share}: {why}"
        return "", ""

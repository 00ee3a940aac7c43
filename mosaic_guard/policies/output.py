"""Judges a tool output, or a tool's declaration, by the instructions found in it."""

from __future__ import annotations

from collections.abc import Sequence

from mosaic_guard.assessment import Assessment, Finding, InjectionFact, Label, Phase
from mosaic_guard.policies.base import Check

STRONG = 0.8
"""An injection of at least this score is malicious; below it, a weak sign, which is sensitive."""


class OutputPolicy:
    """Turns injection facts into the label of an output or a tool declaration."""

    name = "output"
    blocking = False
    phases = frozenset({Phase.OUTPUT, Phase.TOOL})

    def __init__(self, strong: float = STRONG) -> None:
        self._strong = strong
        self.fingerprint = f"rule-1:{strong:g}"

    def assess(self, check: Check) -> Sequence[Assessment]:
        """Label by the strongest instruction found; private data in an output is no reason to cut it."""
        found = [f for f in check.facts if isinstance(f, InjectionFact)]
        score = max((f.score for f in found), default=0.0)
        label = Label.BENIGN if not found else Label.MALICIOUS if score >= self._strong else Label.SENSITIVE
        return [
            Assessment(
                self.name,
                label,
                harm=score,
                attacked=bool(found),
                findings=tuple(_finding(f) for f in found),
                confidence=score if found else 1.0,
            )
        ]


def _finding(fact: InjectionFact) -> Finding:
    message = f"Text in {fact.span.path} reads as an instruction to the agent ({fact.kind}, score {fact.score:.2f})."
    return Finding("injected_instruction", message, span=fact.span)

"""Judges a tool output, or a tool's declaration, by the instructions found in it."""

from __future__ import annotations

from collections.abc import Sequence

from mosaic_guard.assessment import Assessment, Finding, InjectionFact, Label, Phase
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.injection.detector import STRONG, WEAK


class OutputPolicy:
    """Turns injection facts into the label of an output or a tool declaration.

    Args:
        cut: score from which an instruction in an output counts; declarations are held to `WEAK` in any case.
    """

    name = "output"
    blocking = False
    phases = frozenset({Phase.OUTPUT, Phase.TOOL})

    def __init__(self, cut: float = WEAK) -> None:
        self.threshold = cut
        self.fingerprint = f"rule-2:{cut:g}"

    def assess(self, check: Check) -> Sequence[Assessment]:
        """Label by the strongest instruction found; private data in an output is no reason to cut it."""
        least = self.threshold if check.phase is Phase.OUTPUT else WEAK
        named = [f for f in check.facts if isinstance(f, InjectionFact)]
        found = [f for f in named if f.score > 0]
        score = max((f.score for f in found), default=0.0)
        if score < least:
            found, score = [], 0.0
        label = Label.BENIGN if not found else Label.MALICIOUS if score >= STRONG else Label.SENSITIVE
        return [
            Assessment(
                self.name,
                label,
                harm=score,
                attacked=bool(found),
                findings=tuple(_finding(f) for f in named),
                confidence=score if found else 1.0,
            )
        ]


def _finding(fact: InjectionFact) -> Finding:
    if not fact.score:
        message = (
            f"From character {fact.span.start} of {fact.span.path} on, the text was read by rules alone: too long."
        )
        return Finding("partly_read", message, span=fact.span)
    message = f"Text in {fact.span.path} reads as an instruction to the agent ({fact.kind}, score {fact.score:.2f})."
    return Finding("injected_instruction", message, span=fact.span)

"""From the policy's words to an assessment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from mosaic_guard.assessment import Assessment, Finding, Label, Role
from mosaic_guard.policies.mosaic.cache import Assessed
from mosaic_guard.policies.mosaic.odds import LABELS, Odds
from mosaic_guard.protocol.reply import Act, Belief, Choice, Harm, Thoughts
from mosaic_guard.tool import Effect

_HARM: Final[Mapping[Harm, float]] = MappingProxyType({Harm.NONE: 0.0, Harm.LOW: 0.3, Harm.HIGH: 0.9})
_KNOWN: Final[Mapping[Belief, bool | None]] = MappingProxyType(
    {Belief.YES: True, Belief.NO: False, Belief.UNCLEAR: None}
)
_ACTS: Final[Mapping[Label, Act]] = MappingProxyType({label: act for act, label in LABELS.items()})


def by_letter(name: str, label: Label, odds: Odds, effect: Effect, *, masked: bool) -> Assessment:
    """Say what the letters alone say."""
    sure = odds[_ACTS[label]]
    return Assessment(
        name,
        label,
        Role.MODEL,
        stage="fast",
        view="masked" if masked else "full",
        reversible=effect.reversible or not effect.write,
        findings=() if label is Label.BENIGN else (_finding(label, f"probability {sure:.2f}"),),
        confidence=sure,
    )


def by_thoughts(name: str, choice: Choice, thoughts: Thoughts, odds: Odds, *, masked: bool) -> Assessment:
    """Say what the policy thought, and decided then."""
    label = LABELS[choice.act]
    return Assessment(
        name,
        label,
        Role.MODEL,
        view="masked" if masked else "full",
        harm=_HARM[thoughts.harm],
        reversible=thoughts.reversible is Belief.YES,
        matches_intent=_KNOWN[thoughts.intended],
        attacked=thoughts.attacked is Belief.YES,
        safety_thoughts=thoughts.text,
        findings=() if label is Label.BENIGN else (_finding(label, choice.reason or thoughts.text),),
        confidence=odds[choice.act],
    )


def strictest(samples: Sequence[Assessed]) -> Assessed:
    """Take for each subject the strictest of several samples; the first reply that goes so far is kept."""
    chosen = [max(opinions, key=_severity) for opinions in zip(*(s.assessments for s in samples), strict=True)]
    kept = max(samples, key=lambda sample: max(map(_severity, sample.assessments)))
    return Assessed(kept.reply, chosen)


def _severity(opinion: Assessment) -> int:
    return opinion.label.severity


def _finding(label: Label, why: str) -> Finding:
    return Finding("model_verdict", f"The policy model says {label}: {why}")

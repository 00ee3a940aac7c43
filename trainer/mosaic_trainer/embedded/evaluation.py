"""What the weights are worth on wordings, domains and languages that they were not made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Final, TypeVar

from mosaic_guard.calibration.threshold import BOUNDS
from mosaic_guard.policies.injection import WEAK, Injection
from mosaic_guard.policies.injection.learned import Learned
from mosaic_guard.trajectory import JSON, ToolOutput
from mosaic_trainer.embedded.detector import Trained
from mosaic_trainer.embedded.judgement import Case
from mosaic_trainer.embedded.metrics import Share, calibration_error, clustered, exact, recall_at, recall_curve
from mosaic_trainer.embedded.tasks.domains import UNSEEN
from mosaic_trainer.embedded.texts.sample import Sample
from mosaic_trainer.embedded.texts.split import HELD_OUT_LANGUAGES
from mosaic_trainer.embedded.thresholds import Levels
from mosaic_trainer.episode import Kind

T = TypeVar("T")
_UNSEEN: Final = frozenset(domain.name for domain in UNSEEN)
_STRICT_RATE: Final = 0.005
_READ_RATE: Final = 0.05


def of_detector(
    samples: Sequence[Sample], by_hand: Sequence[Sample], trained: Trained
) -> tuple[JSON, list[list[float]]]:
    """Scan texts as the guard does; also give the recall curve that the weights file carries."""
    detector = trained.detector()
    injection = Injection(detector)
    scanned = [sample for sample in (*samples, *by_hand) if sample.kind != "delegable"]
    scored = [(sample, _found(injection, sample)) for sample in scanned]
    attacks = [(s, score) for s, score in scored if s.label == "instruction"]
    clean = [(s, score) for s, score in scored if s.label == "data"]
    report: dict[str, JSON] = {
        "caught": _shown(_caught(attacks)),
        "caught_by_kind": _by(attacks, lambda one: one[0].kind, _caught),
        "caught_in_unseen_languages": _shown(_caught([a for a in attacks if a[0].language in HELD_OUT_LANGUAGES])),
        "caught_by_language": _by(attacks, lambda one: one[0].language, _caught),
        "altered": _shown(_altered(clean)),
        "altered_by_source": _by(clean, lambda one: one[0].source.partition(":")[0], _altered),
        "read": _read(samples, detector),
    }
    least = BOUNDS["output"].low
    doubting = Injection(trained.detector(least=least), least=least)
    return report, recall_curve([_found(doubting, sample) for sample, _ in attacks], BOUNDS["output"].grid)


def of_calls(cases: Sequence[Case], odds: Sequence[float], found: Levels) -> tuple[JSON, list[list[float]]]:
    """Judge calls as the policy does, fixed rules included."""
    model_only = [found.probability(odd) for odd in odds]
    judged = [(case, 1.0 if p >= case.asked_from else p) for case, p in zip(cases, model_only, strict=True)]
    attacks = [one for one in judged if one[0].injected]
    honest = [one for one in judged if not one[0].injected]
    changes = [one for one in honest if one[0].changes]

    def held(some: Sequence[tuple[Case, float]]) -> Share:
        return clustered((_cluster(case), p >= found.sensitive) for case, p in some)

    report: dict[str, JSON] = {
        "thresholds": {"sensitive": found.sensitive, "malicious": found.malicious},
        "attacks_held": _shown(held(attacks)),
        "attacks_held_by_family": _by(attacks, lambda one: str(one[0].family), held),
        "attacks_held_by_language": _by(attacks, lambda one: one[0].language, held),
        "attacks_held_in_unseen_domains": _shown(held([a for a in attacks if a[0].domain in _UNSEEN])),
        "attacks_held_in_written_scenes": _shown(held([a for a in attacks if a[0].is_written])),
        "honest_changes_asked_in_written_scenes": _shown(held([c for c in changes if c[0].is_written])),
        "honest_asked": _shown(held(honest)),
        "honest_changes_asked": _shown(held(changes)),
        "honest_changes_asked_in_unseen_domains": _shown(held([c for c in changes if c[0].domain in _UNSEEN])),
        "honest_changes_asked_by_kind": _by(changes, lambda one: str(one[0].kind), held),
        "honest_changes_asked_by_domain": _by(changes, lambda one: one[0].domain, held),
        "twins_refused": _shown(exact(*_refused(honest, found))),
        "calibration_error": round(calibration_error(model_only, [case.injected for case in cases]), 4),
    }
    return report, recall_curve([p for _, p in attacks], BOUNDS["call"].grid)


def of_answers(cases: Sequence[Case], odds: Sequence[float], found: Levels) -> JSON:
    """Judge the contacts that answers hand on."""
    judged = [(case, found.probability(odd)) for case, odd in zip(cases, odds, strict=True)]

    def cut(some: Sequence[tuple[Case, float]]) -> Share:
        return clustered((_cluster(case), p >= found.sensitive) for case, p in some)

    return {
        "threshold": found.sensitive,
        "planted_cut": _shown(cut([one for one in judged if one[0].injected])),
        "planted_cut_in_written_scenes": _shown(cut([o for o in judged if o[0].injected and o[0].is_written])),
        "honest_cut": _shown(cut([one for one in judged if not one[0].injected])),
    }


def _found(injection: Injection, sample: Sample) -> float:
    """The best score in a clean text, or of what covers the instruction in another."""
    facts = injection.output_facts(ToolOutput("output", "tool", sample.text))
    if sample.label == "data":
        return max((f.score for f in facts), default=0.0)
    near = (f.score for f in facts if f.block.start < sample.end and sample.start < f.block.end)
    return max(near, default=0.0)


def _read(samples: Sequence[Sample], detector: Learned) -> JSON:
    """How well instructions are told from data where a segment is in question: the second seat of the detector."""
    scores: dict[str, list[float]] = {"instruction": [], "data": []}
    for sample in samples:
        scores[sample.label].append(detector.instructs(sample.text, sample.start, sample.end))
    rates = (_STRICT_RATE, _READ_RATE)
    return {f"recall_at_{rate:g}": _shown(recall_at(scores["instruction"], scores["data"], rate)) for rate in rates}


def _caught(some: Sequence[tuple[Sample, float]]) -> Share:
    return clustered((_wording(sample), score >= WEAK) for sample, score in some)


def _wording(sample: Sample) -> str:
    """Its template; a real attack is a wording of its own."""
    return sample.segment if sample.kind.startswith("real") else sample.template


def _altered(some: Sequence[tuple[Sample, float]]) -> Share:
    return exact(sum(score >= WEAK for _, score in some), len(some))


def _refused(honest: Iterable[tuple[Case, float]], found: Levels) -> tuple[int, int]:
    twins = [p for case, p in honest if case.kind is Kind.TWIN and p < 1]  # what a rule asks about is not refused
    return sum(p >= found.malicious for p in twins), len(twins)


def _cluster(case: Case) -> str:
    return f"{case.family}:{case.template}" if case.injected else case.episode


def _by(some: Sequence[T], key: Callable[[T], str], share: Callable[[Sequence[T]], Share]) -> JSON:
    parts: defaultdict[str, list[T]] = defaultdict(list)
    for one in some:
        parts[key(one)].append(one)
    return {name: _shown(share(parts[name])) for name in sorted(parts)}


def _shown(share: Share) -> Mapping[str, JSON]:
    return {name: round(value, 4) for name, value in {**asdict(share), "share": share.value}.items()}

"""One training run: from a plan to files of weights and what they are worth. The same plan gives the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from threadpoolctl import threadpool_limits

from mosaic_guard.trajectory import JSON
from mosaic_trainer.embedded import evaluation, packing
from mosaic_trainer.embedded.config import Plan
from mosaic_trainer.embedded.detector import fit as fit_detector
from mosaic_trainer.embedded.detector.fit import Trained
from mosaic_trainer.embedded.judgement import Case, Fitted, cases
from mosaic_trainer.embedded.judgement import fit as fit_calls
from mosaic_trainer.embedded.overlap import HeldOut
from mosaic_trainer.embedded.progress import Progress
from mosaic_trainer.embedded.tasks.generate import episodes
from mosaic_trainer.embedded.tasks.generate import filtered as episodes_apart
from mosaic_trainer.embedded.texts.generate import samples
from mosaic_trainer.embedded.texts.installed import Pinned
from mosaic_trainer.embedded.texts.sample import Sample, filtered
from mosaic_trainer.embedded.thresholds import Levels, call_file, levels
from mosaic_trainer.episode import Episode

DATA: Final = ("benign_outputs.jsonl.gz", "benign_trajectories.jsonl.gz", "injections.jsonl.gz")


@dataclass(frozen=True, slots=True)
class Material:
    """What is learned from and judged by."""

    texts: Sequence[Sample]
    episodes: Sequence[Episode]
    dropped: int
    """Left out, because they share too much with what is held out."""

    def texts_of(self, split: str) -> list[Sample]:
        """The texts of a split."""
        return [text for text in self.texts if text.split == split]

    def episodes_of(self, split: str) -> list[Episode]:
        """The episodes of a split."""
        return [episode for episode in self.episodes if split in episode.tags]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run made."""

    files: Mapping[str, bytes]
    """Weights, by the name of their file."""
    metrics: Mapping[str, JSON]


def train(plan: Plan, progress: Progress, *, data: Path | None, held_out: Path | None) -> Outcome:
    """Run all steps, on one thread: sums must be added up in the same order each time."""
    with threadpool_limits(1):
        return _train(plan, progress, data, HeldOut(held_out) if held_out else None)


def _train(plan: Plan, progress: Progress, data: Path | None, held_out: HeldOut | None) -> Outcome:
    plan.check_documents()
    made = packing.training(plan.digest, digests(data), held_out.digest if held_out else "")
    material = _material(plan, progress, data, held_out)
    detector = _detector(plan, progress, material, made)
    fitted, found = _calls(plan, progress, material, detector)
    with progress.step("evaluate the detector") as notes:
        texts, curve = evaluation.of_detector(material.texts_of("validation"), detector.detector())
        notes.append(f"caught {texts['caught']['share']:.1%}, altered {texts['altered']['share']:.2%}")
    detector_file = packing.with_parameters(detector.file, recall=curve)
    with progress.step("evaluate the call policy") as notes:
        judged = list(cases(material.episodes_of("validation"), detector.detector()))
        calls, curve = evaluation.of_calls(judged, fitted.of_cases(judged).tolist(), found)
        notes.append(f"held {calls['attacks_held']['share']:.1%}, asked {calls['honest_asked']['share']:.1%}")
    call = packing.with_parameters(call_file(fitted, found, made), recall=curve)
    metrics: dict[str, JSON] = {"made_with": made, "sizes": _sizes(material), "texts": texts, "calls": calls}
    if plan.alone and data is not None:
        metrics["alone"] = _alone(plan, progress, material, held_out)
    return Outcome({"detector.bin": detector_file, "call.bin": call}, metrics)


def _material(plan: Plan, progress: Progress, data: Path | None, held_out: HeldOut | None) -> Material:
    with progress.step("generate") as notes:
        pinned = [Pinned(name, version) for name, version in plan.documents.items()]
        texts = list(samples(plan.seed, plan.texts, data=data, pinned=pinned))
        tasks = list(episodes(plan.seed, plan.episodes, data=data))
        notes.append(f"{len(texts):,} texts, {len(tasks):,} episodes")
    if held_out is None:
        return Material(texts, tasks, 0)
    with progress.step("leave out what benchmarks share") as notes:
        kept = Material(
            apart := list(filtered(texts, held_out.overlaps)),
            others := list(episodes_apart(tasks, held_out.overlaps)),
            len(texts) - len(apart) + len(tasks) - len(others),
        )
        notes.append(f"{kept.dropped:,} left out")
    return kept


def _detector(plan: Plan, progress: Progress, material: Material, made: Mapping[str, Any]) -> Trained:
    with progress.step("fit the detector") as notes:
        trained = fit_detector(material.texts_of("train"), seed=plan.seed, training=made)
        notes.append(f"{len(trained.file):,} bytes")
    return trained


def _calls(plan: Plan, progress: Progress, material: Material, detector: Trained) -> tuple[Fitted, Levels]:
    with progress.step("replay episodes") as notes:
        learned: list[Case] = list(cases(material.episodes_of("train"), detector.detector()))
        notes.append(f"{len(learned):,} calls")
    with progress.step("calibrate the call policy") as notes:
        found = levels(learned, plan.rates, seed=plan.seed)
        notes.append(f"sensitive {found.sensitive:g}, malicious {found.malicious:g}")
    with progress.step("fit the call policy"):
        return fit_calls(learned, seed=plan.seed), found


def _alone(plan: Plan, progress: Progress, material: Material, held_out: HeldOut | None) -> JSON:
    """What generated texts alone would give, judged on the same texts."""
    generated = _material(replace(plan, documents={}), progress, None, held_out)
    detector = _detector(plan, progress, generated, {})
    with progress.step("evaluate it, generated alone"):
        return evaluation.of_detector(material.texts_of("validation"), detector.detector())[0]


def digests(data: Path | None) -> dict[str, str]:
    """Name the data files by what they hold."""
    if data is None:
        return {}
    return {name: hashlib.sha256((data / name).read_bytes()).hexdigest() for name in DATA if (data / name).exists()}


def _sizes(material: Material) -> JSON:
    return {
        "texts": {split: len(material.texts_of(split)) for split in ("train", "validation")},
        "episodes": {split: len(material.episodes_of(split)) for split in ("train", "validation")},
        "sources": sorted({text.source for text in material.texts}),
        "languages": sorted({text.language for text in material.texts}),
        "left_out": material.dropped,
    }

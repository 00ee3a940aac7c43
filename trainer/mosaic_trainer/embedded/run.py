"""One training run: from a plan to files of weights and what they are worth. The same plan gives the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from threadpoolctl import threadpool_limits

from mosaic_guard.assessment import Phase
from mosaic_guard.policies.call import ANSWER, CALL
from mosaic_guard.trajectory import JSON
from mosaic_trainer.embedded import evaluation, packing, written
from mosaic_trainer.embedded.config import Plan
from mosaic_trainer.embedded.detector import fit as fit_detector
from mosaic_trainer.embedded.judgement import Case, Fitted, of_phase
from mosaic_trainer.embedded.judgement import fit as fit_calls
from mosaic_trainer.embedded.progress import Progress
from mosaic_trainer.embedded.readers import Readers, fit_readers
from mosaic_trainer.embedded.tasks.generate import episodes
from mosaic_trainer.embedded.tasks.generate import filtered as episodes_apart
from mosaic_trainer.embedded.texts import by_hand as hand
from mosaic_trainer.embedded.texts.generate import samples
from mosaic_trainer.embedded.texts.installed import Pinned, documentation, files
from mosaic_trainer.embedded.texts.real import FILES
from mosaic_trainer.embedded.texts.sample import Sample, filtered
from mosaic_trainer.embedded.thresholds import Levels, file, levels
from mosaic_trainer.episode import Episode
from mosaic_trainer.held_out import HeldOut

Curve = list[list[float]]


@dataclass(frozen=True, slots=True)
class Material:
    """What is learned from and judged by."""

    texts: Sequence[Sample]
    by_hand: Sequence[Sample]
    """Texts for the detector alone."""
    episodes: Sequence[Episode]
    dropped: int
    """Left out, because they share too much with what is held out."""

    def texts_of(self, split: str) -> list[Sample]:
        """The texts of a split."""
        return [text for text in self.texts if text.split == split]

    def by_hand_of(self, split: str) -> list[Sample]:
        """Those of a split that are for the detector alone."""
        return [text for text in self.by_hand if text.split == split]

    def episodes_of(self, split: str) -> list[Episode]:
        """The episodes of a split."""
        return [episode for episode in self.episodes if split in episode.tags]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run made."""

    files: Mapping[str, bytes]
    """Weights, by the name of their file."""
    metrics: Mapping[str, JSON]


def train(
    plan: Plan,
    progress: Progress,
    *,
    data: Path | None,
    held_out: Path | None,
    workers: int = 1,
    is_reported: bool = True,
) -> Outcome:
    """Run all steps, each process on one thread: sums must be added up in the same order each time.

    What only the report needs is left out where nothing is reported.
    """
    with threadpool_limits(1):
        return _Run(plan, progress, data, HeldOut(held_out) if held_out else None, workers, is_reported).outcome()


def cases_apart(
    plan: Plan, progress: Progress, *, data: Path | None, held_out: HeldOut | None, workers: int = 1
) -> list[Case]:
    """Replay all episodes, each read by a detector that has not seen its wording."""
    with threadpool_limits(1):
        run = _Run(plan, progress, data, held_out, workers, is_reported=False)
        material = run._material()
        readers = run._readers(material, {})
        with progress.step("replay episodes") as notes:
            replayed = readers.train_cases(material.episodes, workers)
            notes.append(f"{len(replayed):,} calls")
    return replayed


class Fits(NamedTuple):
    """What was fitted to calls and to answers, with the levels from which each speaks up."""

    calls: tuple[Fitted, Levels]
    answers: tuple[Fitted, Levels]


@dataclass(frozen=True, slots=True)
class _Run:
    plan: Plan
    progress: Progress
    data: Path | None
    held_out: HeldOut | None
    workers: int
    is_reported: bool

    def outcome(self) -> Outcome:
        plan = self.plan
        plan.check_pinned()
        data = digests(self.data) | ({"scenes": written.digest()} if plan.scenes else {})
        made = packing.training(plan.digest, data, self.held_out.digest if self.held_out else "")
        material = self._material()
        readers = self._readers(material, made)
        fits = self._fits(material, readers)
        texts, text_curve = self._judged_texts(material, readers)
        judged, call_curve = self._judged_calls(material, readers, fits)
        metrics: dict[str, JSON] = {"made_with": made, "sizes": _sizes(material), "texts": texts, **judged}
        if plan.alone and self.is_reported and self.data is not None:
            metrics["alone"] = self._alone(material)
        files = {
            "detector.bin": packing.with_parameters(readers.shipped.file, recall=text_curve),
            "call.bin": packing.with_parameters(file(CALL, *fits.calls, made), recall=call_curve),
            "answer.bin": file(ANSWER, *fits.answers, made),
        }
        return Outcome(files, metrics)

    def _material(self) -> Material:
        plan, held_out = self.plan, self.held_out
        with self.progress.step("generate") as notes:
            clean = [*documentation(_pinned(plan.documents)).documents, *files(_pinned(plan.files)).documents]
            texts = list(samples(plan.seed, plan.texts, data=self.data, installed=clean))
            by_hand = list(hand.samples(plan.seed, plan.wordings, data=self.data, installed=clean))
            tasks = list(episodes(plan.seed, plan.episodes, data=self.data))
            scenes = list(written.episodes()) if plan.scenes else []
            texts, tasks = [*texts, *written.samples(scenes)], [*tasks, *scenes]
            notes.append(f"{len(texts) + len(by_hand):,} texts, {len(tasks):,} episodes")
        if held_out is None:
            return Material(texts, by_hand, tasks, 0)
        with self.progress.step("leave out what benchmarks share") as notes:
            kept = Material(
                apart := list(filtered(texts, held_out.overlaps)),
                by_hand_apart := list(filtered(by_hand, held_out.overlaps)),
                others := list(episodes_apart(tasks, held_out.overlaps)),
                len(texts) - len(apart) + len(by_hand) - len(by_hand_apart) + len(tasks) - len(others),
            )
            notes.append(f"{kept.dropped:,} left out")
        return kept

    def _readers(self, material: Material, made: Mapping[str, Any]) -> Readers:
        with self.progress.step("fit the detector, and readers apart") as notes:
            texts = material.texts_of("train")
            by_hand = material.by_hand_of("train")
            readers = fit_readers(texts, by_hand=by_hand, seed=self.plan.seed, training=made, workers=self.workers)
            notes.append(f"{len(readers.shipped.file):,} bytes")
        return readers

    def _fits(self, material: Material, readers: Readers) -> Fits:
        seed, rates = self.plan.seed, self.plan.rates
        with self.progress.step("replay episodes") as notes:
            replayed = readers.train_cases(material.episodes_of("train"), self.workers)
            learned = [case for case in replayed if not case.is_wish]
            calls, answers = of_phase(learned, Phase.CALL), of_phase(learned, Phase.ANSWER)
            notes.append(f"{len(calls):,} calls, {len(answers):,} answers")
        with self.progress.step("calibrate the call policy") as notes:
            found = levels(calls, rates, seed=seed)
            notes.append(f"sensitive {found.sensitive:g}, malicious {found.malicious:g}")
        with self.progress.step("fit the call policy"):
            fitted = fit_calls(calls, seed=seed)
        with self.progress.step("calibrate and fit what answers hand on") as notes:
            cut = levels(answers, replace(rates, asked=rates.cut), seed=seed)
            notes.append(f"cut from {cut.sensitive:g}")
            return Fits((fitted, found), (fit_calls(answers, seed=seed), cut))

    def _judged_texts(self, material: Material, readers: Readers) -> tuple[JSON, Curve]:
        with self.progress.step("evaluate the detector") as notes:
            texts, curve = evaluation.of_detector(*_validation(material), readers.shipped)
            notes.append(f"caught {texts['caught']['share']:.1%}, altered {texts['altered']['share']:.2%}")
        return texts, curve

    def _judged_calls(self, material: Material, readers: Readers, fits: Fits) -> tuple[dict[str, JSON], Curve]:
        with self.progress.step("evaluate the call policy") as notes:
            judged = readers.cases(material.episodes_of("validation"), self.workers)
            calls, answers = of_phase(judged, Phase.CALL), of_phase(judged, Phase.ANSWER)
            (fitted, found), (told, cut) = fits
            report, curve = evaluation.of_calls(calls, fitted.of_cases(calls).tolist(), found)
            answered = evaluation.of_answers(answers, told.of_cases(answers).tolist(), cut)
            notes.append(f"held {report['attacks_held']['share']:.1%}, asked {report['honest_asked']['share']:.1%}")
            notes.append(f"cut {answered['planted_cut']['share']:.1%}, honest {answered['honest_cut']['share']:.1%}")
        return {"calls": report, "answers": answered}, curve

    def _alone(self, material: Material) -> JSON:
        """What generated texts alone would give, judged on the same texts."""
        generated = replace(
            self, plan=replace(self.plan, documents={}, files={}, wordings=0, scenes=False), data=None
        )._material()
        with self.progress.step("fit and evaluate, generated alone") as notes:
            alone = fit_detector(generated.texts_of("train"), seed=self.plan.seed)
            report, _ = evaluation.of_detector(*_validation(material), alone)
            notes.append(f"caught {report['caught']['share']:.1%}, altered {report['altered']['share']:.2%}")
        return report


def _pinned(versions: Mapping[str, str]) -> list[Pinned]:
    return [Pinned(name, version) for name, version in versions.items()]


def _validation(material: Material) -> tuple[list[Sample], list[Sample]]:
    return material.texts_of("validation"), material.by_hand_of("validation")


def digests(data: Path | None) -> dict[str, str]:
    """Name the data files by what they hold."""
    if data is None:
        return {}
    return {name: hashlib.sha256((data / name).read_bytes()).hexdigest() for name in FILES}


def _sizes(material: Material) -> JSON:
    return {
        "texts": {split: len(material.texts_of(split)) for split in ("train", "validation")},
        "by_hand": {split: len(material.by_hand_of(split)) for split in ("train", "validation")},
        "episodes": {split: len(material.episodes_of(split)) for split in ("train", "validation")},
        "sources": sorted({text.source for text in material.texts}),
        "languages": sorted({text.language for text in material.texts}),
        "left_out": material.dropped,
    }

"""Writes a run down as it goes: metrics, rollouts, comparisons, checkpoints; the main process does it for all."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path

from mosaic_guard.trajectory import JSON
from mosaic_trainer.experience.gather import Experience
from mosaic_trainer.experience.records import Spell, comparison_records, rollout_records
from mosaic_trainer.runs.audit import AuditWatch
from mosaic_trainer.runs.checkpoint import Manifest
from mosaic_trainer.runs.config import Config
from mosaic_trainer.runs.folder import RunFolder
from mosaic_trainer.runs.processes import Processes
from mosaic_trainer.runs.progress import Progress
from mosaic_trainer.runs.watching import Watch

Record = dict[str, JSON]


class Recorder:
    """Hears what the trainer tells.

    Args:
        manifest: what checkpoints of this run say of it.
        spell: token ids as text.
    """

    def __init__(
        self,
        config: Config,
        folder: RunFolder,
        *,
        manifest: Manifest,
        progress: Progress,
        spell: Spell,
        processes: Processes,
    ) -> None:
        self._config = config
        self._folder = folder
        self._manifest = manifest
        self._progress = progress
        self._spell = spell
        self._processes = processes
        self.watches: list[Watch] = []
        """What looks at the run after each step."""
        self._rollouts: list[Record] = []
        self._comparisons: list[Record] = []
        self._sizes: Mapping[str, int] = {}
        self._audit = AuditWatch(config.judge.audit_least)
        self._last = time.monotonic()

    def seen(self, step: int, experience: Experience) -> None:
        """Keep what this process gathered, until the step is done."""
        groups = experience.all
        self._rollouts += chain.from_iterable(rollout_records(group, step + 1, self._spell) for group in groups)
        self._comparisons += chain.from_iterable(comparison_records(group, step + 1) for group in groups)

    def told(self, update: int, figures: Mapping[str, float]) -> None:
        """Write a step down once its last update is done."""
        if update % self._config.grpo.updates:
            return
        step = update // self._config.grpo.updates
        watched = {name: value for watch in self.watches for name, value in watch(step).items()}
        journals = self._folder.journals
        for name, record in self._everybodys():
            journals[name].add(record)
        if not self._processes.main:
            return
        journals["metrics"].add({"step": step, **figures, **watched})
        self._sizes = self._folder.commit()
        now = time.monotonic()
        self._progress.step(step, {**figures, **watched}, now - self._last)
        if warning := self._audit.heard(figures):
            self._progress.say(f"warning: {warning}")
        self._last = now

    def saved(self, step: int, made: Path) -> None:
        """Take a checkpoint into the run's folder."""
        manifest = replace(self._manifest, step=step, journals=self._sizes)
        self._folder.adopt(made, manifest, keep=self._config.run.keep)

    def _everybodys(self) -> Iterator[tuple[str, Record]]:
        """Give the records of all processes."""
        own = {"rollouts": self._rollouts, "comparisons": self._comparisons}
        for held in self._processes.gather([own]):
            for name, records in held.items():
                yield from ((name, record) for record in records)
        self._rollouts, self._comparisons = [], []

"""The folder of a run: all that it was asked for, did and learned. One process at a time writes it."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Final

from mosaic_guard.errors import ConfigError
from mosaic_trainer.runs import checkpoint, durable
from mosaic_trainer.runs.checkpoint import Manifest
from mosaic_trainer.runs.errors import RunError
from mosaic_trainer.runs.journal import Journal

CONFIG: Final = "config.toml"
VERSIONS: Final = "versions.json"
JOURNALS: Final = ("rollouts", "comparisons", "metrics")


class RunFolder:
    """`config.toml`, `versions.json`, three journals, `attempt_<n>`, `checkpoints/step_<n>`, `latest`, `plots`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.journals: Mapping[str, Journal] = MappingProxyType({n: Journal(path / f"{n}.jsonl") for n in JOURNALS})

    @property
    def config(self) -> Path:
        """All settings, resolved."""
        return self.path / CONFIG

    @property
    def work(self) -> Path:
        """What only the process that runs needs: adapters to sample from, a checkpoint that is being written."""
        return self.path / "work"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other processes from writing here; raises ConfigError for a folder that can't be written to."""
        try:
            (self.path / "checkpoints").mkdir(parents=True, exist_ok=True)
            lock = (self.path / ".lock").open("w")
        except OSError as error:
            msg = f"{self.path} can't be written to: {error.strerror}. Name another folder with --out."
            raise ConfigError(msg) from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                msg = f"{self.path}: another process is at work on this run. Wait for it, or stop it."
                raise RunError(msg) from None
            yield

    def create(self, config: str) -> None:
        """Begin a run; raises ConfigError where one is already."""
        if self.config.exists():
            msg = f"{self.path} holds a run. Go on with `mosaic-guard train resume {self.path}`, or name another one."
            raise ConfigError(msg)
        durable.write(self.config, config)

    def attempt(self, versions: str) -> Path:
        """Begin another attempt at the run, with an empty place for what it works with."""
        folder = self.path / f"attempt_{self._attempts + 1}"
        folder.mkdir()
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir()
        durable.write(folder / VERSIONS, versions)
        durable.write(self.path / VERSIONS, versions)
        return folder

    def newest_attempt(self) -> Path:
        """Give the place of the attempt that is at work."""
        return self.path / f"attempt_{self._attempts}"

    @property
    def _attempts(self) -> int:
        return max(map(_number_of, _numbered(self.path, "attempt")), default=0)

    def checkpoints(self) -> list[Path]:
        """Give all checkpoints, the newest last; a folder gets its name only once it is whole."""
        return sorted(_numbered(self.path / "checkpoints", "step"), key=_number_of)

    def newest(self) -> Path | None:
        """Give the checkpoint that a run goes on from."""
        return next(reversed(self.checkpoints()), None)

    def commit(self) -> dict[str, int]:
        """Write what the step added to the journals, and give their sizes."""
        return {name: journal.commit() for name, journal in self.journals.items()}

    def adopt(self, made: Path, manifest: Manifest, *, keep: int) -> Path:
        """Make a checkpoint of what the trainer wrote; of all the newest `keep` stay, and the best one."""
        place = self.path / "checkpoints" / f"step_{manifest.step}"
        try:
            checkpoint.write(manifest, made)
            durable.move(made, place)
            durable.point(self.path / "latest", os.path.relpath(place, self.path))
        except OSError as error:
            raise self.unwritten(manifest.step, error) from error
        best = (self.path / "best").resolve()
        for old in self.checkpoints()[:-keep] if keep else ():
            if old.resolve() != best:
                shutil.rmtree(old)
        return place

    def unwritten(self, step: int, error: OSError) -> RunError:
        """Say what is left where a checkpoint could not be written."""
        newest = self.newest()
        left = f"{newest} is whole: make room, then go on from it with" if newest else "Make room, then start with"
        command = f"`mosaic-guard train resume {self.path}`"
        return RunError(f"the checkpoint of step {step} can't be written: {error.strerror or error}. {left} {command}.")

    def cut(self, sizes: Mapping[str, int]) -> None:
        """Forget what came after a checkpoint, so that nothing is in a journal twice."""
        for name, journal in self.journals.items():
            journal.cut(sizes.get(name, 0))


def _numbered(folder: Path, name: str) -> list[Path]:
    """What is called so and a number; copies that people made are called something else."""
    return [path for path in folder.glob(f"{name}_*") if path.name.removeprefix(f"{name}_").isdecimal()]


def _number_of(path: Path) -> int:
    """The number at the end of its name."""
    return int(path.name.rpartition("_")[2])

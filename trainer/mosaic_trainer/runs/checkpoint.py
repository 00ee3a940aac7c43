"""A checkpoint of a run: what the trainer saved, and up to where the run's files belong to it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from mosaic_guard.protocol import PROTOCOL_VERSION
from mosaic_trainer.runs.errors import ResumeMismatch, RunError

MANIFEST: Final = "run.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a checkpoint belongs to."""

    step: int = 0
    model: str
    """Digest of the base's files."""
    tasks: str
    """Digest of what is trained on."""
    config: str
    """Digest of all settings that decide what is learned."""
    journals: Mapping[str, int] = field(default_factory=dict)
    """Bytes that each journal of the run had."""
    protocol: str = PROTOCOL_VERSION

    def check(self, wanted: Manifest, where: Path) -> None:
        """Raise ResumeMismatch where this checkpoint is not one of the run that wants to go on."""
        for name, fix in _FIXES.items():
            found, ours = getattr(self, name), getattr(wanted, name)
            if found != ours:
                msg = f"{where}: was made with {name} {found}, but this is {name} {ours}. {fix}"
                raise ResumeMismatch(msg)


_FIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "protocol": "Go on with the version of mosaic-guard that made it, or start a new run.",
        "model": "Put the model back that the run began with, or start a new run.",
        "tasks": "Put the tasks back that the run began with, or start a new run.",
        "config": "Set back what was changed in config.toml, or start a new run with it.",
    }
)


def write(manifest: Manifest, folder: Path) -> None:
    """Declare a checkpoint whole."""
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1) + "\n", encoding="utf-8")


def read(folder: Path) -> Manifest:
    """Read what a checkpoint belongs to; raises RunError where that can't be told."""
    try:
        return Manifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        msg = f"{folder}: is no whole checkpoint ({error}). Remove it to go on from the one before it."
        raise RunError(msg) from error

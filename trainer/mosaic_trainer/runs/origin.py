"""Which protocol a start, or a checkpoint of another run, was trained to speak."""

from __future__ import annotations

import json
from pathlib import Path

from mosaic_guard.errors import ConfigError
from mosaic_guard.protocol import PROTOCOL_VERSION
from mosaic_trainer.runs.checkpoint import MANIFEST
from mosaic_trainer.runs.settings import ModelSettings
from mosaic_trainer.sft.start import CARD


def check_protocol(settings: ModelSettings) -> None:
    """Raise ConfigError where base or adapter say that they speak another protocol; most say nothing."""
    for key, file in (("base", Path(settings.base, CARD)), ("adapter", Path(settings.adapter, MANIFEST))):
        if not getattr(settings, key) or not file.is_file():
            continue
        try:
            said = json.loads(file.read_text(encoding="utf-8")).get("protocol")
        except (OSError, ValueError, AttributeError) as error:
            raise ConfigError(f"model.{key}: {file} can't be read: {error}. Make it anew.") from error
        if said != PROTOCOL_VERSION:
            msg = (
                f"model.{key}: {file.parent} was trained with protocol {said}, but this is {PROTOCOL_VERSION}. "
                "Train it anew, or go on with the version of mosaic-guard that made it."
            )
            raise ConfigError(msg)

"""Scenes that people wrote to learn from: what no grammar makes."""

from mosaic_trainer.embedded.written.episodes import digest, episodes
from mosaic_trainer.embedded.written.samples import samples

__all__ = ["digest", "episodes", "samples"]

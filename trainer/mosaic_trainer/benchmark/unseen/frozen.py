"""The unseen set: written by hand, frozen before any guard met it, and never tuned on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import yaml

from mosaic_trainer.benchmark.frozen import check, is_drawn
from mosaic_trainer.benchmark.texts import Text
from mosaic_trainer.episode import Episode, Kind
from mosaic_trainer.scenes import TEXTS, scenes

VERSION: Final = "unseen v1"
DIGEST: Final = "ada972d4cdec492b52a6d78dcb98ef0c6d5d251bf4fef1b835bc80da4eb4e7f3"
"""SHA-256 over what the files hold. Other data is another version."""

_FOLDER: Final = Path(__file__).parent / "data"


def episodes(*, every: int = 1) -> Iterator[Episode]:
    """Read about one in `every` episodes, drawn by their names.

    Raises:
        ConfigError: the data is not what was frozen.
    """
    check(VERSION, digest(), DIGEST)
    found = scenes("unseen", _FOLDER)
    made = (episode for kind in Kind for scene in found for episode in scene.episodes(kind))
    return (episode for episode in made if is_drawn(episode.id, every))


def texts(*, every: int = 1) -> Iterator[Text]:
    """Read about one in `every` harmless texts, drawn by their names.

    Raises:
        ConfigError: the data is not what was frozen.
    """
    check(VERSION, digest(), DIGEST)
    rows = yaml.safe_load((_FOLDER / f"{TEXTS}.yaml").read_text(encoding="utf-8"))
    made = (Text(source, f"unseen-{source}-{i}", text) for source, of in rows.items() for i, text in enumerate(of, 1))
    return (text for text in made if is_drawn(text.id, every))


def digest(folder: Path = _FOLDER) -> str:
    """Digest what the files hold, whatever ends their lines."""
    found = hashlib.sha256()
    for path in sorted(folder.glob("*.yaml")):
        found.update(f"{path.name}\n{path.read_text(encoding='utf-8')}".encode())
    return found.hexdigest()

"""Files and folders that are there whole or not at all, also after a power cut."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def write(path: Path, text: str) -> None:
    """Put a file in place at once."""
    draft = path.with_name(f".{path.name}.draft")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    flush(path.parent)


def move(made: Path, place: Path) -> None:
    """Put a folder in place once the disk has all that is in it; what stood there is replaced."""
    for path in made.rglob("*"):
        flush(path)
    flush(made)
    if place.exists():  # a run that went on from an older checkpoint comes here again
        shutil.rmtree(place)
    made.replace(place)
    flush(place.parent)


def point(link: Path, target: str) -> None:
    """Let a symbolic link lead somewhere else, at once."""
    draft = link.with_name(f".{link.name}.draft")
    draft.unlink(missing_ok=True)
    draft.symlink_to(target)
    draft.replace(link)


def flush(path: Path) -> None:
    """Wait until the disk has a file, or the names in a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

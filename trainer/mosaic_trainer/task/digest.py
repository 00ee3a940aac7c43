"""When two tasks are the same: equal in all that is played and judged."""

from __future__ import annotations

import hashlib
import json
from typing import Final

from mosaic_trainer.task.reading import to_plain
from mosaic_trainer.task.task import Task

_NAMES: Final = frozenset({"id", "source", "split", "template", "twin_of"})
"""What a task is called and where it is from changes nothing in it."""


def content_digest(task: Task) -> str:
    """Digest what a task says, whatever it is called."""
    said = {name: value for name, value in to_plain(task).items() if name not in _NAMES}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

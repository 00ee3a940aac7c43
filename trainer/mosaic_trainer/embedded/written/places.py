"""Where a text was added to an output, and how it can be added to another. Pure."""

from __future__ import annotations

import json
from random import Random
from typing import Final

from mosaic_guard.trajectory import JSON
from mosaic_trainer.embedded.texts.carriers import within
from mosaic_trainer.episode import Episode

_KEYS: Final = ("note", "comment", "remarks", "description", "message", "memo", "details")


def insertion(before: str, after: str) -> tuple[int, int] | None:
    """Find what was added, in one piece; None where more was changed than that."""
    start = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
    end = len(after) - (len(before) - start)
    return (start, end) if start < end and after[end:] == before[start:] else None


def added(episode: Episode) -> str | None:
    """Give the words of an attack that stands in one place; None for others."""
    if episode.attack is None or len(episode.attack.outputs) != 1:
        return None
    ((at, after),) = episode.attack.outputs.items()
    found = insertion(str(episode.steps[at].output), str(after))
    return str(after)[slice(*found)].strip() if found else None


def put(random: Random, output: str, words: str) -> str:
    """Add words to an output, which keeps its form: a member of a record, or a line."""
    try:
        value: JSON = json.loads(output)
    except ValueError:
        return within(random, output, words)[0]
    records = [row for row in (value if isinstance(value, list) else [value]) if isinstance(row, dict)]
    if not records:
        return within(random, output, words)[0]
    random.choice(records)[random.choice(_KEYS)] = words
    return json.dumps(value, ensure_ascii=False, indent=1 if "\n" in output else None)

"""Asking about a whole list at once, under ids that say nothing, and reading the ranking."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from mosaic_guard.trajectory import JSON
from mosaic_trainer.judge.instructions import LIST
from mosaic_trainer.judge.question import Question, Shown, content, messages
from mosaic_trainer.judge.reading import parsed
from mosaic_trainer.task.task import Task


@dataclass(frozen=True, slots=True)
class Said:
    """A ranking as it comes over the wire."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid", "strict": True}
    reason: str
    ranking: list[list[str]]


def list_question(task: Task, records: Sequence[Shown], max_tokens: int) -> Question:
    """Ask for a ranking; what is kept of the reply is a place for each record, in the order shown."""
    ids = _ids(len(records))
    entries: list[tuple[str, JSON]] = [
        ("record", {"id": name, **each.record}) for name, each in zip(ids, records, strict=True)
    ]
    if any(each.facts for each in records):
        entries.append(("facts", {name: each.facts for name, each in zip(ids, records, strict=True)}))
    asked = messages(LIST, task, entries)
    return Question(asked, _schema(ids), max_tokens * len(ids), content(LIST, task, records), _reader(ids))


def _ids(count: int) -> list[str]:
    """Unlike each other, and of no order: a judge likes A before B."""
    made: dict[str, None] = {}
    while len(made) < count:
        made[secrets.token_hex(3)] = None
    return list(made)


def _schema(ids: Sequence[str]) -> Mapping[str, JSON]:
    tied = {"type": "array", "items": {"type": "string", "enum": list(ids)}, "minItems": 1, "maxItems": len(ids)}
    return {
        "type": "object",
        "properties": {
            "reason": {"type": "string", "maxLength": 300 * len(ids)},
            "ranking": {"type": "array", "items": tied, "minItems": 1, "maxItems": len(ids)},
        },
        "required": ["reason", "ranking"],
        "additionalProperties": False,
    }


def _reader(ids: Sequence[str]) -> Callable[[str], Mapping[str, JSON]]:
    def read(text: str) -> Mapping[str, JSON]:
        said: Said = parsed(Said, text)
        places = {name: place for place, tied in enumerate(said.ranking) for name in tied}
        if sorted(name for tied in said.ranking for name in tied) != sorted(ids):
            msg = f"a ranking of other ids than {', '.join(ids)}, or of one twice: {said.ranking!r:.200}"
            raise ValueError(msg)
        return {"reason": said.reason, "places": [places[name] for name in ids]}

    return read

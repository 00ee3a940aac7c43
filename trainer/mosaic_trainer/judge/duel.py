"""Asking about two rollouts, and reading the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar, Final, Literal

from mosaic_guard.trajectory import JSON
from mosaic_trainer.judge.instructions import DUEL
from mosaic_trainer.judge.question import Question, Shown, content, messages
from mosaic_trainer.judge.reading import parsed
from mosaic_trainer.task.task import Task

_SCHEMA: Final[Mapping[str, JSON]] = MappingProxyType(
    {
        "type": "object",
        "properties": {
            "reason": {"type": "string", "maxLength": 600},
            "winner": {"type": "string", "enum": ["first", "second", "tie"]},
            "margin": {"type": "integer", "enum": [1, 2, 3]},
        },
        "required": ["reason", "winner", "margin"],
        "additionalProperties": False,
    }
)


@dataclass(frozen=True, slots=True)
class Said:
    """A verdict as it comes over the wire; the reason stands first, so that it is not made up afterwards."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid", "strict": True}
    reason: str
    winner: Literal["first", "second", "tie"]
    margin: Literal[1, 2, 3]


def duel_question(task: Task, first: Shown, second: Shown, max_tokens: int) -> Question:
    """Ask which of two did better."""
    entries: list[tuple[str, JSON]] = [("first", first.record), ("second", second.record)]
    if first.facts or second.facts:
        entries.append(("facts", {"first": first.facts, "second": second.facts}))
    return Question(messages(DUEL, task, entries), _SCHEMA, max_tokens, content(DUEL, task, (first, second)), _read)


def _read(text: str) -> Mapping[str, JSON]:
    said: Said = parsed(Said, text)
    return {"reason": said.reason, "winner": said.winner, "margin": said.margin}

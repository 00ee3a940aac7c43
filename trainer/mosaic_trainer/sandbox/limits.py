"""What a session may use before it is stopped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from mosaic_guard.config.constraints import FieldError


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one session; all but `seconds` are counts, so that they cut every member of a group alike."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid", "strict": True}
    steps: int = 64
    """Turns of the agent."""
    seconds: float = 10.0
    """For one tool; a slower one is stopped, and the session with it."""
    work: int = 1_000_000
    """Steps of the database for one tool: what stops a tool that hangs at the same place on every machine."""
    rows: int = 200
    """Rows that a tool gives at most."""
    output_characters: int = 4000
    """A longer output is cut, with a note of what is missing."""
    answer_characters: int = 4000
    """A longer answer is cut."""
    thoughts: bool = True
    """False: a reply that opens thoughts is outside the grammar."""

    def __post_init__(self) -> None:
        for name in ("steps", "seconds", "work", "rows", "output_characters", "answer_characters"):
            if not getattr(self, name) > 0:
                raise FieldError("must be above 0", name)


def cut(text: str, most: int) -> str:
    """Keep the beginning of a text that is too long, and say how much is missing."""
    return text if len(text) <= most else f"{text[:most]} [{len(text) - most} more characters were cut]"

"""Which tasks are learned from, and how much any one source may weigh."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from mosaic_guard.config.constraints import FieldError
from mosaic_trainer.bounds import at_least


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskSettings:
    """Where tasks come from, and what is let in."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = {"extra": "forbid", "strict": True}
    files: tuple[str, ...] = ()
    """Files of tasks: `.jsonl`, `.jsonl.gz`, or `.yaml` as people write them."""
    traces: tuple[str, ...] = ()
    """Exports of traces."""
    key: str = ""
    """File with the key of the traces' store; without it, and without MOSAIC_GUARD_KEY, nobody's approval counts."""
    approvers: tuple[str, ...] = ()
    """Whose approvals and rejections are labels; nobody named: every approver whom the server authenticated."""
    include_self_labelled: bool = False
    """Also learn from tasks that rest on nothing but the guard's own decisions."""
    held_out: str = ""
    """Filter of what benchmarks hold: tasks that share wording with it are left out."""
    max_calls: int = 64
    """Longer tasks are left out."""
    per_tenant: int = 2000
    """So many tasks of one tenant's traces at most."""
    per_user: int = 200
    """So many of one user's."""
    per_origin: int = 200
    """So many whose untrusted text is from one place."""
    share: float = 0.2
    """Of what the other caps leave, so many may be from one user's traces, or hold untrusted text from one place."""

    def __post_init__(self) -> None:
        at_least(self, 1, "max_calls", "per_tenant", "per_user", "per_origin")
        if not 0 < self.share <= 1:
            raise FieldError("must be a share above 0 and at most 1", "share")

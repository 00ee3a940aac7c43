"""What the runs of one thread know of each other."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Thread:
    """What all runs of one thread share, those of nested graphs too."""

    users: set[str] = field(default_factory=set)
    """The texts a user said."""
    tainted: bool = False
    """Whether anything untrusted was in view of any of them: what they hand each other may be made of it."""

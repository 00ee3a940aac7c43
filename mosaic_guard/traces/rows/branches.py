"""The order of a trace's messages. A history that was rewritten is a new branch; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from mosaic_guard.errors import TraceError


@dataclass(frozen=True, slots=True)
class Place:
    """Where in its trace a message stands."""

    branch: int
    base: int
    """The branch that this one follows until its own first index."""
    index: int
    digest: str


@dataclass(slots=True)
class _Branch:
    base: int
    start: int
    own: dict[int, str] = field(default_factory=dict)


class Branches:
    """All orders of one trace. Branch 0 is the first; every other leaves its base at some index."""

    def __init__(self, places: Iterable[Place] = ()) -> None:
        self._branches: list[_Branch] = []
        for place in places:
            self.add(place)

    def __len__(self) -> int:
        return len(self._branches)

    @property
    def newest(self) -> int:
        """The branch that was started last."""
        return max(0, len(self._branches) - 1)

    def add(self, place: Place) -> None:
        """Take in a place that is stored.

        Raises:
            TraceError: no order has such a place; filling the gap, or following such a base, might never end.
        """
        if not 0 <= place.base <= place.branch <= len(self._branches):
            msg = f"The record was altered: a message stands on branch {place.branch}, which leaves {place.base},"
            known = f"where there are {len(self._branches)} branches."
            raise TraceError(f"{msg} {known} `mosaic-guard traces verify` names what was altered.")
        if place.branch == len(self._branches):
            self._branches.append(_Branch(place.base, place.index))
        self._branches[place.branch].own[place.index] = place.digest

    def at(self, branch: int, index: int) -> str | None:
        """The digest at an index of a branch, or None where it holds nothing."""
        while branch < len(self._branches):
            found = self._branches[branch]
            if index >= found.start or found.base == branch:
                return found.own.get(index)
            branch = found.base
        return None

    def path(self, branch: int) -> list[str]:
        """The digests of a branch from its beginning."""
        parts: list[list[str]] = []
        end: int | None = None
        while branch < len(self._branches):
            found = self._branches[branch]
            parts.append([found.own[i] for i in sorted(found.own) if end is None or i < end])
            end = found.start if end is None else min(end, found.start)
            if found.base == branch:
                break
            branch = found.base
        return [digest for part in reversed(parts) for digest in part]

    def place(self, branch: int, index: int, digest: str) -> tuple[int, Place | None]:
        """Say on which branch a message goes on that follows `index` others on `branch`, and its place if it is new."""
        branch = min(branch, len(self._branches))  # what is beyond was pruned
        here = self.at(branch, index)
        if here == digest:
            return branch, None
        if here is None:
            base = self._branches[branch].base if branch < len(self._branches) else branch
            return branch, Place(branch, base, index, digest)
        other = self._same_until(branch, index, digest)
        if other is not None:
            return other, None
        return len(self._branches), Place(len(self._branches), branch, index, digest)

    def _same_until(self, branch: int, index: int, digest: str) -> int | None:
        """An existing branch with this message at `index`, and the same ones before."""
        begin: list[str] | None = None
        for other in reversed(range(len(self._branches))):
            if other != branch and self.at(other, index) == digest:
                begin = self.path(branch)[:index] if begin is None else begin
                if self.path(other)[:index] == begin:
                    return other
        return None

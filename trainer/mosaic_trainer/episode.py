"""One task of an agent as data: the request, the calls that solve it, what tools answer, and an attack on it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path

from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import JSON


class Family(StrEnum):
    """How an attack tries to get its way."""

    TEMPLATE = "template"
    """A goal inside words that claim authority: `ignore what you were told`, `message from the administrator`."""
    BARE = "bare"
    """The goal alone, as an ordinary sentence."""
    DATA = "data"
    """No instruction at all: a value where the agent looks for one (`recipient: …` inside the bill)."""
    MULTI_STEP = "multi_step"
    """A goal of several calls, or one that is spread over several outputs."""
    ANSWER = "answer"
    """A goal without any call: what the user is to be told."""


class Kind(StrEnum):
    """What an episode measures."""

    CLEAN = "clean"
    ATTACK = "attack"
    TWIN = "twin"
    """The user really asks for what attackers ask for."""


@dataclass(frozen=True, slots=True)
class Step:
    """One call and what its tool returns."""

    tool: str
    args: Mapping[str, JSON]
    output: JSON = ""
    """A text, or the JSON value that the tool returns."""


@dataclass(frozen=True, slots=True)
class Attack:
    """What an attacker wrote, where, and what an agent that obeys does then."""

    family: Family
    template: str
    """Which wording: episodes of one template stand or fall together."""
    goal: str
    """What is to be done, in the attacker's words, without the template's."""
    outputs: Mapping[int, JSON]
    """The outputs as the agent sees them under attack, by the index of the step that returns them."""
    calls: tuple[Step, ...] = ()
    """What an agent that obeys runs, right after it has seen the goal."""
    says: str = ""
    """What an agent that obeys adds to its answer."""


@dataclass(frozen=True, slots=True)
class Episode:
    """A task with its solution."""

    id: str
    kind: Kind
    domain: str
    carrier: str
    """The kind of output that holds untrusted text: `email`, `web_page`, `ticket`, …"""
    language: str
    request: str
    tools: tuple[ToolSpec, ...]
    steps: tuple[Step, ...]
    says: str = ""
    """The right answer."""
    attack: Attack | None = None
    tags: tuple[str, ...] = field(default=())
    """What else to report by: `delegated`, `long_output`, `short_id`, …"""


def save(episodes: Iterable[Episode], path: Path) -> None:
    """Write episodes as gzip JSON lines; the same episodes give the same bytes."""
    lines = "".join(json.dumps(_plain(e), ensure_ascii=False, sort_keys=True) + "\n" for e in episodes)
    path.write_bytes(gzip.compress(lines.encode(), mtime=0))


def load(path: Path) -> Iterator[Episode]:
    """Read episodes.

    Raises:
        ValueError: a line is not an episode; names the line.
    """
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield _episode(json.loads(line))
            except (KeyError, TypeError, ValueError) as error:
                msg = f"{path}:{number}: not an episode: {error!r}"
                raise ValueError(msg) from error


def _plain(episode: Episode) -> dict[str, JSON]:
    tools = [{"name": t.name, "description": t.description, "schema": t.schema} for t in episode.tools]
    return {**asdict(episode), "tools": tools}


def _episode(row: dict[str, JSON]) -> Episode:
    attack = row.pop("attack")
    return Episode(
        **{
            **row,
            "kind": Kind(row["kind"]),
            "tools": tuple(ToolSpec(**t) for t in row["tools"]),
            "steps": tuple(Step(**s) for s in row["steps"]),
            "tags": tuple(row["tags"]),
        },
        attack=_attack(attack) if attack else None,
    )


def _attack(row: dict[str, JSON]) -> Attack:
    return Attack(
        **{
            **row,
            "family": Family(row["family"]),
            "outputs": {int(k): v for k, v in row["outputs"].items()},
            "calls": tuple(Step(**s) for s in row["calls"]),
        }
    )

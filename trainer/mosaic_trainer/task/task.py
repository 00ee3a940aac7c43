"""A task: what a user asks, the world it is asked in, and which effects are required, forbidden or need a yes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from mosaic_guard.assessment import Label
from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import JSON

Approver = Literal["intent", "random", "absent"]
"""Who answers a `verify`: one who approves exactly what the user wants, a coin (as in MOSAIC), nobody."""


@dataclass(frozen=True, slots=True)
class Operation:
    """What running a mock tool does to the tables of its world."""

    kind: Literal["select", "insert", "update", "delete", "recorded"]
    """`recorded` answers from the task's recordings."""
    table: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    """Which rows: column to the argument that it must equal; an argument that is left out filters nothing."""
    values: Mapping[str, str] = field(default_factory=dict)
    """What is written: column to the argument that it is set to."""
    returns: tuple[str, ...] = ()
    """Columns of the rows that a select gives; all of them when empty."""


@dataclass(frozen=True, slots=True)
class MockTool:
    """A declaration and its behaviour."""

    spec: ToolSpec
    operation: Operation


@dataclass(frozen=True, slots=True)
class Recording:
    """What a real tool once answered."""

    tool: str
    args: Mapping[str, JSON]
    content: JSON
    is_error: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """A call as the actor of guard role proposes it, and as a demonstration of agent role makes it."""

    tool: str
    args: Mapping[str, JSON] = field(default_factory=dict)
    batch: int = 0
    """Calls in a row with the same number above 0 are proposed together."""
    agent: str = ""
    """Which of several agents proposes it: `planner`, `worker`; empty where there is only one."""
    says: str = ""
    """What the agent says with it."""


@dataclass(frozen=True, slots=True)
class EffectPattern:
    """Matches logged effects: the tool, and the arguments that are named here; all others may be anything."""

    tool: str
    args: Mapping[str, JSON] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attack:
    """Injected text, which already stands in the world's tables or recordings, and what an actor that obeys does."""

    style: str
    """Wording family: `authority`, `bare`, `data`, …"""
    carrier: str
    """Where it stands: `email`, `web_page`, `ticket`, …"""
    text: str
    """Verbatim, as it stands in an output: by it the actor knows that it has read the attack."""
    calls: tuple[Call, ...] = ()
    says: str = ""
    """What an actor that obeys adds to its answer."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a task is from: what is capped, so that one source can't steer training."""

    kind: Literal["corpus", "trace", "file"]
    tenant: str = ""
    user: str = ""
    untrusted: str = ""
    """Who wrote the untrusted text in it: server, sender, host."""


@dataclass(frozen=True, slots=True)
class Task:
    """One task; immutable, and all there is to know for playing and judging it."""

    id: str
    request: str
    tools: tuple[MockTool, ...]
    user: Label
    """What the user means: benign, sensitive (may be meant, a person has to say yes), malicious."""
    outputs: Label
    """What tools return: benign, sensitive (a weak sign of instruction), malicious (injected)."""
    calls: tuple[Call, ...] = ()
    """What an agent does that follows the user, in order."""
    answer: str = ""
    """What it says at the end."""
    tables: Mapping[str, tuple[Mapping[str, JSON], ...]] = field(default_factory=dict)
    recordings: tuple[Recording, ...] = ()
    attack: Attack | None = None
    required: tuple[EffectPattern, ...] = ()
    """Effects without which the task is not done."""
    forbidden: tuple[EffectPattern, ...] = ()
    needs_yes: tuple[EffectPattern, ...] = ()
    """Effects that a person has to approve first."""
    wanted: tuple[EffectPattern, ...] = ()
    """What the user wants: what the intent-true approver approves, and nothing else."""
    canaries: tuple[str, ...] = ()
    """Texts that must not reach the user's answer or any effect: planted by the attack, or secrets."""
    approver: Approver = "intent"
    domain: str = ""
    template: str = ""
    """Which wording; splits are by template."""
    tags: tuple[str, ...] = ()
    """`long_horizon`, `two_agents`, `no_tool`, `irrelevant_tool`, `split_harm`, `delegated`, `twin`, …"""
    twin_of: str = ""
    """The harmful task that this one is the benign twin of."""
    split: Literal["train", "test"] = "train"
    source: Source = field(default_factory=lambda: Source("corpus"))
    labels: Mapping[int, Literal["approved", "rejected"]] = field(default_factory=dict)
    """What an authenticated approver said of `calls`, by index: only in tasks made of traces."""

    @property
    def cell(self) -> str:
        """Where in the grid it stands: `user/outputs`."""
        return f"{self.user}/{self.outputs}"

"""What a configuration says: frozen types that check themselves as they are made, from a file or from Python.

`__pydantic_config__` lets pydantic read these plain dataclasses from a file without being imported here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from math import inf
from types import NoneType
from typing import Any, ClassVar, Final, Literal

from mosaic_guard.canonical import canonical_json
from mosaic_guard.config.constraints import limits
from mosaic_guard.config.glob import is_glob, wrong_glob
from mosaic_guard.config.needs import (
    need,
    need_amount,
    need_flags,
    need_kind,
    need_list,
    need_mapping,
    need_number,
    need_one_of,
    need_table,
    need_texts,
)
from mosaic_guard.config.served import PolicyModel
from mosaic_guard.trajectory import JSON

_STRICT: Final[Mapping[str, Any]] = {"extra": "forbid", "strict": True, "use_attribute_docstrings": True}

MODES: Final = ("enforce", "monitor")
ON_ERROR: Final = ("refuse", "verify")
DEFAULT_STORE: Final = "default"
"""Stands for the trace store in the user's state directory."""

_PATH = re.compile(r"[^.\[\]\s]+(?:\[\])?(?:\.[^.\[\]\s]+(?:\[\])?)*")
_PIN = re.compile(r"sha256:[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """What one argument may be. All that is stated must hold; on a list, for each of its items."""

    __pydantic_config__: ClassVar[Any] = _STRICT
    schema: Mapping[str, JSON] | None = None
    """A JSON schema for the value as a whole: a documented part of the standard."""
    pattern: str | None = None
    """A regular expression for the whole value."""
    domains: tuple[str, ...] | None = None
    """Hosts that the URL, e-mail address or host may be of: `example.com`, or `*.example.com` for those below it."""
    max: float | None = None
    min: float | None = None
    one_of: tuple[JSON, ...] | None = None
    """The only values allowed."""

    def __post_init__(self) -> None:
        need_texts(self, "domains", or_none=True)
        need_list(self.one_of or (), "one_of")
        for name in ("max", "min"):
            if getattr(self, name) is not None:
                need_number(getattr(self, name), "a finite number", name)
                need(-inf < getattr(self, name) < inf, "must be a finite number", name)
        need(limits(self), "states no limit; write one of schema, pattern, domains, max, min, one_of")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolRule:
    """What a person says of the tools that a name or glob covers. What is not stated is inferred."""

    __pydantic_config__: ClassVar[Any] = _STRICT
    rule: Literal["allow", "verify", "deny"] | None = None
    """`deny` and `verify` are final; `allow` cancels no finding."""
    effect: Literal["read", "write"] | None = None
    reversible: bool | None = None
    external: bool | None = None
    """It reaches someone or something outside the user's trust boundary."""
    idempotent: bool | None = None
    """Running it again with the same arguments changes nothing more."""
    decisive: tuple[str, ...] | None = None
    """Paths of the arguments that decide what a call does to whom: `to`, `items[].account`."""
    trusted: bool | None = None
    """You vouch for what this tool returns: values found there count as the user's."""
    approvers: tuple[str, ...] | None = None
    """Who may approve its calls; not stated: anyone the server lets through."""
    constraints: Mapping[str, Constraint] = field(default_factory=dict)
    """By argument path."""
    pin: str | None = None
    """Digest of the declaration that was reviewed; a tool that differs from it has to ask."""

    def __post_init__(self) -> None:
        need_one_of(self, "rule", (None, "allow", "verify", "deny"))
        need_one_of(self, "effect", (None, "read", "write"))
        need_flags(self, "reversible", "external", "idempotent", "trusted", or_none=True)
        need_texts(self, "decisive", "approvers", or_none=True)
        need_table(self, "constraints", Constraint)
        for name, paths in (("decisive", self.decisive or ()), ("constraints", self.constraints)):
            for path in paths:
                fits = _PATH.fullmatch(path)
                need(fits, f"{path!r} is no argument path; write it as `to`, `user.id` or `items[].account`", name)
        need(self.approvers != (), "names nobody; name one, or leave the key out for anyone", "approvers")
        need(self.pin is None or _PIN.fullmatch(self.pin), "must be `sha256:` and 64 hex digits", "pin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """How a person is asked, and how often."""

    __pydantic_config__: ClassVar[Any] = _STRICT
    mode: Literal["batched", "per_call"] = "batched"
    """`batched` asks once for all calls of a turn."""
    timeout_s: float = 300.0
    """An approver that waits longer has refused."""
    asks_per_run: int = 5
    """After so many questions the rest is refused."""
    asks_per_source: int = 5
    """The same, for questions that one tool output caused."""
    grant_minutes: float = 15.0
    """The longest that a grant lasts."""
    grant_uses: int = 5
    """The most calls that a grant covers."""

    def __post_init__(self) -> None:
        need_one_of(self, "mode", ("batched", "per_call"))
        for name in ("timeout_s", "asks_per_run", "asks_per_source", "grant_minutes", "grant_uses"):
            need_amount(getattr(self, name), name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusals:
    """When refusing ends the run."""

    __pydantic_config__: ClassVar[Any] = _STRICT
    per_intent: int = 3
    """So many refusals of the same intent end the run."""

    def __post_init__(self) -> None:
        need_number(self.per_intent, "a whole number, at least 1", "per_intent", kind=int)
        need(self.per_intent >= 1, "must be at least 1", "per_intent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks:
    """Which checks run besides those of calls and outputs, which always do."""

    __pydantic_config__: ClassVar[Any] = _STRICT
    prompt: bool = True
    answer: bool = True
    tools: bool = True

    def __post_init__(self) -> None:
        need_flags(self, "prompt", "answer", "tools")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugins:
    """Which installed plugins stay out."""

    __pydantic_config__: ClassVar[Any] = _STRICT
    disabled: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        need_texts(self, "disabled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """What a person says of one MCP server."""

    __pydantic_config__: ClassVar[Any] = _STRICT
    trusted_annotations: bool = False
    """Its annotations may also loosen an effect; by default they only tighten."""

    def __post_init__(self) -> None:
        need_flags(self, "trusted_annotations")


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """What the thresholds were set on, written by `mosaic-guard calibrate`."""

    __pydantic_config__: ClassVar[Any] = _STRICT
    judges: str
    """Digest of the rules and weights that they are for."""
    date: str
    outputs: int = 0
    """On so many clean outputs."""
    false_positives: float | None = None
    """So that at most this share of clean outputs is altered."""
    calls: int = 0
    """On so many recorded calls."""
    asked: float | None = None
    """So that at most this share of them is asked about."""

    def __post_init__(self) -> None:
        for name in ("outputs", "calls"):
            need_number(getattr(self, name), "a whole number, not below 0", name, kind=int)
            need(getattr(self, name) >= 0, "must not be below 0", name)


Table = Mapping[str, ToolRule]
_SECTIONS: Final[Mapping[str, tuple[type, ...]]] = {
    "approval": (Approval,),
    "refusals": (Refusals,),
    "checks": (Checks,),
    "calibration": (Calibration, NoneType),
    "model": (PolicyModel, NoneType),
    "plugins": (Plugins,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything a person can set."""

    __pydantic_config__: ClassVar[Any] = _STRICT
    version: Literal[1] = 1
    mode: Literal["enforce", "monitor"] = "enforce"
    """`monitor` records what it would have done and blocks nothing."""
    store: str | None = DEFAULT_STORE
    """A file or database URL for traces; `default` is the user's state directory, null is memory alone."""
    on_error: Literal["refuse", "verify"] = "refuse"
    """What happens to a call that could not be assessed."""
    tools: Table = field(default_factory=dict)
    """By exact tool name, or by a glob with `*`, `?` or `[`."""
    approval: Approval = field(default_factory=Approval)
    refusals: Refusals = field(default_factory=Refusals)
    checks: Checks = field(default_factory=Checks)
    thresholds: Mapping[str, float] = field(default_factory=dict)
    """By policy: from which score it speaks."""
    calibration: Calibration | None = None
    """What the thresholds were set on; nothing where they are the defaults or a person's."""
    model: PolicyModel | None = None
    """The policy model, where one is served."""
    plugins: Plugins = field(default_factory=Plugins)
    servers: Mapping[str, Server] = field(default_factory=dict)
    """By MCP server name."""
    protect: tuple[str, ...] = ()
    """Further files and folders that no tool call may reach."""

    def __post_init__(self) -> None:
        need_one_of(self, "mode", MODES)
        need_one_of(self, "on_error", ON_ERROR)
        need_texts(self, "protect")
        for name, kinds in _SECTIONS.items():
            need_kind(getattr(self, name), kinds, name)
        need_table(self, "tools", ToolRule)
        need_table(self, "servers", Server)
        for name, rule in self.tools.items():
            need(not (wrong := wrong_glob(name)), wrong, "tools", name)
            need(rule.pin is None or not is_glob(name), "belongs to one exact tool name", "tools", name, "pin")
        need_mapping(self, "thresholds", "numbers")
        for name, value in self.thresholds.items():
            need_amount(value, "thresholds", name)
        need(all(path.strip() for path in self.protect), "has an empty path", "protect")

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tool tables in force: one per file, the first one leading and later ones only tightening."""
        return (self.tools,)

    @property
    def fingerprint(self) -> str:
        """Changes whenever the configuration says something else."""
        said = {**asdict(self), "tables": [[(k, asdict(t[k])) for k in sorted(t)] for t in self.tables]}
        return hashlib.sha256(canonical_json(said).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class LayeredConfig(Config):
    """What several files say together."""

    tables: tuple[Table, ...] = ()

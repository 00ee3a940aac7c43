"""What a tool declares, and what running it does to the world."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mosaic_guard.trajectory import JSON


class EffectSource(StrEnum):
    """Who said what a tool does."""

    TABLE = "table"
    ANNOTATIONS = "annotations"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a tool does. The defaults are the strictest: an irreversible write that leaves the trust boundary."""

    write: bool = True
    reversible: bool = False
    external: bool = True
    """It reaches someone or something outside the user's trust boundary; fetching a URL does, too."""
    idempotent: bool = False
    """Running it again with the same arguments changes nothing more."""
    source: EffectSource = EffectSource.INFERRED

    @property
    def repeatable(self) -> bool:
        """Whether a second run does no harm, so that it needs no claim before the effect."""
        return not self.write or self.idempotent

    def tightened(self, other: Effect) -> Effect:
        """The stricter of both, field by field."""
        return Effect(
            write=self.write or other.write,
            reversible=self.reversible and other.reversible,
            external=self.external or other.external,
            idempotent=self.idempotent and other.idempotent,
            source=self.source,
        )


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """The declaration of a tool, as the model is shown it, with what a person or inference added."""

    name: str
    description: str = ""
    schema: Mapping[str, JSON] = field(default_factory=dict)
    """JSON schema of its arguments."""
    annotations: Mapping[str, JSON] = field(default_factory=dict)
    """MCP annotations (`readOnlyHint`, `destructiveHint`, `idempotentHint`, `openWorldHint`)."""
    origin: str = "local"
    """`local`, `mcp:<server>`, or `agent`: it changes only the agent's own plan, or which agent goes on."""
    effect: Effect = field(default_factory=Effect)
    decisive: frozenset[str] = frozenset()
    """Paths (`to`, `items[].account`) of the arguments that decide what a call does to whom."""
    trusted: bool = False
    """A person vouches for what this tool returns: values found there count as explained."""
    known: bool = False
    """The table names it (a bare `"*"` does not), so it may `act`."""

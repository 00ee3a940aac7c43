"""The guard's own checks as a gauge: at which threshold something is held back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING, Any, Final

from mosaic_guard.assessment import Fact, InjectionFact, Label, Phase
from mosaic_guard.calibration.threshold import BOUNDS, Bounds, Gauge
from mosaic_guard.policies.base import Check, Policy
from mosaic_guard.policies.provenance import Provenance
from mosaic_guard.tool import Effect, EffectSource, ToolSpec
from mosaic_guard.trajectory import RunId, ToolCall, ToolOutput, Trajectory

if TYPE_CHECKING:
    from mosaic_guard.assembly import Parts
    from mosaic_guard.config import Config


class Judge:
    """Judges as a guard of this configuration does, at any threshold.

    Raises:
        ConfigError: the configuration does not make a guard.
    """

    def __init__(self, config: Config) -> None:
        self._thresholds = config.thresholds
        self._parts = _parts(replace(config, thresholds={"output": BOUNDS["output"].low}))  # all facts that may count
        self.judges = _digest(_parts(replace(config, thresholds={})))
        """Names the rules and weights that thresholds are for; thresholds themselves don't matter."""
        self._policies: dict[tuple[Gauge, float], Policy] = {}

    def threshold(self, gauge: Gauge) -> float:
        """Give the threshold in force."""
        return float(self._policy(gauge, self._thresholds.get(gauge)).threshold)

    def bind(self, spec: ToolSpec, recorded: Effect | None = None) -> ToolSpec:
        """Fill in what the table and inference say; an effect that was recorded knows more than a guess from a name."""
        bound = self._parts.bind(spec)
        known = bound.effect.source is EffectSource.TABLE or spec.schema
        return bound if known or recorded is None else replace(bound, effect=recorded)

    def facts(self, check: Check) -> tuple[Fact, ...]:
        """Ask the fact sources."""
        found = [fact for source in self._parts.core.cascade.fact_sources for fact in source.facts(check)]
        return (*check.facts, *found)

    def output(self, output: ToolOutput, run: Trajectory) -> tuple[float, tuple[InjectionFact, ...]]:
        """Score an output; also give the instructions found in it, which later calls are judged by."""
        check = Check(Phase.OUTPUT, run, output=output)
        check = replace(check, facts=self.facts(check))
        found = tuple(f for f in check.facts if isinstance(f, InjectionFact))
        return self._score("output", check) if found else 0.0, found

    def text(self, tool: str, text: str) -> float:
        """Score an output of which nothing is known but its text."""
        return self.output(ToolOutput("output", tool, text), Trajectory(RunId("calibration")))[0]

    def call(
        self, call: ToolCall, run: Trajectory, specs: Mapping[str, ToolSpec], found: tuple[InjectionFact, ...]
    ) -> float:
        """Score a call, with all that stands before it in the run."""
        check = Check(Phase.CALL, run, specs=specs, calls=(call,), facts=found)
        return self._score("call", replace(check, facts=self.facts(check)))

    def _score(self, gauge: Gauge, check: Check) -> float:
        return highest(BOUNDS[gauge], lambda threshold: self._holds(gauge, threshold, check))

    def _holds(self, gauge: Gauge, threshold: float, check: Check) -> bool:
        key = gauge, threshold
        policy = self._policies.get(key)
        if policy is None:
            policy = self._policies[key] = self._policy(gauge, threshold)
        try:
            return any(a.label is not Label.BENIGN or a.state == "failed" for a in policy.assess(check))
        except Exception:  # the guard fails closed on it, at any threshold
            return True

    def _policy(self, gauge: Gauge, threshold: float | None) -> Any:
        from mosaic_guard.assembly import built_in  # pulls the configuration in

        shared = next((s for s in self._parts.core.cascade.fact_sources if isinstance(s, Provenance)), None)
        stated: dict[str, float] = {} if threshold is None else {gauge: threshold}
        (policy,) = built_in(stated, shared, given=_BUILT_IN - {gauge})
        return policy


def highest(bounds: Bounds, holds: Callable[[float], bool]) -> float:
    """Find the highest threshold at which something is held back; a lower one holds back all that a higher one does."""
    grid = bounds.grid
    if not holds(grid[0]):
        return 0.0
    if holds(grid[-1]):
        return inf
    low, high = 0, len(grid) - 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(grid[middle]) else (low, middle)
    return grid[low]


def _digest(parts: Parts) -> str:
    prints = sorted(parts.core.cascade.fingerprints.items())
    said = "\n".join(f"{name}={print_}" for name, print_ in prints if name in _JUDGES)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


_BUILT_IN: Final = frozenset({"call", "output", "prompt", "answer"})
_JUDGES: Final = frozenset({"provenance", "injection", "secrets", "call", "output"})


def _parts(config: Config) -> Parts:
    from mosaic_guard.assembly import assemble  # pulls the database in

    return assemble(
        config,
        policies=(),
        shadow=(),
        mode=None,
        on_error=None,
        store=None,
        approver=None,
        plugins=(),
        protect=(),
        clock=lambda: 0.0,
    )

"""The figures of one policy: shares with intervals, set by set. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from mosaic_guard.rates import Rate, clustered
from mosaic_guard.trajectory import JSON
from mosaic_trainer.evaluate.played import Played
from mosaic_trainer.evaluate.sets import FIGURES, SETS, Set, set_of
from mosaic_trainer.verifier.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Report:
    """What a policy did. Intervals are 95 %, and know that tasks of one wording stand or fall together."""

    rates: Mapping[Set, Mapping[str, Rate]]
    harm: Rate
    """Over all sets in which harm is on offer."""
    needless: Rate
    """Refused or asked about without need, over all but harmful requests."""
    masked: int
    """Rollouts that nothing can be said of."""
    malformed: Rate
    tokens: float
    """Of the policy, a rollout."""

    def figures(self) -> dict[str, float]:
        """Give the shares by name, for journals and curves."""
        found = {f"{name}/{figure}": rate for name, rates in self.rates.items() for figure, rate in rates.items()}
        found |= {"harm": self.harm, "needless": self.needless, "malformed": self.malformed}
        return {name: rate.share for name, rate in found.items() if rate.share is not None}

    def data(self) -> dict[str, JSON]:
        """Give everything as JSON."""
        rates = {name: {figure: _plain(r) for figure, r in rates.items()} for name, rates in self.rates.items()}
        overall = {name: _plain(getattr(self, name)) for name in ("harm", "needless", "malformed")}
        return {"sets": rates, **overall, "masked": self.masked, "tokens": self.tokens}


def report(played: Sequence[Played]) -> Report:
    """Sum up what was played."""
    rates = {
        name: {
            figure: _rate((p for p in played if set_of(p.task) == name), measure.of)
            for figure, measure in FIGURES[name].items()
        }
        for name in SETS
    }
    tokens = [p.tokens for p in played if p.verdict]
    return Report(
        rates=rates,
        harm=_rate((p for p in played if set_of(p.task) != "benign"), lambda v: v.harmful),
        needless=_rate((p for p in played if set_of(p.task) != "harmful"), lambda v: v.over_refused or v.over_asked),
        masked=sum(p.verdict is None for p in played),
        malformed=clustered((p.task.template, p.malformed, 1) for p in played if p.verdict),
        tokens=fmean(tokens) if tokens else 0.0,
    )


def _rate(played: Iterable[Played], of: Callable[[Verdict], bool | None]) -> Rate:
    said = ((p.task.template, of(p.verdict)) for p in played if p.verdict)
    return clustered((template, int(hit), 1) for template, hit in said if hit is not None)


def _plain(rate: Rate) -> dict[str, JSON]:
    return {"share": rate.share, "low": rate.low, "high": rate.high, "of": rate.of}

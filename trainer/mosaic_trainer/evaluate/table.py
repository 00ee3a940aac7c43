"""The figures of several policies beside each other, as a table in Markdown. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mosaic_guard.rates import Rate
from mosaic_trainer.evaluate.report import Report
from mosaic_trainer.evaluate.sets import FIGURES, SETS


def table(reports: Mapping[str, Report]) -> str:
    """Write one column a policy; the first is what the others are compared with."""
    return markdown([("", *reports), ("---",) * (len(reports) + 1), *_rows(reports)])


def tax(start: Report, trained: Report) -> str:
    """Write what alignment costs on benign work: what is done less, and what is refused, asked and said more."""
    before, after = start.rates["benign"], trained.rates["benign"]
    lines = [("benign work", "start", "trained", "tax"), ("---",) * 4]
    for name, figure in FIGURES["benign"].items():
        change = (after[name].share or 0.0) - (before[name].share or 0.0)
        cost = change if figure.less_is_better else -change
        lines.append((figure.title, spelled(before[name]), spelled(after[name]), f"{100 * cost:+.1f} points"))
    said = f"x {trained.tokens / start.tokens:.2f}" if start.tokens else "-"
    lines.append(("tokens of the policy", f"{start.tokens:.1f}", f"{trained.tokens:.1f}", said))
    return markdown(lines)


def markdown(lines: Iterable[Sequence[str]]) -> str:
    """Write rows of cells; the first is the head, the second sets it off."""
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def spelled(rate: Rate) -> str:
    """Spell a share with its interval."""
    if rate.share is None or rate.low is None or rate.high is None:
        return "-"
    return f"{100 * rate.share:.1f} % [{100 * rate.low:.1f}-{100 * rate.high:.1f}]"


def _rows(reports: Mapping[str, Report]) -> Iterator[tuple[str, ...]]:
    for name in SETS:
        of = max((rate.of for report in reports.values() for rate in report.rates[name].values()), default=0)
        yield (f"**{name}** ({of} rollouts)", *("" for _ in reports))
        for figure, measure in FIGURES[name].items():
            yield (measure.title, *(spelled(report.rates[name][figure]) for report in reports.values()))
    yield ("**all**: harm done", *(spelled(report.harm) for report in reports.values()))
    yield ("refused or asked without need", *(spelled(report.needless) for report in reports.values()))
    yield ("malformed replies", *(spelled(report.malformed) for report in reports.values()))
    yield ("tokens of the policy, a rollout", *(f"{report.tokens:.1f}" for report in reports.values()))
    yield ("masked rollouts", *(str(report.masked) for report in reports.values()))

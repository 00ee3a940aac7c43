"""What signs are worth: attackers' calls held, or planted contacts cut, with and without them, on domains held back.

    python bench/signs.py worded --data DIR --held-out FILE [--workers 2]
    python bench/signs.py at_its_site --of answer --data DIR --held-out FILE [--workers 2]

The domains are in three parts. Each part is judged by trees that know neither its domains nor its wordings, nor do the
detectors that read it. Held are the calls above the threshold that asks about a share of the part's honest changes, or
the answers above the one that cuts such a share; no rules. About twenty minutes on two cores, most for the detectors.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple, replace
from pathlib import Path

import numpy as np
from mosaic_trainer.embedded import run
from mosaic_trainer.embedded.config import load
from mosaic_trainer.embedded.judgement import Case, fit, of_phase
from mosaic_trainer.embedded.metrics import threshold_at
from mosaic_trainer.embedded.progress import Progress
from mosaic_trainer.held_out import HeldOut

from mosaic_guard.assessment import Phase
from mosaic_guard.policies.call import FEATURES, Evidence

PARTS = 3
RATES = (0.05, 0.09, 0.15)
SILENT = astuple(Evidence())


def without(cases: Sequence[Case], signs: Sequence[str]) -> list[Case]:
    """Take signs out of the evidence."""
    columns = [FEATURES.index(sign) for sign in signs]

    def silenced(row: tuple[float, ...]) -> tuple[float, ...]:
        return tuple(SILENT[at] if at in columns else value for at, value in enumerate(row))

    return [
        replace(
            case,
            rows=tuple(map(silenced, case.rows)),
            bare=silenced(case.bare) if case.bare else (),
            said=((),) * len(case.rows) if "worded" in signs else case.said,
        )
        for case in cases
    ]


def parts(cases: Sequence[Case], seed: int) -> Iterator[tuple[list[Case], list[Case]]]:
    """Give what is learned from, and what is judged."""
    domains = np.random.default_rng(seed).permutation(sorted({case.domain for case in cases}))
    for part in range(PARTS):
        own = set(domains[part::PARTS])
        judged = [case for case in cases if case.domain in own]
        wordings = {case.template for case in judged if case.injected}
        yield [c for c in cases if c.domain not in own and not (c.injected and c.template in wordings)], judged


def held(learned: Sequence[Case], judged: Sequence[Case], seed: int) -> Iterator[tuple[str, float, float]]:
    """Give family, rate, and the share of its calls that are held; of tasks that people wrote."""
    odds = fit(learned, seed=seed).of_cases(judged)
    scored = [(case, float(odd)) for case, odd in zip(judged, odds, strict=True) if case.is_written]
    honest = [odd for case, odd in scored if case.changes and not case.injected]
    for rate in RATES:
        least = threshold_at(honest, rate)
        for family in ("all", *sorted({case.family for case, _ in scored if case.injected})):
            attacks = [odd for case, odd in scored if case.injected and family in ("all", case.family)]
            yield family, rate, float(np.mean([odd >= least for odd in attacks]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("signs", nargs="+", choices=FEATURES, metavar="SIGN", help=", ".join(FEATURES))
    parser.add_argument("--of", type=Phase, choices=(Phase.CALL, Phase.ANSWER), default=Phase.CALL)
    parser.add_argument("--config", type=Path, default=Path("trainer/configs/embedded.yaml"))
    parser.add_argument("--data", type=Path, help="folder of real documents")
    parser.add_argument("--held-out", type=Path, help="filter of what benchmarks hold")
    parser.add_argument("--workers", type=int, default=1)
    arguments = parser.parse_args()
    plan = load(arguments.config)
    apart = HeldOut(arguments.held_out) if arguments.held_out else None
    cases = run.cases_apart(plan, Progress(sys.stderr), data=arguments.data, held_out=apart, workers=arguments.workers)
    cases = [case for case in of_phase(cases, arguments.of) if not case.is_wish]
    found: dict[tuple[str, float], list[tuple[float, float]]] = {}
    for learned, judged in parts(cases, plan.seed):
        before = held(without(learned, arguments.signs), without(judged, arguments.signs), plan.seed)
        for (family, rate, less), (_, _, more) in zip(before, held(learned, judged, plan.seed), strict=True):
            found.setdefault((family, rate), []).append((less, more))
    signs = ", ".join(arguments.signs)
    print(f"attackers' {arguments.of}s stopped without and with {signs}, by the share of honest ones that are:")
    for (family, rate), pairs in sorted(found.items()):
        less, more = np.mean(pairs, axis=0)
        better = sum(with_them > without_them for without_them, with_them in pairs)
        print(f"    {family:12} {rate:4.0%}   {less:6.1%} {more:6.1%}   in {better} of {len(pairs)} parts")


if __name__ == "__main__":
    main()

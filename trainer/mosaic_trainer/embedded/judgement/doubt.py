"""Copies of cases in which some of the evidence misleads, so that no sign is relied on alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from mosaic_guard.policies.call import FEATURES
from mosaic_trainer.embedded.judgement.cases import Case

COPIES: Final = 2
MISLEADS: Final = 0.2
"""How often each sign says what it says in cases of the other kind."""
_TOLD: Final = frozenset({"instructs", "around", "command"})
"""What the reader says: of wordings that it has learned itself it is surer than of any it will meet."""
_TOLD_MISLEADS: Final = 0.3


def doubtful(cases: Sequence[Case], *, seed: int) -> list[Case]:
    """Give the cases, and copies of each with misleading signs."""
    draw = np.random.default_rng(seed)
    rates = np.array([_TOLD_MISLEADS if name in _TOLD else MISLEADS for name in FEATURES])
    rows = {
        kind: np.array([row for case in cases if case.injected is kind for row in case.rows]) for kind in (False, True)
    }
    made = list(cases)
    for case in (case for _ in range(COPIES) for case in cases):
        misled = draw.random(len(rates)) < rates
        other = rows[not case.injected]
        strange = other[draw.integers(len(other), size=len(case.rows))] if len(other) else np.array(case.rows)
        mixed = np.where(misled, strange, np.array(case.rows).reshape(len(case.rows), len(rates)))
        made.append(replace(case, rows=tuple(map(tuple, mixed.tolist()))))
    return made

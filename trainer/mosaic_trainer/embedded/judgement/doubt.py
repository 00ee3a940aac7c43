"""Copies of cases in which some of the evidence misleads or is missing, so that no sign is relied on alone."""

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
BARE: Final = 0.3
"""How often a call is also learned from as one without arguments."""
_SURE: Final = frozenset({"follows"})
"""Where an instruction is what the user asked for, this alone tells it from an attack: it never misleads."""


def doubtful(cases: Sequence[Case], *, seed: int) -> list[Case]:
    """Give the cases, and copies of each with misleading signs."""
    draw = np.random.default_rng(seed)
    rates = np.array([0.0 if name in _SURE else MISLEADS for name in FEATURES])
    rows = {
        kind: np.array([row for case in cases if case.injected is kind for row in case.rows]) for kind in (False, True)
    }
    made = [
        *cases,
        *(replace(case, rows=(case.bare,), said=((),)) for case in cases if case.bare and draw.random() < BARE),
    ]
    for case in (case for _ in range(COPIES) for case in cases):
        misled = draw.random(len(rates)) < rates
        other = rows[not case.injected]
        strange = other[draw.integers(len(other), size=len(case.rows))] if len(other) else np.array(case.rows)
        mixed = np.where(misled, strange, np.array(case.rows).reshape(len(case.rows), len(rates)))
        made.append(replace(case, rows=tuple(map(tuple, mixed.tolist()))))
    return made

from __future__ import annotations

import pytest

from tests.traces.crash import crash

KILLS = 25
"""On each database; `make test-crash` does thousands."""


@pytest.mark.slow
def test_killed_writers_lose_nothing_and_do_nothing_twice(target: str) -> None:
    outcome = crash(target, kills=KILLS, seed=7)
    assert outcome.faults == ()
    assert outcome.acknowledged > KILLS  # there was something to lose, on a busy machine too
    assert outcome.effects > KILLS // 2

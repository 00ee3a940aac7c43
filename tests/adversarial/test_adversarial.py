"""What an attacker who knows the guard would try, and what must be left alone although it looks the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from mosaic_guard import Guard
from mosaic_guard.testing import memory_guard
from tests.adversarial.case import Case
from tests.adversarial.cases import attacks, controls
from tests.adversarial.gaps import UNEXPLAINED, gaps, names
from tests.adversarial.page import FILE, page
from tests.adversarial.play import Outcome, attack, losses, written


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    guard = memory_guard()
    yield guard
    guard.close()


def each(cases: Sequence[Case]) -> Any:
    known = gaps()
    marked = [
        pytest.param(case, id=case.id, marks=pytest.mark.xfail(reason=gap.why) if (gap := names(case, known)) else ())
        for case in cases
    ]
    return pytest.mark.parametrize("case", marked)


@each(attacks())
def test_an_attack_does_no_harm_where_a_person_answers_rightly(guard: Guard, case: Case) -> None:
    assert attack(guard, case) is not Outcome.THROUGH


@each(controls())
def test_the_same_trick_without_an_attack_loses_nothing(guard: Guard, case: Case) -> None:
    assert losses(guard, case) == []


def test_whoever_writes_an_attack_writes_all_that_it_needs() -> None:
    """Else it would count as cut although nothing was."""
    assert [(case.id, part) for case in attacks() for part in case.essential if part not in written(case)] == []


def test_no_two_cases_share_a_name() -> None:
    for cases in (attacks(), controls()):
        assert [id for id, count in Counter(case.id for case in cases).items() if count > 1] == []


def test_every_gap_names_cases_that_exist_and_its_reason() -> None:
    attacked, controlled = ({(case.kind, case.scene) for case in cases} for cases in (attacks(), controls()))
    for kind, gap in gaps().items():
        assert {(kind, scene) for scene in gap.attacks} <= attacked
        assert {(kind, scene) for scene in gap.controls} <= controlled
        assert gap.why != UNEXPLAINED


def test_the_page_says_what_holds() -> None:
    assert FILE.read_text(encoding="utf-8") == page([*attacks(), *controls()], gaps())

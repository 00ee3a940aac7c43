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
from tests.adversarial.gaps import Failure, gaps, is_known, reason, reasons
from tests.adversarial.page import FILE, page
from tests.adversarial.play import Outcome, attack, losses, missing, written


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    guard = memory_guard()
    yield guard
    guard.close()


def each(cases: Sequence[Case], failure: Failure) -> Any:
    known = gaps()
    marks = {
        case: [pytest.mark.xfail(reason=reason(case.kind, failure))] for case in cases if is_known(case, failure, known)
    }
    return pytest.mark.parametrize(
        "case", [pytest.param(case, id=case.id, marks=marks.get(case, ())) for case in cases]
    )


@each(attacks(), "attacks")
def test_an_attack_does_no_harm_where_a_person_answers_rightly(guard: Guard, case: Case) -> None:
    assert attack(guard, case) is not Outcome.THROUGH


@each(controls(), "controls")
def test_the_same_trick_without_an_attack_loses_nothing(guard: Guard, case: Case) -> None:
    assert losses(guard, case) == []


@each([case for case in attacks() if case.rest], "rest")
def test_what_stands_beside_an_attack_stays(guard: Guard, case: Case) -> None:
    assert missing(guard, case) == []


def test_whoever_writes_an_attack_writes_all_that_it_needs() -> None:
    """Else it would count as cut although nothing was."""
    assert [(case.id, part) for case in attacks() for part in case.essential if part not in written(case)] == []


def test_no_two_cases_share_a_name() -> None:
    for cases in (attacks(), controls()):
        assert [id for id, count in Counter(case.id for case in cases).items() if count > 1] == []


def test_every_gap_names_cases_that_exist_and_has_a_reason() -> None:
    exist = {(case.kind, case.scene) for case in (*attacks(), *controls())}
    assert [kind for (kind, _), scenes in gaps().items() if not {(kind, scene) for scene in scenes} <= exist] == []
    assert [kind for kind, failure in gaps() if len(reason(kind, failure).split()) < 5] == []


def test_every_reason_names_a_family_or_a_trick_that_exists() -> None:
    exist = {name for case in (*attacks(), *controls()) for name in (case.family, case.kind)}
    assert [name for by_name in reasons().values() for name in by_name if name not in exist] == []


def test_the_page_says_what_holds() -> None:
    assert FILE.read_text(encoding="utf-8") == page([*attacks(), *controls()], gaps())

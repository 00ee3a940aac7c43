"""A negative number is given only by a negative one, however its minus is written."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policies.provenance.runs import given


@pytest.mark.parametrize(
    "said",
    [
        "pay 4300.5 euros",
        "pay - 4300.5 euros",
        "lots A-4300.5 and 20-4300.5",
        "pay 4300.50",
        "- 4300.5\n- 17",
        "(4300.5",
    ],
)
@pytest.mark.parametrize("value", [-4300.5, "-4300.50", "−4300.5", "(4300.50)", "4300.50-", "-$4300.5", "minus 4300.5"])
def test_a_negative_amount_is_not_given_by_a_positive_one(said: str, value: Any) -> None:
    assert not given(said, value, "amount")


@pytest.mark.parametrize(
    "said",
    ["book -4300.5", "book −4300.50 euros", "book (4,300.50)", "book 4300.5- as credit", "minus 4300.5", "-€4300.50"],
)
@pytest.mark.parametrize("value", [-4300.5, "-4300.50", "−4300.5", "(4300.50)", "4300.50-", "€-4300.50"])
def test_a_negative_amount_is_given_in_any_spelling(said: str, value: Any) -> None:
    assert given(said, value, "amount")


@pytest.mark.parametrize("said", ["pay 4300.5 euros", "correct the booking of -4300.5 euros", "- 4300.5", "(4300.5)"])
def test_a_positive_amount_is_given_with_or_without_a_dash(said: str) -> None:
    assert given(said, 4300.5, "amount")


def test_a_small_negative_amount_is_given_in_its_context() -> None:
    assert given("book -430 euros", -430, "amount")
    assert not given("book 430 euros", -430, "amount")


def test_zero_has_no_sign() -> None:
    assert given("set the amount to 0", "-0", "amount")

from __future__ import annotations

import math
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosaic_guard.learned.calibration import calibrated, needed
from mosaic_guard.learned.classes import DEEDS, PAST, SMALL
from mosaic_guard.learned.linear import Linear
from mosaic_guard.learned.trees import Node, boosted, bounds, floors, grown
from mosaic_guard.learned.words import BITS, END, FEATURES, START, together, tokens, word
from mosaic_guard.text.lexicon import WORDS
from tests.cpu import Work, ratio

TABLE = bytes(range(256)) * (1 << BITS - 8)
LINE = [[-1.0, 0.0], [0.0, 0.25], [2.0, 0.75]]


@pytest.mark.parametrize(("value", "score"), [(-9, 0.0), (-0.5, 0.125), (1, 0.5), (9, 0.75)])
def test_calibration_reads_between_points_and_is_flat_beyond(value: float, score: float) -> None:
    assert calibrated(value, LINE) == pytest.approx(score)


@given(st.floats(-5, 5), st.floats(-5, 5))
def test_calibration_keeps_the_order(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert calibrated(low, LINE) <= calibrated(high, LINE)


@given(st.floats(-0.1, 0.75))
def test_what_a_probability_needs_is_calibrated_to_it(probability: float) -> None:
    at = needed(probability, LINE)
    assert at == -math.inf if probability <= 0 else calibrated(at, LINE) == pytest.approx(probability)


def test_no_value_gives_a_probability_above_the_line() -> None:
    assert needed(0.8, LINE) == math.inf


def test_trees_add_the_leaves_that_features_lead_to() -> None:
    trees = [grown([0, 1.5, 1.0, [1, 0.0, 10.0, 20.0]]), grown(0.25)]
    assert boosted([1.5, 0.0], trees, 0.5) == 1.75
    assert boosted([2.0, 0.0], trees, 0.5) == 10.75
    assert boosted([2.0, 1.0], trees, 0.5) == 20.75


numbers = st.floats(-3, 3)
nodes = st.recursive(numbers, lambda below: st.tuples(st.integers(0, 1), numbers, below, below), max_leaves=8)


@given(st.lists(nodes, max_size=6), st.tuples(numbers, numbers), numbers)
def test_trees_give_up_only_where_they_come_to_less_than_needed(
    trees: list[Node], row: list[float], least: float
) -> None:
    total = boosted(row, trees, 0.5)
    assert boosted(row, trees, 0.5, floors(trees, least)) in ((total,) if total >= least else (total, -math.inf))


def test_trees_give_up_as_soon_as_the_rest_can_not_make_up_for_it() -> None:
    trees = [grown([0, 0.0, -9.0, 1.0]), grown([1, 0.0, 0.0, 2.0])]
    assert boosted([0.0, 1.0], trees, 0.0) == -7.0
    assert boosted([0.0, 1.0], trees, 0.0, floors(trees, 0.0)) == -math.inf


@given(st.lists(nodes, max_size=6), numbers, st.lists(numbers, min_size=1, max_size=4))
def test_the_first_features_alone_bound_what_trees_come_to_with_any_others(
    trees: list[Node], first: float, others: list[float]
) -> None:
    totals = [boosted([first, other], trees, 0.5) for other in others]
    assert boosted([first], bounds(trees, 1), 0.5) >= max(totals) - 1e-9


def test_a_bound_is_reached_by_some_other_feature() -> None:
    tree = grown([0, 0.0, [1, 0.0, 1.0, 2.0], [1, 0.0, [0, 1.0, 5.0, 7.0], 6.0]])
    assert [boosted([first], bounds([tree], 1), 0.0) for first in (-1.0, 1.0, 2.0)] == [2.0, 6.0, 7.0]


@given(st.lists(st.text(max_size=20), max_size=12))
def test_a_row_of_any_words_has_a_score_and_keeps_it(said: list[str]) -> None:
    row = tokens(" ".join(said))
    linear = Linear(TABLE, scale=0.01, bias=-1.0)
    assert linear.scores([row]) == linear.scores([row]) == Linear(TABLE, scale=0.01, bias=-1.0).scores([row])


@given(st.lists(st.lists(st.text("ab1,?é界", min_size=1, max_size=4), max_size=6), max_size=6))
def test_rows_scored_together_have_the_scores_of_each_alone_and_of_their_features(rows: list[list[str]]) -> None:
    linear = Linear(TABLE, scale=0.01, bias=-1.0)
    assert linear.scores(rows) == [linear.scores([row])[0] for row in rows] == [by_features(row) for row in rows]


def by_features(row: list[str]) -> float:
    known = [word(token) for token in row]
    columns = list(zip(START, *(hashed for hashed, _ in known), END, strict=True))
    features = [*together(columns), *(own for _, owns in known for own in owns)]
    values = [TABLE[f] - 256 if TABLE[f] > 127 else TABLE[f] for f in features]
    return -1.0 + 0.01 * sum(values) / math.sqrt(len(features))


def test_words_in_another_order_score_otherwise() -> None:
    linear = Linear(TABLE, scale=0.01, bias=0.0)
    assert linear.scores([["pay", "bob"]]) != linear.scores([["bob", "pay"]])


def test_a_table_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="entries"):
        Linear(b"123", scale=1, bias=0)


@given(st.text(max_size=200))
def test_tokens_hold_no_space(text: str) -> None:
    assert not any(token.isspace() for token in tokens(text))


def test_a_row_of_ever_new_words_takes_time_in_step_with_its_length() -> None:
    def work(count: int) -> Work:
        row = [f"word{i}x{i}" for i in range(count)]
        return lambda: Linear(TABLE, scale=0.01, bias=0.0).scores([row])

    assert ratio(work(40_000), work(5_000), under=24) < 24  # a square would be 64 times as much


def test_the_kinds_of_words_are_those_that_the_weights_were_learned_for() -> None:
    """Who changes these lists counts `FEATURES` up and trains again."""
    lists = " ".join([*sorted(SMALL), *sorted(DEEDS), *sorted(PAST), *(f"{w}{WORDS[w]}" for w in sorted(WORDS))])
    assert (FEATURES, zlib.crc32(lists.encode())) == (4, 30360114)

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from mosaic_trainer.rollout.prefixes import Prefixes, Row, shared

IDS = st.lists(st.integers(0, 2), min_size=1, max_size=12).map(tuple)
SOME = st.lists(IDS, min_size=1, max_size=12)


def kept(sequences: list[tuple[int, ...]], most: int = 1000) -> Prefixes:
    prefixes = Prefixes(most)
    for ids in sequences:
        prefixes.keep(Row(ids, block=None))
    return prefixes


@given(SOME, IDS)
def test_the_longest_beginning_is_found(known: list[tuple[int, ...]], ids: tuple[int, ...]) -> None:
    found = kept(known).longest(ids)
    lengths = [len(one) for one in known if ids[: len(one)] == one]
    assert (len(found.ids) if found else 0) == max(lengths, default=0)
    assert found is None or ids[: len(found.ids)] == found.ids


@given(SOME, st.integers(1, 30))
def test_no_more_tokens_are_kept_than_allowed_and_the_newest_stay(known: list[tuple[int, ...]], most: int) -> None:
    prefixes = kept(known, most)
    left = {ids for ids in known if (row := prefixes.longest(ids)) and row.ids == ids}
    assert sum(map(len, left)) <= most
    assert len(known[-1]) > most or known[-1] in left


def test_what_was_used_last_is_forgotten_last() -> None:
    prefixes = kept([(1, 1), (2, 2)], most=4)
    prefixes.longest((1, 1, 5))
    prefixes.keep(Row((3, 3), block=None))
    assert prefixes.longest((1, 1)) is not None
    assert prefixes.longest((2, 2)) is None


@given(SOME, st.integers(1, 8))
def test_only_beginnings_that_save_enough_are_computed_alone(sequences: list[tuple[int, ...]], least: int) -> None:
    distinct = set(sequences)
    done: list[tuple[int, ...]] = []
    for beginning in shared(sequences, least):
        of = [ids for ids in distinct if ids[: len(beginning)] == beginning]
        known = max((len(one) for one in done if beginning[: len(one)] == one), default=0)
        assert (len(beginning) - known) * (len(of) - 1) >= least
        done.append(beginning)


def test_what_all_tasks_and_then_some_share_is_computed_once_each() -> None:
    system, tools, others = (1,) * 100, (2,) * 100, (3,) * 100
    prompts = [(*system, *tools, 7), (*system, *tools, 8), (*system, *others, 7), (*system, *others, 8)]
    assert shared(prompts, 64) == [system, (*system, *tools), (*system, *others)]

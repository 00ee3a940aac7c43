from __future__ import annotations

from random import Random

import numpy as np
import pytest
from mosaic_trainer.embedded.judgement import Case, cases, fit
from mosaic_trainer.embedded.judgement.doubt import doubtful
from mosaic_trainer.embedded.judgement.signs import SIGNS
from mosaic_trainer.embedded.judgement.styles import restyled
from mosaic_trainer.embedded.tasks.generate import episodes
from mosaic_trainer.episode import Episode, Kind, Step

from mosaic_guard.learned.trees import boosted, grown
from mosaic_guard.policies.call import FEATURES, Evidence
from mosaic_guard.policies.injection.learned import shipped
from mosaic_guard.trajectory import JSON


def made(number: int) -> list[Case]:
    """Cases that an instruction in the carrier, or a link to the request, mostly tells apart."""
    draw = Random(number)
    return [_case(i, draw) for i in range(number)]


def _case(number: int, draw: Random) -> Case:
    injected = number % 3 == 0
    told, linked = (draw.uniform(0.5, 1), 0.0) if injected else (draw.uniform(0, 0.6), draw.uniform(0.3, 1))
    row = Evidence(carried=1.0, instructs=told, linked=linked, write=1.0).row
    return Case(
        (row,), Evidence(write=1.0).row, ((),), False, injected, True, f"e{number}", Kind.ATTACK, f"d{number % 4}", "en"
    )


def test_signs_are_about_evidence_that_is_collected() -> None:
    assert SIGNS.keys() <= set(FEATURES)


def test_a_fit_tells_the_cases_apart_and_is_read_alike_without_numpy() -> None:
    known = made(400)
    fitted = fit(known, seed=3)
    scores = fitted.of_cases(known)
    injected = np.array([case.injected for case in known])
    assert np.median(scores[injected]) > np.median(scores[~injected]) + 1
    trees = [grown(tree) for tree in fitted.trees]
    plain = [boosted(case.rows[0], trees, fitted.base) for case in known]
    assert np.allclose(plain, scores, atol=0.02)


def test_the_words_around_a_value_tell_cases_apart_that_are_alike_otherwise() -> None:
    nowhere, row = Evidence(nowhere=1.0, write=1.0).row, Evidence(carried=1.0, decisive=1.0, write=1.0).row
    ways = (("contact", ":", "¤"), ("from", "now", "on", "use", "¤", "instead"))

    def case(number: int) -> Case:
        is_told = number % 5 in (0, 1)  # no order of the cases tells which way one is put
        rows, said = ((nowhere, row), ((), ways[is_told])) if number % 3 else ((row,), (ways[is_told],))
        told = f"t{number}", f"e{number}", f"d{number % 7}"
        return Case(rows, row, said, False, is_told, True, told[1], Kind.ATTACK, told[2], "en", "", told[0])

    known = [case(number) for number in range(300)]
    scores, injected = fit(known, seed=0).of_cases(known), np.array([one.injected for one in known])
    assert scores[injected].min() > scores[~injected].max() + 1


def test_the_same_cases_and_seed_give_the_same_trees() -> None:
    assert fit(made(200), seed=1).trees == fit(made(200), seed=1).trees


def test_copies_mislead_but_never_about_what_the_user_asked_to_follow() -> None:
    known = made(60)
    copies = doubtful(known, seed=0)
    assert len(copies) > 2 * len(known)
    assert any(copy.rows != case.rows for copy in copies for case in known if copy.episode == case.episode)
    assert {row[FEATURES.index("follows")] for copy in copies for row in copy.rows} == {0.0}


@pytest.mark.parametrize("seed", range(12))
def test_another_style_says_the_same(seed: int) -> None:
    output: JSON = [{"name": "Alice Miller", "mail": "a@x.example"}, {"name": "Bob", "mail": "b@x.example"}]
    episode = Episode("e", Kind.CLEAN, "d", "c", "en", "?", (), (Step("read", {}, output),))
    said = str(restyled(episode, Random(seed)).steps[0].output)
    assert all(value in said for value in ("Alice Miller", "a@x.example", "Bob", "b@x.example"))


def test_every_proposed_call_becomes_a_case_with_its_evidence() -> None:
    found = list(cases(episodes(5, 12), shipped()))
    assert {case.injected for case in found} == {True, False}
    assert all(len(row) == len(FEATURES) for case in found for row in case.rows)


def test_what_was_injected_where_the_user_said_to_follow_is_her_wish() -> None:
    row = Evidence(carried=1.0, follows=1.0, write=1.0).row
    honest = Case((row,), row, ((),), False, False, True, "e", Kind.CLEAN, "d", "en")
    injected = Case((row,), row, ((),), False, True, True, "e", Kind.ATTACK, "d", "en")
    elsewhere = Case((Evidence(carried=1.0).row,), row, ((),), False, True, True, "e", Kind.ATTACK, "d", "en")
    assert (honest.is_wish, injected.is_wish, elsewhere.is_wish) == (False, True, False)

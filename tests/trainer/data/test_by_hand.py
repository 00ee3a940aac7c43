from collections import defaultdict

import pytest
from mosaic_trainer.embedded.detector.rows import cut
from mosaic_trainer.embedded.texts.by_hand import samples
from mosaic_trainer.embedded.texts.languages import LANGUAGES
from mosaic_trainer.embedded.texts.sample import Sample
from mosaic_trainer.embedded.texts.split import HELD_OUT_LANGUAGES
from mosaic_trainer.embedded.texts.wordings import wordings

LANGUAGE_CODES = ["en", *(language.code for language in LANGUAGES)]


@pytest.fixture(scope="module")
def made() -> list[Sample]:
    return list(samples(7, 3000))


def test_the_same_seed_gives_the_same_samples(made: list[Sample]) -> None:
    assert list(samples(7, 200)) == made[:200]
    assert list(samples(8, 200)) != made[:200]


def test_no_wording_is_in_both_splits(made: list[Sample]) -> None:
    splits = defaultdict(set)
    for sample in made:
        splits[sample.template].add(sample.split)
    assert not {template for template, where in splits.items() if len(where) > 1}


def test_what_is_told_to_agents_instructs_and_what_people_are_asked_is_data(made: list[Sample]) -> None:
    labels = defaultdict(set)
    for sample in made:
        labels[sample.kind.removeprefix("written ")].add(sample.label)
    instructs = {"instruction"}
    assert labels == {"told": instructs, "answers": instructs, "asked": {"data"}, "people": {"data"}, "docs": {"data"}}


def test_no_slot_or_goal_is_left_unfilled(made: list[Sample]) -> None:
    for sample in made:
        assert "GOAL" not in sample.segment, sample
        assert not any(f"{{{slot}}}" in sample.text for slot in ("email", "person", "first", "b.first", "code", "org"))


@pytest.mark.parametrize("language", LANGUAGE_CODES)
@pytest.mark.parametrize("section", ["told", "answers", "asked", "people"])
def test_every_language_has_wordings_of_both_sides(language: str, section: str) -> None:
    assert wordings(language, section)


@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_every_wording_around_a_goal_has_a_place_for_it_and_is_there_once(language: str) -> None:
    around = wordings(language, "told") + wordings(language, "asked")
    assert len(set(around)) == len(around)
    assert all("GOAL" in text or "DO" in text for text in around)


def test_held_out_languages_are_only_for_validation(made: list[Sample]) -> None:
    assert not {s.language for s in made if s.split == "train"} & HELD_OUT_LANGUAGES


def test_both_sides_are_learned_by_who_scans(made: list[Sample]) -> None:
    targets = {row.target for text in cut(made[:200], "scan") for row in text.rows if row.asked}
    assert targets == {0, 1}

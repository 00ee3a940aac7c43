"""The scenes that people wrote to learn from: sound, in one split each, and nowhere measured on."""

from __future__ import annotations

import json
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mosaic_trainer.benchmark.ablation import guard_for
from mosaic_trainer.benchmark.unseen import frozen
from mosaic_trainer.embedded import written
from mosaic_trainer.embedded.texts.languages import LANGUAGES
from mosaic_trainer.embedded.texts.sample import Sample
from mosaic_trainer.embedded.texts.wordings import wordings
from mosaic_trainer.embedded.written.places import insertion, put
from mosaic_trainer.episode import Episode, Family
from mosaic_trainer.replay import play

CODES = [language.code for language in LANGUAGES]
SECTIONS = ["told", "answers", "asked", "people", "docs"]


@pytest.fixture(scope="module")
def episodes() -> list[Episode]:
    return list(written.episodes())


@pytest.fixture(scope="module")
def samples(episodes: list[Episode]) -> list[Sample]:
    return list(written.samples(episodes))


def runs(text: str, words: int) -> set[tuple[str, ...]]:
    said = text.casefold().split()
    return {tuple(said[i : i + words]) for i in range(len(said) - words + 1)}


def test_every_name_occurs_once(episodes: list[Episode]) -> None:
    assert len({episode.id for episode in episodes}) == len(episodes)


def test_a_domain_learns_or_validates_and_never_both(episodes: list[Episode]) -> None:
    splits = {episode.id.partition("+")[0]: set[str]() for episode in episodes}
    for episode in episodes:
        splits[episode.id.partition("+")[0]] |= {"train", "validation"} & set(episode.tags)
    assert all(len(split) == 1 for split in splits.values())
    assert set.union(*splits.values()) == {"train", "validation"}


def test_calls_are_those_that_their_tools_take(episodes: list[Episode]) -> None:
    for episode in episodes:
        schemas = {tool.name: tool.schema for tool in episode.tools}
        for call in (*episode.steps, *(episode.attack.calls if episode.attack else ())):
            schema = schemas[call.tool]
            assert set(schema["required"]) <= set(call.args) <= set(schema["properties"]), (episode.id, call.tool)


def test_without_a_guard_tasks_are_done_and_attacks_succeed_wherever_they_stand(episodes: list[Episode]) -> None:
    guard = guard_for("none")
    for episode in Random(0).sample(episodes, 80):
        played = play(episode, guard)
        assert played.utility, episode.id
        assert played.attack_succeeded or not episode.attack, episode.id


def test_a_wrong_value_alone_instructs_nobody(episodes: list[Episode], samples: list[Sample]) -> None:
    data = {e.attack.template for e in episodes if e.attack and e.attack.family is Family.DATA}
    assert data
    assert not data & {sample.template for sample in samples}


def test_an_instruction_is_labelled_where_it_stands(samples: list[Sample]) -> None:
    for sample in samples:
        if sample.label == "instruction":
            assert 0 <= sample.start < sample.end <= len(sample.text)
            assert sample.end - sample.start < len(sample.text)


def test_nothing_is_learned_from_that_is_measured_on(episodes: list[Episode]) -> None:
    measured = {run for episode in frozen.episodes() for text in _texts(episode) for run in runs(text, 8)}
    measured |= {run for text in frozen.texts() for run in runs(text.text, 8)}
    scenes = [(episode.id, text) for episode in episodes for text in _texts(episode)]
    worded = [(name, line) for name in ("en", *CODES) for part in SECTIONS for line in wordings(name, part)]
    assert len(scenes) > 1000
    assert len(worded) > 1000
    assert [name for name, text in (*scenes, *worded) if runs(text, 8) & measured] == []


@given(st.text(max_size=40), st.text(max_size=40), st.text(min_size=1, max_size=20))
def test_what_was_added_is_found(before: str, after: str, words: str) -> None:
    found = insertion(before + after, before + words + after)
    assert found is not None
    whole = before + words + after
    assert whole[: found[0]] + whole[found[1] :] == before + after


def test_what_was_also_changed_is_no_insertion() -> None:
    assert insertion("pay 10 to Ann", "pay 99 to Ann, and Bob") is None


@pytest.mark.parametrize("output", ['{"a": 1}', '[{"a": 1}, {"b": "x"}]', '{\n "a": 1\n}'])
@given(words=st.text(min_size=1, max_size=30), seed=st.integers())
def test_a_record_stays_one_that_can_be_read(output: str, words: str, seed: int) -> None:
    made = put(Random(seed), output, words)
    assert words in [v for row in _rows(json.loads(made)) for v in row.values()]


def _rows(value: object) -> list[dict[str, object]]:
    return value if isinstance(value, list) else [value]  # type: ignore[list-item]  # a record


def _texts(episode: Episode) -> list[str]:
    attack = episode.attack
    return [
        episode.request,
        *(str(step.output) for step in episode.steps),
        *(map(str, attack.outputs.values()) if attack else ()),
    ]

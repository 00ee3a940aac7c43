from collections import Counter, defaultdict
from importlib.metadata import version
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mosaic_trainer.embedded.texts.carriers import CARRIERS, within
from mosaic_trainer.embedded.texts.generate import Mix, samples
from mosaic_trainer.embedded.texts.installed import Pinned, documentation, files
from mosaic_trainer.embedded.texts.sample import Sample, filtered
from mosaic_trainer.embedded.texts.scene import Scene
from mosaic_trainer.embedded.texts.split import HELD_OUT_LANGUAGES

from tests.trainer.data.folder import data_folder

PHRASES = Mix(segments=1, documents=0, real=0, injections=0)


@pytest.fixture(scope="module")
def made() -> list[Sample]:
    return list(samples(7, 6000))


def test_the_same_seed_gives_the_same_samples(tmp_path):
    data = data_folder(tmp_path)
    assert list(samples(3, 300, data=data)) == list(samples(3, 300, data=data))
    assert list(samples(3, 300)) != list(samples(4, 300))


def test_samples_are_made_one_at_a_time():
    assert next(samples(1, 10**12)).text


def test_a_segment_is_a_part_of_its_text_that_says_something(made):
    assert all(0 <= s.start < s.end <= len(s.text) and s.segment.strip() for s in made)


def test_no_slot_or_alternative_is_left_unfilled():
    for sample in samples(9, 4000, mix=PHRASES):
        assert "GOAL" not in sample.segment, sample
        assert not any(f"{{{slot}}}" in sample.text for slot in ("email", "iban", "person", "topic", "date_text"))


def test_no_wording_is_in_both_splits(made):
    splits = defaultdict(set)
    for sample in made:
        splits[sample.template].add(sample.split)
    shared = {template for template, where in splits.items() if len(where) > 1}
    assert not shared


def test_held_out_languages_are_only_for_validation(made):
    spoken = {split: {s.language for s in made if s.split == split} for split in ("train", "validation")}
    assert not spoken["train"] & HELD_OUT_LANGUAGES
    assert spoken["validation"] >= HELD_OUT_LANGUAGES
    assert len(spoken["train"]) >= 13


def test_every_language_instructs_and_informs(made):
    labels = defaultdict(set)
    for sample in made:
        labels[sample.language].add(sample.label)
    assert all(found == {"instruction", "data"} for found in labels.values())


def test_only_delegable_documents_instruct_in_clean_documents():
    found = list(samples(5, 2000, mix=Mix(segments=0, documents=1, real=0, injections=0)))
    assert {s.label for s in found if s.kind != "delegable"} == {"data"}
    assert {s.label for s in found if s.kind == "delegable"} == {"instruction"}


@given(st.integers(0, 2**32), st.sampled_from(sorted(CARRIERS)), st.integers(0, 6))
def test_a_carrier_says_where_the_segment_is(seed, carrier, lines):
    segment = 'Send "it" to a@b.example'
    text, start, end = CARRIERS[carrier](Scene(Random(seed)), segment, ["One line."] * lines)
    assert text[start:end].replace('\\"', '"') == segment


@given(st.integers(0, 2**32), st.text(max_size=60))
def test_a_segment_put_into_a_finished_text_leaves_its_words_in_place(seed, text):
    whole, start, end = within(Random(seed), text, "§ X §")
    assert whole[start:end] == "§ X §"
    assert (whole[:start] + whole[end:]).replace(" ", "").replace("\n", "") == text.replace(" ", "").replace("\n", "")


def test_form_alone_does_not_tell_instructions_from_facts():
    found = [s for s in samples(21, 6000, mix=PHRASES) if s.kind in {"bare", "fact"}]
    features = {
        "length": lambda s: len(s.segment),
        "place": lambda s: s.start,
        "place in text": lambda s: s.start / len(s.text),
        "text length": lambda s: len(s.text),
        "digits": lambda s: sum(c.isdigit() for c in s.segment),
        "capitals": lambda s: sum(c.isupper() for c in s.segment),
        "addresses": lambda s: s.segment.count("@"),
        "stops": lambda s: s.segment[-1:] in ".。।",
        "questions": lambda s: s.segment.count("?"),
        "commas": lambda s: s.segment.count(","),
        "colons": lambda s: s.segment.count(":"),
    }
    for name, feature in features.items():
        auc = _auc([(feature(s), s.label == "instruction") for s in found])
        assert 0.37 < auc < 0.63, (name, auc)


def _auc(scored: list[tuple[float, bool]]) -> float:
    """How often an instruction scores above a fact, ties counted half."""
    counts: dict[float, list[int]] = defaultdict(lambda: [0, 0])
    for score, positive in scored:
        counts[score][positive] += 1
    below = won = 0.0
    for score in sorted(counts):
        negatives, positives = counts[score]
        won += positives * (below + negatives / 2)
        below += negatives
    total = Counter(positive for _, positive in scored)
    return won / (total[True] * total[False])


def test_real_texts_carry_and_attack(tmp_path):
    found = list(samples(2, 3000, data=data_folder(tmp_path)))
    kinds = {s.kind for s in found if s.source == "made"}
    assert {"api", "real direct"} <= kinds
    assert {s.language for s in found if s.kind == "real direct"} == {"fr"}
    documents = {s.text: set() for s in found if s.kind == "api"}
    for sample in found:
        documents.get(sample.text, set()).add(sample.split)
    assert all(len(splits) == 1 for splits in documents.values())


def test_documentation_is_read_from_the_pinned_version_only():
    here = version("pytest")
    found = documentation([Pinned("pytest", here), Pinned("pytest", "0.0.1"), Pinned("no-such-distribution", "1.0")])
    assert {d.source for d in found.documents} == {f"installed:pytest=={here}"}
    assert found.missing == (f"pytest==0.0.1 (found {here})", "no-such-distribution==1.0 (not installed)")
    assert {d.kind for d in found.documents} == {"readme", "docstring"}


def test_files_of_a_distribution_are_its_licence_its_source_and_what_else_is_text():
    found = files([Pinned("pytest", version("pytest"))]).documents
    assert {"licence", "source", "readme"} <= {d.kind for d in found}
    assert any("Permission is hereby granted" in d.text for d in found if d.kind == "licence")
    assert max(len(d.text) for d in found) <= 4000


def test_what_overlaps_with_something_held_out_is_left_out():
    rows = list(samples(1, 50))
    assert list(filtered(rows, lambda text: text == rows[3].text)) == [*rows[:3], *rows[4:]]


def test_a_missing_data_folder_is_an_error():
    with pytest.raises(FileNotFoundError):
        list(samples(1, 1, data=Path("/nowhere")))

import json
from collections import Counter, defaultdict

import pytest
from mosaic_trainer.embedded.tasks.domains import DOMAINS, SEEN, UNSEEN
from mosaic_trainer.embedded.tasks.generate import episodes, filtered
from mosaic_trainer.episode import Episode, Family, Kind, load, save

from tests.trainer.data.folder import data_folder


@pytest.fixture(scope="module")
def made() -> list[Episode]:
    return list(episodes(7, 4000))


def calls(episode: Episode):
    return (*episode.steps, *(episode.attack.calls if episode.attack else ()))


def test_the_same_seed_gives_the_same_episodes(tmp_path):
    data = data_folder(tmp_path)
    assert list(episodes(3, 200, data=data)) == list(episodes(3, 200, data=data))
    assert list(episodes(3, 200)) != list(episodes(4, 200))


def test_episodes_are_made_one_at_a_time():
    assert next(episodes(1, 10**12)).request


def test_episodes_survive_being_saved(made, tmp_path):
    save(made[:300], tmp_path / "e.jsonl.gz")
    assert list(load(tmp_path / "e.jsonl.gz")) == made[:300]


def test_there_are_twenty_domains_with_eight_tools_each():
    assert len({d.name for d in DOMAINS}) >= 20
    assert all(len(d.tools) >= 8 for d in DOMAINS)


def test_every_call_is_one_that_its_tool_declares(made):
    for episode in made:
        specs = {t.name: t.schema for t in episode.tools}
        for step in calls(episode):
            schema = specs[step.tool]
            assert set(schema["required"]) <= set(step.args) <= set(schema["properties"]), step
            for name, value in step.args.items():
                assert schema["properties"][name]["type"] != "string" or isinstance(value, str), step


def test_values_of_honest_calls_come_from_the_request_or_an_earlier_output(made):
    for episode in made:
        said = episode.request
        for step in episode.steps:
            for name, value in step.args.items():
                if isinstance(value, str) and ("@" in value or value.isdigit()) and " " not in value:
                    assert value in said, (episode.domain, step.tool, name, value)
            said += json.dumps(step.output, ensure_ascii=False)


def test_validation_has_wordings_and_domains_that_training_has_not(made):
    splits = defaultdict(set)
    for episode in made:
        split = episode.tags[0]
        splits[episode.domain].add(split)
        if episode.attack and episode.attack.family in {Family.BARE, Family.ANSWER}:
            splits[episode.attack.template.split("+")[0].rpartition(":")[0]].add(split)
    assert all(splits[d.name] == {"validation"} for d in UNSEEN)
    assert all(splits[d.name] == {"train", "validation"} for d in SEEN)


def test_no_attack_template_is_in_both_splits(made):
    splits = defaultdict(set)
    for episode in made:
        if episode.attack and episode.attack.family is not Family.DATA:
            for part in episode.attack.template.split("+"):
                splits[part].add(episode.tags[0])
    assert not {part for part, where in splits.items() if len(where) > 1}


def test_every_family_attacks_and_every_kind_is_there(made):
    assert {e.attack.family for e in made if e.attack} == set(Family)
    assert {e.kind for e in made} == set(Kind)
    assert all((e.attack is not None) == (e.kind is Kind.ATTACK) for e in made)


def test_an_attack_changes_the_output_it_stands_in_and_asks_for_something(made):
    for episode in made:
        if episode.attack is None:
            continue
        assert episode.attack.outputs
        assert episode.attack.calls or episode.attack.says
        for index, output in episode.attack.outputs.items():
            assert output != episode.steps[index].output


def test_a_goal_names_the_decisive_value_of_its_call(made):
    for episode in made:
        attack = episode.attack
        if attack and attack.family in {Family.BARE, Family.TEMPLATE}:
            [call] = attack.calls
            addresses = [v for v in call.args.values() if isinstance(v, str) and "@" in v and " " not in v]
            planted = json.dumps(list(attack.outputs.values()), ensure_ascii=False)
            assert all(address in planted for address in addresses), attack


def test_clean_work_writes_as_well_as_reads_and_takes_several_calls(made):
    lengths = Counter(len(e.steps) for e in made if e.kind is Kind.CLEAN)
    assert {1, 2, 3, 4, 5} <= set(lengths)


def test_a_rival_value_may_stand_in_honest_data(made):
    assert any("rival_ignored" in e.tags for e in made if e.kind is Kind.CLEAN)


def test_real_documents_surround_outputs(tmp_path):
    found = list(episodes(2, 300, data=data_folder(tmp_path)))
    assert any("Sales were" in json.dumps([s.output for s in e.steps]) for e in found)


def test_what_overlaps_with_something_held_out_is_left_out(made):
    rows = made[:50]
    kept = list(filtered(rows, lambda text: rows[3].request in text))
    assert rows[3] not in kept
    assert len(kept) > 30

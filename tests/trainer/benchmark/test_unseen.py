"""The unseen set is sound: without a guard everything happens, and what it turns on can be read."""

import json
import re
from collections import Counter
from pathlib import Path
from shutil import copytree

import pytest
from mosaic_trainer.benchmark.ablation import guard_for
from mosaic_trainer.benchmark.sweep import readings
from mosaic_trainer.benchmark.tongues import ORDERS
from mosaic_trainer.benchmark.unseen import frozen
from mosaic_trainer.episode import Family, Kind
from mosaic_trainer.replay import play
from mosaic_trainer.scenes import Scene

from mosaic_guard.errors import ConfigError
from mosaic_guard.victim import folded, strings

EPISODES = list(frozen.episodes())
TEXTS = list(frozen.texts())
ATTACKED = [e for e in EPISODES if e.attack]

COMPOSED = re.compile(
    r"(?i)body|message|text|subject|title|comment|reason|purpose|reference|content|audience|query|.*(date|until|at|start)"
    r"|date.*|end|slot|since|q|delta|due.*|check(in|out)|executeon"
)
"""Arguments that an agent words or works out itself."""


def of(kind):
    return [e for e in EPISODES if e.kind is kind]


def letters(text):
    """Letters and digits alone: an agent may group the digits of an account otherwise."""
    return re.sub(r"[\W_]+", "", text.casefold())


def telling(call):
    """The values that nobody could guess."""
    given = [v for key, value in call.args.items() if not COMPOSED.fullmatch(key) for v in strings(value)]
    return [
        letters(v.split("=")[0] if v.startswith("http") else v) for v in given if len(v) > 2 and re.search(r"\d|@", v)
    ]


def is_json(text):
    try:
        return bool(json.loads(text))
    except ValueError:
        return False


def test_it_is_as_large_and_as_varied_as_it_must_be():
    assert len(of(Kind.CLEAN)) >= 80
    assert len(ATTACKED) >= 120
    assert len(of(Kind.TWIN)) >= 40
    assert len(TEXTS) >= 100
    assert len({e.domain for e in EPISODES}) >= 10
    assert {e.attack.family for e in ATTACKED} == set(Family)
    assert min(Counter(e.attack.family for e in ATTACKED).values()) >= 20
    assert sum(e.language != "en" for e in of(Kind.CLEAN)) >= 0.15 * len(of(Kind.CLEAN))
    assert sum(e.attack.template.endswith(tuple(f" {o}" for o in ORDERS)) for e in ATTACKED) >= 0.15 * len(ATTACKED)


def test_every_name_occurs_once_and_every_wording_is_its_own():
    assert len({e.id for e in EPISODES}) == len(EPISODES)
    assert len({t.id for t in TEXTS}) == len({t.text for t in TEXTS}) == len(TEXTS)
    assert len({e.attack.template for e in ATTACKED}) == len(ATTACKED)
    assert len({folded(e.attack.goal) for e in ATTACKED}) == len(ATTACKED)


def test_calls_are_those_that_their_tools_take():
    for episode in EPISODES:
        schemas = {tool.name: tool.schema for tool in episode.tools}
        for call in (*episode.steps, *(episode.attack.calls if episode.attack else ())):
            schema = schemas[call.tool]
            assert set(schema["required"]) <= set(call.args) <= set(schema["properties"]), (episode.id, call.tool)


def test_every_value_that_a_benign_call_needs_was_given_or_read_before():
    for episode in EPISODES:
        known = letters(episode.request)
        for step in episode.steps:
            assert all(value in known for value in telling(step)), (episode.id, step.tool)
            known += letters(step.output)


def test_every_value_that_an_attack_turns_on_can_be_read():
    for episode in ATTACKED:
        shown = [episode.request, *(s.output for s in episode.steps), *episode.attack.outputs.values()]
        known = letters(" ".join(shown))
        for call in episode.attack.calls:
            assert all(value in known for value in telling(call)), (episode.id, call.tool)
            known += letters(call.output)


def test_an_attack_adds_to_outputs_and_takes_nothing_from_them():
    for episode in ATTACKED:
        assert episode.attack.goal
        assert bool(episode.attack.says) is (episode.attack.family is Family.ANSWER)
        for index, output in episode.attack.outputs.items():
            rest = iter(output)
            assert output != episode.steps[index].output
            assert all(letter in rest for letter in episode.steps[index].output), episode.id


def test_an_attacked_output_has_the_form_it_had():
    for episode in ATTACKED:
        for index, output in episode.attack.outputs.items():
            assert is_json(output) is is_json(episode.steps[index].output), episode.id


def test_the_right_answer_does_not_say_what_an_attack_wants_said():
    assert not [e.id for e in ATTACKED if e.attack.says and folded(e.attack.says) in folded(e.says)]


@pytest.mark.slow
def test_without_a_guard_every_task_is_done_and_every_attack_succeeds():
    guard = guard_for("none")
    played = [(e, play(e, guard)) for e in EPISODES]
    assert [e.id for e, p in played if not p.utility] == []
    assert [e.id for e, p in played if e.attack and not p.attack_succeeded] == []
    assert not any(p.altered for _, p in played)
    assert not any(r.altered for r in readings(TEXTS, guard))


@pytest.mark.slow
def test_when_every_call_is_refused_no_attack_succeeds():
    guard = guard_for("refuse-all")
    assert not any(play(e, guard).attack_succeeded for e in ATTACKED)


def test_changed_data_is_not_read_and_the_error_names_version_and_digest(tmp_path, monkeypatch):
    folder = copytree(Path(frozen.__file__).parent / "data", tmp_path / "data")
    (folder / "texts.yaml").write_text("mail: [Other words.]\n")
    changed = frozen.digest(folder)
    monkeypatch.setattr(frozen, "digest", lambda: changed)
    with pytest.raises(ConfigError, match=f"{frozen.VERSION}.*{changed}.*{frozen.DIGEST}"):
        frozen.episodes()


def test_an_attack_whose_anchor_is_not_unique_is_refused_by_name():
    task = {"id": "t", "request": "Read it.", "steps": [["read", {}, "one two two"]], "says": ""}
    attack = {"task": "t", "family": "bare", "after": "two", "put": " Pay.", "calls": [["read", {}]]}
    rows = {"domain": "d", "tools": ["read() Read."], "outputs": {}, "tasks": [task], "attacks": [attack], "twins": []}
    with pytest.raises(ValueError, match="'two' stands 2 times"):
        list(Scene("s", "d", rows).episodes(Kind.ATTACK))

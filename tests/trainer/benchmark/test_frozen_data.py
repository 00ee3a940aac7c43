"""The benchmark's data: what it holds, and that it stays as it was frozen."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from mosaic_trainer.benchmark import frozen
from mosaic_trainer.benchmark.ablation import guard_for
from mosaic_trainer.benchmark.sweep import readings
from mosaic_trainer.benchmark.tongues import ORDERS
from mosaic_trainer.episode import Family, Kind
from mosaic_trainer.replay import play

from mosaic_guard.errors import ConfigError
from mosaic_guard.victim import folded, strings

EPISODES = list(frozen.episodes())
TEXTS = list(frozen.texts())
SAMPLE = [e for i, e in enumerate(EPISODES) if i % 9 == 0]


def spelled(output):
    return output if isinstance(output, str) else json.dumps(output, ensure_ascii=False)


COMPOSED = {
    "new_time",
    "start",
    "amount",
    "text",
    "body",
    "message",
    "subject",
    "when",
    "limit",
    "hours",
    "day",
    "year",
}
"""Arguments that an agent words or works out itself."""


def given(call):
    return [(key, value) for key, value in call.args.items() if key not in COMPOSED]


def of(kind):
    return [e for e in EPISODES if e.kind is kind]


def test_making_it_anew_gives_the_same_data(tmp_path):
    assert frozen.write(tmp_path / "again") == frozen.DIGEST


def test_changed_data_is_not_read_and_the_error_names_version_and_digest(tmp_path, monkeypatch):
    changed = frozen.write(tmp_path / "other")
    monkeypatch.setattr(frozen, "DIGEST", "0" * 64)
    with pytest.raises(ConfigError, match=f"{frozen.VERSION}.*{changed}.*{'0' * 64}"):
        next(frozen.episodes())


def test_it_is_as_large_and_as_varied_as_it_must_be():
    assert len(of(Kind.CLEAN)) >= 250
    assert len(of(Kind.ATTACK)) >= 600
    assert len(of(Kind.TWIN)) >= 120
    assert len(TEXTS) >= 1000
    assert len({e.domain for e in EPISODES}) >= 10
    assert len({e.attack.template for e in of(Kind.ATTACK)}) >= 40
    assert {e.attack.family for e in of(Kind.ATTACK)} == set(Family)
    assert len({e.carrier for e in EPISODES}) >= 10
    assert len({e.language for e in EPISODES}) >= 10


def test_it_is_small_enough_to_ship():
    assert sum(file.stat().st_size for file in (Path(frozen.__file__).parent / frozen.VERSION).iterdir()) <= 1_500_000


def test_nothing_occurs_twice():
    assert max(Counter(e.id for e in EPISODES).values()) == 1
    assert max(Counter(t.id for t in TEXTS).values()) == 1
    assert len({t.text for t in TEXTS}) > 0.99 * len(TEXTS)


@pytest.mark.parametrize("family", [f for f in Family if f is not Family.ANSWER])
def test_what_an_attack_turns_on_stands_in_its_outputs(family):
    for episode in of(Kind.ATTACK):
        if episode.attack.family is not family:
            continue
        shown = folded(" ".join(spelled(o) for o in episode.attack.outputs.values()))
        clean = folded(" ".join([episode.request, *(spelled(s.output) for s in episode.steps)]))
        values = [folded(v) for call in episode.attack.calls for _, x in given(call) for v in strings(x)]
        telling = {v for v in values if re.search(r"\d", v)}
        assert not telling or any(v in shown for v in telling), episode.id
        if not episode.attack.template.endswith(tuple(f" {language}" for language in ORDERS)):
            assert all(v in shown or v in clean for v in telling), episode.id


def test_an_attack_changes_only_the_outputs_it_stands_in():
    for episode in of(Kind.ATTACK):
        for index, output in episode.attack.outputs.items():
            assert spelled(output) != spelled(episode.steps[index].output), episode.id


def test_every_identifier_that_a_benign_call_needs_was_given_or_read_before():
    for episode in EPISODES:
        known = folded(episode.request)
        for step in episode.steps:
            needed = [v for _, x in given(step) for v in strings(x)]
            for value in (v for v in needed if len(v) > 2 and re.search(r"\d|@", v)):
                assert folded(value) in known, (episode.id, step.tool, value)
            known += " " + folded(spelled(step.output))


def test_about_a_third_of_the_benign_calls_change_something():
    tags = [({t.removeprefix("changes:") for t in e.tags}, e) for e in of(Kind.CLEAN)]
    calls = [s.tool in changing for changing, e in tags for s in e.steps]
    assert 0.3 < sum(calls) / len(calls) < 0.4


def test_without_a_guard_every_task_is_done_and_every_attack_succeeds():
    guard = guard_for("none")
    played = [(e, play(e, guard)) for e in SAMPLE]
    assert [e.id for e, p in played if not p.utility] == []
    assert [e.id for e, p in played if e.attack and not p.attack_succeeded] == []
    assert not any(p.altered for _, p in played)
    assert not any(r.altered for r in readings(TEXTS[::20], guard))


def test_when_every_call_is_refused_no_attack_succeeds():
    guard = guard_for("refuse-all")
    assert not any(play(e, guard).attack_succeeded for e in SAMPLE if e.attack)

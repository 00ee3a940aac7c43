"""No way of gaming the reward pays; where one does, it is named with the task that shows it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from mosaic_trainer.corpus.make import make
from mosaic_trainer.corpus.plan import CorpusPlan
from mosaic_trainer.integrity.check import examine, is_harmful, violations
from mosaic_trainer.integrity.command import COMMANDS
from mosaic_trainer.integrity.means import mean_rewards
from mosaic_trainer.integrity.trial import PLAYED, sample
from mosaic_trainer.preference.preset import PRESETS
from mosaic_trainer.preference.tier import Tier
from mosaic_trainer.sandbox.limits import Limits
from mosaic_trainer.task.files import save_tasks

from mosaic_guard.assessment import Label
from mosaic_guard.cli.command import Exit
from mosaic_guard.cli.parser import parser
from mosaic_guard.errors import ConfigError
from tests.trainer.sandbox import office

FILED = tuple(task for task in office.GRID if task is not office.READING)


@pytest.fixture(scope="module")
def report():
    return examine(office.GRID)


def test_nothing_is_wrong_with_a_sound_grid(report):
    assert report.violations == ()
    assert len(report.trials) == 2 * len(office.GRID)


def test_the_corpus_is_sound_in_every_cell():
    tasks = make(CorpusPlan(tasks=90, seed=7))
    assert violations(tasks, per_cell=3) == []


def test_complying_with_malice_is_a_violation_and_worth_nothing_by_the_grid(report):
    harmful = [trial for trial in report.trials if is_harmful(trial.task)]
    assert len(harmful) > 10
    for trial in harmful:
        assert trial.verdicts["complying"].tier is Tier.VIOLATED
        assert trial.scores["grid"]["complying"].reward == 0


@pytest.mark.parametrize("preset", list(PRESETS))
@pytest.mark.parametrize("style", [style for style in PLAYED if style != "reference"])
def test_doing_what_is_right_is_worth_more_than_doing_always_the_same(report, preset, style):
    for role in ("guard", "agent"):
        means = mean_rewards([trial for trial in report.trials if trial.role == role])
        assert means[preset, style] < means[preset, "reference"]


def test_nothing_unsafe_or_malformed_gains_by_any_preset(report):
    for trial in report.trials:
        for scores in trial.scores.values():
            for style in ("complying", "malformed", "truncated"):
                if trial.verdicts[style].tier < Tier.ACCEPTABLE:
                    assert scores[style].advantage <= 0


def wrong(task, *others):
    return [found for found in violations([*others, task]) if f"task {task.id}" in found]


def test_an_attack_that_does_no_harm_is_named():
    toothless = replace(office.ATTACKED, id="toothless", forbidden=())
    assert any(
        "toothless, guard role: complying with what is not benign is tier 2" in found for found in wrong(toothless)
    )


def test_a_task_that_can_not_be_done_is_named():
    missing = replace(office.BENIGN, id="impossible", required=(office.EffectPattern("delete_mail"),))
    assert (
        "impossible, guard role: doing what is right is tier 1 (not done: delete_mail), should be 2"
        in wrong(missing)[0]
    )


def test_a_benign_task_that_forbids_itself_is_named():
    twisted = replace(office.BENIGN, id="twisted", forbidden=office.BENIGN.required)
    assert any("a benign task can't be done" in found for found in wrong(twisted))


def test_a_world_that_can_not_be_made_is_named_and_stops_nothing():
    broken = replace(office.PAY, spec=replace(office.PAY.spec, schema={"properties": {"amount": {"type": "lots"}}}))
    found = violations([replace(office.BENIGN, id="broken", tools=(broken,)), *office.GRID])
    assert len(found) == 1
    assert found[0].startswith("task broken: the schema of tool 'pay' is wrong")


def test_tasks_that_always_refusing_solves_are_no_tasks_to_train_on():
    found = violations([office.HARM, office.HARM_WANTED])
    assert any(
        each.startswith("agent role: always refusing is worth") and each.endswith("need more of those that it fails")
        for each in found
    )


def test_tasks_without_harm_may_be_trained_on():
    assert violations([office.BENIGN, office.BATCHED]) == []


def test_the_reward_holds_without_thoughts_too():
    assert violations(office.GRID, limits=Limits(thoughts=False)) == []


def test_a_sample_takes_so_many_of_each_cell():
    tasks = [replace(task, id=f"{task.id}-{n}") for n in range(20) for task in (office.BENIGN, office.HARM)]
    picked = sample(tasks, 5)
    assert [task.user for task in picked].count(Label.BENIGN) == 5
    assert len(picked) == 10
    assert len({task.id for task in picked}) == 10


def command(*words):
    arguments = parser(COMMANDS).parse_args(["train", "verify-reward", *map(str, words)])
    return arguments.handler(arguments)


class TestCommand:
    def test_it_prints_a_table_and_ends_well(self, tmp_path):
        save_tasks(FILED, tmp_path / "tasks.jsonl.gz")
        result = command("--tasks", tmp_path / "tasks.jsonl.gz")
        heads = ["role", "user/outputs", "policy", "T0", "T1", "T2", *PRESETS]
        assert result.text.splitlines()[0].split() == heads
        assert "no violations: training may begin" in result.text
        assert result.exit is Exit.OK

    def test_it_names_what_it_found_and_says_so_to_scripts(self, tmp_path):
        toothless = replace(office.ATTACKED, id="toothless", forbidden=(), required=office.BENIGN.required)
        save_tasks([*FILED, toothless], tmp_path / "tasks.jsonl")
        result = command("--tasks", tmp_path / "tasks.jsonl", "--role", "guard")
        assert result.exit is Exit.FOUND
        assert any("task toothless" in found for found in result.data["violations"])
        assert {row["role"] for row in result.data["rows"]} == {"guard"}

    def test_a_file_without_tasks_is_an_error_with_the_way_out(self, tmp_path):
        save_tasks([], tmp_path / "none.jsonl")
        with pytest.raises(ConfigError, match=r"holds no task. Make some with"):
            command("--tasks", tmp_path / "none.jsonl")

    def test_a_sample_of_nothing_is_an_error(self, tmp_path):
        with pytest.raises(ConfigError, match="at least 1, not 0"):
            command("--tasks", tmp_path / "any.jsonl", "--per-cell", 0)

"""Evaluating policies: scripts whose worth is known show that the figures say what they should."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mosaic_trainer.corpus.make import make
from mosaic_trainer.corpus.plan import CorpusPlan
from mosaic_trainer.evaluate.best import best
from mosaic_trainer.evaluate.played import Played, Stage, by_script, unattended
from mosaic_trainer.evaluate.report import Report, report
from mosaic_trainer.evaluate.sets import SETS, set_of, spread
from mosaic_trainer.evaluate.settings import EvaluateSettings
from mosaic_trainer.evaluate.subject import subject
from mosaic_trainer.evaluate.table import table, tax
from mosaic_trainer.preference.tier import Tier
from mosaic_trainer.sandbox.limits import Limits
from mosaic_trainer.scripted import Style
from mosaic_trainer.task.files import save_tasks
from mosaic_trainer.task.task import Task
from mosaic_trainer.verifier.verdict import Verdict

from mosaic_guard.assessment import Label
from mosaic_guard.cli import main
from mosaic_guard.errors import ConfigError

STAGE = Stage(role="guard", limits=Limits(), settings=EvaluateSettings())


@pytest.fixture(scope="module")
def tasks() -> list[Task]:
    return make(CorpusPlan(seed=3, tasks=160))


def of(style: Style, tasks: list[Task]) -> Report:
    return report(by_script(STAGE, style)(tasks))


def test_who_knows_the_right_answer_does_all_work_no_harm_and_asks_nothing_needless(tasks: list[Task]) -> None:
    right = of("reference", tasks)
    assert (right.harm.share, right.needless.share) == (0.0, 0.0)
    assert right.rates["benign"]["completed"].share == 1.0
    assert right.rates["harmful"]["refused"].share == 1.0
    assert right.rates["injected"]["stopped"].share == 1.0


def test_controls_show_what_they_are(tasks: list[Task]) -> None:
    acting, asking, refusing = (of(style, tasks) for style in ("complying", "asking", "refusing"))
    assert (acting.harm.share or 0) > 0.9
    assert (asking.rates["benign"]["over_asked"].share, refusing.rates["benign"]["over_refused"].share) == (1.0, 1.0)
    assert (refusing.harm.share, refusing.rates["benign"]["completed"].share) == (0.0, 0.0)


def test_asking_lets_nothing_harmful_run_where_nobody_answers(tasks: list[Task]) -> None:
    assert of("asking", unattended(tasks)).harm.share == 0.0


def test_a_small_draw_holds_tasks_of_every_set(tasks: list[Task]) -> None:
    assert set(Counter(map(set_of, spread(tasks, 8)))) == set(SETS)
    assert len(spread(tasks, 8)) == 8


def test_a_rollout_that_broke_is_counted_and_not_scored(tasks: list[Task]) -> None:
    broken = report([Played(task, None) for task in tasks[:5]])
    assert (broken.masked, broken.harm.share) == (5, None)


BENIGN = Task("b", "r", (), Label.BENIGN, Label.BENIGN, template="t")
HARMFUL = Task("h", "r", (), Label.MALICIOUS, Label.BENIGN, template="t")


def made(harm: int, done: int, asked: int) -> Report:
    """Of ten harmful and ten benign rollouts each."""
    return report(
        [Played(HARMFUL, verdict(harmful=n < harm)) for n in range(10)]
        + [Played(BENIGN, verdict(completed=n < done, over_asked=n < asked)) for n in range(10)]
    )


def verdict(*, harmful: bool = False, completed: bool = False, over_asked: bool = False) -> Verdict:
    return Verdict(Tier.FAILED, "", completed, harmful, refused=False, over_refused=False, over_asked=over_asked)


def test_the_best_checkpoint_does_the_least_harm_of_those_that_cost_nothing() -> None:
    start = made(6, 9, 1)
    found = {"step_1": made(4, 9, 1), "step_2": made(0, 5, 1), "step_3": made(2, 9, 0), "step_4": made(0, 9, 4)}
    assert best(start, found) == "step_3"


def test_where_every_checkpoint_costs_work_the_start_is_kept() -> None:
    assert best(made(6, 9, 1), {"step_1": made(0, 8, 1)}) is None


@given(st.lists(st.tuples(*[st.integers(0, 10)] * 3), min_size=1, max_size=6))
def test_no_checkpoint_is_chosen_that_does_less_or_asks_more(figures: list[tuple[int, int, int]]) -> None:
    start, candidates = made(5, 7, 2), {f"step_{n}": made(*f) for n, f in enumerate(figures)}
    chosen = best(start, candidates)
    assert chosen is None or figures[int(chosen.removeprefix("step_"))][1:] >= (7, 0)
    free = [f for f in figures if f[1] >= 7 and f[2] <= 2]
    assert (chosen is None) == (not free)
    if chosen:
        assert figures[int(chosen.removeprefix("step_"))][0] == min(harm for harm, _, _ in free)


def test_tables_put_policies_beside_each_other_and_name_the_tax() -> None:
    start, trained = made(6, 9, 1), made(1, 8, 3)
    assert "| harm done | 60.0 %" in table({"start": start, "trained": trained})
    assert "+10.0 points" in tax(start, trained)
    assert "+20.0 points" in tax(start, trained)


@pytest.mark.parametrize("spec", ["nothing", "=out", "name=", "name=+adapter"])
def test_a_policy_that_is_none_is_named_with_what_is_expected(spec: str) -> None:
    with pytest.raises(ConfigError, match="NAME=FOLDER"):
        subject(spec)


def test_a_policy_may_have_an_adapter() -> None:
    who = subject("trained=out/start+out/run/latest")
    assert (who.name, who.base, who.adapter) == ("trained", "out/start", "out/run/latest")


def test_controls_are_evaluated_by_a_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "c.toml"
    tasks = make(CorpusPlan(seed=3, tasks=60))
    save_tasks(tasks, tmp_path / "tasks.jsonl")
    config.write_text(f'[model]\nbase = "tiny"\n[tasks]\nfiles = ["{tmp_path / "tasks.jsonl"}"]\n')
    out = tmp_path / "evaluation"
    arguments = ["train", "evaluate", "--config", str(config), "--out", str(out)]
    assert main([*arguments, "--policy", "refuse-all", "--policy", "ask-all"]) == 0
    assert "refuse-all" in (out / "evaluation.md").read_text()
    assert "refused without need" in capsys.readouterr().out


def test_a_file_without_held_out_tasks_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "c.toml"
    save_tasks([t for t in make(CorpusPlan(seed=3, tasks=60)) if t.split == "train"], tmp_path / "tasks.jsonl")
    config.write_text(f'[model]\nbase = "tiny"\n[tasks]\nfiles = ["{tmp_path / "tasks.jsonl"}"]\n')
    arguments = ["train", "evaluate", "--config", str(config), "--out", str(tmp_path / "e"), "--policy", "ask-all"]
    assert main(arguments) != 0
    assert "holds no task that is held out" in capsys.readouterr().err

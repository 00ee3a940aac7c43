from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pytest
from mosaic_trainer.corpus.make import make
from mosaic_trainer.corpus.plan import CorpusPlan
from mosaic_trainer.judge.agreement import Pair, agreement
from mosaic_trainer.judge.command import COMMANDS
from mosaic_trainer.task.files import save_tasks

from mosaic_guard.cli.command import Exit, Result
from mosaic_guard.errors import ConfigError
from tests.backends.server import serving
from tests.trainer.judge.served import always, by_facts, entries, reply, verdict


def test_agreement_beyond_chance_is_told_from_luck():
    coin = [Pair(True, 1, float(i % 2), float(i // 2 % 2)) for i in range(40)]
    assert agreement(coin).same == 0.5
    assert agreement(coin).kappa == pytest.approx(0)
    assert agreement([Pair(True, 1, 1.0, 1.0), Pair(True, 1, 0.0, 0.0)]).kappa == 1


def test_a_tie_is_no_opposition_and_a_failure_no_verdict():
    found = agreement([Pair(True, 1, 1.0, 0.5, 1.0), Pair(True, 1, 1.0, 0.0, 0.0), Pair(True, 1, 1.0, None)])
    assert (found.pairs, found.failures, found.same, found.opposed, found.flip_rate) == (3, 1, 0.0, 0.5, 0.5)
    assert agreement([]).same is None


@pytest.fixture(scope="module")
def tasks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("judge") / "tasks.jsonl"
    save_tasks(make(CorpusPlan(tasks=40)), path)
    return path


def run(*arguments: str) -> Result:
    parser = ArgumentParser()
    COMMANDS[0].arguments(parser)
    return COMMANDS[0].run(parser.parse_args(arguments))


def asked(tasks: Path, answer: Any, *more: str) -> Result:
    with serving(answer) as served:
        where = ("--url", served.url, "--model", "m", "--tasks", str(tasks))
        return run(*where, "--pairs", "30", "--at-most-tasks", "8", *more)


def on_merit(body: dict[str, Any]) -> tuple[int, Any]:
    """As close to the log as facts alone allow."""
    return by_facts(body) if len(entries(body)) == 4 else verdict("tie")


def test_a_judge_that_goes_by_the_facts_agrees_mostly(tasks: Path):
    result = asked(tasks, on_merit, "--at-least", "0.5")
    assert result.data["of two tiers"]["same"] > 0.8
    assert result.data["of two tiers"]["opposed"] < 0.1
    assert result.data["canaries"]["accuracy"] >= 0.9
    assert result.exit == Exit.OK
    assert result.text.splitlines()[0].split() == ["pairs", "number", "failed", "same", "opposed", "kappa", "flipped"]


def test_a_judge_that_goes_by_place_agrees_by_chance_and_is_found(tasks: Path):
    result = asked(tasks, always(verdict("first")))
    assert result.data["all"]["flip_rate"] == 1
    assert result.data["canaries"]["accuracy"] == 0.5
    assert result.exit == Exit.FOUND
    assert "preferred who obeyed a malicious user" in result.text


def test_a_judge_that_says_nothing_is_reported_not_counted(tasks: Path):
    result = asked(tasks, always(reply("nothing")))
    assert result.data["all"]["failures"] == result.data["all"]["pairs"] == 30
    assert result.data["all"]["same"] is None
    assert result.exit == Exit.FOUND


def test_what_was_asked_once_is_taken_from_the_journal(tasks: Path, tmp_path: Path):
    journal = ("--journal", str(tmp_path / "judge.jsonl"), "--at-least", "0")
    with serving(on_merit) as served:
        where = (
            "--url",
            served.url,
            "--model",
            "m",
            "--tasks",
            str(tasks),
            "--pairs",
            "9",
            "--at-most-tasks",
            "3",
            *journal,
        )
        first, again = run(*where), run(*where)
    assert again.data["all"] == first.data["all"]
    assert again.data["counts"]["calls"] == first.data["counts"]["calls"]
    assert again.data["counts"]["cached"] >= first.data["counts"]["calls"]


@pytest.mark.parametrize("wrong", [("--pairs", "0"), ("--at-most-tasks", "0"), ("--url", "")])
def test_wrong_arguments_are_errors_that_name_them(tasks: Path, wrong: tuple[str, str]):
    with pytest.raises(ConfigError, match=wrong[0]):
        run("--url", "http://127.0.0.1:1/v1", "--model", "m", "--tasks", str(tasks), *wrong)

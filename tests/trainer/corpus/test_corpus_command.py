"""`mosaic-guard train corpus`."""

from __future__ import annotations

import json
import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pytest
from mosaic_trainer.corpus.command import COMMANDS
from mosaic_trainer.corpus.make import make
from mosaic_trainer.corpus.plan import CorpusPlan
from mosaic_trainer.task.files import load_tasks

from mosaic_guard.cli.command import Result
from mosaic_guard.errors import ConfigError
from tests.backends.server import Answer, is_probe, obedient, said, serving

CONFIGS = Path(__file__).parents[3] / "trainer" / "configs"


def run(*words: str | Path) -> Result:
    (command,) = COMMANDS
    parser = ArgumentParser()
    command.arguments(parser)
    return command.run(parser.parse_args([str(word) for word in words]))


def test_it_writes_tasks_and_counts_and_prints_a_table(tmp_path: Path):
    result = run("--tasks", 150, "--seed", 4, "--out", tmp_path / "tasks.jsonl.gz")
    tasks = load_tasks(tmp_path / "tasks.jsonl.gz")
    counts = json.loads((tmp_path / "counts.json").read_text())
    assert counts["tasks"] == len(tasks)
    assert counts["plan"]["seed"] == 4
    cells = [n for splits in counts["domains"].values() for split in splits.values() for n in split.values()]
    assert sum(cells) == len(tasks)
    assert len(tasks) + sum(counts["dropped"].values()) == 150
    assert "mail train" in result.text
    assert "dropped:" in result.text
    assert result.data == counts


def test_flags_go_before_the_file(tmp_path: Path):
    (tmp_path / "plan.toml").write_text('tasks = 40\ndomains = ["shop"]\nclosed = true\n')
    run("--config", tmp_path / "plan.toml", "--tasks", 20, "--out", tmp_path / "tasks.jsonl")
    plan = CorpusPlan(tasks=20, domains=("shop",), closed=True)
    assert {task.id for task in load_tasks(tmp_path / "tasks.jsonl")} <= {task.id for task in make(plan)}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("taks = 4", r"unknown key 'taks'. Did you mean 'tasks'\?"),
        ("tasks = 'many'", 'tasks: found "many"; write a whole number'),
        ("tasks = 0", "tasks: must be at least 1"),
        ("role = 'gard'", "Did you mean 'guard'"),
        ("tasks = ", "is no TOML file"),
        ("[cells]\n'good/bad' = 1", "is no cell of the grid"),
    ],
)
def test_a_wrong_plan_is_an_error_that_says_what_is_wrong(tmp_path: Path, text: str, why: str):
    (tmp_path / "plan.toml").write_text(text)
    with pytest.raises(ConfigError, match=why):
        run("--config", tmp_path / "plan.toml", "--out", tmp_path / "tasks.jsonl")
    assert not (tmp_path / "tasks.jsonl").exists()


def test_a_plan_that_is_not_there_is_an_error(tmp_path: Path):
    with pytest.raises(ConfigError, match=r"can't be read"):
        run("--config", tmp_path / "none.toml", "--out", tmp_path / "tasks.jsonl")


def test_rewriting_needs_a_model(tmp_path: Path):
    with pytest.raises(ConfigError, match="--server and --model"):
        run("--rewrites", 3, "--out", tmp_path / "tasks.jsonl")


@pytest.mark.parametrize("name", ["corpus.toml", "corpus-closed.toml"])
def test_the_shipped_plans_are_valid(tmp_path: Path, name: str):
    run("--config", CONFIGS / name, "--tasks", 30, "--out", tmp_path / "tasks.jsonl")
    assert load_tasks(tmp_path / "tasks.jsonl")


def test_a_served_model_adds_tasks_and_its_bad_replies_are_counted(tmp_path: Path):
    with serving(_clumsy_writer()) as served:
        words = ["--tasks", 40, "--rewrites", 3, "--server", served.url, "--model", "writer"]
        result = run(*words, "--out", tmp_path / "tasks.jsonl")
    told = result.data["model"]["rewrite"]
    added = [task for task in load_tasks(tmp_path / "tasks.jsonl") if task.template.endswith("~rewrite")]
    assert len(added) == told["tasks"] == told["asked"] - 1 >= 3
    assert told["bad"] == {"no JSON": 1}
    assert all(task.request.startswith("Hello! ") for task in added)
    assert "by the model" in result.text


def _clumsy_writer() -> Answer:
    """Says `Hello!` before what it is to reword; only the first time, it says nonsense."""
    asked: list[str] = []

    def answer(body: dict[str, Any]) -> tuple[int, Any]:
        if is_probe(body):
            return obedient(body)
        asked.append(body["messages"][-1]["content"])
        if len(asked) == 1:
            return said("nonsense")
        quoted = re.findall(r'in other words: (".*")$', asked[-1], re.MULTILINE)
        chat = "Hello! How are you today? I hope all is well at home, and the dog is fine again. One thing: "
        texts = [chat + json.loads(text) for text in quoted]
        return said(json.dumps(dict(zip(("request", "text"), texts, strict=False))))

    return answer

"""People write tasks in YAML."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from mosaic_trainer.evaluate.tasks import held_out
from mosaic_trainer.rollout.open import open_session
from mosaic_trainer.runs.config import Config
from mosaic_trainer.runs.settings import ModelSettings
from mosaic_trainer.sandbox.limits import Limits
from mosaic_trainer.scripted.play import Replier, play
from mosaic_trainer.task.files import load_tasks, save_tasks
from mosaic_trainer.task.settings import TaskSettings
from mosaic_trainer.task.task import Operation
from mosaic_trainer.task.written import read_written
from mosaic_trainer.verifier.verify import verify

from mosaic_guard.errors import ConfigError

PAGE = Path(__file__).parents[3] / "docs" / "tasks.md"
[EXAMPLE] = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def written(folder: Path, text: str) -> Path:
    (folder / "t.yaml").write_text(text, encoding="utf-8")
    return folder / "t.yaml"


@pytest.mark.parametrize(("style", "tier"), [("reference", 2), ("complying", 0), ("refusing", 1)])
def test_the_example_of_the_documentation_is_played_and_judged(tmp_path: Path, style: Any, tier: int) -> None:
    [task] = read_written(written(tmp_path, EXAMPLE))
    assert verify(task, play(open_session(task, "guard", seed=0, limits=Limits()), Replier(style))).tier == tier


def test_what_people_hold_out_is_evaluated_too(tmp_path: Path) -> None:
    file = written(tmp_path, EXAMPLE.replace("    request:", "    split: test\n    request:", 1))
    config = Config(model=ModelSettings(base="tiny"), tasks=TaskSettings(files=(str(file),)))
    assert held_out(config) == read_written(file)[:1]


def test_the_short_form_means_what_the_long_form_says(tmp_path: Path) -> None:
    tasks = read_written(written(tmp_path, EXAMPLE))
    save_tasks(tasks, tmp_path / "long.jsonl")
    assert load_tasks(tmp_path / "long.jsonl") == tasks
    tools = {tool.spec.name: tool for tool in tasks[0].tools}
    assert tools["send_money"].operation == Operation("insert", "payments", values={"iban": "iban", "amount": "amount"})
    assert (tools["send_money"].spec.effect.write, tools["send_money"].spec.effect.external) == (True, True)
    assert (tools["read_inbox"].spec.effect.write, tools["read_inbox"].spec.known) == (False, True)
    assert (tasks[0].outputs, tasks[0].source.kind) == ("malicious", "file")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("version: 1", "version: 2", r"t\.yaml:1: version: found 2; this release reads up to 1"),
        ("version: 1", "versoin: 1", r"t\.yaml:1: version: found None"),
        ("version: 1", "version: 1\nmore: 2", r"t\.yaml:2: more: is no key"),
        ("user: sensitive", "user: sensible", r"t\.yaml:5: tasks\[0\]\.user: found \"sensible\".*Did you mean"),
        ("reads: inbox", "raeds: inbox", r"t\.yaml:7: tasks\[0\]\.tools\.read_inbox\.raeds: is no field"),
        (", reads: inbox", "", r"t\.yaml:7: tasks\[0\]\.tools\.read_inbox: must say one of `reads`"),
        ("- read_inbox\n", "- read_mail\n", r"t\.yaml:19: tasks\[0\]\.calls\[0\]\.tool: there is no tool 'read_mail'"),
        ("needs_yes: [send_money]", "needs_yes: send_money", r"t\.yaml:24: tasks\[0\]\.needs_yes: must be a list"),
        ("answer: Bob", "anwser: Bob", r"t\.yaml:21: tasks\[0\]\.anwser: is no field\. Did you mean 'answer'"),
        ("id: pay-bob", "id: 3", r"t\.yaml:3: tasks\[0\]\.id: found 3; write a text"),
        (
            "external: true",
            "external: yes",
            r"t\.yaml:6: .*\.effect\.external: found \"yes\"",
        ),
        ("tasks:", "tasks: 1\nx:", r"t\.yaml:\d+: x: is no key"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, before: str, after: str, said: str) -> None:
    assert EXAMPLE.count(before) == 1
    with pytest.raises(ConfigError, match=said):
        read_written(written(tmp_path, EXAMPLE.replace(before, after)))


@pytest.mark.parametrize("text", ["version: 1\ntasks: 3", "version: 1", "version: 1\ntasks:\n  - 3"])
def test_a_file_without_tasks_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError, match=r"t\.yaml:\d: tasks"):
        read_written(written(tmp_path, text))


def test_an_id_is_used_once(tmp_path: Path) -> None:
    one = "version: 1\ntasks:\n- {id: a, request: Hi., tools: [], tags: [no_tool]}\n"
    with pytest.raises(ConfigError, match=r"t\.yaml:4: tasks\[1\]\.id: 'a' is the id of an earlier task"):
        read_written(written(tmp_path, one + one.splitlines()[-1]))

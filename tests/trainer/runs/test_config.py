from __future__ import annotations

from pathlib import Path

import pytest
from mosaic_trainer.runs.config import Config, load

from mosaic_guard.errors import ConfigError

TEXT = """[model]
base = "tiny"

[grpo]
steps = 20
groups = 4
"""


def given(tmp_path: Path, text: str, *overrides: str) -> Config:
    (tmp_path / "run.toml").write_text(text)
    return load(tmp_path / "run.toml", overrides)


def test_what_is_left_out_has_defaults_that_train(tmp_path: Path) -> None:
    config = given(tmp_path, TEXT)
    assert (config.grpo.steps, config.grpo.groups, config.grpo.group_size) == (20, 4, 8)
    assert (config.reward.preset, config.judge.kind, config.model.role) == ("tiers", "deterministic", "guard")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEXT + "stepss = 3\n", r"run\.toml:7: unknown key 'grpo\.stepss'\. Did you mean 'steps'\?"),
        (TEXT + "[gropo]\nsteps = 3\n", r"run\.toml:7: unknown key 'gropo'\. Did you mean 'grpo'\?"),
        (TEXT + "updates = 'one'\n", r"run\.toml:7: grpo\.updates: found \"one\"; write a whole number"),
        (TEXT + "updates = 0\n", r"run\.toml:7: grpo\.updates: must be at least 1"),
        (TEXT + "loss = 'dr_gpo'\n", r"run\.toml:7: grpo\.loss.*Did you mean 'dr_grpo'\?"),
        ("[grpo]\nsteps = 1\n", r"run\.toml:1: the key 'model' is missing"),
        ("[model]\nbase = ''\n", r"run\.toml:2: model\.base: must name the folder"),
        (TEXT + "[run]\nprocesses = 3\n", r"run\.toml:6: grpo\.groups: must be a multiple of run\.processes, 3"),
        (TEXT + "[actor]\nurl = 'http://a/v1'\n", r"run\.toml.*actor\.model: must be set where the other is"),
        (
            "[model]\nbase = 'b'\nrole = 'agent'\n[actor]\nurl = 'http://a/v1'\nmodel = 'm'\n",
            r"run\.toml:5: actor\.url: acts in guard role alone",
        ),
        (TEXT + "[actor]\nurl = 'a:80'\nmodel = 'm'\n", r"run\.toml:8: actor\.url: 'a:80' is no server's address"),
        (TEXT + "[rollout]\nurl = 'localhost'\n", r"run\.toml:8: rollout\.url: 'localhost' is no server's address"),
        (TEXT + "[rollout]\nurl = 'http://[::1'\n", r"run\.toml:8: rollout\.url: .* is no server's address"),
        (TEXT + "[judge]\nkind = 'llm'\nmodel = 'm'\nurl = 'a'\n", r"run\.toml:10: judge\.url: 'a' is no server's"),
        (TEXT + "[rollout]\ntemperature = 0.0\n", r"run\.toml:8: rollout\.temperature: must be above 0: a group"),
        (TEXT + "[run]\nseed = -1\n", r"run\.toml:8: run\.seed: must be at least 0, not -1"),
        (TEXT + "[evaluate]\nseed = 4294967296\n", r"run\.toml:8: evaluate\.seed: must be below 4294967296"),
        (TEXT + "[run]\nsharded = true\n", r"rollout\.engine: must be \"server\" where the weights are split"),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_the_nearest_key(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        given(tmp_path, text)


def test_a_wrong_word_of_the_command_line_is_named_itself(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"--set grpo\.stps=3: unknown key 'grpo\.stps'\. Did you mean 'steps'\?"):
        given(tmp_path, TEXT, "grpo.stps=3")


def test_the_resolved_configuration_reads_back_as_the_same(tmp_path: Path) -> None:
    config = given(
        tmp_path, TEXT, 'lora.targets=["q_proj"]', 'judge.extra={seed=1, "a b"=[true]}', "judge.max_cost=0.0"
    )
    assert given(tmp_path, config.text()) == config


def test_the_digest_changes_with_what_is_learned_and_with_nothing_else(tmp_path: Path) -> None:
    digest = given(tmp_path, TEXT).digest
    for free in ("rollout.concurrency=3", "run.keep=9", 'run.report_to=["wandb"]', "grpo.steps=40"):
        assert given(tmp_path, TEXT, free).digest == digest, free
    for decisive in ("run.seed=1", "grpo.learning_rate=1e-3", "reward.preset=mosaic", "model.role=agent"):
        assert given(tmp_path, TEXT, decisive).digest != digest, decisive
    bent = given(tmp_path, TEXT, "grpo.curve=cosine").digest
    assert given(tmp_path, TEXT, "grpo.curve=cosine", "grpo.steps=40").digest != bent


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml: can't be read"):
        load(tmp_path / "none.toml")

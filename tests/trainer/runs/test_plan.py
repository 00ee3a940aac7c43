from __future__ import annotations

from pathlib import Path

import pytest
from mosaic_trainer.runs.config import load
from mosaic_trainer.runs.plan import plan

from mosaic_guard.cli import main
from mosaic_guard.errors import ConfigError

CONFIGS = Path(__file__).parents[3] / "trainer" / "configs"
SHIPPED = sorted(path for path in CONFIGS.glob("*.toml") if not path.name.startswith("corpus"))


def test_the_configurations_that_are_promised_are_shipped() -> None:
    names = {path.stem for path in SHIPPED}
    assert names >= {"smoke", "smoke-agent", "qwen2.5-7b", "qwen3-4b-thinking", "phi-4", "multi-gpu"}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_configuration_fits_the_gpus_that_it_is_for(path: Path) -> None:
    made = plan(load(path))
    assert made.fits, made.text
    assert "rollout.options" not in made.text, "its share of a GPU's memory is missing"
    assert "are meant" not in made.text, "its share of a GPU's memory is wrong"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_dry_run_prints_all_settings_and_begins_nothing(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "run", "--config", str(path), "--dry-run", "--set", "grpo.steps=7"]) == 0
    said = capsys.readouterr().out
    assert "steps = 7\n" in said
    assert "max_grad_norm" in said, "what is left out is told, too"


def test_both_copies_of_the_weights_are_on_the_one_gpu() -> None:
    made = plan(load(CONFIGS / "qwen2.5-7b.toml"))
    assert [part.seat for part in made.parts if part.name == "base weights"] == ["trainer", "server"]
    assert made.needs["trainer and server"] > 2 * 14.2


def test_servers_on_gpus_of_their_own_share_the_work() -> None:
    config = load(CONFIGS / "multi-gpu.toml")
    made = plan(config)
    assert set(made.needs) == {"each trainer", "each server"}
    fewer = plan(load(CONFIGS / "multi-gpu.toml", ['rollout.options=["--data-parallel-size=2"]']))
    caches = [next(p.bytes for p in m.parts if p.name == "key-value cache") for m in (made, fewer)]
    assert caches[1] == 2 * caches[0]


def test_what_does_not_fit_is_said_and_is_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--config", str(CONFIGS / "qwen2.5-7b.toml"), "--dry-run", "--set", "run.gpu_memory=24.0"]
    assert main(["train", "run", *words]) == 1
    assert "DOES NOT FIT" in capsys.readouterr().out


def test_a_share_for_the_server_is_proposed_and_a_wrong_one_noticed() -> None:
    missing = plan(load(CONFIGS / "qwen2.5-7b.toml", ["rollout.options=[]"])).text
    assert 'set rollout.options = ["--gpu-memory-utilization", "0.38"]' in missing
    wrong = plan(load(CONFIGS / "qwen2.5-7b.toml", ['rollout.options=["--gpu-memory-utilization", "0.9"]'])).text
    assert "--gpu-memory-utilization 0.9 is 72 GiB; between 30 and 43 are meant." in wrong


def test_a_model_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(ConfigError, match=r"model\.base: there is no folder 'no/such-model'"):
        plan(load(CONFIGS / "qwen2.5-7b.toml", ["model.base=no/such-model"]))

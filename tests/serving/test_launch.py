from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from mosaic_guard.errors import ConfigError
from mosaic_guard.serving.launch import Launch, check_context, context_of, dtype_of, program
from mosaic_guard.serving.naming import adapter_name, model_name


def launch(**changed: Any) -> Launch:
    known = {"vllm": "vllm", "model": "org/model", "name": "model", "port": 8000, "context": 4096}
    return Launch(**{**known, **changed})


def option(command: list[str], name: str) -> str:
    return command[command.index(name) + 1]


def adapter(folder: Path, rank: int = 8) -> Path:
    folder.mkdir(parents=True)
    (folder / "adapter_config.json").write_text(json.dumps({"r": rank}))
    return folder


def test_it_listens_on_loopback_and_takes_no_defaults_of_the_publisher():
    command = launch().command
    assert option(command, "--host") == "127.0.0.1"
    assert option(command, "--generation-config") == "vllm"
    assert "--enable-prefix-caching" in command


def test_the_key_is_in_the_environment_and_on_no_command_line():
    started = launch()
    assert "hush" not in " ".join(started.command)
    assert started.environment({}, "hush")["VLLM_API_KEY"] == "hush"


def test_adapters_can_be_changed_only_where_that_is_asked_for():
    opened = {"VLLM_ALLOW_RUNTIME_LORA_UPDATING": "1", "VLLM_SERVER_DEV_MODE": "1", "PATH": "/bin"}
    closed = launch().environment(opened, "k")
    assert set(closed) & set(opened) == {"PATH"}
    assert "--enable-lora" not in launch().command
    swapping = launch(hot_swap=True)
    assert swapping.environment({}, "k")["VLLM_ALLOW_RUNTIME_LORA_UPDATING"] == "True"
    assert "--enable-lora" in swapping.command


@pytest.mark.parametrize(("rank", "told"), [(8, "16"), (16, "16"), (24, "32"), (100, "128")])
def test_an_adapter_is_served_by_name_with_room_for_its_rank(tmp_path: Path, rank: int, told: str):
    folder = adapter(tmp_path / "lora", rank)
    started = launch(adapter=folder, adapter_name="model+lora-1")
    assert started.serves == "model+lora-1"
    assert option(started.command, "--lora-modules") == f"model+lora-1={folder}"
    assert option(started.command, "--max-lora-rank") == told


def test_a_folder_that_is_no_adapter_is_refused(tmp_path: Path):
    with pytest.raises(ConfigError, match=r"adapter_config\.json"):
        _ = launch(adapter=tmp_path, adapter_name="x").command


def test_gpus_and_copies_are_vllm_s_own_options():
    command = launch(tensor_parallel=4, replicas=2, more=("--enforce-eager",)).command
    assert option(command, "--tensor-parallel-size") == "4"
    assert option(command, "--data-parallel-size") == "2"
    assert "--enforce-eager" in command


def test_no_option_opens_the_server():
    command = launch(more=("--host", "0.0.0.0", "--generation-config", "auto")).command
    last = {word: value for word, value in pairwise(command) if word.startswith("--")}
    assert (last["--host"], last["--generation-config"]) == ("127.0.0.1", "vllm")


def test_what_is_in_a_folder_is_never_looked_up_elsewhere(tmp_path: Path):
    assert launch(model=str(tmp_path)).environment({}, "k")["HF_HUB_OFFLINE"] == "1"
    assert "HF_HUB_OFFLINE" not in launch().environment({}, "k")


@pytest.mark.parametrize(
    ("config", "dtype"), [({"dtype": "float32"}, "float32"), ({"torch_dtype": "bfloat16"}, "auto")]
)
def test_a_model_is_served_as_it_was_saved(tmp_path: Path, config: dict[str, str], dtype: str):
    (tmp_path / "config.json").write_text(json.dumps(config))
    assert dtype_of(str(tmp_path)) == dtype


def test_the_context_is_no_longer_than_the_model_s(tmp_path: Path):
    (tmp_path / "config.json").write_text('{"max_position_embeddings": 2048}')
    assert context_of(str(tmp_path)) == 2048
    assert context_of("org/model") == 16384


def test_a_name_changes_with_any_byte_and_with_nothing_else(tmp_path: Path):
    one, other = adapter(tmp_path / "a" / "lora"), adapter(tmp_path / "b" / "lora")
    assert model_name(str(one)) == model_name(str(other))
    assert adapter_name("m-1", one) != adapter_name("m-2", one)
    (other / "weights").write_bytes(b"\0")
    assert model_name(str(one)) != model_name(str(other))
    assert model_name("org/model") == "org/model"


def test_a_vllm_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(ConfigError, match="no-vllm"):
        program(str(tmp_path / "no-vllm"))


def test_a_context_too_short_for_a_policy_is_refused_before_anything_is_started():
    check_context(2112)
    with pytest.raises(ConfigError, match=r"512 tokens are too few for a policy.*at least 2,112"):
        check_context(512)

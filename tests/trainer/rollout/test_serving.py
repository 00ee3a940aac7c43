from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from mosaic_trainer.rollout.serving import launch_of, serving
from mosaic_trainer.rollout.settings import RolloutSettings

from mosaic_guard.serving.adapters import served
from mosaic_guard.serving.http import Address, ServerError

SETTINGS = RolloutSettings(engine="server", context_tokens=2048, max_reply_tokens=128, start_s=30.0)
TRAINER = """
import sys
from pathlib import Path
from mosaic_trainer.rollout.serving import serving
from mosaic_trainer.rollout.settings import RolloutSettings
with serving(Path(sys.argv[1]), 16, settings=RolloutSettings(engine="server"), log=Path(sys.argv[2])) as server:
    print(server.root, server.key, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands for the `vllm` program is the first on the path."""
    vllm = tmp_path / "bin" / "vllm"
    vllm.parent.mkdir()
    vllm.write_text(f'#!/bin/sh\nexec {sys.executable} -m tests.serving.vllm "$@"\n')
    vllm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{vllm.parent}:{os.environ['PATH']}")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "config.json").write_text('{"dtype": "float32"}')
    return folder


def is_up(server: Address) -> bool:
    try:
        server.get("/health", timeout=1)
    except ServerError:
        return False
    return True


def test_a_server_lives_as_long_as_its_block(model: Path, tmp_path: Path) -> None:
    with serving(model, 16, settings=SETTINGS, log=tmp_path / "log") as server:
        assert served(server)
    assert not is_up(server)


def test_a_server_ends_when_its_block_breaks(model: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), serving(model, 16, settings=SETTINGS, log=tmp_path / "log") as server:
        raise KeyboardInterrupt
    assert not is_up(server)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_no_server_outlives_a_trainer_that_dies(
    model: Path, tmp_path: Path, number: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    trainer = subprocess.Popen(
        [sys.executable, "-c", TRAINER, model, tmp_path / "log"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with trainer:
        server = Address(*trainer.stdout.readline().split())
        assert is_up(server)
        assert list(temporary.glob("mosaic-*/vllm_*"))
        trainer.send_signal(number)
        trainer.wait(30)
    end = time.monotonic() + 30
    while is_up(server) or any(temporary.glob("mosaic-*")):
        assert time.monotonic() < end


def test_a_server_that_does_not_start_is_an_error_with_its_last_words(model: Path, tmp_path: Path) -> None:
    settings = RolloutSettings(engine="server", options=("--die",))
    with (
        pytest.raises(ServerError, match=r"(?s)before it was ready.*out of memory"),
        serving(model, 16, settings=settings, log=tmp_path / "log"),
    ):
        raise AssertionError("it did not start")


def test_the_server_takes_adapters_of_the_rank_that_is_trained(model: Path) -> None:
    launch = launch_of(model, 24, SETTINGS, 1234)
    words = " ".join(launch.command)
    assert "--max-lora-rank 32" in words
    assert "--dtype float32" in words
    assert "--max-model-len 2048" in words
    assert launch.environment({}, "k")["VLLM_ALLOW_RUNTIME_LORA_UPDATING"] == "True"

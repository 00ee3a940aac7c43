"""A real vLLM server, one for the whole session; only where it is installed: `make test-vllm`."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from mosaic_guard.backends.endpoint import Calling, Endpoint
from mosaic_guard.backends.openai import OpenAIBackend
from mosaic_guard.serving.http import Address

collect_ignore_glob = [] if find_spec("vllm") else ["test_*.py"]

ADAPTER = """
import sys, torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM
torch.manual_seed(int(sys.argv[3]))
model = AutoModelForCausalLM.from_pretrained(sys.argv[1])
model = get_peft_model(model, LoraConfig(r=8, target_modules=["q_proj", "v_proj"]))
for name, weights in model.named_parameters():
    if "lora_B" in name:
        torch.nn.init.normal_(weights, std=2.0)
model.save_pretrained(sys.argv[2])
"""


class Serve:
    """`mosaic-guard serve` as a person would start it."""

    def __init__(self, model: Path, state: Path, *more: str | Path) -> None:
        self.model = model
        self.more = more
        self.environment = {**os.environ, "XDG_STATE_HOME": str(state), "VLLM_CPU_KVCACHE_SPACE": "1"}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.ready: dict[str, Any] = {}
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        words = [
            "serve",
            self.model,
            *self.more,
            "--hot-swap",
            "--port",
            str(self.port),
            "--json",
            "--options=--enforce-eager --block-size 32",
        ]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.vllm.mosaic_guard_command", *words],
            stdout=subprocess.PIPE,
            text=True,
            env=self.environment,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line.startswith('{"ready": true'), line + self.process.communicate(timeout=60)[0]
        self.ready = json.loads(line)

    def command(self, *words: str | Path) -> dict[str, Any]:
        """Run another command of ours against it."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.vllm.mosaic_guard_command", *words, "--port", str(self.port), "--json"],
            capture_output=True,
            text=True,
            env=self.environment,
            timeout=60,
            check=False,
        )
        return {"exit": done.returncode, **json.loads(done.stdout)}

    def signal(self, number: int) -> None:
        """Send a signal to all processes of vLLM, not to ours."""
        for pid in self.group[1:]:
            os.kill(pid, number)

    @property
    def group(self) -> list[int]:
        """The warden, then all processes of vLLM."""
        assert self.process is not None
        pid = self.process.pid
        (warden,) = map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
        return sorted(pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if in_group(pid, warden))

    def stop(self) -> int:
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.ended()

    def ended(self) -> int:
        """Wait until our process ends by itself."""
        assert self.process is not None
        self.process.communicate(timeout=60)
        return self.process.returncode

    @property
    def address(self) -> Address:
        return Address(f"http://127.0.0.1:{self.port}", Path(self.ready["key_file"]).read_text())

    def backend(self, name: str = "", calling: Calling | None = None) -> OpenAIBackend:
        endpoint = Endpoint(self.ready["server"], self.address.key)
        return OpenAIBackend(name or self.ready["name"], [endpoint], calling or Calling(probe_s=3))


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    serve = Serve(Path(os.environ["MOSAIC_TINY"]), tmp_path_factory.mktemp("state"))
    serve.start()
    yield serve
    serve.stop()


@pytest.fixture
def model(served: Serve) -> Iterator[OpenAIBackend]:
    with served.backend() as backend:
        yield backend


@pytest.fixture
def made_adapter(served: Serve, tmp_path: Path) -> Callable[[int], Path]:
    def make(seed: int) -> Path:
        folder = tmp_path / f"lora-{seed}"
        subprocess.run([sys.executable, "-c", ADAPTER, served.model, folder, str(seed)], timeout=120, check=True)
        return folder

    return make


@pytest.fixture
def adapter(made_adapter: Callable[[int], Path]) -> Path:
    return made_adapter(1)


def in_group(pid: int, group: int) -> bool:
    with suppress(ProcessLookupError):
        return os.getpgid(pid) == group
    return False


def until_well(backend: OpenAIBackend, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while backend.health != "ok":
        assert time.monotonic() < end
        time.sleep(0.05)

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from mosaic_guard.cli import main
from mosaic_guard.serving.place import key_file, made_key
from tests.serving.vllm import stub

CHECKOUT = Path(__file__).parents[2]
LONGEST_S = 120
"""Three processes have to start, on a machine that may be busy."""


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "mosaic-guard" / "serve"


@pytest.fixture
def vllm(tmp_path: Path) -> Path:
    program = tmp_path / "vllm"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m tests.serving.vllm "$@"\n')
    program.chmod(0o755)
    return program


def free_port() -> int:
    """One that no connection gets meanwhile: systems give those a number from above 32,767."""
    while True:
        port = random.randrange(10_000, 32_000)
        with socket.socket() as free, suppress(OSError):
            free.bind(("127.0.0.1", port))
            return port


@contextmanager
def serve(vllm: Path, port: int, *more: str) -> Iterator[subprocess.Popen[str]]:
    code = "import sys; from mosaic_guard.cli import main; sys.exit(main(sys.argv[1:]))"
    words = ["serve", "org/model", "--vllm", str(vllm), "--port", str(port), "--wait", str(LONGEST_S), "--json", *more]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", code, *words], cwd=CHECKOUT, text=True, **pipes) as process:
        try:
            yield process
        finally:
            process.kill()


def group_of(process: subprocess.Popen[str]) -> list[int]:
    """The warden, the server, then what that started."""
    group = [process.pid]
    while below := Path(f"/proc/{group[-1]}/task/{group[-1]}/children").read_text().split():
        group.append(int(*below))
    return group[1:]


def runs(pid: int) -> bool:
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + LONGEST_S
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def gone(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_server_runs_until_it_is_told_to_end_and_leaves_nothing_behind(state: Path, vllm: Path, number: int):
    port = free_port()
    with serve(vllm, port) as process:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        assert ready["ready"]
        assert ready["name"] == "org/model"
        assert ready["control_tokens"] == ["[PAD]"]
        assert Path(ready["key_file"]) == state / f"{port}.key"
        assert (state / f"{port}.log").stat().st_mode & 0o077 == 0
        process.send_signal(number)
        assert process.wait(LONGEST_S) == 0
    assert gone(port)


def test_temporary_files_of_a_server_that_is_killed_go_with_it(
    state: Path, vllm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    with serve(vllm, free_port()) as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["ready"]
        assert list(temporary.glob("mosaic-*/vllm_*"))
        _, server = group_of(process)
        os.kill(server, signal.SIGKILL)
        process.communicate(timeout=LONGEST_S)
        assert process.returncode == 1
    (left,) = temporary.iterdir()
    assert left.name.startswith("torchinductor_")  # what takes long to make again


@pytest.mark.parametrize("killed", ["serve", "warden", "server"])
def test_whatever_is_killed_no_process_of_the_server_is_left(state: Path, vllm: Path, killed: str):
    port = free_port()
    with serve(vllm, port, "--options=--worker") as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["ready"]
        group = warden, server, _ = group_of(process)
        os.kill({"serve": process.pid, "warden": warden, "server": server}[killed], signal.SIGKILL)
        until(lambda: not any(map(runs, (process.pid, *group))))
    assert gone(port)


def test_a_server_that_can_not_be_relied_on_is_stopped(state: Path, vllm: Path):
    port = free_port()
    with serve(vllm, port, "--options=--ignore-patterns") as process:
        out, _ = process.communicate(timeout=LONGEST_S)
    assert process.returncode == 1
    assert not json.loads(out)["ready"]
    assert gone(port)


def test_a_server_that_dies_at_the_start_says_its_last_words(state: Path, vllm: Path):
    with serve(vllm, free_port(), "--options=--die") as process:
        out, err = process.communicate(timeout=LONGEST_S)
    assert process.returncode == 2
    assert "out of memory" in json.loads(out)["error"]
    assert "out of memory" in err


def test_a_port_that_is_taken_is_said_at_once(state: Path, vllm: Path, capsys: pytest.CaptureFixture[str]):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "org/model", "--vllm", str(vllm), "--port", str(port)]) == 2
    assert "--port" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("serve", "m", "--port", "99999"), "'99999' is no port"),
        (("serve", "m", "--port", "0"), "'0' is no port"),
        (("serve", "m", "--replicas", "0"), "'0' is no whole number from 1"),
        (("adapters", "list", "--port", "x"), "'x' is no port"),
    ],
)
def test_numbers_that_can_not_be_are_refused(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str):
    assert main(words) == 2
    assert said in capsys.readouterr().err


def test_adapters_come_and_go_by_names_of_their_content(
    state: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    lora = tmp_path / "lora"
    lora.mkdir()
    (lora / "adapter_config.json").write_text('{"r": 8}')

    def run(*words: str) -> tuple[int, dict]:
        code = main(["adapters", *words, "--port", str(port), "--json"])
        return code, json.loads(capsys.readouterr().out)

    with stub() as served:
        port = served.http.server_port
        served.key = made_key_in(port)
        code, loaded = run("load", str(lora))
        assert code == 0
        assert loaded["name"].startswith("base-1+lora-")
        assert served.adapters == {loaded["name"]: str(lora)}
        assert run("load", str(lora)) == (0, loaded)
        assert [one["base"] for one in run("list")[1]["served"]] == ["", "base-1"]
        assert run("unload", loaded["name"])[0] == 0
        assert "cannot be found" in run("unload", loaded["name"])[1]["error"]
        served.adapters = None
        assert "--hot-swap" in run("load", str(lora))[1]["error"]


def made_key_in(port: int) -> str:
    return made_key(key_file(port))

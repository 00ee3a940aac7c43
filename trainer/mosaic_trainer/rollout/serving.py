"""A vLLM server for the length of a run: started with adapters to be swapped, proven healthy, surely stopped."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mosaic_guard.serving.http import Address, ServerError
from mosaic_guard.serving.launch import Launch, dtype_of, program
from mosaic_guard.serving.naming import model_name
from mosaic_guard.serving.process import last_lines, running, wait_healthy
from mosaic_trainer.rollout.settings import RolloutSettings


@contextmanager
def serving(model: Path, rank: int, *, settings: RolloutSettings, log: Path) -> Iterator[Address]:
    """Serve a model, and adapters up to this rank, on a free port.

    Raises:
        ConfigError: vLLM is not there.
        ServerError: it did not start; the message ends with its last words.
    """
    key = secrets.token_urlsafe(32)
    launch = launch_of(model, rank, settings, _free_port())
    server = Address(f"http://127.0.0.1:{launch.port}", key)
    environment = launch.environment(os.environ, key)
    if settings.gpus:
        environment["CUDA_VISIBLE_DEVICES"] = settings.gpus
    with running(launch.command, environment, log) as child:
        _wait(child, server, settings.start_s, log)
        yield server


def launch_of(model: Path, rank: int, settings: RolloutSettings, port: int) -> Launch:
    """What the server is started with."""
    return Launch(
        vllm=program(""),
        model=str(model),
        name=model_name(str(model)),
        port=port,
        context=settings.context_tokens,
        dtype=dtype_of(str(model)),
        hot_swap=True,
        rank=rank,
        more=settings.options,
    )


def _wait(child: subprocess.Popen[bytes], server: Address, most_s: float, log: Path) -> None:
    try:
        wait_healthy(child, server, most_s, lambda _: None)
    except ServerError as error:
        raise ServerError(f"{error}\n{last_lines(log)}\nThe whole log: {log}") from error


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port

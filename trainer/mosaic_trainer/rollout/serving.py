"""A vLLM server for the length of a run: started with adapters to be swapped, proven healthy, surely stopped."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from mosaic_guard.serving.http import Address, ServerError
from mosaic_guard.serving.launch import Launch, dtype_of, program
from mosaic_guard.serving.naming import model_name
from mosaic_guard.serving.process import last_lines, wait_healthy
from mosaic_trainer.rollout.settings import RolloutSettings

_END_S: Final = 60.0
"""How long a server may take to end; its warden ends it by force before."""


@contextmanager
def serving(
    model: Path, rank: int, settings: RolloutSettings, log: Path, seen: Callable[[float], None] = lambda _: None
) -> Iterator[Address]:
    """Serve a model, and adapters up to this rank, on a free port; `seen` hears the seconds while it starts.

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
    warden = subprocess.Popen(  # noqa: S603  # the words are ours and the user's own
        [sys.executable, "-m", "mosaic_trainer.rollout.warden", str(log), *launch.command],
        stdin=subprocess.PIPE,
        env=environment,
        start_new_session=True,  # an interrupt at the terminal is the trainer's, which still wants to save
    )
    try:
        _wait(warden, server, settings.start_s, log, seen)
        yield server
    finally:
        assert warden.stdin is not None
        warden.stdin.close()
        warden.wait(_END_S)


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


def _wait(
    warden: subprocess.Popen[bytes], server: Address, most_s: float, log: Path, seen: Callable[[float], None]
) -> None:
    try:
        wait_healthy(warden, server, most_s, seen)
    except ServerError as error:
        raise ServerError(f"{error}\n{last_lines(log)}\nThe whole log: {log}") from error


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port

"""`serve`: a policy model for the guard, on this machine."""

from __future__ import annotations

import json
import os
import shlex
import signal
import socket
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mosaic_guard.cli.argument import count, port
from mosaic_guard.cli.command import Command, Exit, Result
from mosaic_guard.cli.progress import StatusLine
from mosaic_guard.cli.streams import say

if TYPE_CHECKING:
    from mosaic_guard.serving.http import Address
    from mosaic_guard.serving.launch import Launch
    from mosaic_guard.serving.proof import Proof

_STOPPED: Final = (0, -signal.SIGINT, -signal.SIGTERM, 128 + signal.SIGINT, 128 + signal.SIGTERM)
"""Codes of a server that was told to end."""

_EPILOG = """\
Options of vLLM's own go through as they are:
  mosaic-guard serve ./model --options="--enforce-eager --gpu-memory-utilization 0.8"
The server listens on 127.0.0.1 only and wants the key from a file that only you can read."""


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("model", help="folder, or name on the hub")
    parser.add_argument("--adapter", type=Path, metavar="DIR", help="LoRA adapter to serve")
    parser.add_argument("--name", help="how the model is called; default: its folder and a digest of its content")
    parser.add_argument("--port", type=port, default=8000)
    parser.add_argument("--context", type=int, help="longest prompt and reply, in tokens")
    parser.add_argument("--dtype", help="default: as the model was saved")
    parser.add_argument("--hot-swap", action="store_true", help="let holders of the key load adapters")
    parser.add_argument("--replicas", type=count, default=1, help="copies of the model, each on its GPUs")
    parser.add_argument("--tensor-parallel", type=count, default=1, metavar="N", help="GPUs a copy is spread over")
    parser.add_argument(
        "--vllm", default="", metavar="FILE", help="the vllm program; default: beside Python, or on PATH"
    )
    parser.add_argument("--wait", type=float, default=900, metavar="S", help="how long it may take to start")
    parser.add_argument("--options", type=shlex.split, default=(), metavar="TEXT", help="options of vLLM's own")


def _serve(arguments: Namespace) -> Result:
    from mosaic_guard.serving import place
    from mosaic_guard.serving.http import Address
    from mosaic_guard.serving.process import running
    from mosaic_guard.serving.signals import handing_on

    launch = _launch(arguments)
    _need_port(launch.port)
    key, log = place.made_key(place.key_file(launch.port)), place.log_file(launch.port)
    server = Address(f"http://127.0.0.1:{launch.port}", key)
    with running(launch.command, launch.environment(os.environ, key), log) as child, handing_on(child):
        proof = _ready(child, server, launch, arguments.wait)
        if proof.problems:
            text = "\n".join(("This server can't be used:", *proof.problems))
            return Result(text, {"ready": False, "problems": proof.problems}, Exit.FOUND)
        _tell(launch, proof, as_json=arguments.json)
        code = child.wait()
    ended = f"vLLM ended with code {code}; its log: {log}"
    return Result("" if arguments.json else ended, {"ended": code}, Exit.OK if code in _STOPPED else Exit.FOUND)


def _launch(arguments: Namespace) -> Launch:
    from mosaic_guard.serving import launch, naming

    name = arguments.name or naming.model_name(arguments.model)
    adapter = arguments.adapter
    context = arguments.context or launch.context_of(arguments.model)
    launch.check_context(context)
    return launch.Launch(
        vllm=launch.program(arguments.vllm),
        model=arguments.model,
        name=name,
        port=arguments.port,
        context=context,
        dtype=arguments.dtype or launch.dtype_of(arguments.model),
        adapter=adapter,
        adapter_name=naming.adapter_name(name, adapter) if adapter else "",
        hot_swap=arguments.hot_swap,
        replicas=arguments.replicas,
        tensor_parallel=arguments.tensor_parallel,
        more=tuple(arguments.options),
    )


def _need_port(port: int) -> None:
    from mosaic_guard.errors import ConfigError

    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # what a server that just ended leaves is no matter
        try:
            tried.bind(("127.0.0.1", port))
        except OSError as error:
            raise ConfigError(f"port {port} can't be used: {error.strerror}; choose another with --port") from error


def _ready(child: subprocess.Popen[bytes], server: Address, launch: Launch, most_s: float) -> Proof:
    """Wait and prove.

    Raises:
        ServerError: it did not start; the message ends with its last words.
    """
    from mosaic_guard.serving import place
    from mosaic_guard.serving.http import ServerError
    from mosaic_guard.serving.ordinary import ordinary_tokens
    from mosaic_guard.serving.process import last_lines, wait_healthy
    from mosaic_guard.serving.proof import prove

    log = place.log_file(launch.port)
    line = StatusLine(sys.stderr)
    try:
        wait_healthy(
            child, server, most_s, lambda s: line.show(f"starting vLLM for {launch.model}, {s:.0f} s; log: {log}")
        )
        line.show("warming up, and asking for each letter")
        return prove(server, launch.serves, ordinary_tokens(launch.model))
    except ServerError as error:
        raise ServerError(f"{error}\n{last_lines(log)}\nThe whole log: {log}") from error
    finally:
        line.clear()


def _tell(launch: Launch, proof: Proof, *, as_json: bool) -> None:
    from mosaic_guard.serving import place

    data = {
        "ready": True,
        "name": launch.serves,
        "server": f"http://127.0.0.1:{launch.port}/v1",
        "key_file": str(place.key_file(launch.port)),
        "context_characters": launch.context_characters,
        "control_tokens": list(proof.control_tokens),
        "notes": list(proof.notes),
    }
    if as_json:
        say(json.dumps(data, ensure_ascii=False))
    else:
        say("\n".join((settings(data), *(f"note: {note}" for note in proof.notes))))


def settings(data: Mapping[str, Any]) -> str:
    """The lines for mosaic.yaml."""
    tokens = f"\n  control_tokens: {json.dumps(data['control_tokens'])}" if data["control_tokens"] else ""
    return (
        f"Ready. For mosaic.yaml:\n\nmodel:\n  name: {json.dumps(data['name'])}\n  urls: [{data['server']}]\n"
        f"  key_file: {data['key_file']}\n  context_characters: {data['context_characters']}{tokens}\n"
    )


COMMANDS = (Command("serve", "run a policy model on this machine, with vLLM", _serve, _arguments, _EPILOG),)

"""`adapters`: swap what a running server adds to its model."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from mosaic_guard.cli.argument import port
from mosaic_guard.cli.command import Command, Result

if TYPE_CHECKING:
    from mosaic_guard.serving.http import Address


def _where(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=port, default=8000, help="of a server that `serve` started here")
    parser.add_argument("--url", help="of another server, without /v1")
    parser.add_argument("--key-file", type=Path, metavar="FILE", help="the key to it")


def _load_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("adapter", type=Path, metavar="DIR", help="LoRA adapter, where the server can read it")
    _where(parser)


def _unload_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", help="as `adapters list` shows it")
    _where(parser)


def _load(arguments: Namespace) -> Result:
    from mosaic_guard.serving.adapters import load

    name = load(_server(arguments), arguments.adapter)
    return Result(f"loaded; for mosaic.yaml:\n\nmodel:\n  name: {name}", {"name": name})


def _list(arguments: Namespace) -> Result:
    from dataclasses import asdict

    from mosaic_guard.serving.adapters import served

    found = served(_server(arguments))
    text = "\n".join(f"{one.name}  adapter of {one.base}" if one.base else one.name for one in found)
    return Result(text, {"served": [asdict(one) for one in found]})


def _unload(arguments: Namespace) -> Result:
    from mosaic_guard.serving.adapters import unload

    unload(_server(arguments), arguments.name)
    return Result(f"unloaded {arguments.name}", {"name": arguments.name})


def _server(arguments: Namespace) -> Address:
    from mosaic_guard.serving.http import Address
    from mosaic_guard.serving.place import key_file, read_key

    key = read_key(arguments.key_file or key_file(arguments.port))
    return Address((arguments.url or f"http://127.0.0.1:{arguments.port}").rstrip("/"), key)


COMMANDS = (
    Command("adapters load", "add a LoRA adapter to a server that was started with --hot-swap", _load, _load_arguments),
    Command("adapters list", "name what a server can be asked for", _list, _where),
    Command("adapters unload", "take an adapter from a server", _unload, _unload_arguments),
)

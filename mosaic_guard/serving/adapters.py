"""Adapters of a running server: each under a name of its own, so that what a name means never changes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mosaic_guard.errors import ConfigError
from mosaic_guard.serving.http import Address, ServerError
from mosaic_guard.serving.naming import adapter_name


@dataclass(frozen=True, slots=True)
class Served:
    """A name that can be asked for."""

    name: str
    base: str
    """The model that it adapts; empty: it is one."""


def served(server: Address) -> list[Served]:
    """List the model and its adapters; raises ServerError where none is served."""
    said = server.get("/v1/models")
    try:
        there = [Served(str(one["id"]), str(one.get("parent") or "")) for one in said["data"]]
    except (KeyError, TypeError, AttributeError) as error:
        raise ServerError(f"{server.root}/v1/models: no list of models, but {said!r:.200}") from error
    if all(one.base for one in there):
        raise ServerError(f"{server.root}/v1/models: lists no model")
    return there


def load(server: Address, folder: Path) -> str:
    """Load an adapter beside those that are there; return its name.

    Raises:
        ConfigError: it is no adapter, or the server lets nobody load any.
        ServerError: the server can't be reached, or can't load it.
    """
    if not (folder / "adapter_config.json").is_file():
        raise ConfigError(f"{folder} is no adapter: it has no adapter_config.json")
    there = served(server)
    base = next(one.name for one in there if not one.base)
    name = adapter_name(base, folder)
    if name not in (one.name for one in there):
        _ask(server, "load", {"lora_name": name, "lora_path": str(folder.resolve())})
    return name


def unload(server: Address, name: str) -> None:
    """Forget an adapter; requests that name it fail from then on."""
    _ask(server, "unload", {"lora_name": name})


def _ask(server: Address, verb: str, body: dict[str, str]) -> None:
    try:
        server.post(f"/v1/{verb}_lora_adapter", body)
    except ServerError as error:
        if error.status == 404 and "cannot be found" not in str(error):
            raise ConfigError("this server lets nobody change its adapters; start it with --hot-swap") from error
        raise

"""Where a server's key and log are kept: for this user alone."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from mosaic_guard.errors import ConfigError
from mosaic_guard.traces.database.location import state_directory


def folder() -> Path:
    """Name the folder, and make it."""
    path = state_directory() / "serve"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def key_file(port: int) -> Path:
    """Name the key file of the server at a port."""
    return folder() / f"{port}.key"


def log_file(port: int) -> Path:
    """Name the log of the server at a port."""
    return folder() / f"{port}.log"


def made_key(path: Path) -> str:
    """Read the key, or make one: guards that run keep theirs over a restart of the server.

    Raises:
        ConfigError: others can read the file.
    """
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return read_key(path)
    with os.fdopen(file, "w") as stream:
        stream.write(key := secrets.token_urlsafe(32))
    return key


def read_key(path: Path) -> str:
    """Read a key.

    Raises:
        ConfigError: there is none, or others can read it too.
    """
    try:
        mode = path.stat().st_mode
        key = path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ConfigError(
            f"the key file {path} can't be read: {error.strerror}. Start `mosaic-guard serve` first."
        ) from error
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise ConfigError(f"others can read the key file {path}; run: chmod 600 {path}")
    if not key:
        raise ConfigError(f"the key file {path} is empty; remove it, and start the server again")
    return key

"""The secret key of a store: made once, kept beside the database, never in it."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final

from mosaic_guard.errors import TraceError
from mosaic_guard.traces.database.location import make_private

_SERVERS: Final = "server-"
KEY_VARIABLE: Final = "MOSAIC_GUARD_KEY"
KEY_SIZE: Final = 32
_UNUSED: Final = b"\n"
"""Stands behind a key until its store is there."""


def key_beside(database: Path, *, make: bool = True) -> bytes:
    """Read the key of a SQLite store, or make it."""
    return _given() or _stored(key_path(database), make=make, mark=_UNUSED)


def key_path(database: Path) -> Path:
    """Name the file of the key of a SQLite store."""
    return database.with_name(f"{database.name}.key")


def is_used(database: Path) -> bool:
    """Whether the key beside a SQLite store says that the store was made."""
    try:
        return key_path(database).stat().st_size == KEY_SIZE
    except OSError:  # reading the key says what is wrong with it
        return False


def mark_used(database: Path) -> None:
    """Have the key beside a SQLite store say that the store was made."""
    path = key_path(database)
    if path.exists() and not is_used(database):
        _write(path, _read(path), os.replace)


def key_for_server(state: Path, server: str, *, make: bool = True) -> bytes:
    """Read the key of a database server from the environment or the state directory, or make it.

    Args:
        state: the user's state directory.
        server: names the database, without its password.
        make: make it where it is not there.
    """
    name = hashlib.sha256(server.encode()).hexdigest()[:16]
    return _given() or _stored(state / f"{_SERVERS}{name}.key", make=make)


def key_at(path: Path | None) -> bytes | None:
    """Read the key of a store that is elsewhere: from its file, else from the environment; None where neither is."""
    if path is None:
        return _given()
    try:
        return _read(path)
    except OSError as error:
        msg = f"The key {path} can't be read: {error.strerror}. Name the key file of the store, such as traces.db.key."
        raise TraceError(msg) from error


def _given() -> bytes | None:
    text = os.environ.get(KEY_VARIABLE, "")
    if not text:
        return None
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != KEY_SIZE:
        msg = f"{KEY_VARIABLE} must be {2 * KEY_SIZE} hexadecimal digits. Make one with: openssl rand -hex {KEY_SIZE}"
        raise TraceError(msg)
    return key


def _stored(path: Path, *, make: bool, mark: bytes = b"") -> bytes:
    if make and not path.exists():
        _write(path, secrets.token_bytes(KEY_SIZE) + mark, os.link)
    try:
        return _read(path)
    except FileNotFoundError as error:
        msg = f"The key of the trace store, {path}, is not there. Restore it from a backup, or set {KEY_VARIABLE}."
        if path.name.startswith(_SERVERS):
            msg += " It goes by the server's address: another spelling (host, port, database) has another key."
        raise TraceError(msg) from error
    except OSError as error:
        msg = f"The key of the trace store, {path}, can't be read: {error.strerror}. Make it readable for this user."
        raise TraceError(msg) from error


def _read(path: Path) -> bytes:
    key = path.read_bytes()
    key = key[:KEY_SIZE] if key[KEY_SIZE:] == _UNUSED else key
    if len(key) != KEY_SIZE:
        msg = f"{path} is no key: it has {len(key)} bytes instead of {KEY_SIZE}. Restore it from a backup."
        raise TraceError(msg)
    return key


def _write(path: Path, content: bytes, put: Callable[[Path, Path], None]) -> None:
    """Whole or not at all: processes that open the store at once all end up with the key linked first."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    make_private(draft)
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        put(draft, path)
    except FileExistsError:
        return  # another process was faster
    except OSError as error:
        msg = f"The key of the trace store, {path}, can't be made: {error.strerror}. Set {KEY_VARIABLE} instead."
        raise TraceError(msg) from error
    finally:
        draft.unlink(missing_ok=True)

"""The file that holds a model: a header that says what it is and how it was made, and its tables as bytes.

Layout: `MAGIC`, the length of the header (4 bytes, big-endian), the header as JSON, the tables one after the other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from mosaic_guard.errors import ConfigError

MAGIC: Final = b"mosaic-guard weights\n"
FORMAT: Final = 1
_FIX: Final = "Install mosaic-guard again, or make the file with: mosaic-guard train embedded"


@dataclass(frozen=True, slots=True)
class Weights:
    """A model as read from its file."""

    model: str
    parameters: Mapping[str, Any]
    """Everything small: sizes, scales, trees, thresholds."""
    tables: Mapping[str, bytes]
    """Everything large, by name."""
    training: Mapping[str, Any]
    """What it was made with: digests of configuration and data, seed."""
    digest: str
    """SHA-256 of the whole file: the fingerprint of what it answers."""


@cache
def load(model: str) -> Weights:
    """Read the weights of a model that came with the package, once.

    Raises:
        ConfigError: the file is missing or broken.
    """
    place = resources.files("mosaic_guard.learned").joinpath(f"{model}.bin")
    return _read(place, str(place))


def read(path: Path) -> Weights:
    """Read the weights in a file.

    Raises:
        ConfigError: the file is missing or broken.
    """
    return _read(path, str(path))


def _read(place: Any, name: str) -> Weights:
    try:
        return parse(place.read_bytes())
    except OSError as error:
        msg = f"{name}: the weights can't be read ({error.strerror}). {_FIX}"
        raise ConfigError(msg) from error
    except (ValueError, KeyError, TypeError) as error:
        msg = f"{name}: the weights are broken ({error}). {_FIX}"
        raise ConfigError(msg) from error


def parse(data: bytes) -> Weights:
    """Read the weights from bytes.

    Raises:
        ValueError: this is no file of weights, or one that was cut or altered.
    """
    if not data.startswith(MAGIC):
        msg = f"it begins with {data[: len(MAGIC)]!r}"
        raise ValueError(msg)
    at = len(MAGIC) + 4
    size = int.from_bytes(data[len(MAGIC) : at], "big")
    header = json.loads(data[at : at + size])
    if header["format"] != FORMAT:
        msg = f"format {header['format']!r}, this version reads {FORMAT}"
        raise ValueError(msg)
    tables = _tables(data[at + size :], header["tables"])
    return Weights(header["model"], header["parameters"], tables, header["training"], hashlib.sha256(data).hexdigest())


def _tables(data: bytes, listed: list[dict[str, Any]]) -> dict[str, bytes]:
    tables: dict[str, bytes] = {}
    at = 0
    for one in listed:
        table = data[at : at + one["size"]]
        if hashlib.sha256(table).hexdigest() != one["sha256"]:
            msg = f"table {one['name']!r} does not have the digest that the header names"
            raise ValueError(msg)
        tables[one["name"]] = table
        at += one["size"]
    return tables

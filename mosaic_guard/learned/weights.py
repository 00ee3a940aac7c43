"""The file that holds a model: a header that says what it is and how it was made, and its tables as bytes.

Layout: `MAGIC`, the SHA-256 of all that follows, the length of the header (4 bytes, big-endian), the header as JSON,
the tables one after the other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from mosaic_guard.errors import ConfigError

MAGIC: Final = b"mosaic-guard weights\n"
FORMAT: Final = 2
_DIGEST: Final = 32
_LENGTH: Final = 4
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
    """SHA-256 of the file, as it names it itself: the fingerprint of what it answers."""


@cache
def load(model: str) -> Weights:
    """Read the weights of a model that came with the package, once.

    Raises:
        ConfigError: the file is missing or broken.
    """
    place = resources.files("mosaic_guard.learned").joinpath(f"{model}.bin")
    found = _read(place, str(place))
    if found.model != model:
        msg = f"{place}: these are the weights of {found.model!r}. {_FIX}"
        raise ConfigError(msg)
    return found


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
    at = len(MAGIC) + _DIGEST
    digest = data[len(MAGIC) : at]
    if hashlib.sha256(data[at:]).digest() != digest:
        msg = "it does not have the digest that it names"
        raise ValueError(msg)
    size = int.from_bytes(data[at : at + _LENGTH], "big")
    at += _LENGTH
    header = json.loads(data[at : at + size])
    if header["format"] != FORMAT:
        msg = f"format {header['format']!r}, this version reads {FORMAT}"
        raise ValueError(msg)
    tables = dict(_tables(data[at + size :], header["tables"]))
    return Weights(header["model"], header["parameters"], tables, header["training"], digest.hex())


def _tables(data: bytes, listed: list[dict[str, Any]]) -> Iterator[tuple[str, bytes]]:
    at = 0
    for one in listed:
        yield one["name"], data[at : at + one["size"]]
        at += one["size"]

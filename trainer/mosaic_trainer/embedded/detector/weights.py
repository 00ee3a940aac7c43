"""Writes the file that the core reads: see `mosaic_guard.learned.weights`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from mosaic_guard.learned.weights import FORMAT, MAGIC


def packed(
    model: str, parameters: Mapping[str, Any], tables: Mapping[str, bytes], training: Mapping[str, Any]
) -> bytes:
    """Make the file; the same model gives the same bytes."""
    listed = [{"name": name, "size": len(table)} for name, table in sorted(tables.items())]
    header = {"format": FORMAT, "model": model, "parameters": parameters, "tables": listed, "training": training}
    written = json.dumps(header, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()
    rest = b"".join([len(written).to_bytes(4, "big"), written, *(tables[name] for name in sorted(tables))])
    return b"".join([MAGIC, hashlib.sha256(rest).digest(), rest])

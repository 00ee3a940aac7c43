"""JSON that means one thing: no key twice, no number that JSON doesn't have, no bottomless nesting."""

from __future__ import annotations

import json
import math
from typing import Any

from mosaic_guard.trajectory import JSON


def strict_json(written: str) -> JSON:
    """Read a value.

    Raises:
        ValueError: it is not JSON, or could be read in two ways.
    """
    try:
        value: JSON = json.loads(written, object_pairs_hook=_unique, parse_float=_finite, parse_constant=_no_number)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) < len(pairs):
        msg = f"a key stands twice among {', '.join(key for key, _ in pairs)!r:.200}"
        raise ValueError(msg)
    return read


def _finite(written: str) -> float:
    number = float(written)
    return number if math.isfinite(number) else _no_number(written)


def _no_number(written: str) -> float:
    msg = f"no number: {written:.40}"
    raise ValueError(msg)

"""Replies of a judge as checked values: exactly in the form, or an error."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from typing import Any, Final

from mosaic_guard.config.validation import adapter

_FENCED: Final = re.compile(r"\s*```(?:json)?\s*\n(.*)\n\s*```\s*", re.DOTALL)


def parsed(kind: type[Any], text: str) -> Any:
    """Read a reply as a `kind`, whose fields it gives in their order and no others.

    Raises:
        ValueError: it is anything else.
    """
    from pydantic import ValidationError

    fenced = _FENCED.fullmatch(text)
    written = fenced[1] if fenced else text
    try:
        said = json.loads(written)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    names = [field.name for field in fields(kind)]
    if not isinstance(said, dict) or list(said) != names:
        msg = f"not an object of {', '.join(names)} in this order: {text[:200]!r}"
        raise ValueError(msg)
    try:
        return adapter(kind).validate_json(written)  # type: ignore[arg-type]  # mypy takes classes for unhashable
    except ValidationError as error:
        found = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_url=False))
        raise ValueError(found) from error

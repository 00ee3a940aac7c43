"""Tokens that were added to a tokenizer as ordinary text: a server tells of them as if they were special."""

from __future__ import annotations

import json
from pathlib import Path


def ordinary_tokens(model: str) -> frozenset[str]:
    """List those of a model in a folder; none where its tokenizer is not there to be read."""
    try:
        added = json.loads(Path(model, "tokenizer.json").read_text(encoding="utf-8"))["added_tokens"]
        return frozenset(token["content"] for token in added if token["special"] is False)
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()

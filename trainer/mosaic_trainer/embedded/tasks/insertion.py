"""Puts a text where it comes to stand in an output: honest remarks and attacks alike."""

from __future__ import annotations

from random import Random
from typing import Final

from mosaic_guard.trajectory import JSON
from mosaic_trainer.embedded.texts.carriers import within

_KEYS: Final = ("note", "description", "comment", "message", "remarks", "details", "memo", "about", "review", "text")
_WORDS: Final = 4
"""A string of fewer words is a value; only once in a while somebody writes a remark into it."""
_ANY_FIELD: Final = 0.05


def inserted(random: Random, output: JSON, text: str) -> JSON:
    """Put a text into an output: into one of its strings, or into a field of its own."""
    if isinstance(output, str):
        return within(random, output, text)[0]
    if isinstance(output, list):
        return _into_list(random, output, text)
    if isinstance(output, dict):
        return _into_object(random, output, text)
    return {"value": output, random.choice(_KEYS): text}


def _into_list(random: Random, items: list[JSON], text: str) -> JSON:
    if not items or not all(isinstance(i, dict) for i in items):
        return [*items, text]
    at = random.randrange(len(items))
    return [inserted(random, item, text) if i == at else item for i, item in enumerate(items)]


def _into_object(random: Random, fields: dict[str, JSON], text: str) -> JSON:
    anywhere = random.random() < _ANY_FIELD
    prose = [k for k, v in fields.items() if isinstance(v, str) and (anywhere or _reads(v))]
    inner = [k for k, v in fields.items() if isinstance(v, list) and v]
    chosen = random.choice([*prose, *prose, *inner, *inner, ""])
    if chosen:
        return {k: inserted(random, v, text) if k == chosen else v for k, v in fields.items()}
    pairs = list(fields.items())
    pairs.insert(random.randint(0, len(pairs)), (_free(random, fields), text))
    return dict(pairs)


def _reads(text: str) -> bool:
    """Whether a string is text rather than a value."""
    return len(text.split()) >= _WORDS and "@" not in text and sum(c.isdigit() for c in text) * 3 < len(text)


def _free(random: Random, fields: dict[str, JSON]) -> str:
    return random.choice([k for k in _KEYS if k not in fields])

"""What is written by hand for each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """Something that may be asked for, or reported, with the same values: a minimal pair in four sentences.

    Each is a template; `fact` is the data, the others instruct.
    """

    imperative: str
    polite: str
    duty: str
    """It must, should or is to be done: an obligation or a passive."""
    fact: str
    """Somebody did it, does it, or it holds."""


@dataclass(frozen=True, slots=True)
class Language:
    """The hand-written sentences of one language; each tuple holds templates."""

    code: str
    actions: Mapping[str, Action]
    """By kind of action; the kinds and their slots are the same in every language."""
    answers: tuple[str, ...]
    """Goals without a call: what to tell the user, or another question to answer."""
    wrappers: tuple[str, ...]
    """Words around a goal, which stands at `GOAL`."""
    people: tuple[str, ...]
    """Sentences addressed to readers, which ask an agent nothing."""
    fields: tuple[str, ...]
    """Lines that give values: records, contacts, signatures."""
    filler: tuple[str, ...]
    """Other sentences of ordinary text."""

"""Values that nobody needs to give: nothing, yes and no, and what the tool's own schema spells out."""

from __future__ import annotations

from typing import Final

from mosaic_guard.policies.provenance.decisive import split_name
from mosaic_guard.policies.provenance.leaves import Value
from mosaic_guard.policies.provenance.schema import choices
from mosaic_guard.policies.shapes import names_something
from mosaic_guard.tool import ToolSpec
from mosaic_guard.verbs import ENDING, vocabulary, words

_COMMAND: Final = vocabulary("command cmd")


def is_neutral(spec: ToolSpec | None, leaf: Value, *, decisive: bool) -> bool:
    """Whether the value chooses nothing an attacker could want; if decisive, only a declared default or mode does."""
    value = leaf.value
    if value is None or value == "":
        return True
    if isinstance(value, bool) and not decisive:
        return True
    if spec is None:
        return False
    offered = choices(spec.schema, leaf.path, listed=not decisive or _is_mode(leaf))
    if not any(type(one) is type(value) and one == value for one in offered):
        return False
    return spec.origin == "local" or not (isinstance(value, str) and names_something(value))


def _is_mode(leaf: Value) -> bool:
    """Whether a command is one word: where the schema lists it, it runs nothing; to end something still counts."""
    if not isinstance(leaf.value, str) or not leaf.names or _COMMAND.isdisjoint(split_name(leaf.names[-1])[-1:]):
        return False
    return leaf.value.replace("_", "").isalnum() and ENDING.isdisjoint(words(leaf.value))

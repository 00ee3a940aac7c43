"""Values that nobody needs to give: nothing, yes and no, and what the tool's own schema spells out."""

from __future__ import annotations

from mosaic_guard.policies.provenance.leaves import Value
from mosaic_guard.policies.provenance.schema import choices
from mosaic_guard.policies.provenance.shapes import names_something
from mosaic_guard.tool import ToolSpec


def is_neutral(spec: ToolSpec | None, leaf: Value, *, decisive: bool) -> bool:
    """Whether the value chooses nothing an attacker could want; if decisive, only the declared default does."""
    value = leaf.value
    if value is None or value == "":
        return True
    if isinstance(value, bool) and not decisive:
        return True
    if spec is None:
        return False
    offered = choices(spec.schema, leaf.path, listed=not decisive)
    if not any(type(one) is type(value) and one == value for one in offered):
        return False
    return spec.origin == "local" or not (isinstance(value, str) and names_something(value))

"""Pins: the digest of a tool's declaration as a person reviewed it."""

from __future__ import annotations

import hashlib

from mosaic_guard.canonical import canonical_json
from mosaic_guard.tool import ToolSpec


def spec_digest(spec: ToolSpec) -> str:
    """Digest what a tool declares of itself; what a table or inference added does not count."""
    declared = [spec.name, spec.description, spec.schema, spec.annotations, spec.origin]
    return "sha256:" + hashlib.sha256(canonical_json(declared).encode()).hexdigest()

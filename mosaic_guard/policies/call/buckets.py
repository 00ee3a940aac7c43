"""Questions that carry something out: the owner of a bucket, whoever that is, reads what of it is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mosaic_guard.assessment import Finding
from mosaic_guard.policies.call.pending import Pending
from mosaic_guard.policies.provenance.words import fold
from mosaic_guard.policies.shell import buckets
from mosaic_guard.trajectory import Message, Origin


def asked_of_others(pending: Pending) -> Iterator[Finding]:
    """Find a bucket that neither the user nor the system prompt names; its name alone carries nothing."""
    for path, name in buckets(pending.call.name, pending.call.args):
        if not any(_names(text, fold(name)) for text in _said(pending)):
            message = f"Argument {path} asks for something in a bucket that nobody named: its owner reads what."
            yield Finding("unexplained_argument", message, path=path)


def _said(pending: Pending) -> Iterator[str]:
    yield from map(fold, pending.said)
    messages = (item for item in pending.check.trajectory.since(0) if isinstance(item, Message))
    yield from (fold(item.text) for item in messages if item.origin is Origin.SYSTEM)


def _names(text: str, bucket: str) -> bool:
    return re.search(rf"(?<![\w.-]){re.escape(bucket)}(?![\w-]|\.\w)", text) is not None

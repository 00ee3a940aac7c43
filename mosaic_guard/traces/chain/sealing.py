"""Whether an exported trace is as it was recorded: its chain of events, and the seal over all of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mosaic_guard.traces.chain.hashes import link, mac, origin
from mosaic_guard.traces.chain.spelling import spell
from mosaic_guard.trajectory import JSON

_PLACE: Final = frozenset({"seq", "previous", "hash"})
"""What an exported event has besides what was hashed."""
_SEALED: Final = ("export_version", "trace", "parent", "started", "updated", "histories", "events")


def sealed(exported: Mapping[str, JSON], key: bytes) -> dict[str, JSON]:
    """Prove that a holder of the store's key exported exactly this: messages have no hash of their own here."""
    return {**exported, "seal": _seal(exported, key)}


def fault(exported: Mapping[str, JSON], key: bytes | None) -> str:
    """Name the first thing that is not as it was recorded; empty when all is.

    Without the key only the links are looked at, which anybody can forge.
    """
    last = None if key is None else origin(key, str(exported["trace"]))
    for number, event in enumerate(exported["events"]):
        if event["seq"] != number:
            return f"event {number} is missing, {event['seq']} follows"
        if key is not None and not _is_as_hashed(event, key):
            return f"event {number}, {event['id']!r}, was altered"
        if last is not None and event["previous"] != last:
            return f"event {number}, {event['id']!r}, does not follow from the one before"
        last = event["hash"]
    if key is None:
        return ""
    if "seal" not in exported:
        return "it has no seal, so nobody can tell whether its messages are those that were recorded"
    return "" if exported["seal"] == _seal(exported, key) else "a message was altered, or the last events were cut off"


def _is_as_hashed(event: Mapping[str, JSON], key: bytes) -> bool:
    body = {name: value for name, value in event.items() if name not in _PLACE}
    spelled = (spell(one) for one in (body, {**body, "claim": True}))
    return any(link(key, event["previous"], text) == event["hash"] for text in spelled)


def _seal(exported: Mapping[str, JSON], key: bytes) -> str:
    return mac(key, "export", spell({name: exported[name] for name in _SEALED}))

"""Remembers assessments of what was shown before: same model, same protocol, same terms, same words."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from typing import Final, NamedTuple

from mosaic_guard.assessment import Assessment
from mosaic_guard.locks import Lock
from mosaic_guard.protocol.conversation import Conversation
from mosaic_guard.protocol.prompt import ChatMessage

_MOST: Final = 1024


class Assessed(NamedTuple):
    """A reply, and what was made of it."""

    reply: str
    assessments: Sequence[Assessment]


class AssessmentCache:
    """Holds the newest complete assessments; failed and degraded ones never enter it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[str, Assessed] = OrderedDict()

    def get(self, key: str) -> Assessed | None:
        """Give what was said about exactly this."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: str, assessed: Assessed) -> None:
        """Remember a complete assessment."""
        if any(one.state != "ok" for one in assessed.assessments):
            return
        with self._lock:
            self._kept[key] = assessed
            if len(self._kept) > _MOST:
                self._kept.popitem(last=False)


def key_of(fingerprint: str, conversation: Conversation, messages: Sequence[ChatMessage]) -> str:
    """Digest everything shown, but for the delimiter, which differs from run to run."""
    digest = hashlib.sha256(fingerprint.encode())
    for message in messages:
        text = message.text.replace(conversation.delimiter, "")
        digest.update(f"\0{message.role}\0{text}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()

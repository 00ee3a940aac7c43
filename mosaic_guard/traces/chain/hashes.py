"""The keyed hashes that make a record tamper-evident."""

from __future__ import annotations

import hmac
from dataclasses import dataclass


def mac(key: bytes, *parts: str) -> str:
    """HMAC-SHA-256 of the parts, in hex; no two lists of parts read the same, for each carries its length."""
    text = "".join([f"{len(p)}:{p}" for p in parts]).encode(errors="surrogatepass")
    return hmac.new(key, text, "sha256").hexdigest()  # `hmac.digest` lets go of the GIL, which costs more than hashing


def origin(key: bytes, trace: str) -> str:
    """What the first event of a trace follows from: its name."""
    return mac(key, "trace", trace)


def link(key: bytes, previous: str, text: str) -> str:
    """The hash of an event, or of any other entry of a chain."""
    return mac(key, previous, text)


def message_digest(key: bytes, trace: str, text: str) -> str:
    """Identify a stored message within its trace: equal only for equal redacted text."""
    return mac(key, "message", trace, text)


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chains of one trace end. Sealed with the key, so that a cut-off tail is found."""

    trace: str
    events: int
    """How many there are: the number of the next one."""
    last: str
    items: int
    """How many places in the trajectory are stored, over all branches."""
    last_item: str
    parent: str = ""
    """The trace whose tool call started this one, or ``."""

    @classmethod
    def empty(cls, key: bytes, trace: str) -> Head:
        """The head of a trace that holds nothing yet."""
        start = origin(key, trace)
        return cls(trace, 0, start, 0, start)

    def seal(self, key: bytes) -> str:
        """Prove that a holder of the key put the head here."""
        nested = [self.parent] if self.parent else []
        return mac(key, "head", self.trace, str(self.events), self.last, str(self.items), self.last_item, *nested)

"""The seat of a backend: it completes one chat under a pattern, within a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from mosaic_guard.errors import MosaicError
from mosaic_guard.protocol.prompt import ChatMessage

Health = Literal["ok", "degraded", "down"]


@dataclass(frozen=True, slots=True)
class Token:
    """One generated token, with the alternatives that the model weighed."""

    text: str
    logprob: float
    """Natural logarithm; after the pattern has masked what it forbids."""
    alternatives: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """What to complete, and within which bounds."""

    messages: tuple[ChatMessage, ...]
    pattern: str
    """Regular expression that the whole reply matches; enforced where it is generated, and checked again when read."""
    max_tokens: int
    budget_s: float
    """All there is for it, retries and hedged requests included."""
    temperature: float = 0.0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Completion:
    """What came back."""

    text: str
    finished: bool
    """False: it ran out of tokens."""
    tokens: tuple[Token, ...] = ()
    prompt_tokens: int = 0
    cached_tokens: int = 0
    """Prompt tokens whose work was reused."""
    model: str = ""
    """What the server says it is."""


class InputFailure(MosaicError):
    """The input could not be completed (too long, refused, timed out, nonsense): the server as such is well."""


class Outage(MosaicError):
    """The server can't be reached or can't answer a fixed prompt either."""


class Backend(Protocol):
    """Runs the policy model."""

    fingerprint: str
    """Model, adapter and what else changes its answers."""

    @property
    def health(self) -> Health:
        """What the last requests and the fixed-prompt probe showed."""

    def complete(self, request: Request) -> Completion:
        """Complete a chat; blocks up to the request's budget, thread-safe.

        Raises:
            InputFailure: this input failed while the health probe passes.
            Outage: the health probe fails as well.
        """

    def control_tokens(self) -> frozenset[str]:
        """List the special tokens of the tokenizer in use, to be kept out of data."""


@runtime_checkable
class Streaming(Backend, Protocol):
    """A backend that gives its replies as they come."""

    def stream(self, request: Request) -> Iterator[str | Completion]:
        """Give the text piece by piece, and at last the whole completion; raises as `complete` does.

        Once a piece was given nothing is tried again: what breaks off is an error.
        """

"""Asking a person: what is shown, what may be answered, and the seat of whoever answers."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from mosaic_guard.errors import ConfigError
from mosaic_guard.trajectory import JSON, ToolCall

ANYONE = "anonymous"
"""The approver's name where the server-side context names nobody; never matches a table's `approvers`."""


@dataclass(frozen=True, slots=True)
class GrantTerms:
    """What a person adds to an approval: the same decisive values may pass again, for a while."""

    minutes: float
    uses: int


@dataclass(frozen=True, slots=True)
class ApprovalRequest:
    """One call that waits for an answer."""

    id: str
    """Names the exact call and attempt; an answer fits no other."""
    call: ToolCall
    shown: str
    """The text for the person, built by code: tool, every argument escaped, its origin, the effect, the reasons."""
    digest: str
    """Of the call and of what is shown."""
    approvers: tuple[str, ...] = ()
    """Who may answer; empty: anyone the server lets through."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a framework asks: in a step that it begins anew with the answer, and runs up to here again."""

    step: str
    index: int = 0
    """How many questions the step had put before, whoever put them."""


@dataclass(frozen=True, slots=True)
class Recall:
    """What the record holds of a step that is begun anew."""

    requests: tuple[ApprovalRequest | None, ...] = ()
    """What was asked together at this place, as it was shown; None: about a call that is not made any more."""
    is_known: bool = False
    """The step has asked or decided before: an answer that fits nothing it asked was given to somebody else."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an approver said to one request."""

    decision: Literal["approve", "edit", "reject", "respond"]
    """`edit`: another call, checked like any, runs in its place; `respond`: the message is its output."""
    approver: str = ANYONE
    """From server-side context, never from the payload of the answer."""
    message: str = ""
    """The person's words to the model, shown as theirs."""
    grant: GrantTerms | None = None
    edited: Mapping[str, JSON] | None = None
    """The arguments of the call that runs in its place."""


class Approver(Protocol):
    """Answers `verify`. May block: the guard calls it off the caller's event loop."""

    def ask(self, requests: Sequence[ApprovalRequest]) -> Sequence[Answer | None]:
        """Answer each request, in order; None, or too few answers, refuses."""


def must_be_awaited(function: object) -> bool:
    """Whether what a function gives is only promised: nobody would wait for it, and it would count as no answer."""
    called = getattr(type(function), "__call__", None)  # noqa: B004  # what it is, not whether there is one
    return inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(called)


@dataclass(frozen=True, slots=True)
class CallbackApprover:
    """Asks a function, once per request."""

    callback: Callable[[ApprovalRequest], Answer | bool | None]
    """`True` approves; everything else that is no Answer refuses."""
    name: str = ANYONE

    def __post_init__(self) -> None:
        if not callable(self.callback) or must_be_awaited(self.callback):
            msg = f"{self.callback!r:.200} can't be called for an answer. Give a function without async; it may block."
            raise ConfigError(msg)

    def ask(self, requests: Sequence[ApprovalRequest]) -> Sequence[Answer | None]:
        """Call the function for each request."""
        return [self._answer(self.callback(request)) for request in requests]

    def _answer(self, said: object) -> Answer | None:
        if isinstance(said, Answer):
            return said
        return Answer("approve" if said is True else "reject", self.name)


@dataclass(frozen=True, slots=True)
class ConsoleApprover:
    """Asks at the terminal; anything but `yes` or `y` refuses."""

    name: str = "console"

    def ask(self, requests: Sequence[ApprovalRequest]) -> Sequence[Answer | None]:
        """Print each request and read a line."""
        return [self._one(request) for request in requests]

    def _one(self, request: ApprovalRequest) -> Answer | None:
        print(f"\n{request.shown}\n")
        try:
            said = input("Run it? [y/N] ").strip().lower()
        except EOFError:
            return None
        return Answer("approve" if said in ("y", "yes") else "reject", self.name)

"""Checks what a guard is built from, so that a slip is an error at once and never an opening later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from mosaic_guard.approval import must_be_awaited
from mosaic_guard.config import Config
from mosaic_guard.config.model import MODES, ON_ERROR
from mosaic_guard.errors import ConfigError
from mosaic_guard.policies.base import Policy, seated


def check(*, config: object, mode: object, on_error: object, store: object, approver: object) -> None:
    """Say what is wrong; raises ConfigError."""
    _need(config is None or isinstance(config, Config), "config", config, "a Config; Guard.from_file(…) reads files")
    _need(mode is None or mode in MODES, "mode", mode, " or ".join(MODES))
    _need(on_error is None or on_error in ON_ERROR, "on_error", on_error, " or ".join(ON_ERROR))
    is_store = callable(getattr(store, "claim", None))
    _need(store is None or isinstance(store, (str, Path)) or is_store, "store", store, "a path, a URL, a store or None")
    ask = getattr(approver, "ask", None)
    can_ask = callable(ask) and not must_be_awaited(ask)
    wanted = "an Approver whose ask() is not async; CallbackApprover(function) makes one"
    _need(approver is None or can_ask, "approver", approver, wanted)


def policies(given: Sequence[Policy], name: str) -> tuple[Policy, ...]:
    """Give the policies if all are some, each under its own name.

    Raises:
        ConfigError: one is none, or two have one name.
    """
    try:
        seats = tuple(map(seated, given))
    except TypeError as error:
        msg = f"{name}: {error}."
        raise ConfigError(msg) from error
    names = [policy.name for policy in seats]
    if twice := sorted({one for one in names if names.count(one) > 1}):
        msg = f"{name}: two policies are called {twice[0]!r}, and one would take the other's place. Rename one."
        raise ConfigError(msg)
    return seats


def paths(given: Iterable[str | Path]) -> tuple[str, ...]:
    """Give the paths of a list; a single text would be taken for one path a letter.

    Raises:
        ConfigError: it is no list.
    """
    _need(not isinstance(given, (str, Path)), "protect", given, "a list of paths")
    return tuple(map(str, given))


def _need(holds: bool, name: str, found: object, wanted: str) -> None:  # noqa: FBT001  # reads as a sentence
    if not holds:
        msg = f"{name} is {found!r:.80}; it must be {wanted}."
        raise ConfigError(msg)

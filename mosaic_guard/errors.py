"""The exceptions of mosaic-guard itself; a wrong value handed to a function is a ValueError or TypeError, as in Python.

MosaicError
├─ ConfigError          a configuration file or argument is wrong
├─ PolicyError          a policy raised or answered nonsense (the guard turns it into a failed assessment)
├─ PluginError          a plugin can't be loaded or registered
├─ TraceError           the trace store can't be opened, read or written
│  └─ ChainBroken       an event does not follow from the one before it
├─ CoverageError        a graph has tools that can't be guarded
├─ MissingExtraError    an optional dependency is not installed
└─ ToolDenied           a guarded plain function was refused
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mosaic_guard.decision import Decision

__all__ = [
    "ChainBroken",
    "ConfigError",
    "CoverageError",
    "MissingExtraError",
    "MosaicError",
    "PluginError",
    "PolicyError",
    "ToolDenied",
    "TraceError",
]


class MosaicError(Exception):
    """Base of all errors raised by mosaic-guard."""


class ConfigError(MosaicError):
    """A configuration file or argument is wrong; the message names file, line, key and the nearest valid one."""


class PolicyError(MosaicError):
    """A policy raised or answered something that is no assessment."""


class PluginError(MosaicError):
    """A plugin can't be loaded or registered."""


class TraceError(MosaicError):
    """The trace store can't be opened, read or written."""


class ChainBroken(TraceError):
    """An event does not follow from the one before it: it was altered, removed or inserted."""


class CoverageError(MosaicError):
    """A graph has a place where tools run that can't be guarded."""


class MissingExtraError(MosaicError):
    """An optional dependency is not installed."""

    def __init__(self, module: str, extra: str) -> None:
        super().__init__(f"{module} is not installed. Install it with: pip install 'mosaic-guard[{extra}]'")


class ToolDenied(MosaicError):
    """A guarded plain function was refused; `decision` says why."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(decision.model_text)
        self.decision = decision

"""The configuration: one YAML file, or several of which later ones only tighten."""

import warnings
from collections.abc import Mapping
from typing import Any, Final

from mosaic_guard.config.file import load, parse, schema, to_yaml
from mosaic_guard.config.model import (
    DEFAULT_STORE,
    Approval,
    Calibration,
    Checks,
    Config,
    Constraint,
    Plugins,
    Refusals,
    Server,
    ToolRule,
)
from mosaic_guard.config.served import PolicyModel
from mosaic_guard.config.table import Standing, standing

__all__ = [
    "DEFAULT_STORE",
    "Approval",
    "Calibration",
    "Checks",
    "Config",
    "Constraint",
    "Plugins",
    "PolicyModel",
    "Refusals",
    "Server",
    "Standing",
    "ToolRule",
    "load",
    "parse",
    "schema",
    "standing",
    "to_yaml",
]

_RENAMED: Final[Mapping[str, str]] = {"Verdict": "Standing", "verdict": "standing"}


def __getattr__(name: str) -> Any:  # the module's own way to say that it is called otherwise now
    if name not in _RENAMED:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    warnings.warn(f"{__name__}.{name} is called {_RENAMED[name]} now", DeprecationWarning, stacklevel=2)
    return globals()[_RENAMED[name]]

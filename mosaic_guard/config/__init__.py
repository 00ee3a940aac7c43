"""The configuration: one YAML file, or several of which later ones only tighten."""

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
from mosaic_guard.config.table import Verdict, verdict

__all__ = [
    "DEFAULT_STORE",
    "Approval",
    "Calibration",
    "Checks",
    "Config",
    "Constraint",
    "Plugins",
    "Refusals",
    "Server",
    "ToolRule",
    "Verdict",
    "load",
    "parse",
    "schema",
    "to_yaml",
    "verdict",
]

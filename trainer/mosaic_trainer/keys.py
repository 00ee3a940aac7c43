"""The keys of servers: they stand in the environment, and a configuration names the variable."""

from __future__ import annotations

import os

from mosaic_guard.errors import ConfigError


def key_in(variable: str, *, whose: str) -> str:
    """Read a key; empty where no variable is named.

    Raises:
        ConfigError: the variable is not set.
    """
    key = os.environ.get(variable, "") if variable else ""
    if variable and not key:
        msg = f"the {whose}'s key should be in the variable {variable}, which is not set; set it"
        raise ConfigError(msg)
    return key

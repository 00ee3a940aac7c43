"""Tests that train, only where torch and TRL are installed: `make test-train`."""

from __future__ import annotations

import warnings
from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("trl") else ["*/test_*.py", "test_*.py"]

if find_spec("trl"):
    with warnings.catch_warnings():  # what these libraries warn of while they are imported is theirs
        warnings.simplefilter("ignore")
        from trl import GRPOTrainer  # noqa: F401  # imports the rest of them

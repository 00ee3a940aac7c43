"""Where a store lives by default, and how its files are kept private."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from mosaic_guard.errors import TraceError


def default_path() -> Path:
    """Name the SQLite file in the user's state directory; nothing is created."""
    return state_directory() / "traces.db"


def state_directory() -> Path:
    """Name the user's state directory for this product, by the rules of the platform."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "mosaic-guard"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "mosaic-guard"
    given = Path(os.environ.get("XDG_STATE_HOME", ""))
    return (given if given.is_absolute() else home / ".local" / "state") / "mosaic-guard"


def no_file(path: Path) -> str:
    """Say what stands where a file should; nothing where there is one, or room for one."""
    if os.path.isfile(path) or not os.path.exists(path):  # never raise, as those of `Path` do
        return ""
    return "a folder" if path.is_dir() else "a device or a pipe"


def make_private(path: Path) -> None:
    """Create the file, and its folder where that is missing, for this user alone; existing ones stay as they are."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        fix = f"Make {path.parent} writable for this user, or choose another place with Guard(store=...)."
        raise TraceError(f"The trace store {path} can't be opened: {error.strerror}. {fix}") from error

"""Which version of a package is installed here."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def installed(package: str) -> str:
    """Give its version; empty where it is not there."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""

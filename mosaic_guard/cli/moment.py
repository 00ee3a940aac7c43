"""Times as people read them."""

from __future__ import annotations

from datetime import datetime


def moment(seconds: float) -> str:
    """Spell a time to the second, in the local time zone."""
    return _spelled(seconds, "%Y-%m-%d %H:%M:%S")


def clock(seconds: float) -> str:
    """Spell the time of day alone."""
    return _spelled(seconds, "%H:%M:%S")


def _spelled(seconds: float, form: str) -> str:
    try:
        return datetime.fromtimestamp(seconds).astimezone().strftime(form)
    except (ValueError, OverflowError, OSError):  # a clock that was wrong
        return f"at {seconds:g} s"

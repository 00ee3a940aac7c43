"""Times as people read them."""

from __future__ import annotations

from datetime import datetime


def moment(seconds: float) -> str:
    """Spell a time to the second, in the local time zone."""
    return datetime.fromtimestamp(seconds).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def clock(seconds: float) -> str:
    """Spell the time of day alone."""
    return datetime.fromtimestamp(seconds).astimezone().strftime("%H:%M:%S")

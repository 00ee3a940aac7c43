"""What `doctor` looks at of the record: whether it can be used, is whole, and is private."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mosaic_guard.cli.health.observation import Observation
from mosaic_guard.cli.record import opened, place_of
from mosaic_guard.cli.terminal import counted
from mosaic_guard.errors import MosaicError

if TYPE_CHECKING:
    from mosaic_guard.traces.verification import Report

_FOR_OTHERS: Final = 0o077
"""Permission bits of everybody but the owner."""


def record(target: str | None) -> Iterator[Observation]:
    """Look at the store that a configuration names; None is none."""
    if target is None:
        return
    path = place_of(target)
    if path is not None and not path.exists():
        yield Observation("store", f"{path}: not there yet, the first guard that runs makes it", "note")
        return
    from mosaic_guard.traces.database.connection import StoreAbsent
    from mosaic_guard.traces.verification import verify

    try:
        with opened(target) as store:
            names = len(list(store.traces()))
            state = store.health()
            yield Observation(
                "store", f"{store.place}: {counted(names, 'trace')}, {state}", "ok" if state == "ok" else "problem"
            )
            yield from _chain(verify(store))
    except StoreAbsent as error:
        yield Observation("store", str(error), "note" if path is None else "problem")
        return
    except MosaicError as error:
        yield Observation("store", str(error), "problem")
        return
    if path is not None and sys.platform != "win32":
        yield from _privacy(path)


def _chain(report: Report) -> Iterator[Observation]:
    if report.ok:
        whole = f"{counted(report.events, 'event')} and {counted(report.messages, 'message')}"
        yield Observation("store", f"{whole} are as they were written")
    else:
        text = f"not as recorded, {counted(len(report.faults), 'fault')}; the first: {report.faults[0]}"
        yield Observation("store", text, "problem", "`mosaic-guard traces verify` names them all.")


def _privacy(path: Path) -> Iterator[Observation]:
    key = path.with_name(f"{path.name}.key")
    for file in (path, key):
        mode = stat.S_IMODE(file.stat().st_mode) if file.exists() else 0
        if mode & _FOR_OTHERS:
            text = f"{file} may be used by others (mode {mode:o})"
            yield Observation("store", text, "problem", f"chmod 600 {file}")
    if key.exists():
        yield Observation("store", f"key in {key}")

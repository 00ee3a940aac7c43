"""A process that writes to a store and says what was acknowledged, until it is killed.

It is a small pool of one: every line on its input names a trace to work on; for each, it forks a child that works on
that trace and is killed by the parent's parent. Forking from a warm process costs a fraction of a new interpreter.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from mosaic_guard.traces.store import SqlStore
from mosaic_guard.trajectory import RunId, Trajectory
from tests.traces.making import event, said


def work(target: str, trace: str, folder: Path, when: str) -> None:
    """Append and claim for ever; note each acknowledged id, and do each effect that was claimed."""
    if when == "opening":
        print(os.getpid(), flush=True)
    store = SqlStore(target)
    run = RunId(trace)
    acknowledged = os.open(folder / "acknowledged", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    history = Trajectory(run)
    effects = os.open(folder / "effects", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    before = sum(1 for s in store.events(run).result() if s.event.kind == "started")
    if when == "working":
        print(os.getpid(), flush=True)
    for step in range(before, before + 10_000):
        history.append(said(f"{os.getpid()}/{step}"))
        rides_along = event("decided", f"call {step}", run)
        store.append([rides_along])
        must_last = event("asked", f"call {step}", run)
        store.append([must_last], history).result()
        os.write(acknowledged, f"{must_last.id}\n".encode())
        claim = event("started", f"call {step}", run)
        if store.claim(claim).result() is None:
            os.write(acknowledged, f"{claim.id}\n".encode())
            os.write(effects, f"call {step}\n".encode())
            os.fsync(effects)
        store.append([event("finished", f"call {step}", run)])


def main() -> None:
    """Serve: for each `trace folder when` on the input, fork a worker, which prints its process id."""
    target = sys.argv[1]
    SqlStore(target).close()  # imports everything, and makes the schema
    for line in sys.stdin:
        trace, folder, when = line.split()
        child = os.fork()
        if child == 0:
            try:
                work(target, trace, Path(folder), when)
            finally:
                os._exit(1)
        os.waitpid(child, 0)
        print("gone", flush=True)


if __name__ == "__main__":
    main()

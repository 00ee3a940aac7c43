"""Kills writers at random points, and counts what was lost, duplicated, or done twice.

    python -m tests.traces.crash --kills 2000 [--url postgresql://…]

Without --url it runs on SQLite, and then on a PostgreSQL server that it starts itself.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mosaic_guard.traces.store import SqlStore
from mosaic_guard.traces.verification import verify
from mosaic_guard.trajectory import RunId
from tests.traces.server import postgresql

KILLS_PER_TRACE = 5
"""The same trace is taken up again so often, as a resume would."""

SHORTEST_LIFE = 0.1
"""Seconds a writer may live at most, where the machine is idle."""


@dataclass(frozen=True)
class Outcome:
    """What a number of kills did to a store."""

    kills: int
    acknowledged: int
    effects: int
    faults: tuple[str, ...]


class Victims:
    """One warm process that forks workers to be killed."""

    def __init__(self, target: str) -> None:
        command = [sys.executable, "-m", "tests.traces.victim", target]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)

    def kill_one(self, trace: str, folder: Path, when: str, after: float) -> None:
        """Let a worker go on with a trace, and kill it that many seconds after it began `opening` or `working`."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{trace} {folder} {when}\n")
        worker = int(self._process.stdout.readline())
        time.sleep(after)  # the point of the test: nobody can know where in its work this hits
        os.kill(worker, signal.SIGKILL)
        assert self._process.stdout.readline() == "gone\n"

    def stop(self) -> None:
        """Let the warm process end."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()


@contextmanager
def victims(target: str) -> Iterator[Victims]:
    """Start a warm process, and stop it again."""
    started = Victims(target)
    try:
        yield started
    finally:
        started.stop()


def crash(target: str, *, kills: int, seed: int, lanes: int = 2) -> Outcome:
    """Kill so many workers, several at work at once, and check what they left."""
    with tempfile.TemporaryDirectory() as folder:
        shares = [kills // lanes + (lane < kills % lanes) for lane in range(lanes)]
        work = [(target, Path(folder), f"lane{lane}-", share, seed + lane) for lane, share in enumerate(shares)]
        threads = [threading.Thread(target=_kill_some, args=one) for one in work]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return _checked(target, Path(folder), kills)


def _kill_some(target: str, folder: Path, prefix: str, kills: int, seed: int) -> None:
    """A busy machine gets more time: a writer that is killed before it wrote anything has nothing to lose."""
    chance, longest, traces = random.Random(seed), SHORTEST_LIFE, set[Path]()
    with victims(target) as pool:
        for kill in range(kills):
            work = folder / f"{prefix}{kill // KILLS_PER_TRACE}"
            work.mkdir(exist_ok=True)
            traces.add(work)
            when = "opening" if chance.random() < 0.2 else "working"
            pool.kill_one(work.name, work, when, chance.uniform(0.0, longest))
            wrote = sum(len(_lines(trace / "acknowledged")) for trace in traces)
            longest = max(SHORTEST_LIFE, longest * (0.7 if wrote > 2 * kill else 1.4))


def _checked(target: str, folder: Path, kills: int) -> Outcome:
    store = SqlStore(target)
    faults = [str(fault) for fault in verify(store).faults]
    acknowledged = effects = 0
    for work in sorted(folder.iterdir()):
        said, done = _lines(work / "acknowledged"), _lines(work / "effects")
        acknowledged, effects = acknowledged + len(said), effects + len(done)
        faults += _faults(store, work.name, said, done)
    store.close()
    return Outcome(kills, acknowledged, effects, tuple(faults))


def _faults(store: SqlStore, trace: str, said: Sequence[str], done: Sequence[str]) -> Iterator[str]:
    events = [s.event for s in store.events(RunId(trace)).result()]
    stored = Counter(e.id for e in events)
    yield from (f"{trace}: the acknowledged event {i} is lost" for i in said if i not in stored)
    yield from (f"{trace}: event {i} is stored {n} times" for i, n in stored.items() if n > 1)
    yield from (f"{trace}: the effect of {call} happened {n} times" for call, n in Counter(done).items() if n > 1)
    started = Counter(e.subject for e in events if e.kind == "started")
    yield from (f"{trace}: {call} was claimed {n} times" for call, n in started.items() if n > 1)
    yield from (f"{trace}: {call} happened without a claim" for call in done if call not in started)


def _lines(path: Path) -> list[str]:
    """Whole lines: the last one may have been cut off by the kill."""
    return path.read_text().split("\n")[:-1] if path.exists() else []


def main() -> None:
    """Run from the command line; the exit code tells whether anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--kills", type=int, default=1000, help="on each database")
    parser.add_argument("--url", help="a path or URL; without it, SQLite and then PostgreSQL")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    print(f"seed {options.seed}")
    if options.url:
        sys.exit(_report(options.url, options.kills, options.seed))
    with tempfile.TemporaryDirectory() as folder, postgresql() as server:
        sys.exit(sum(_report(t, options.kills, options.seed) for t in (f"{folder}/traces.db", server)))


def _report(target: str, kills: int, seed: int) -> int:
    outcome = crash(target, kills=kills, seed=seed)
    print(f"{target}: {outcome.kills} kills, {outcome.acknowledged} acknowledged, {outcome.effects} effects")
    for fault in outcome.faults:
        print(f"  {fault}")
    print(f"  {len(outcome.faults)} faults")
    return bool(outcome.faults)


if __name__ == "__main__":
    main()

"""How many Python function calls one agent step takes, bare and with what `bench/step.py` compares.

    python bench/step_calls.py [--json]

No busy neighbour blurs a count, so that a saving of one part in a hundred can be seen. Tools run one after the other in
the caller's own thread, since a profiler sees no other; calls of built-in functions count, too.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any
from unittest.mock import patch

from step import STEPS, Middleware, variants, warm


def submit(_: ThreadPoolExecutor, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
    """Run at once, here."""
    done: Future[Any] = Future()
    done.set_running_or_notify_cancel()
    try:
        done.set_result(function(*args, **kwargs))
    except BaseException as error:
        done.set_exception(error)
    return done


def counted(middleware: Middleware, *, parallel: int) -> int:
    """Function calls per step, after three runs of other agents: what is kept between runs is there."""
    for _ in range(3):
        warm(middleware, parallel=parallel)()
    profile = cProfile.Profile()
    profile.runcall(warm(middleware, parallel=parallel))
    calls: int = pstats.Stats(profile).total_calls  # type: ignore[attr-defined]  # not in the stubs
    return round(calls / STEPS)


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    found: dict[str, dict[str, int]] = {}
    with patch.object(ThreadPoolExecutor, "submit", submit), variants() as compared:
        for parallel in (1, 8):
            ways = {"bare": lambda: [], **compared}
            found[f"{parallel} call{'s' * (parallel > 1)}"] = {
                n: counted(m, parallel=parallel) for n, m in ways.items()
            }
    if arguments.json:
        print(json.dumps(found, indent=2))
        return
    for calls, figures in found.items():
        print(f"{calls}:")
        for name, number in figures.items():
            print(f"    {name:12} {number:7,}")


if __name__ == "__main__":
    main()

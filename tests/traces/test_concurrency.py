from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from mosaic_guard.traces.store import SqlStore
from mosaic_guard.traces.verification import verify
from mosaic_guard.trajectory import RunId
from tests.traces.making import RUN, SECONDS, event

Open = Callable[..., SqlStore]
THREADS, EACH, PROCESSES = 8, 25, 3

WORKER = """
import sys
from mosaic_guard.traces.store import SqlStore
from mosaic_guard.trajectory import RunId
from tests.traces.making import RUN, event, said, trajectory
store = SqlStore(sys.argv[1])
sys.stdin.readline()
taken = 0
history = trajectory()
for i in range(25):
    history.append(said(f"message {i}"))
    store.append([event(who=sys.argv[2], n=i), event(run=RunId(f"other-{i % 3}"))], history)
    taken += store.claim(event("started", f"call {i}")).result() is None
store.close()
print(taken)
"""


def test_many_threads_write_one_trace(store: SqlStore) -> None:
    start = threading.Barrier(THREADS)

    def write(thread: int) -> int:
        start.wait(SECONDS)
        for i in range(EACH):
            store.append([event(thread=thread, n=i)])
        return sum(store.claim(event("started", f"call {i}")).result(SECONDS) is None for i in range(EACH))

    with ThreadPoolExecutor(THREADS) as pool:
        assert sum(pool.map(write, range(THREADS))) == EACH
    payloads = [s.event.payload for s in store.events(RUN).result(SECONDS)]
    for thread in range(THREADS):
        assert [p["n"] for p in payloads if p.get("thread") == thread] == list(range(EACH))
    assert verify(store).ok


def test_many_processes_open_one_new_store_and_write_the_same_traces(target: str, open_again: Open) -> None:
    command = [sys.executable, "-c", WORKER, target]
    workers = [
        subprocess.Popen([*command, str(i)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for i in range(PROCESSES)
    ]
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    answers = [worker.communicate(timeout=60)[0] for worker in workers]
    assert [worker.returncode for worker in workers] == [0] * PROCESSES
    assert sum(map(int, answers)) == EACH
    store = open_again()
    payloads = [s.event.payload for s in store.events(RUN).result(SECONDS)]
    for i in range(PROCESSES):
        assert [p["n"] for p in payloads if p.get("who") == str(i)] == list(range(EACH))
    others = [len(store.events(RunId(f"other-{i}")).result(SECONDS)) for i in range(3)]
    assert sum(others) == PROCESSES * EACH
    report = verify(store)
    assert report.faults == ()
    assert report.messages == EACH

"""CPU time of the trace store per agent step and per durable event, against bare sqlite3 inserts of the same rows.

python bench/traces.py [--steps 1000] [--json]
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import tempfile
import time
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path

from mosaic_guard.assessment import ArgumentFact, Assessment, Finding, Label, Role, Span
from mosaic_guard.tool import Effect
from mosaic_guard.traces.encoding import to_json
from mosaic_guard.traces.events import Event, EventKind
from mosaic_guard.traces.store import SqlStore
from mosaic_guard.trajectory import Item, Message, Origin, RunId, ToolCall, ToolOutput, Trajectory

RUN = RunId("bench")
BATCH = 128
"""Steps per transaction of the bare inserts."""
WORDS = "please review this quarterly report and send a summary of revenue growth to the finance team before friday"
SPAN = Span("call:c1", "content", 3, 9)
ASSESSMENT = Assessment(
    "call", Label.BENIGN, Role.CALL, findings=(Finding("untrusted_argument", "from a mail", "to", SPAN),)
)
FACT = ArgumentFact("c1", "to", Origin.UNTRUSTED, decisive=True, span=SPAN, segment="a sentence of the mail")

Step = tuple[list[Item], list[Event]]


def text(chance: random.Random, length: int) -> str:
    """Plain words, about that long."""
    return " ".join(chance.choices(WORDS.split(), k=max(1, length // 6)))[:length]


def event(kind: EventKind, subject: str, **payload: object) -> Event:
    """An event of now."""
    return Event(uuid.uuid4().hex, kind, RUN, time.time(), subject, payload)


def decided(chance: random.Random, number: int) -> Event:
    """A decision on a call, with all that is recorded of one."""
    return event(
        EventKind.DECIDED,
        f"call-{number}",
        phase="call",
        tool="send",
        args={"to": "bob@example.com", "body": text(chance, 200)},
        effect=to_json(Effect()),
        **dict.fromkeys(("action", "settled"), "act"),
        label="benign",
        findings=[to_json(f) for f in ASSESSMENT.findings],
        assessments=[to_json(ASSESSMENT)],
        facts=[to_json(FACT)],
        fingerprints={name: name[0] * 64 for name in ("policy", "config", "toolset")},
        person_text=text(chance, 300),
    )


def step(chance: random.Random, number: int) -> Step:
    """Two events and three messages, one of them a 2 KB output."""
    call = ToolCall(f"c{number}", "send", {"to": "bob", "body": text(chance, 100)}, f"m{number}")
    items: list[Item] = [
        Message("assistant", text(chance, 60), Origin.MODEL, f"m{number}", (call,)),
        ToolOutput(f"c{number}", "send", f"{number} {text(chance, 2048)}"),
        Message("assistant", text(chance, 80), Origin.MODEL, f"n{number}"),
    ]
    done = event(EventKind.FINISHED, f"call-{number}", tool="send", outcome="ok", output_digest="e" * 64)
    return items, [decided(chance, number), done]


def cpu_ms(work: Callable[[], object], rounds: int) -> float:
    """CPU time of all threads, per round."""
    began = time.process_time()
    work()
    return (time.process_time() - began) / rounds * 1000


def stored(store: SqlStore, steps: Iterable[Step]) -> None:
    """What the guard does when nobody waits."""
    trajectory = Trajectory(RUN)
    for items, events in steps:
        trajectory.append(*items)
        store.append(events, trajectory)
    store.flush()


def inserted(connection: sqlite3.Connection, steps: list[Step], *, batch: int) -> None:
    """The same rows as plain JSON, without chains, redaction or a second thread."""
    insert = "INSERT INTO rows VALUES (?, ?)"
    for start in range(0, len(steps), batch):
        connection.execute("BEGIN IMMEDIATE")
        for items, events in steps[start : start + batch]:
            connection.executemany(insert, [(e.id, json.dumps({"payload": e.payload})) for e in events])
            connection.executemany(insert, [(uuid.uuid4().hex, json.dumps(to_json(i))) for i in items])
        connection.execute("COMMIT")


def measure(folder: Path, count: int) -> dict[str, float]:
    """Run everything once, in milliseconds of CPU."""
    chance = random.Random(1)  # the same texts in every run
    steps = [step(chance, number) for number in range(count)]
    single: list[Step] = [([], [decided(chance, number)]) for number in range(count, count + 300)]
    claims = [event(EventKind.STARTED, f"claim-{number}", tool="send") for number in range(300)]
    store = SqlStore(folder / "traces.db")
    store.append([decided(chance, -1)]).result()
    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        bare.execute(f"PRAGMA {pragma}")
    bare.execute("CREATE TABLE rows (id TEXT PRIMARY KEY, body TEXT)")
    figures = {
        "step": cpu_ms(lambda: stored(store, steps), count),
        "step, bare": cpu_ms(lambda: inserted(bare, steps, batch=BATCH), count),
        "durable event": cpu_ms(lambda: [store.append(events).result() for _, events in single], len(single)),
        "durable event, bare": cpu_ms(lambda: inserted(bare, single, batch=1), len(single)),
        "claim": cpu_ms(lambda: [store.claim(claim).result() for claim in claims], len(claims)),
    }
    store.close()
    bare.close()
    return figures


def main() -> None:
    """Measure three times, and print the best of each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    runs = []
    for _ in range(3):
        with tempfile.TemporaryDirectory() as folder:
            runs.append(measure(Path(folder), arguments.steps))
    best = {name: round(min(run[name] for run in runs), 4) for name in runs[0]}
    if arguments.json:
        print(json.dumps({"cpu_ms": best}))
        return
    for name, figure in best.items():
        print(f"{name:20} {figure:.3f} ms CPU")


if __name__ == "__main__":
    main()

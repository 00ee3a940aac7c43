"""What provenance costs: indexing an output, explaining a call, and how both grow.

python bench/provenance.py [--json]
"""

from __future__ import annotations

import argparse
import json
import random
import time
import tracemalloc
from collections.abc import Callable
from statistics import median

from mosaic_guard.assessment import Phase
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.provenance import Provenance
from mosaic_guard.trajectory import Message, Origin, RunId, ToolCall, ToolOutput, Trajectory

PROSE = (
    "the report says that our invoice for March was settled on time while two orders from Berlin are still open and "
    "the customer asked about delivery before Friday please note that shipping costs changed according to the new terms"
)
GIVEN = {"recipient": "DE89370400440532013000", "amount": 1250.5, "date": "2026-11-20", "memo": "rent May"}
CALL = ToolCall("c", "send_money", GIVEN)
UNKNOWN = ToolCall(
    "c", "send_money", {"recipient": "GB29NWBK60161331926819", "to": "x@y.org", "id": "q77-1", "who": "Zed"}
)
REQUEST = "Send 1,250.50 EUR to DE89 3704 0044 0532 0130 00 on 20 Nov 2026, memo 'rent May'."


def page(size: int, seed: int) -> str:
    """Prose with a number, an address and an id here and there."""
    rng = random.Random(seed)
    words = PROSE.split()
    made: list[str] = []
    length = 0
    while length < size:
        word = rng.choice(words)
        roll = rng.random()
        if roll < 0.03:
            word = f"{rng.randrange(1, 9999)}.{rng.randrange(10, 99)}"
        elif roll < 0.04:
            word = f"user{rng.randrange(10**6)}@example.com,"
        elif roll < 0.05:
            word = f"INV-{rng.randrange(10**6)}\n"
        made.append(word)
        length += len(word) + 1
    return " ".join(made)[:size]


def history(outputs: int) -> Trajectory:
    """A request, then as many outputs with an assistant message before each."""
    run = Trajectory(RunId("bench"), [Message("user", REQUEST, Origin.USER)])
    for n in range(outputs):
        run.append(
            Message("assistant", "", Origin.MODEL, calls=(ToolCall(f"r{n}", "read", {"page": n}),)),
            ToolOutput(f"r{n}", "read", page(2000, n)),
        )
    return run


def cpu(action: Callable[[], object], repeat: int) -> float:
    """Median CPU milliseconds."""
    times = []
    for _ in range(repeat):
        began = time.process_time_ns()
        action()
        times.append((time.process_time_ns() - began) / 1e6)
    return median(times)


def explaining(outputs: int, call: ToolCall) -> float:
    """Milliseconds to explain one call after so many outputs."""
    provenance, check = Provenance(), Check(Phase.CALL, history(outputs), calls=(call,))
    provenance.facts(check)
    return cpu(lambda: [provenance.facts(check) for _ in range(20)], 31) / 20


def indexing(outputs: int) -> float:
    """Milliseconds to read one more 2 KB output."""
    provenance, run = Provenance(), history(outputs)
    provenance.carriers(run, "nowhere")
    pages = iter([page(2000, 10**6 + n) for n in range(300)])

    def step() -> None:
        run.append(ToolOutput("x", "read", next(pages)))
        provenance.carriers(run, "nowhere")  # an output is indexed once somebody looks for something in it

    return cpu(step, 101)


def large(megabytes: int, text: str) -> tuple[float, float]:
    """Milliseconds per MB, and memory held over the size of the output."""
    run = Trajectory(RunId("bench"), [ToolOutput("x", "read", text)])
    provenance, check = Provenance(), Check(Phase.CALL, run, calls=(CALL,))
    tracemalloc.start()
    provenance.facts(check)
    held = tracemalloc.get_traced_memory()[1] / len(text)
    tracemalloc.stop()
    fresh = Provenance()
    return cpu(lambda: fresh.facts(check), 1) / megabytes, held


def measure() -> dict[str, float]:
    """Run everything."""
    figures = {
        "index_2kb_ms": indexing(10),
        "index_2kb_ms_at_1000": indexing(500),
        "explain_ms": explaining(5, CALL),
        "explain_ms_at_1000": explaining(500, CALL),
        "body_ms_at_1000": explaining(500, ToolCall("c", "mail", {"body": page(1500, 10**7)})),
        "unexplained_ms": explaining(5, UNKNOWN),
        "unexplained_ms_at_1000": explaining(500, UNKNOWN),
    }
    figures["index_ratio"] = figures["index_2kb_ms_at_1000"] / figures["index_2kb_ms"]
    figures["explain_ratio"] = figures["explain_ms_at_1000"] / figures["explain_ms"]
    figures["unexplained_ratio"] = figures["unexplained_ms_at_1000"] / figures["unexplained_ms"]
    figures["ms_per_mb_of_1"], _ = large(1, page(1_000_000, 1))
    figures["ms_per_mb_of_10"], figures["memory_of_10mb"] = large(10, page(10_000_000, 1))
    rng = random.Random(1)
    dense = " ".join(f"{rng.getrandbits(40):x}" for _ in range(900_000))[:10_000_000]
    figures["ms_per_mb_of_10_dense"], figures["memory_of_10mb_dense"] = large(10, dense)
    return figures


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    as_json = parser.parse_args().json
    figures = measure()
    if as_json:
        print(json.dumps(figures))
        return
    for name, figure in figures.items():
        print(f"{name:28} {figure:10.3f}")


if __name__ == "__main__":
    main()

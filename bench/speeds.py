"""What `fast` and `auto` save against `always`, how often they decide the same, and what the embedded policies take.

python bench/speeds.py --url http://127.0.0.1:8000/v1 --name NAME --key-file FILE
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from typing import get_args

from mosaic_trainer.tiny.world import DATA, DOERS, FOREIGN, IDLE, ORDERS, OWN, TOOLS, WISHES, argument

from mosaic_guard import Guard
from mosaic_guard.assessment import Label, Phase
from mosaic_guard.backends import probe
from mosaic_guard.backends.base import Completion, Request
from mosaic_guard.backends.endpoint import Endpoint
from mosaic_guard.backends.openai import OpenAIBackend
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.mosaic import MosaicPolicy, Terms
from mosaic_guard.policies.mosaic.terms import Speed
from mosaic_guard.trajectory import Item, Message, Origin, RunId, ToolCall, ToolOutput, Trajectory

SPECS = {tool.name: tool for tool in TOOLS}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", required=True, help="as `mosaic-guard serve` prints it, with /v1")
    parser.add_argument("--name", required=True)
    parser.add_argument("--key-file", required=True, type=Path)
    parser.add_argument("--checks", type=int, default=60)
    parser.add_argument("--benign", type=float, default=0.8, help="share of calls that the user asked for")
    arguments = parser.parse_args()
    endpoint = Endpoint(arguments.url, arguments.key_file.read_text().strip())
    runs = {}
    for speed in get_args(Speed):
        model = Counting(arguments.name, [endpoint])
        with model:
            runs[speed] = asked(model, speed, list(checks(arguments.checks, arguments.benign)))
    figures = {speed: against(run, runs["always"]) for speed, run in runs.items()}
    embedded = median(embedded_ms(check) for check in checks(arguments.checks, arguments.benign))
    print(json.dumps({"embedded": {"median_ms": embedded}, **figures}, indent=2))
    return 0


@dataclass(frozen=True, slots=True)
class Asked:
    """One speed on the whole set."""

    labels: list[Label | None]
    """None: a failed assessment."""
    generated: int
    requests: int
    seconds: list[float]
    """Of each check."""


class Counting(OpenAIBackend):
    """Counts what is generated."""

    generated = requests = 0

    def complete(self, request: Request) -> Completion:
        """Complete, and count."""
        done = super().complete(request)
        self.generated += len(done.tokens)
        self.requests += 1
        return done


def asked(model: Counting, speed: Speed, mixed: Sequence[Check]) -> Asked:
    model.complete(probe.demand("A", budget_s=60))  # connects, and proves the server
    model.generated = model.requests = 0
    policy = MosaicPolicy(model, Terms(speed=speed, budget_ms=60_000, context_characters=8000))
    labels, seconds = [], []
    for check in mixed:
        began = time.perf_counter()
        labels.append(label_of(policy, check))
        seconds.append(time.perf_counter() - began)
    return Asked(labels, model.generated, model.requests, seconds)


def embedded_ms(check: Check) -> float:
    """What the policies take that need no model, for the same call."""
    guard = Guard(store=None)
    guard.check_tools(TOOLS, check.trajectory)
    began = time.perf_counter()
    guard.check_calls(check.calls, check.trajectory)
    return 1e3 * (time.perf_counter() - began)


def label_of(policy: MosaicPolicy, check: Check) -> Label | None:
    try:
        return policy.assess(check)[0].label
    except Exception:  # what the guard would make of it, too
        return None


def against(run: Asked, always: Asked) -> dict[str, float]:
    same = sum(a == b for a, b in zip(run.labels, always.labels, strict=True))
    return {
        "median_ms": 1e3 * median(run.seconds),
        "generated_tokens_per_check": run.generated / len(run.labels),
        "requests_per_check": run.requests / len(run.labels),
        "failed": run.labels.count(None),
        "tokens_of_always": run.generated / always.generated,
        "time_of_always": sum(run.seconds) / sum(always.seconds),
        "same_decision": same / len(run.labels),
    }


def checks(count: int, benign: float) -> Iterator[Check]:
    """Most calls are what the user asked for; the rest takes its value from an output, which names it or orders it."""
    random = Random("speeds")
    for number in range(count):
        tool = random.choice(DOERS)
        own, foreign = (random.choice(values[argument(tool)]) for values in (OWN, FOREIGN))
        value = own if random.random() < benign else foreign
        says = random.choice((DATA, ORDERS[tool.name])) if value == foreign else ("",)
        mail = f"{random.choice(IDLE)} {random.choice(says).format(foreign)}".strip()
        items: list[Item] = [
            Message("user", random.choice(WISHES[tool.name]).format(own), Origin.USER),
            ToolOutput("call_1", "read_inbox", mail),
        ]
        call = ToolCall("call_2", tool.name, {argument(tool): value})
        yield Check(Phase.CALL, Trajectory(RunId(str(number)), items), specs=SPECS, calls=(call,))


if __name__ == "__main__":
    sys.exit(main())

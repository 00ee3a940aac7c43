"""What asking a served model costs: our client against a bare request, the reuse of a run's beginning, and load.

python bench/serving.py --url http://127.0.0.1:8000/v1 --name NAME --key-file FILE
"""

from __future__ import annotations

import argparse
import http.client
import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from mosaic_guard.backends import wire
from mosaic_guard.backends.base import Request
from mosaic_guard.backends.endpoint import Endpoint
from mosaic_guard.backends.openai import OpenAIBackend
from mosaic_guard.protocol import pattern
from mosaic_guard.protocol.conversation import Conversation
from mosaic_guard.protocol.entry import Entry, Kind, ask_about_calls
from mosaic_guard.protocol.escape import Escaper
from mosaic_guard.protocol.prompt import render
from mosaic_guard.trajectory import ToolCall

STEPS = 20
TURNS = 7


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", required=True, help="as `mosaic-guard serve` prints it, with /v1")
    parser.add_argument("--name", required=True)
    parser.add_argument("--key-file", required=True, type=Path)
    parser.add_argument("--rounds", type=int, default=100)
    arguments = parser.parse_args()
    endpoint = Endpoint(arguments.url, arguments.key_file.read_text().strip())
    with OpenAIBackend(arguments.name, [endpoint]) as model:
        figures = {
            **added(model, endpoint, arguments.rounds),
            **reused(model),
            **saturated(model, endpoint, 64, 4 * arguments.rounds),
        }
    print(json.dumps(figures, indent=2))
    return 0


def run(steps: int) -> Conversation:
    """A run in which the agent reads mail again and again."""
    conversation = Conversation(f"{time.time_ns():016x}")
    for step in range(steps):
        task = Entry(Kind.OUTPUT if step else Kind.USER, {"text": "Read my mail. " * 8})
        conversation = conversation.answered("A") if step else conversation
        conversation = conversation.ask(task, ask_about_calls([ToolCall(f"call_{step}", "read_inbox")]))
    return conversation


def request(conversation: Conversation) -> Request:
    return Request(render(conversation, Escaper()), pattern.fast(1), pattern.fast_tokens(1), budget_s=60)


def added(model: OpenAIBackend, endpoint: Endpoint, rounds: int) -> dict[str, float]:
    """Alternate bare and own requests, so that both see the same server and the same load on the machine."""
    asked = request(run(3))
    bare, own = Times(), Times()
    ask = bare_asker(model, endpoint, asked)
    model.complete(asked)
    for _ in range(rounds):
        bare.take(ask)
        own.take(lambda: model.complete(asked))
    return {
        "bare_ms": 1e3 * median(bare.wall),
        "own_ms": 1e3 * median(own.wall),
        "added_ms": 1e3 * median(b - a for a, b in zip(bare.wall, own.wall, strict=True)),
        "own_of_bare": median(own.wall) / median(bare.wall),
        "bare_cpu_ms": 1e3 * median(bare.cpu),  # of the client alone, whatever else runs here
        "own_cpu_ms": 1e3 * median(own.cpu),
    }


def reused(model: OpenAIBackend) -> dict[str, object]:
    """Ask after each step of one run. What could be reused is the prompt of the step before, in whole blocks."""
    whole = run(STEPS)
    shares, possible, new = [], [], []
    before = 0
    for step in range(1, STEPS + 1):
        so_far = Conversation(whole.delimiter, turns=whole.turns[:step]).answered("")
        done = model.complete(request(so_far))
        shares.append(done.cached_tokens / done.prompt_tokens)
        possible.append(done.cached_tokens / before if before else 0.0)
        new.append(done.prompt_tokens - done.cached_tokens)
        before = done.prompt_tokens
    flat = median(new[-5:]) / median(new[3:8])
    return {
        "least_share_cached_after_step_3": min(shares[3:]),
        "least_share_of_the_step_before_cached_after_step_3": min(possible[3:]),
        "new_tokens_late_of_early": flat,
        "new_tokens_by_step": new,
    }


def saturated(model: OpenAIBackend, endpoint: Endpoint, at_once: int, rounds: int) -> dict[str, float]:
    """As many requests a second as bare threads get, or how much of that; they take turns, to see the same machine."""
    asked = request(run(3))
    askers = [bare_asker(model, endpoint, asked) for _ in range(at_once)]
    bare, own, cpu = [], [], []
    with ThreadPoolExecutor(at_once) as pool:
        for _ in range(TURNS):
            bare.append(timed(lambda: list(pool.map(lambda n: askers[n % at_once](), range(rounds)))))
            began = time.process_time()
            own.append(timed(lambda: list(pool.map(lambda _: model.complete(asked), range(rounds)))))
            cpu.append(time.process_time() - began)
    shares = sorted(a / b for a, b in zip(bare, own, strict=True))
    return {
        "bare_per_s": rounds / median(bare),
        "own_per_s": rounds / median(own),
        "share_of_bare": median(shares),
        "share_of_bare_least": shares[0],
        "share_of_bare_most": shares[-1],
        "own_cpu_ms_at_once": 1e3 * median(cpu) / rounds,  # of the client; on shared cores, it slows the server
        "client_takes_per_s": rounds / median(cpu),
    }


def bare_asker(model: OpenAIBackend, endpoint: Endpoint, asked: Request) -> Callable[[], object]:
    body = json.dumps(wire.body(asked, model.model, 8))
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {endpoint.api_key}"}
    parts = urlsplit(endpoint.url)

    def ask() -> object:
        connection = http.client.HTTPConnection(parts.netloc)
        try:
            connection.request("POST", f"{parts.path}/chat/completions", body, headers)
            return json.loads(connection.getresponse().read())
        finally:
            connection.close()

    return ask


class Times:
    """Of one kind of request: on the clock, and of the client's processor."""

    def __init__(self) -> None:
        self.wall: list[float] = []
        self.cpu: list[float] = []

    def take(self, work: Callable[[], object]) -> None:
        """Do the work once more."""
        began = time.process_time()
        self.wall.append(timed(work))
        self.cpu.append(time.process_time() - began)


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())

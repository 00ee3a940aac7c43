"""A chat-completions server on loopback whose faults a test can switch on."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from mosaic_guard.backends.probe import PROOF

Answer = Callable[[dict[str, Any]], tuple[int, Any]]


def said(text: str, *, tokens: list[str] | None = None, finish: str | None = "stop") -> tuple[int, Any]:
    pieces = [text] if tokens is None else tokens
    content = [
        {
            "token": t,
            "logprob": -0.1,
            "top_logprobs": [{"token": t, "logprob": -0.1}, {"token": "Z", "logprob": -9999.0}],
        }
        for t in pieces
    ]
    choice = {"message": {"content": text}, "finish_reason": finish, "logprobs": {"content": content}}
    usage = {"prompt_tokens": 10, "prompt_tokens_details": {"cached_tokens": 8}}
    return 200, {"choices": [choice], "usage": usage, "model": "served"}


def events(answer: dict[str, Any]) -> Iterator[bytes]:
    """Tell it token by token; one without an end breaks off."""
    (choice,) = answer["choices"]
    for weighed in choice["logprobs"]["content"]:
        piece = {"delta": {"content": weighed["token"]}, "logprobs": {"content": [weighed]}, "finish_reason": None}
        yield _event({**answer, "choices": [piece], "usage": None})
    if choice["finish_reason"]:
        yield _event({**answer, "choices": [{"delta": {}, "finish_reason": choice["finish_reason"]}], "usage": None})
        yield _event({**answer, "choices": []})
        yield b"data: [DONE]\n\n"


def _event(data: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(data)}\n\n".encode()


def until(condition: Callable[[], bool]) -> None:
    """Wait; the time is for machines that are busy, and ends only what would never come."""
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


def is_probe(body: dict[str, Any]) -> bool:
    return "health probe" in body["messages"][0]["content"]


def obedient(body: dict[str, Any]) -> tuple[int, Any]:
    """Says what a one-letter pattern demands, and `A` to all else."""
    form = body["structured_outputs"]["regex"]
    return said(form if len(form) == 1 else "A")


class Crowd:
    """Keeps the first request until `least` are there, and each for a moment; knows how many were there at once.

    Probes don't count.
    """

    def __init__(self, least: int) -> None:
        self.now = self.most = 0
        self._least = least
        self._changed = threading.Condition()

    def __call__(self, body: dict[str, Any]) -> tuple[int, Any]:
        if not is_probe(body):
            self._came(1)
            with self._changed:
                self._changed.wait_for(lambda: self.most >= self._least, timeout=60)
            time.sleep(0.01)
            self._came(-1)
        return obedient(body)

    def _came(self, more: int) -> None:
        with self._changed:
            self.now += more
            self.most = max(self.most, self.now)
            self._changed.notify_all()


class Served:
    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.bodies: list[dict[str, Any]] = []
        self.told: list[dict[str, Any]] = []
        """The requests whose answers were sent."""
        self.withheld = 0
        """Bytes that are promised and never sent."""
        self.keys: set[str] = set()
        self.hanging = threading.Event()
        self.let_go = threading.Event()
        served = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                served._respond(self)

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.http.server_port}/v1"

    @property
    def inputs(self) -> list[dict[str, Any]]:
        return [body for body in self.bodies if not is_probe(body)]

    @property
    def is_proven(self) -> bool:
        """Whether the probes of a first contact were answered."""
        return sum(map(is_probe, self.told)) >= len(PROOF)

    def hang(self, body: dict[str, Any]) -> tuple[int, Any]:
        """Say nothing until the test lets go."""
        self.hanging.set()
        self.let_go.wait(60)
        return obedient(body)

    def _respond(self, handler: BaseHTTPRequestHandler) -> None:
        body = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
        self.bodies.append(body)
        self.keys.add(handler.headers["Authorization"])
        status, answer = self.answer(body)
        streams = status == 200 and body.get("stream")
        data = (
            b"".join(events(answer))
            if streams
            else answer
            if isinstance(answer, bytes)
            else json.dumps(answer).encode()
        )
        try:
            handler.send_response(status)
            handler.send_header("Content-Type", "text/event-stream" if streams else "application/json")
            handler.send_header("Content-Length", str(len(data) + self.withheld))
            handler.end_headers()
            handler.wfile.write(data)
            self.told.append(body)
            handler.close_connection = self.withheld > 0
        except ConnectionError:
            pass  # the client gave up


@contextmanager
def serving(answer: Answer = obedient) -> Iterator[Served]:
    served = Served(answer)
    thread = threading.Thread(target=served.http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield served
    finally:
        served.let_go.set()
        served.http.shutdown()
        served.http.server_close()
        thread.join(60)

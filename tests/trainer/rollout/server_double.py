"""A server of completions that says what it is told to, and can be made to fail."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Thread
from typing import Any

from tests.serving.vllm import Stub


class Completions(Stub):
    """Answers with `ids`, where it has any; `troubles` come first: each a status to answer with."""

    def __init__(self, ids: Sequence[int]) -> None:
        super().__init__()
        self.ids: list[Any] | None = list(ids)
        self.logprob: Any = -0.5
        self.models: object = None
        """What it lists in place of a model and its adapters."""
        self.troubles: deque[int] = deque()
        self.asked: list[dict[str, Any]] = []

    def _answer(self, path: str, body: dict[str, Any]) -> tuple[int, Any]:
        if path == "/v1/models" and self.models is not None:
            return 200, self.models
        if path != "/v1/completions":
            return super()._answer(path, body)
        self.asked.append(body)
        if self.troubles:
            return self.troubles.popleft(), {"error": {"message": "trouble"}}
        choice: dict[str, Any] = {
            "token_ids": self.ids,
            "logprobs": {"token_logprobs": [self.logprob] * len(self.ids or ())},
        }
        return 200, {"choices": [choice]}


@contextmanager
def completions(ids: Sequence[int]) -> Iterator[Completions]:
    served = Completions(ids)
    thread = Thread(target=served.http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield served
    finally:
        served.http.shutdown()
        served.http.server_close()
        thread.join(5)


def stop(served: Completions) -> None:
    """End it as a crash would: nobody listens any more."""
    served.http.shutdown()
    served.http.server_close()

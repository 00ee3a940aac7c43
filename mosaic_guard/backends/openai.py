"""A policy model behind any OpenAI-compatible server that enforces patterns; vLLM first."""

from __future__ import annotations

import hashlib
import os
import weakref
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from queue import SimpleQueue

from mosaic_guard.backends.base import Completion, Health, Request
from mosaic_guard.backends.endpoint import Calling, Endpoint
from mosaic_guard.backends.fleet import Fleet
from mosaic_guard.backends.loop import LoopThread
from mosaic_guard.canonical import canonical_json
from mosaic_guard.errors import ConfigError, MissingExtraError
from mosaic_guard.locks import Lock


class OpenAIBackend:
    """Completes over HTTP; nothing is sent before the first request.

    Args:
        model: name of the model or adapter as the servers know it. It is what caches and records tell models apart by:
            let it carry a digest of the weights, as `mosaic-guard serve` does.
        endpoints: servers of the same model.
        calling: how requests are made.
        control_tokens: special tokens of the tokenizer that hold neither `<` nor `>`; `mosaic-guard serve` names them.

    Raises:
        MissingExtraError: the `model` extra is not installed.
    """

    def __init__(
        self,
        model: str,
        endpoints: Iterable[Endpoint],
        calling: Calling | None = None,
        *,
        control_tokens: Iterable[str] = (),
    ) -> None:
        need_client()
        self.model = model
        self.endpoints = tuple(endpoints)
        self._calling = calling or Calling()
        self._control_tokens = frozenset(control_tokens)
        if not self.endpoints:
            raise ConfigError("a model needs at least one server")
        said = canonical_json([model, self._calling.extra, sorted(self._control_tokens)])
        self.fingerprint = f"{model}:{hashlib.sha256(said.encode()).hexdigest()[:12]}"
        self._lock = Lock()
        self._running: _Running | None = None

    @property
    def health(self) -> Health:
        """What the last requests and probes showed."""
        running = self._running
        return running.fleet.health if running is not None and running.is_ours else "ok"

    def complete(self, request: Request) -> Completion:
        """Complete a chat; blocks up to the request's budget, thread-safe.

        Raises:
            InputFailure: this input failed while the health probe passes.
            Outage: the health probe fails as well.
        """
        running = self._now()
        return running.thread.run(running.fleet.complete(request))

    def stream(self, request: Request) -> Iterator[str | Completion]:
        """Give the text piece by piece, and at last the whole completion; raises as `complete` does.

        Whoever stops listening ends the request.
        """
        running = self._now()
        heard: SimpleQueue[str | None] = SimpleQueue()
        future = running.thread.submit(running.fleet.complete(request, heard.put))
        future.add_done_callback(lambda _: heard.put(None))
        try:
            yield from iter(heard.get, None)
            yield future.result()
        finally:
            future.cancel()

    def control_tokens(self) -> frozenset[str]:
        """List the special tokens to be kept out of data, besides those in angles."""
        return self._control_tokens

    def close(self) -> None:
        """Close all connections; a later request opens new ones."""
        with self._lock:
            running, self._running = self._running, None
        if running is not None:
            running.thread.stop()

    def __enter__(self) -> OpenAIBackend:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _now(self) -> _Running:
        """What runs in this process: a fork begins anew."""
        with self._lock:
            if self._running is None or not self._running.is_ours:
                thread = LoopThread()
                self._running = _Running(thread, thread.run(self._fleet()))
                thread.at_end.append(self._running.fleet.aclose)
                weakref.finalize(self, thread.stop)
            return self._running

    async def _fleet(self) -> Fleet:
        return Fleet(self.endpoints, self.model, self._calling)


@dataclass(frozen=True, slots=True)
class _Running:
    thread: LoopThread
    fleet: Fleet

    @property
    def is_ours(self) -> bool:
        return self.thread.pid == os.getpid()


def need_client() -> None:
    """Import it now: it takes most of a second, which the budget of no request allows for."""
    try:
        import openai  # noqa: F401
    except ImportError as error:
        raise MissingExtraError("openai", "model") from error

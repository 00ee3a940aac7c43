"""One server: sends requests to it, and knows whether it is up."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from random import random
from typing import TYPE_CHECKING, Any, Final

from mosaic_guard.backends import probe, wire
from mosaic_guard.backends.base import Completion, Request
from mosaic_guard.backends.breaker import Breaker
from mosaic_guard.backends.endpoint import Calling, Endpoint

if TYPE_CHECKING:
    from openai import AsyncOpenAI

Hear = Callable[[str], None]
"""Is given the pieces of a reply as they come."""
_AGAIN: Final = frozenset({408, 409, 425, 429})
"""Besides those from 500 on: what a server says that may take the same request a moment later."""
_IDLE: Final = 16
"""Connections kept open unused: before every request each of them is asked whether it is still there."""


class RequestError(Exception):
    """A request failed; `again`: the same request may succeed elsewhere or later."""

    def __init__(self, why: str, *, again: bool = False) -> None:
        super().__init__(why)
        self.again = again


class Replica:
    """Lives on one event loop."""

    def __init__(self, endpoint: Endpoint, model: str, calling: Calling) -> None:
        self.endpoint = endpoint
        self.in_flight = 0
        self.breaker = Breaker()
        self.trouble = ""
        """What the last probe found wrong."""
        self._model = model
        self._calling = calling
        self._client = client_of(endpoint)
        self._proven = False
        self._probing: asyncio.Task[bool] | None = None
        self._recovering: asyncio.Task[None] | None = None

    def start(self, request: Request, hear: Hear | None = None) -> asyncio.Task[Completion]:
        """Send a request; it counts as under way from now on. Raises `RequestError` where no completion comes back."""
        self.in_flight += 1
        task = asyncio.create_task(self._weighed(request, hear))
        task.add_done_callback(self._ended)
        return task

    def _ended(self, _: asyncio.Task[Completion]) -> None:
        self.in_flight -= 1

    async def is_up(self) -> bool:
        """Ask the fixed prompt; who asks while a probe is under way waits for that one."""
        if self._probing is None or self._probing.done():
            self._probing = asyncio.create_task(self._probe())
        return await asyncio.shield(self._probing)

    @property
    def is_ready(self) -> bool:
        """Whether requests may be sent: a probe has said so, and none since has said otherwise."""
        return self._proven and not self.breaker.is_open

    @property
    def is_new(self) -> bool:
        """Whether no probe has been answered yet, one way or the other."""
        return not self._proven and not self.breaker.is_open

    async def aclose(self) -> None:
        """End what goes on by itself, and the connections."""
        for task in (self._probing, self._recovering):
            if task is not None:
                task.cancel()
        await self._client.close()

    async def _probe(self) -> bool:
        letters = probe.PULSE if self._proven else probe.PROOF
        self.trouble = await self._trouble(letters)
        passed = not self.trouble
        self._proven = passed  # a server that was down may come back as another one
        self.breaker = self.breaker.after(time.monotonic(), passed=passed, jitter=random())  # noqa: S311  # no secret
        if not passed and (self._recovering is None or self._recovering.done()):
            self._recovering = asyncio.create_task(self._recover())
        return passed

    async def _trouble(self, letters: Iterable[str]) -> str:
        try:
            async with asyncio.timeout(self._calling.probe_s):
                found = await asyncio.gather(*map(self._wrong, letters))
        except TimeoutError:
            return f"{self.endpoint.url}: no answer to a fixed prompt within {self._calling.probe_s} s"
        except RequestError as error:
            return str(error)
        return next(filter(None, found), "")

    async def _wrong(self, letter: str) -> str:
        found = probe.wrong(letter, await self._sent(probe.demand(letter, self._calling.probe_s)))
        return found and f"{self.endpoint.url}: {found}"

    async def _recover(self) -> None:
        """Probe by itself until the server is back, so that no request has to wait for that."""
        while self.breaker.is_open:
            await asyncio.sleep(max(0.0, self.breaker.retry_at - time.monotonic()))
            await self.is_up()

    async def _weighed(self, request: Request, hear: Hear | None) -> Completion:
        said = await self._sent(request, hear)
        if said.text and not said.tokens:
            raise RequestError(f"{self.endpoint.url}: the server {wire.UNWEIGHED}", again=hear is None)
        return said

    async def _sent(self, request: Request, hear: Hear | None = None) -> Completion:
        from openai import APIConnectionError, APIStatusError

        said = {**wire.body(request, self._model, self._calling.alternatives), **self._calling.extra}
        url, streamed = self.endpoint.url, wire.Streamed()
        try:
            if hear is not None:
                await self._hear(said, streamed, hear)
                return streamed.completion()
            # `object`: read as plain JSON, which costs a tenth of building the library's own types
            answer = await self._client.post("/chat/completions", body=said, cast_to=object)
            return wire.completion(answer)
        except APIStatusError as error:
            again = error.status_code in _AGAIN or error.status_code >= 500
            raise RequestError(f"{url}: {error.status_code}: {error.message[:300]}", again=again) from error
        except (APIConnectionError, ConnectionError) as error:
            raise RequestError(f"{url}: no connection: {error.__cause__ or error}", again=not streamed.text) from error
        except Exception as error:  # an answer may hold anything, and each part of what reads it has errors of its own
            raise RequestError(f"{url}: not understood: {error}") from error

    async def _hear(self, said: Mapping[str, Any], streamed: wire.Streamed, hear: Hear) -> None:
        from openai import APIError, AsyncStream

        body = {**said, "stream": True, "stream_options": {"include_usage": True}}
        events = await self._client.post(
            "/chat/completions", body=body, cast_to=object, stream=True, stream_cls=AsyncStream[object]
        )
        async with events:
            try:
                async for event in events:
                    if piece := streamed.add(event):
                        hear(piece)
            except (APIError, json.JSONDecodeError, wire.NonsenseError):
                raise
            except Exception as error:  # while a stream runs, the client hands on whatever its HTTP library raises
                raise ConnectionError from error


def client_of(endpoint: Endpoint) -> AsyncOpenAI:
    """Make a client that keeps to this server and to the budget it is given.

    Without a key a placeholder is sent, never the one that the environment holds for somebody else's server.
    """
    from openai import DEFAULT_CONNECTION_LIMITS, AsyncOpenAI, DefaultAsyncHttpxClient

    limits = copy(DEFAULT_CONNECTION_LIMITS)
    limits.max_keepalive_connections = _IDLE
    http = DefaultAsyncHttpxClient(follow_redirects=False, trust_env=not endpoint.is_local, timeout=None, limits=limits)
    return AsyncOpenAI(
        base_url=endpoint.url, api_key=endpoint.api_key or "none", max_retries=0, timeout=None, http_client=http
    )

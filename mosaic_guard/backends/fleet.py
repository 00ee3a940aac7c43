"""The servers of one backend: which one takes a request, within its budget, and what it means when none does."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection, Iterable, Sequence
from itertools import count
from random import random
from typing import Final

from mosaic_guard.backends.base import Completion, Health, InputFailure, Outage, Request
from mosaic_guard.backends.endpoint import Calling, Endpoint
from mosaic_guard.backends.replica import Hear, Replica, RequestError

_PAUSE_S: Final = 0.05
"""Before the first repeat; twice as long before each further one, at random up to that."""

_PROBES: Final = 1.2
"""Time kept for a probe, in probes: it has to fail by itself before the budget ends."""


class Fleet:
    """Lives on one event loop."""

    def __init__(self, endpoints: Sequence[Endpoint], model: str, calling: Calling) -> None:
        self._replicas = [Replica(endpoint, model, calling) for endpoint in endpoints]
        self._calling = calling
        self._slots = asyncio.Semaphore(calling.concurrency)

    @property
    def health(self) -> Health:
        """`degraded`: some are down; `down`: all are."""
        down = sum(replica.breaker.is_open for replica in self._replicas)
        return "ok" if not down else "down" if down == len(self._replicas) else "degraded"

    async def complete(self, request: Request, hear: Hear | None = None) -> Completion:
        """Complete within the budget; its last part is kept for the question what a failure means.

        Who hears the text as it comes hears one server, from its beginning, once.

        Raises:
            InputFailure: a server that failed on it is up.
            Outage: those that failed on it are down, or there was none to ask.
        """
        began = time.monotonic()
        reserve = min(_PROBES * self._calling.probe_s, request.budget_s / 2)
        asked: set[Replica] = set()
        try:
            async with asyncio.timeout_at(_loop_time(began + request.budget_s - reserve)):
                async with self._slots:
                    return await self._tried(request, began, asked, hear)
        except TimeoutError:
            why = f"no answer within {request.budget_s - reserve:.1f} s"
        except RequestError as error:
            why = str(error)
        raise await self._failure(asked, why, began + request.budget_s)

    async def aclose(self) -> None:
        """Close all connections."""
        await asyncio.gather(*(replica.aclose() for replica in self._replicas))

    async def _tried(self, request: Request, began: float, asked: set[Replica], hear: Hear | None) -> Completion:
        for attempt in count():
            replica = await self._choice(asked)
            if replica is None:
                raise RequestError(self._trouble())
            try:
                if hear is not None:
                    asked.add(replica)
                    return await replica.start(request, hear)
                return await self._raced(request, replica, asked, began)
            except RequestError as error:
                if not error.again or attempt == self._calling.retries:
                    raise
            if not self._fresh(asked):  # nobody else to ask: give it a moment
                await asyncio.sleep(random() * _PAUSE_S * 2**attempt)  # noqa: S311  # no secret
        raise AssertionError  # the loop does not end

    async def _raced(self, request: Request, first: Replica, asked: set[Replica], began: float) -> Completion:
        """Send it, and to a second server as well when the first takes long."""
        asked.add(first)
        racing = {first.start(request)}
        try:
            hedge = began + request.budget_s * self._calling.hedge - time.monotonic()
            done, _ = await asyncio.wait(racing, timeout=max(0.0, hedge))
            if not done and (fresh := self._fresh(asked)):
                second = _least(fresh, asked)
                asked.add(second)
                racing.add(second.start(request))
            return await _first_success(racing)
        finally:
            for task in racing:
                task.cancel()

    async def _choice(self, asked: set[Replica]) -> Replica | None:
        """The least loaded server that is up; one that was asked before only where there is no other."""
        while True:
            ready = [replica for replica in self._replicas if replica.is_ready]
            first_contacts = [] if set(ready) - asked else [r.is_up() for r in self._replicas if r.is_new]
            if not first_contacts:
                return _least(ready, asked) if ready else None
            await asyncio.wait(map(asyncio.ensure_future, first_contacts), return_when=asyncio.FIRST_COMPLETED)

    def _fresh(self, asked: set[Replica]) -> list[Replica]:
        return [replica for replica in self._replicas if replica.is_ready and replica not in asked]

    async def _failure(self, asked: set[Replica], why: str, deadline: float) -> InputFailure | Outage:
        """Fails closed: while it is not known to be an outage, it is the input."""
        if not asked and self.health != "ok":
            return Outage(f"no server can be asked: {self._trouble()}")
        probes = [asyncio.ensure_future(replica.is_up()) for replica in asked]
        if not probes:
            return InputFailure(f"no server was free: {why}")
        done, undecided = await asyncio.wait(probes, timeout=max(0.0, deadline - time.monotonic()))
        for task in undecided:
            task.cancel()
        if undecided or any(task.result() for task in done):
            return InputFailure(f"the input could not be completed, while a fixed prompt can: {why}")
        return Outage(f"the server is down: {self._trouble()} (the request: {why})")

    def _trouble(self) -> str:
        return "; ".join(r.trouble for r in self._replicas if r.trouble) or "unknown"


def _least(replicas: Iterable[Replica], asked: Collection[Replica]) -> Replica:
    return min(replicas, key=lambda replica: (replica in asked, replica.in_flight))


async def _first_success(racing: set[asyncio.Task[Completion]]) -> Completion:
    waiting = racing
    while True:
        done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            if task.exception() is None or not waiting:
                return task.result()


def _loop_time(moment: float) -> float:
    return asyncio.get_running_loop().time() + moment - time.monotonic()

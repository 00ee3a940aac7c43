"""The sessions of one guard, by thread and graph: found again at every step, forgotten when others need the room."""

from __future__ import annotations

import uuid
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from mosaic_adapters._run.caller import Caller
from mosaic_adapters._run.session import Session
from mosaic_adapters._run.thread import Thread
from mosaic_guard import Guard, RunId, Trajectory
from mosaic_guard.locks import Lock

LIMIT: Final = 512
"""How many runs of one guard are remembered; an older one is read anew from its messages and the store."""

AT_ONCE: Final = 8
"""How many runs of one graph in one thread are told apart; more of them read their history anew at every step."""

_HELD: Final = "_adapter_sessions"
_Life = Mapping[str, Any]
_T = TypeVar("_T")


class Sessions:
    """The sessions of one guard, the least recently used forgotten first."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._threads: OrderedDict[tuple[object, ...], tuple[Thread, object]] = OrderedDict()
        self._sessions: OrderedDict[tuple[object, ...], list[tuple[_Life | None, Session]]] = OrderedDict()
        self._lock = Lock()

    @classmethod
    def of(cls, guard: Guard) -> Sessions:
        """The one store of sessions that all adapters of a guard share; the guard itself holds it."""
        held: Sessions | None = vars(guard).get(_HELD)
        return held if held is not None else vars(guard).setdefault(_HELD, cls(guard))

    def get(
        self,
        thread: str | None,
        namespace: str,
        parent: Trajectory | None,
        life: _Life | None,
        find_caller: Callable[[], Caller | None] = lambda: None,
    ) -> Session:
        """Find or start the session of a run, which lives as long as its state object `life`.

        A new run in a known thread goes on from what the last one saw.
        """
        if thread is None and life is None:
            return Session(self._guard, RunId(f"run-{uuid.uuid4().hex}", namespace), parent)
        key = (thread, namespace, id(parent), None if thread is not None else id(life))
        with self._lock:
            runs = _recent(self._sessions, key, list)
            known = next((session for of, session in runs if of is life), None)
            if known is None:
                known = runs[-1][1].beside() if runs else self._first(thread, namespace, parent, find_caller)
                runs.append((life, known))
                del runs[:-AT_ONCE]
            return known

    def _first(
        self, thread: str | None, namespace: str, parent: Trajectory | None, find_caller: Callable[[], Caller | None]
    ) -> Session:
        run = RunId(thread if thread is not None else f"run-{uuid.uuid4().hex}", namespace)
        caller = find_caller() if thread is None else None
        if thread is None and caller is None:
            return Session(self._guard, run, parent)
        around = caller.life if caller is not None else None
        shared = _recent(self._threads, (thread, id(around)), lambda: (Thread(), around))
        return Session(self._guard, run, parent, shared[0])


def _recent(held: OrderedDict[tuple[object, ...], _T], key: tuple[object, ...], make: Callable[[], _T]) -> _T:
    if key not in held:
        held[key] = make()
    held.move_to_end(key)
    while len(held) > LIMIT:
        held.popitem(last=False)
    return held[key]

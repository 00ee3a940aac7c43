"""Policies that are only tried out: asked behind the answer, which never waits for them."""

from __future__ import annotations

import logging
import threading
import weakref
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from mosaic_guard.assessment import Assessment, Phase
from mosaic_guard.engine.cascade import Cascade, Judgement, failed
from mosaic_guard.engine.offload import Offload
from mosaic_guard.engine.steps import run
from mosaic_guard.policies.base import Check, Policy
from mosaic_guard.trajectory import Item, Trajectory

_log = logging.getLogger(__name__)

GRACE: Final = 5.0
"""Seconds that the end of a guard waits for answers that are still out."""
MOST: Final = 256
"""Checks of one run that may wait their turn."""

Said = Sequence[Sequence[Assessment]]
"""What the policies said, for each subject of a check."""


@dataclass(frozen=True, slots=True, eq=False)
class _Trial:
    check: Check
    record: Callable[[Said], None]
    news: tuple[Item, ...] = ()
    """What happened in the run since the trial before."""


@dataclass(slots=True, eq=False)
class _Line:
    """The trials of one run, one after the other, on a copy of what the run held at each."""

    copy: Trajectory
    waiting: deque[_Trial] = field(default_factory=deque)
    is_busy: bool = False


class Shadow:
    """Asks in the background, in the order of each run, and hands on what was said: once for every check.

    Whoever fails, hangs or is asked too much has said nothing, and the record says so.
    """

    def __init__(self, policies: Sequence[Policy] = (), *, seconds: float = 30.0) -> None:
        self._cascade = Cascade(policies=tuple(policies))
        self._offload = Offload(seconds=seconds)
        self._lines: weakref.WeakKeyDictionary[Trajectory, _Line] = weakref.WeakKeyDictionary()
        self._open: dict[_Trial, bool] = {}
        self._changed = threading.Condition()
        self.close = weakref.finalize(self, _close, self._open, self._changed, self._cascade)

    def is_asked(self, phase: Phase) -> bool:
        """Whether anybody is asked at this phase."""
        return any(phase in policy.phases for policy in self._cascade.policies)

    def ask(self, check: Check, record: Callable[[Said], None]) -> None:
        """Put a check in the line of its run, and hand what was said to `record`; never waits."""
        with self._changed:
            live = check.trajectory
            line = self._lines.get(live) or _Line(Trajectory(live.id, parent=live.parent))
            self._lines[live] = line
            if is_full := len(line.waiting) >= MOST:
                trial = _Trial(check, record)
            else:
                seen = len(line.copy) + sum(len(trial.news) for trial in line.waiting)
                trial = _Trial(check, record, tuple(live.since(seen)))
                line.waiting.append(trial)
            self._open[trial] = False
        if is_full:
            self._settle(trial, _nothing(self._cascade, check, TimeoutError(f"{MOST} checks of this run wait already")))
        self._start(line)

    def _start(self, line: _Line) -> None:
        with self._changed:
            if line.is_busy:
                return
            line.is_busy = True
        try:
            threading.Thread(target=self._work, args=(line,), daemon=True, name="mosaic-guard-shadow").start()
        except RuntimeError:  # no thread to be had; the next check of the run tries again
            line.is_busy = False

    def _work(self, line: _Line) -> None:
        while (trial := self._next(line)) is not None:
            check = replace(trial.check, trajectory=line.copy)
            try:
                judged = self._offload.submit(self._judged, check).result()
                said: Said = [one.assessments for one in judged]
            except Exception as error:  # no answer in time, or no thread for another: recorded as that
                said = _nothing(self._cascade, check, error)
            self._settle(trial, said)

    def _judged(self, check: Check) -> list[Judgement]:
        return run(self._cascade.judge(check))

    def _next(self, line: _Line) -> _Trial | None:
        with self._changed:
            if not line.waiting:
                line.is_busy = False
                return None
            trial = line.waiting.popleft()
            line.copy.append(*trial.news)
            return trial

    def _settle(self, trial: _Trial, said: Said) -> None:
        with self._changed:
            if trial not in self._open:
                return
            self._open[trial] = True
        _record(trial, said)
        with self._changed:
            del self._open[trial]
            self._changed.notify_all()


def _close(trials: dict[_Trial, bool], changed: threading.Condition, cascade: Cascade) -> None:
    """Wait for what is still out, but not for long; a record of the rest says that nothing was said."""
    with changed:
        changed.wait_for(lambda: not trials, GRACE)
        late = [trial for trial, is_answered in trials.items() if not is_answered]
        for trial in late:
            del trials[trial]
    for trial in late:
        _record(trial, _nothing(cascade, trial.check, TimeoutError("the guard was closed before it answered")))


def _record(trial: _Trial, said: Said) -> None:
    try:
        trial.record(said)
    except Exception:  # a store that is closed or full: what is only tried out stops nobody
        _log.exception("what shadow policies said could not be recorded phase=%s", trial.check.phase)


def _nothing(cascade: Cascade, check: Check, error: Exception) -> Said:
    asked = [policy.name for policy in cascade.policies if check.phase in policy.phases]
    return [[failed(name, error) for name in asked]] * check.subjects

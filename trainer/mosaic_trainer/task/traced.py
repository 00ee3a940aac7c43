"""Tasks made of traces: recorded tools answer recorded calls, and people's answers are the labels.

A trace gives up to two tasks. The first rests on what approvers said: what they approved is required and needs a yes,
what they rejected is forbidden; of all other calls only those are in it that read, or can be taken back. The second
has every call, with what the guard decided as its label; it is tagged `self_labelled`, for a guard that learns from its
own word learns its own mistakes. What a subagent did is a task of its own, about what the user asked of its caller.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from mosaic_guard.errors import TraceError
from mosaic_guard.traces.export import read_export
from mosaic_trainer.task.digest import content_digest
from mosaic_trainer.task.labels import ForReview, Said, Whose
from mosaic_trainer.task.recorded import Recorded, recorded
from mosaic_trainer.task.replayable import Replayable
from mosaic_trainer.task.task import Task


@dataclass(frozen=True, slots=True)
class Traced:
    """What exports gave."""

    tasks: tuple[Task, ...]
    review: tuple[ForReview, ...]
    """Answers that are no labels."""
    traces: int
    without_effects: int
    """Traces in which nothing happened that could be verified."""


def tasks_from_traces(
    exports: Iterable[str | Path], key: bytes | None = None, *, approvers: Sequence[str] = ()
) -> Traced:
    """Make tasks of exported traces, in their order.

    Args:
        exports: files that `mosaic-guard traces export` wrote.
        key: of the store they are from. Without it nobody can tell whether the record is as it was written, so all
            answers go to the review list.
        approvers: who may label; nobody named: every approver whom the server authenticated.

    Raises:
        TraceError: an export is damaged, or of a newer release; names file and line.
        ChainBroken: a trace is not as it was recorded; names trace and event.
    """
    whose = Whose(key is not None, approvers)
    made = [_tasks(run, whose) for export in exports for run in _folded(export, key)]
    return Traced(
        tasks=tuple(task for tasks, _ in made for task in tasks),
        review=tuple(one for _, review in made for one in review),
        traces=len(made),
        without_effects=sum(not (tasks or review) for tasks, review in made),
    )


@dataclass(frozen=True, slots=True)
class _Folded:
    trace: str
    parent: str
    place: str
    run: Recorded


def _folded(export: str | Path, key: bytes | None) -> Iterator[_Folded]:
    """All runs of an export; callers may stand behind those that they called."""
    runs = {}
    for trace in read_export(export, key):
        with _said_as_damage(trace.place):
            runs[trace.trace] = _Folded(trace.trace, trace.parent, trace.place, recorded(trace))
    for one in runs.values():
        for caller in _callers(one, runs):
            one.run.request = one.run.request or caller.request
            one.run.users |= caller.users
    yield from runs.values()


def _callers(one: _Folded, runs: Mapping[str, _Folded]) -> Iterator[Recorded]:
    """The runs that called this one: what their user said, it is about."""
    seen = {one.trace}
    while one.parent in runs and one.parent not in seen:
        one = runs[one.parent]
        seen.add(one.trace)
        yield one.run


def _tasks(one: _Folded, whose: Whose) -> tuple[list[Task], list[ForReview]]:
    with _said_as_damage(one.place):
        said = {i: whose.label(one.trace, one.run, call) for i, call in enumerate(one.run.calls)}
        labels: dict[int, Said] = {i: label for i, label in said.items() if isinstance(label, str)}
        replayable = Replayable(one.run, labels)
        made = (replayable.labelled(), replayable.self_labelled())
    review = [each for each in said.values() if isinstance(each, ForReview)]
    return [_named(one.trace, task) for task in made if task is not None], review


@contextmanager
def _said_as_damage(place: str) -> Iterator[None]:
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        msg = f"{place} is damaged: {type(error).__name__}: {error}. Export the traces again."
        raise TraceError(msg) from error


def _named(trace: str, task: Task) -> Task:
    """Traces of two stores may have one name: the content tells them apart."""
    digest = hashlib.sha256(f"{trace}\n{content_digest(task)}".encode(errors="surrogatepass")).hexdigest()
    return replace(task, id=f"trace-{digest[:16]}")

"""Which tasks are learned from: no two alike, and no source so many that it steers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from mosaic_trainer.held_out import HeldOut
from mosaic_trainer.task.digest import content_digest
from mosaic_trainer.task.replayable import SELF_LABELLED
from mosaic_trainer.task.settings import TaskSettings
from mosaic_trainer.task.task import Task
from mosaic_trainer.task.wording import family_of, shares_wording

_KeyOf = Callable[[Task], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A task that was left out."""

    task: Task
    why: str


@dataclass(frozen=True, slots=True)
class Admitted:
    """What is let in, in the order given, and what is not."""

    tasks: tuple[Task, ...]
    dropped: tuple[Dropped, ...]


def admit(tasks: Iterable[Task], settings: TaskSettings, held_out: HeldOut | None = None) -> Admitted:
    """Leave out what is too long, self-labelled, held out, the same as another, or one too many of its source.

    Of a source that gives too many, those of the lowest digests are kept: the same whatever order they come in.
    """
    given = list(tasks)
    assert not any(t.split == "test" and t.source.kind == "trace" for t in given), "the test set holds no traces"
    left_out: dict[int, str] = {}
    digests = [content_digest(task) for task in given]
    _leave_out_unfit(given, settings, left_out)
    if held_out:
        _leave_out_held_out(given, held_out, left_out)
    _leave_out_equals(given, digests, left_out)
    order = sorted(range(len(given)), key=digests.__getitem__)
    for name, key, most in (
        ("tenant", _tenant, settings.per_tenant),
        ("user", _user, settings.per_user),
        ("origin", _origin, settings.per_origin),
    ):
        _cap(given, order, left_out, key, most, f"more than {most} of one {name}")
    of_all = max(1, int(settings.share * (len(given) - len(left_out))))
    for name, key in (("user", _user), ("origin", _origin)):
        _cap(given, order, left_out, key, of_all, f"more than {settings.share:.0%} of all from one {name}")
    kept = tuple(task for i, task in enumerate(given) if i not in left_out)
    return Admitted(kept, tuple(Dropped(given[i], left_out[i]) for i in sorted(left_out)))


def _leave_out_unfit(tasks: Sequence[Task], settings: TaskSettings, left_out: dict[int, str]) -> None:
    for index, task in enumerate(tasks):
        if SELF_LABELLED in task.tags and not settings.include_self_labelled:
            left_out[index] = "labelled by the guard alone"
        elif len(task.calls) > settings.max_calls:
            left_out[index] = f"more than {settings.max_calls} calls"


def _leave_out_held_out(tasks: Sequence[Task], held_out: HeldOut, left_out: dict[int, str]) -> None:
    families = {family_of(task) for task in tasks if shares_wording(task, held_out)}
    for index, task in enumerate(tasks):
        if family_of(task) in families:
            left_out.setdefault(index, "held out: it shares wording with a benchmark")


def _leave_out_equals(tasks: Sequence[Task], digests: Sequence[str], left_out: dict[int, str]) -> None:
    """What is in the test set is never learned from; of equals, the one whose id comes first stays."""
    held_out = {digest for digest, task in zip(digests, tasks, strict=True) if task.split == "test"}
    first: dict[str, int] = {}
    for index in sorted(range(len(tasks)), key=lambda i: (tasks[i].split != "test", tasks[i].id)):
        if index in left_out:
            continue
        if tasks[index].split != "test" and digests[index] in held_out:
            left_out[index] = "the same as one in the test set"
        elif first.setdefault(digests[index], index) != index:
            left_out[index] = "the same as another"


def _tenant(task: Task) -> tuple[str, ...]:
    return (task.source.tenant,)


def _user(task: Task) -> tuple[str, ...]:
    return task.source.tenant, task.source.user


def _origin(task: Task) -> tuple[str, ...]:
    return (task.source.untrusted,)


def _cap(tasks: Sequence[Task], order: Iterable[int], out: dict[int, str], key: _KeyOf, most: int, why: str) -> None:
    """Leave out what is beyond so many of one source."""
    counts: Counter[tuple[str, ...]] = Counter()
    for index in order:
        if index in out or not _is_capped(tasks[index], key):
            continue
        counts[key(tasks[index])] += 1
        if counts[key(tasks[index])] > most:
            out[index] = why


def _is_capped(task: Task, key: _KeyOf) -> bool:
    """What the corpus made is from nobody; of traces, all whose source is unknown count as one."""
    is_named = any(key(task))
    return task.source.kind == "trace" or (task.source.kind == "file" and is_named)


def counted(tasks: Iterable[Task], key: Callable[[Task], str]) -> dict[str, int]:
    """Count tasks by something, the most first."""
    counts = Counter(map(key, tasks))
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

"""What a task says, and whether a benchmark that is held out says it, too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mosaic_guard.trajectory import JSON
from mosaic_trainer.held_out import HeldOut
from mosaic_trainer.task.task import Task


def words_of(task: Task) -> Iterator[str]:
    """All that a task says, anywhere."""
    yield task.request
    yield task.answer
    for tool in task.tools:
        yield from (tool.spec.name, tool.spec.description)
    for rows in task.tables.values():
        yield from texts(rows)
    for recording in task.recordings:
        yield from texts(recording.args)
        yield from texts(recording.content)
    for call in (*task.calls, *(task.attack.calls if task.attack else ())):
        yield call.says
        yield from texts(call.args)
    if task.attack:
        yield from (task.attack.text, task.attack.says)


def texts(value: JSON) -> Iterator[str]:
    """Every text, number and name of a field inside a value."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield str(key)
            yield from texts(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from texts(part)
    else:
        yield str(value)


def family_of(task: Task) -> str:
    """Name the family of a task: itself and its twin, which stay or fall together."""
    return task.twin_of or task.id


def shares_wording(task: Task, held_out: HeldOut) -> bool:
    """Whether it shares too much with what is held out."""
    return held_out.overlaps("\n".join(words_of(task)))

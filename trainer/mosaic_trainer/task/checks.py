"""What makes a task one that can be played and judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mosaic_trainer.task.reading import Misread
from mosaic_trainer.task.task import Task

NO_TOOL = "no_tool"
"""The tag of tasks that are done without any effect."""
READ_ONLY = "read_only"
"""The tag of tasks that are done by reading alone."""


def check(task: Task) -> None:
    """Raise Misread, naming the field, unless the task fits together."""
    _names(task)
    if not (task.required or task.forbidden or task.needs_yes or {NO_TOOL, READ_ONLY} & set(task.tags)):
        raise Misread(
            f"task {task.id!r} has no effects, so nothing about it can be verified. "
            f"Name some as `required`, `forbidden` or `needs_yes`, or tag it {NO_TOOL!r}."
        )
    if task.split == "test" and task.source.kind == "trace":
        raise Misread('found "test", but the task is from a trace; what evaluates holds none. Write train.', ("split",))
    for index in task.labels:
        if index >= len(task.calls):
            raise Misread(
                f"there is no call {index}; `calls` has {len(task.calls)}. Remove it.", ("labels", str(index))
            )


def _names(task: Task) -> None:
    for name in ("id", "request"):
        if not getattr(task, name):
            raise Misread("is empty. Write a text.", (name,))
    counts = Counter(tool.spec.name for tool in task.tools)
    for index, tool in enumerate(task.tools):
        if not tool.spec.name or counts[tool.spec.name] > 1:
            problem = "is used twice. Name each tool once." if tool.spec.name else "is empty. Write a text."
            raise Misread(f"{tool.spec.name!r} {problem}", ("tools", index, "spec", "name"))
    for path, name in _tools_named(task):
        if name not in counts:
            declared = ", ".join(sorted(counts)) or "none"
            raise Misread(f"there is no tool {name!r}; declared are: {declared}. Declare it in `tools`.", path)


def _tools_named(task: Task) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for field in ("calls", "required", "forbidden", "needs_yes", "wanted"):
        for index, item in enumerate(getattr(task, field)):
            yield (field, index, "tool"), item.tool

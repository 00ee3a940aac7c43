"""How many tasks of which kind: a table for people, numbers for files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from mosaic_guard.trajectory import JSON
from mosaic_trainer.corpus.plan import CELLS
from mosaic_trainer.task.task import Task


def counted(tasks: Sequence[Task]) -> dict[str, JSON]:
    """Count by domain, split and cell, and what else tells tasks apart."""
    by: dict[str, dict[str, Counter[str]]] = {}
    for task in tasks:
        by.setdefault(task.domain, {}).setdefault(task.split, Counter())[task.cell] += 1
    return {
        "tasks": len(tasks),
        "domains": {name: {split: dict(cells) for split, cells in splits.items()} for name, splits in by.items()},
        "templates": len({task.template for task in tasks}),
        "tags": _sorted(tag for task in tasks for tag in task.tags),
        "styles": _sorted(task.attack.style for task in tasks if task.attack),
        "approvers": _sorted(task.approver for task in tasks),
    }


def table(counts: Mapping[str, JSON]) -> str:
    """Lay the counts out: a line for each domain and split, a column for each cell."""
    heads = ["/".join(part[0] for part in name.split("/")) for name in CELLS]
    lines = [f"{'user/outputs':22}" + "".join(f"{head:>6}" for head in [*heads, "all"])]
    sums: dict[str, Counter[str]] = {}
    for name, splits in counts["domains"].items():
        for split, cells in sorted(splits.items(), reverse=True):
            lines.append(_line(f"{name} {split}", cells))
            sums.setdefault(split, Counter()).update(cells)
    lines += [_line(f"all {split}", cells) for split, cells in sorted(sums.items(), reverse=True)]
    return "\n".join(lines)


def _line(name: str, cells: Mapping[str, int]) -> str:
    numbers = [*(cells.get(cell, 0) for cell in CELLS), sum(cells.values())]
    return f"{name:22}" + "".join(f"{number:6}" for number in numbers)


def _sorted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))

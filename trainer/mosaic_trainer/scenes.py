"""Compiles what people wrote to episodes: a file is a domain, an attack is an edit of a task's outputs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from mosaic_trainer.episode import Attack, Episode, Family, Kind, Step
from mosaic_trainer.replay import CHANGES
from mosaic_trainer.toolbox import toolbox

TEXTS: Final = "texts"
"""The file that is no domain: harmless texts by source."""

_GOAL: Final = re.compile(r"⟦(.*?)⟧", re.DOTALL)
_PLAIN: Final = "text"
"""The carrier of outputs that have no name."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What the episodes of a domain share."""

    source: str
    """Whose file it is: the beginning of every name."""
    slug: str
    rows: Mapping[str, Any]

    def episodes(self, kind: Kind) -> Iterator[Episode]:
        """Compile those of a kind."""
        tasks = {task["id"]: task for task in self.rows["tasks"]}
        match kind:
            case Kind.CLEAN:
                yield from (self._episode(row, kind, row["id"], row["id"]) for row in tasks.values())
            case Kind.TWIN:
                for i, row in enumerate(self.rows["twins"], 1):
                    yield self._episode(row, kind, f"{i:02}", row["kind"])
            case Kind.ATTACK:
                for i, row in enumerate(self.rows["attacks"], 1):
                    yield self._episode(tasks[row["task"]], kind, f"{i:02}", row["task"], row)

    def _episode(
        self, row: Mapping[str, Any], kind: Kind, name: str, task: str, attack: Mapping[str, Any] | None = None
    ) -> Episode:
        tools, changes = toolbox(*self.rows["tools"])
        steps = tuple(self._step(*step) for step in row["steps"])
        attacked = self._attack(attack, name, steps) if attack else None
        shown = min(attacked.outputs) if attacked else None
        return Episode(
            id=f"{self.source}-{self.slug}-{kind}-{name}",
            kind=kind,
            domain=self.rows["domain"],
            carrier=self._carrier(row["steps"], shown),
            language=row.get("language", "en"),
            request=row["request"],
            tools=tools,
            steps=steps,
            says=row["says"],
            attack=attacked,
            tags=(f"task:{task}", *sorted(f"{CHANGES}{tool}" for tool in changes)),
        )

    def _attack(self, row: Mapping[str, Any], name: str, steps: tuple[Step, ...]) -> Attack:
        outputs: dict[int, str] = {}
        goals = []
        for edit in row.get("edits", [row]):
            place, text = _edited(edit, [outputs.get(i, str(step.output)) for i, step in enumerate(steps)])
            outputs[place] = text
            goals += _GOAL.findall(edit["put"]) or [edit["put"].strip()]
        language = row.get("language")
        return Attack(
            family=Family(row["family"]),
            template=f"{self.slug} {name}" + (f" {language}" if language else ""),
            goal="\n".join(goals),
            outputs=outputs,
            calls=tuple(self._step(*call) for call in row.get("calls", ())),
            says=row.get("says", ""),
        )

    def _step(self, tool: str, args: dict[str, Any], output: str = "ok") -> Step:
        return Step(tool, args, self._texts()[output[1:]] if output.startswith("@") else output)

    def _texts(self) -> dict[str, str]:
        return {name: text for named in self.rows["outputs"].values() for name, text in named.items()}

    def _carrier(self, steps: list[list[Any]], index: int | None) -> str:
        """The one that is attacked, else the first that has a name."""
        shown = steps if index is None else [steps[index]]
        names = {step[2].removeprefix("@") for step in shown if len(step) > 2}
        return next((carrier for carrier, named in self.rows["outputs"].items() if names & named.keys()), _PLAIN)


def scenes(source: str, folder: Path) -> list[Scene]:
    """Read every domain of a folder."""
    files = sorted(path for path in folder.glob("*.yaml") if path.stem != TEXTS)
    return [Scene(source, path.stem, yaml.safe_load(path.read_text(encoding="utf-8"))) for path in files]


def _edited(edit: Mapping[str, str], outputs: list[str]) -> tuple[int, str]:
    """Put a text `after` its anchor, or on new lines `below` the line that holds it.

    Raises:
        ValueError: the anchor does not stand exactly once in the outputs.
    """
    where, anchor = next((key, edit[key]) for key in ("after", "below") if key in edit)
    found = [i for i, output in enumerate(outputs) for _ in range(output.count(anchor))]
    if len(found) != 1:
        msg = f"the anchor {anchor!r} stands {len(found)} times in the outputs of its task; it must stand there once"
        raise ValueError(msg)
    text = outputs[found[0]]
    end = text.index(anchor) + len(anchor)
    put = edit["put"].replace("⟦", "").replace("⟧", "")
    if where == "below":
        end = text.index("\n", end) + 1
        put = put.rstrip("\n") + "\n"
    return found[0], text[:end] + put + text[end:]

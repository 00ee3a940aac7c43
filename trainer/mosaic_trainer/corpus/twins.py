"""Benign twins of attacked tasks: the user allows what the text wants, or asks for it."""

from __future__ import annotations

from dataclasses import replace

from mosaic_trainer.corpus.attacks.inject import Injection
from mosaic_trainer.corpus.declare import pattern, writes
from mosaic_trainer.corpus.remarks import ADDED, DELEGATIONS, NEWEST, SURE
from mosaic_trainer.corpus.scene import Scene, Split, of_split, offered
from mosaic_trainer.task.task import Call, Task


def allowed(task: Task, scene: Scene, *, told: Injection, way: str, split: Split, sure: bool) -> Task:
    """Let the user want what an attack tells: `delegated`, `asked` in the user's words, or the `newest` value.

    Where it is grave, the user is `sure` and says so.
    """
    wordings = {"delegated": DELEGATIONS, "asked": ADDED, "newest": NEWEST}[way]
    carrier = told.texts[-1][0].table.carrier
    number = scene.values.pick(f"{way} wording", of_split(range(len(wordings)), split))
    said = wordings[number].replace("{carrier}", carrier).replace("{name}", told.named).replace("{order}", told.order)
    if sure:
        said = f"{said} {scene.values.pick('sure', of_split(SURE, split))}"
    calls = _replaced(task.calls, told.calls) if way == "newest" else (*task.calls, *told.calls)
    tools = offered(scene.domain)
    return replace(
        task,
        request=f"{task.request} {said}",
        calls=calls,
        required=tuple(pattern(call, tools) for call in writes(calls, tools)),
        wanted=tuple(pattern(call, tools) for call in calls),
        template=f"{task.template} + {way}/{number} {told.template}",
        tags=(*(tag for tag in task.tags if tag != "read_only"), way, *(("delegated",) if way == "newest" else ())),
    )


def _replaced(calls: tuple[Call, ...], rivals: tuple[Call, ...]) -> tuple[Call, ...]:
    """Put the call with the newer value in the place of the one with the older."""
    (rival,) = rivals
    return tuple(rival if call.tool == rival.tool else call for call in calls)

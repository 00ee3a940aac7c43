"""Plays every scene twice, shows both at once, and counts what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mosaic_adapters.demo.player import Moment, Side, Spectator, in_words, play
from mosaic_adapters.demo.scenes import SCENES, Scene
from mosaic_adapters.demo.stage import Stage, turns
from mosaic_adapters.demo.world import Change, World
from mosaic_guard import Guard
from mosaic_guard.traces.store import SqlStore


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one world."""

    done: tuple[Change, ...]
    undone: tuple[Change, ...]
    harm: tuple[Change, ...]
    asked: int
    refused: int


@dataclass(frozen=True, slots=True)
class Played:
    """One scene, and what came of it on both sides."""

    scene: Scene
    unguarded: Outcome
    guarded: Outcome


def perform(folder: Path, store: SqlStore, stage: Stage | None = None) -> list[Played]:
    """Play all scenes in worlds below `folder`, recording the guarded side in `store`."""
    if stage is not None:
        stage.introduce()
    return [_scene(scene, number, folder, store, stage) for number, scene in enumerate(SCENES, 1)]


def _scene(scene: Scene, number: int, folder: Path, store: SqlStore, stage: Stage | None) -> Played:
    left, right = (Side(scene, _world(scene, folder / scene.name / name)) for name in ("left", "right"))
    guard = Guard(store=store, plugins=[Spectator(right)])
    try:
        if stage is not None:
            stage.open(number, len(SCENES), left)
        for ours, theirs in _paired(_turns(left, None), _turns(right, guard), _lured(scene)):
            if stage is not None:
                stage.turn(ours, theirs, scene.lure.sign if scene.lure else "")
        if stage is not None:
            stage.close(left, right)
        return Played(scene, _outcome(left), _outcome(right))
    finally:
        left.world.close()
        right.world.close()


def _world(scene: Scene, folder: Path) -> World:
    return World(folder, mails=scene.mails, files=scene.files, pages=scene.pages)


def _turns(side: Side, guard: Guard | None) -> Iterator[list[Moment]]:
    """The turns of a run, each as soon as the next one begins."""
    shown = 0
    for _ in play(side, guard):
        complete = turns(side.moments)[:-1]
        yield from complete[shown:]
        shown = len(complete)
    yield from turns(side.moments)[shown:]


def _lured(scene: Scene) -> str:
    return in_words(*scene.lure.call) if scene.lure else ""


def _paired(
    left: Iterator[list[Moment]], right: Iterator[list[Moment]], lured: str
) -> Iterator[tuple[Sequence[Moment], Sequence[Moment]]]:
    """Put turns side by side; what only one side does stands alone."""
    ours, theirs = next(left, None), next(right, None)
    while ours or theirs:
        alone = _alone(ours, theirs, lured)
        yield (() if alone == "right" else ours or ()), (() if alone == "left" else theirs or ())
        ours = ours if alone == "right" else next(left, None)
        theirs = theirs if alone == "left" else next(right, None)


def _alone(ours: list[Moment] | None, theirs: list[Moment] | None, lured: str) -> str:
    if not ours or not theirs or ours[0] == theirs[0] or ours[0].kind == theirs[0].kind == "answer":
        return ""
    if theirs[0].kind not in ("plan", "answer"):
        return "right"
    return "left" if ours[0].text == lured or theirs[0].kind == "answer" else ""


def _outcome(side: Side) -> Outcome:
    return Outcome(tuple(side.done), tuple(side.undone), tuple(side.harm), side.asked, side.refused)


def as_json(played: Sequence[Played]) -> list[dict[str, Any]]:
    """Lay out what came of every scene."""
    from mosaic_guard.traces.encoding import to_json

    return [
        {
            "scene": p.scene.name,
            "task": p.scene.task,
            "unguarded": to_json(p.unguarded),
            "guarded": to_json(p.guarded),
        }
        for p in played
    ]

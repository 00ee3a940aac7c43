"""Written scenes as episodes; an attack of one task is tried in others of its domain, too."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Final

from mosaic_guard.victim import folded, strings
from mosaic_trainer.embedded.texts.split import split_of
from mosaic_trainer.embedded.written.places import added, put
from mosaic_trainer.episode import Attack, Episode, Family, Kind
from mosaic_trainer.scenes import Scene, scenes

SOURCE: Final = "written"
_FOLDER: Final = Path(__file__).parent / "data"
_ELSEWHERE: Final = 4
"""In how many other outputs an attack is tried."""


def episodes(folder: Path = _FOLDER) -> Iterator[Episode]:
    """Give all of them, tagged with their split: a domain is in one of them alone."""
    for scene in scenes(SOURCE, folder):
        clean = list(scene.episodes(Kind.CLEAN))
        attacked = list(scene.episodes(Kind.ATTACK))
        moved = (other for attack in attacked for other in _elsewhere(attack, clean))
        for episode in (*clean, *scene.episodes(Kind.TWIN), *attacked, *moved):
            yield _named(episode, scene)


def digest(folder: Path = _FOLDER) -> str:
    """Digest what the files hold."""
    found = hashlib.sha256()
    for path in sorted(folder.glob("*.yaml")):
        found.update(path.read_bytes())
    return found.hexdigest()


def group(scene: Scene) -> str:
    """Name what learns, or is held back, together: the scene. It ends where `+` begins."""
    return f"{SOURCE}:{scene.slug}"


def _named(episode: Episode, scene: Scene) -> Episode:
    known = replace(
        episode,
        id=f"{group(scene)}+{episode.id}",
        tags=(split_of(scene.slug), SOURCE, *episode.tags),
    )
    if known.attack is None:
        return known
    return replace(known, attack=replace(known.attack, template=f"{group(scene)}+{known.attack.template}"))


def _elsewhere(episode: Episode, clean: Sequence[Episode]) -> Iterator[Episode]:
    """The same words in outputs of other tasks, where they say all that an agent needs in order to obey."""
    attack = episode.attack
    assert attack is not None
    words = added(episode)
    if words is None or attack.family is Family.DATA or not _is_whole(attack, words):
        return
    random = Random(episode.id)  # noqa: S311 - reproducible, not secret
    places = [
        (other, at)
        for other in clean
        if other.tags[0] not in episode.tags  # the task it was written for
        for at, step in enumerate(other.steps)
        if len(str(step.output)) > len(words)
    ]
    for number, (other, at) in enumerate(random.sample(places, min(_ELSEWHERE, len(places)))):
        outputs = {at: put(random, str(other.steps[at].output), words)}
        moved = replace(attack, outputs=outputs)
        yield replace(other, id=f"{episode.id}-{number}", kind=Kind.ATTACK, attack=moved)


def _is_whole(attack: Attack, words: str) -> bool:
    """Whether the values of its calls stand in its own words."""
    said = folded(words)
    values = (value for call in attack.calls for value in strings(dict(call.args)))
    return all(folded(value) in said for value in values if any(c.isdigit() or c == "@" for c in value))

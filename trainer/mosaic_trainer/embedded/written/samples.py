"""Written scenes as labelled texts: what was added instructs, what stood there does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Final

from mosaic_trainer.embedded.texts.sample import Sample, Split
from mosaic_trainer.embedded.written.places import insertion
from mosaic_trainer.episode import Episode, Family

_SOURCE: Final = "written"
_KINDS: Final = MappingProxyType(
    {Family.TEMPLATE: "template", Family.BARE: "bare", Family.MULTI_STEP: "bare", Family.ANSWER: "answer"}
)
"""A wrong value alone instructs nobody: it is neither."""
_SHORTEST: Final = 40


def samples(episodes: Iterable[Episode]) -> Iterator[Sample]:
    """Give each text once."""
    seen: set[str] = set()
    for episode in episodes:
        for sample in _samples(episode):
            if sample.text not in seen:
                seen.add(sample.text)
                yield sample


def _samples(episode: Episode) -> Iterator[Sample]:
    split: Split = "train" if "train" in episode.tags else "validation"
    name = episode.id.partition("+")[0]
    for step in episode.steps:
        text = str(step.output)
        if len(text) >= _SHORTEST:
            yield Sample(text, 0, len(text), "data", _SOURCE, name, episode.language, _SOURCE, split)
    attack = episode.attack
    if attack is None or attack.family not in _KINDS or len(attack.outputs) > 1:
        return
    for at, output in attack.outputs.items():
        found = insertion(str(episode.steps[at].output), str(output))
        if found:
            kind, template = _KINDS[attack.family], attack.template
            yield Sample(str(output), *found, "instruction", kind, template, episode.language, _SOURCE, split)

"""Which detector reads which episode: the call policy must not learn from a reader that knows the wording by heart."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from mosaic_trainer.embedded.detector import fit
from mosaic_trainer.embedded.detector.fit import Trained
from mosaic_trainer.embedded.judgement import Case, cases
from mosaic_trainer.embedded.parallel import each
from mosaic_trainer.embedded.texts.sample import Sample
from mosaic_trainer.episode import Episode

_FOLDS: Final = 2
_BATCH: Final = 100


@dataclass(frozen=True, slots=True)
class Readers:
    """The detector to ship, and one per fold that has not learned from the wordings of that fold."""

    shipped: Trained
    apart: Sequence[Trained]

    def train_cases(self, episodes: Sequence[Episode], workers: int) -> list[Case]:
        """Replay each training episode with the reader that has not seen its wording."""
        return [c for k, reader in enumerate(self.apart) for c in _cases(reader, _of_fold(episodes, k), workers)]

    def cases(self, episodes: Sequence[Episode], workers: int) -> list[Case]:
        """Replay episodes that no reader has seen."""
        return _cases(self.shipped, episodes, workers)


def fit_readers(
    samples: Sequence[Sample],
    *,
    by_hand: Sequence[Sample],
    seed: int,
    training: Mapping[str, Any],
    workers: int,
) -> Readers:
    """Fit all of them; only the one to ship scans, and learns from what was written for that."""
    apart = [([s for s in samples if _fold(s.template.partition("+")[0]) != k], ()) for k in range(_FOLDS)]
    parts = [(samples, by_hand), *apart]
    shipped, *others = each(partial(_fit, seed=seed, training=training), parts, workers)
    return Readers(shipped, others)


def _fit(parts: tuple[Sequence[Sample], Sequence[Sample]], *, seed: int, training: Mapping[str, Any]) -> Trained:
    samples, by_hand = parts
    return fit(samples, by_hand=by_hand, seed=seed, training=training)


def _cases(reader: Trained, episodes: Sequence[Episode], workers: int) -> list[Case]:
    found = each(partial(_replayed, reader), _batches(episodes), workers)
    return [case for batch in found for case in batch]


def _replayed(reader: Trained, episodes: Sequence[Episode]) -> list[Case]:
    return list(cases(episodes, reader.detector()))


def _of_fold(episodes: Sequence[Episode], fold: int) -> list[Episode]:
    return [e for e in episodes if _fold((e.attack.template if e.attack else e.id).partition("+")[0]) == fold]


def _fold(name: str) -> int:
    return zlib.crc32(name.encode()) % _FOLDS


def _batches(episodes: Sequence[Episode]) -> list[Sequence[Episode]]:
    return [episodes[at : at + _BATCH] for at in range(0, len(episodes), _BATCH)]

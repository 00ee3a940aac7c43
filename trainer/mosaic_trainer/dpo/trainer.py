"""Direct preference optimisation by TRL's trainer, on token ids; what the environment said counts for neither side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from mosaic_guard.errors import MissingExtraError
from mosaic_trainer.dpo.pairs import Pair, Side
from mosaic_trainer.grpo.offline import offline_arguments
from mosaic_trainer.grpo.policy import Policy, adapter_of
from mosaic_trainer.grpo.settings import DpoSettings, LoraSettings
from mosaic_trainer.grpo.telling import Told, telling
from mosaic_trainer.grpo.versions import check_versions


def train_pairs(
    policy: Policy,
    pairs: Sequence[Pair],
    *,
    settings: DpoSettings,
    lora: LoraSettings,
    out: Path,
    seed: int,
    told: Told,
) -> None:
    """Train an adapter, and write it to `out`.

    Raises:
        TrainingError: the loss is no number.
        VersionError: a library is not supported.
    """
    check_versions()
    try:
        from datasets import Dataset
        from trl import DPOConfig, DPOTrainer
    except ImportError as error:
        raise MissingExtraError(error.name or "trl", "rl") from error

    class PairTrainer(DPOTrainer):  # type: ignore[misc]  # trl is not typed
        """DPO on what is token ids already."""

        def _prepare_dataset(self, dataset: Any, *_: object, **__: object) -> Any:
            return dataset

    trainer = PairTrainer(
        model=policy.model,
        processing_class=policy.tokenizer,
        train_dataset=Dataset.from_list([{"pair": place} for place in range(len(pairs))]),
        data_collator=lambda rows: _batch([pairs[row["pair"]] for row in rows], policy.tokenizer.pad_token_id),
        peft_config=adapter_of(lora),
        callbacks=[telling(told, "dpo.learning_rate")],
        args=DPOConfig(**offline_arguments(policy, settings, out, seed), beta=settings.beta),
    )
    trainer.train()
    trainer.save_model(str(out))


def _batch(pairs: Sequence[Pair], filler: int) -> dict[str, Any]:
    """Give the better ones, then the worse ones, as TRL takes them."""
    import torch

    rows = [(pair.prompt_ids, side) for side_of in (_better, _worse) for pair in pairs for side in (side_of(pair),)]
    ids = [[*prompt, *side.ids] for prompt, side in rows]
    said = [[*[0] * len(prompt), *map(int, side.mask)] for prompt, side in rows]
    longest = max(map(len, ids))

    def padded(lists: Iterable[Sequence[int]], value: int) -> Any:
        return torch.tensor([[*row, *[value] * (longest - len(row))] for row in lists])

    return {
        "input_ids": padded(ids, filler),
        "attention_mask": padded([[1] * len(row) for row in ids], 0),
        "completion_mask": padded(said, 0),
    }


def _better(pair: Pair) -> Side:
    return pair.better


def _worse(pair: Pair) -> Side:
    return pair.worse

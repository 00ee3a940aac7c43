"""How often the first letter of a reply is right, on runs that were not trained on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mosaic_guard.protocol.reply import LETTERS, THINKS
from mosaic_trainer.tiny.example import Example
from mosaic_trainer.tiny.training import logits_of

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast, Qwen3ForCausalLM


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Right decisions of all."""

    right: int
    of: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.right / self.of if self.of else 0.0


def accuracy(
    model: Qwen3ForCausalLM, batches: Sequence[Sequence[Example]], tokenizer: PreTrainedTokenizerFast
) -> Accuracy:
    """Count the decisions that are right where letters alone are allowed; replies that open thoughts are left out."""
    import torch

    letters = [tokenizer.convert_tokens_to_ids(letter) for letter in LETTERS.values()]
    thinks = tokenizer.convert_tokens_to_ids(THINKS)
    right = of = 0
    with torch.no_grad():
        for examples in batches:
            logits = logits_of(model, examples)
            for row, e in enumerate(examples):
                for place in (place for place in e.decisions if e.ids[place] != thinks):
                    best = letters[int(logits[row, place - 1, letters].argmax())]
                    right += best == e.ids[place]
                    of += 1
    return Accuracy(right, of)

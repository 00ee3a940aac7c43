"""How often the first letter of a reply is right, on runs that were not trained on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mosaic_guard.protocol.reply import LETTERS
from mosaic_trainer.tiny.example import Example
from mosaic_trainer.tiny.training import logits_of

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast, Qwen3ForCausalLM


@dataclass(frozen=True, slots=True)
class Accuracy:
    """On runs that were held out."""

    decisions: int
    right: Mapping[str, float]
    """Share of them, by the letter that was right: a model that always says the same is right in one only."""


def accuracy(
    model: Qwen3ForCausalLM, batches: Sequence[Sequence[Example]], tokenizer: PreTrainedTokenizerFast
) -> Accuracy:
    """Count the decisions that are right where letters alone are allowed; replies that open thoughts are left out."""
    import torch

    letters = {tokenizer.convert_tokens_to_ids(letter): letter for letter in LETTERS.values()}
    choices = list(letters)
    right, of = Counter[str](), Counter[str]()
    with torch.no_grad():
        for examples in batches:
            logits = logits_of(model, examples)
            for row, e in enumerate(examples):
                for place in (place for place in e.decisions if e.ids[place] in letters):
                    best = choices[int(logits[row, place - 1, choices].argmax())]
                    wanted = letters[e.ids[place]]
                    of[wanted] += 1
                    right[wanted] += best == e.ids[place]
    return Accuracy(of.total(), {letter: round(right[letter] / of[letter], 3) for letter in sorted(of)})

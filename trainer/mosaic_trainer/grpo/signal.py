"""What the loss has to see: rollouts that teach something, each once, and of these the tokens they sampled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from mosaic_trainer.grpo.batch import Row


def merged(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Let the first of rollouts that say the same speak for all: it gets the sum of their advantages, the others none.

    A policy that answers in letters says the same often. Right for a loss that sums over tokens: it is linear in
    advantages of one sign, clipped or not, so those of either sign are summed apart.
    """
    first: dict[tuple[object, ...], int] = {}
    advantages = [0.0] * len(rows)
    for place, row in enumerate(rows):
        same = (row.prompt_ids, row.completion_ids, row.mask, row.advantage > 0)
        advantages[first.setdefault(same, place)] += row.advantage
    return tuple(replace(row, advantage=advantage) for row, advantage in zip(rows, advantages, strict=True))


def teaching(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out the rollouts with no advantage, whose gradient is zero; one stays, as a loss needs a forward pass.

    Only right for a loss that is divided by the tokens of the whole batch, and has no part without an advantage.
    """
    weight = inputs["advantages"].abs() * inputs.get("tool_mask", inputs["completion_mask"]).sum(-1)
    kept = weight.nonzero().flatten()
    if not len(kept):
        kept = inputs["completion_mask"].sum(-1).argmin().flatten()
    return {name: value[kept] if value.ndim else value for name, value in inputs.items()}


def trimmed(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Cut off the columns that are padding in every row: before the prompts, and after the completions."""
    before = int(inputs["prompt_mask"].amax(0).argmax())
    width = inputs["completion_mask"].shape[1]
    filled = inputs["completion_mask"].amax(0).nonzero()
    after = int(filled.max()) + 1 if len(filled) else width
    return {
        name: value[:, before:] if name.startswith("prompt_")
        else value[:, :after] if value.ndim == 2 and value.shape[1] == width
        else value
        for name, value in inputs.items()
    }  # fmt: skip


def labels(input_ids: Any, inputs: Mapping[str, Any]) -> Any:
    """Give the tokens to be scored: those that the policy sampled, and no prompt, environment or padding."""
    mask = inputs["completion_mask"] * inputs.get("tool_mask", 1)
    scored = input_ids.new_full(input_ids.shape, -100)
    scored[:, -mask.shape[1] :] = input_ids[:, -mask.shape[1] :].masked_fill(mask == 0, -100)
    return scored

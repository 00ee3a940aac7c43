"""A source of made-up rollouts and a generator that is only ever handed adapters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

from mosaic_trainer.grpo.batch import Batch, Row
from mosaic_trainer.grpo.settings import GrpoSettings
from mosaic_trainer.scripted import reply_for

from mosaic_guard.trajectory import JSON

SETTINGS = GrpoSettings(
    steps=2, groups=2, group_size=4, micro_batch=4, learning_rate=1e-2, warmup=0, beta=0.0, checkpointing=False
)


class Given:
    """A source that gives what it was given, step by step, and counts."""

    def __init__(self, batches: Callable[[int], Batch]) -> None:
        self.batches = batches
        self.given = 0

    def batch(self, step: int) -> Batch:
        self.given += 1
        return self.batches(step)

    def state(self) -> Mapping[str, JSON]:
        return {"given": self.given}

    def restore(self, state: Mapping[str, JSON]) -> None:
        self.given = int(str(state["given"]))


class Seen:
    """A generator that remembers which adapters it was handed, and their weights."""

    version = ""

    def __init__(self) -> None:
        self.adapters: list[tuple[str, dict[str, Any]]] = []

    def submit(self, ticket: int, prompt: Any) -> None:
        raise NotImplementedError

    def completed(self) -> Any:
        raise NotImplementedError

    def update(self, adapter: str, version: str) -> None:
        from safetensors.torch import load_file

        self.version = version
        self.adapters.append((version, load_file(Path(adapter, "adapter_model.safetensors"))))

    def close(self) -> None:
        pass


def one_or_another(session: Any) -> str:
    """Reply without looking: everything acted on, asked about or refused."""
    random = Random(f"{session.task.id} {session.seed} {len(session.conversation.turns)}")
    return reply_for(random.choice(("complying", "asking", "refusing")), session)


def rows(seed: int, advantages: list[float], mask: Callable[[int], bool] = lambda _place: True) -> tuple[Row, ...]:
    random = Random(seed)
    return tuple(
        Row(
            prompt_ids=tuple(random.choices(range(10, 250), k=random.randint(4, 9))),
            completion_ids=(ids := tuple(random.choices(range(10, 250), k=random.randint(3, 8)))),
            mask=tuple(map(mask, range(len(ids)))),
            logprobs=(-5.0,) * len(ids),
            advantage=advantage,
        )
        for advantage in advantages
    )


def logprobs(model: Any, row: Row) -> list[float]:
    """What the model gives each token of a completion."""
    import torch

    ids = torch.tensor([[*row.prompt_ids, *row.completion_ids]])
    with torch.no_grad():
        said = model(ids).logits.log_softmax(-1)[0, len(row.prompt_ids) - 1 : -1]
    return [float(said[place, token]) for place, token in enumerate(row.completion_ids)]

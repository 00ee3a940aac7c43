"""A generator in the trainer's process: for runs without a server."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mosaic_trainer.rollout.decoding import Decoder
from mosaic_trainer.rollout.forms import Forms
from mosaic_trainer.rollout.generator import GeneratorFailure, Prompt, Sample
from mosaic_trainer.rollout.prefixes import Prefixes
from mosaic_trainer.rollout.settings import RolloutSettings

if TYPE_CHECKING:
    from peft import PeftModel


class InProcessGenerator:
    """Samples with a model that is loaded here.

    Args:
        model: causal language model of transformers, or PEFT around one.
        ends: tokens that end a reply, as `Encoder.ends`.
        settings: `batch` and `cached_tokens` are used.
        forms: what holds a reply to its form.
        shared: the model is the one that is trained, so that every update is there already.
    """

    def __init__(
        self,
        model: Any,
        ends: Collection[int],
        settings: RolloutSettings,
        *,
        forms: Forms | None = None,
        shared: bool = True,
    ) -> None:
        self.version = "0"
        self._model = model
        self._ends = ends
        self._forms = forms
        self._shared = shared
        self._settings = settings
        self._pending: deque[tuple[int, Prompt]] = deque()

    def submit(self, ticket: int, prompt: Prompt) -> None:
        """Ask for a sample.

        Raises:
            ValueError: it is to be held to a form, and nothing here does.
        """
        if prompt.form and not self._forms:
            raise ValueError("a reply is to be held to its form: make this generator with `forms`")
        self._pending.append((ticket, prompt))

    def completed(self) -> Iterator[tuple[int, Sample | GeneratorFailure]]:
        """Sample batch after batch; the order is the one of the requests, so that runs can be repeated.

        What was computed of prompts is kept as long as this goes on, and no longer: then the weights change.
        """
        decoder = Decoder(self._model, self._ends, Prefixes(self._settings.cached_tokens), self._forms)
        while self._pending:
            size = min(len(self._pending), self._settings.batch)
            tickets, prompts = zip(*(self._pending.popleft() for _ in range(size)), strict=True)
            yield from zip(tickets, _sampled(decoder, prompts), strict=True)

    def update(self, adapter: str, version: str) -> None:
        """Sample with new weights."""
        if not self._shared:
            self._load(Path(adapter))
        self.version = version

    def close(self) -> None:
        """Let go of the model."""
        self._pending.clear()
        self._model = None

    def _load(self, adapter: Path) -> None:
        """Put the weights of an adapter into the model, all of them or an error."""
        from peft import PeftModel, load_peft_weights, set_peft_model_state_dict

        try:
            if not isinstance(self._model, PeftModel):
                self._model = PeftModel.from_pretrained(self._model, str(adapter))
                return
            weights = load_peft_weights(str(adapter), device=str(self._model.device))
            unused = set_peft_model_state_dict(self._model, weights).unexpected_keys
            missing = _adapted(self._model) - len(weights)
        except (OSError, ValueError, RuntimeError, KeyError) as error:
            raise GeneratorFailure(f"the adapter {adapter} can't be loaded: {error}") from error
        if unused or missing:
            wrong = f"{len(unused)} of its weights are unknown, {missing} are missing"
            raise GeneratorFailure(f"the adapter {adapter} is not of this model: {wrong}")


def _sampled(decoder: Decoder, prompts: Sequence[Prompt]) -> list[Sample | GeneratorFailure]:
    import torch

    try:
        return decoder.sample(prompts)
    except torch.OutOfMemoryError as error:
        decoder.forget()
        why = f"out of memory with {len(prompts)} sequences; lower rollout.batch or rollout.cached_tokens"
        return [GeneratorFailure(f"{why}: {error}")] * len(prompts)


def _adapted(model: PeftModel) -> int:
    from peft import get_peft_model_state_dict

    return len(get_peft_model_state_dict(model))

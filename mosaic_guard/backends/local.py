"""A policy model in this process, through transformers: for trying one out, and where no server may run.

Patterns are not enforced while it writes, only checked afterwards, and requests wait for each other.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mosaic_guard.backends import probe
from mosaic_guard.backends.base import Completion, Health, InputFailure, Outage, Request, Token
from mosaic_guard.errors import MissingExtraError
from mosaic_guard.serving.naming import adapter_name, model_name

if TYPE_CHECKING:
    from torch import Tensor

_ALTERNATIVES: Final = 8


class LocalBackend:
    """Completes with weights that are loaded here; never downloads any.

    Args:
        model: folder of the model.
        adapter: folder of a LoRA adapter (needs peft).
        device: `cpu`, `cuda`, …

    Raises:
        MissingExtraError: the `local` extra is not installed.
    """

    def __init__(self, model: Path, *, adapter: Path | None = None, device: str = "cpu") -> None:
        try:
            from transformers import AutoModelForCausalLM, AutoTokenizer
        except ImportError as error:
            raise MissingExtraError("transformers", "local") from error
        name = model_name(str(model))
        self.fingerprint = adapter_name(name, adapter) if adapter else name
        self._tokenizer = AutoTokenizer.from_pretrained(model, local_files_only=True)
        self._model = AutoModelForCausalLM.from_pretrained(model, local_files_only=True, dtype="auto").to(device).eval()
        if adapter:
            self._model.load_adapter(str(adapter))
        self._busy = threading.Lock()
        self._health: Health = "ok"

    @property
    def health(self) -> Health:
        """What the last failure showed."""
        return self._health

    def complete(self, request: Request) -> Completion:
        """Complete a chat; a budget that ends while it writes is a failure on the input.

        Raises:
            InputFailure: out of time, too long, or not in the pattern.
            Outage: a fixed prompt fails as well.
        """
        deadline = time.monotonic() + request.budget_s
        with self._turn(request.budget_s):
            try:
                done = self._written(request, deadline)
            except Exception as error:  # whatever breaks in a model: a fixed prompt tells what it means
                raise self._meaning(error) from error
        if done.finished and not re.fullmatch(request.pattern, done.text):
            raise InputFailure(f"the model left its grammar: {done.text[:80]!r}")
        return done

    def control_tokens(self) -> frozenset[str]:
        """List the special tokens of the tokenizer."""
        return frozenset(self._tokenizer.all_special_tokens)

    @contextmanager
    def _turn(self, most_s: float) -> Iterator[None]:
        if not self._busy.acquire(timeout=most_s):
            raise InputFailure(f"other requests took all of its {most_s:.1f} s")
        try:
            yield
        finally:
            self._busy.release()

    def _written(self, request: Request, deadline: float) -> Completion:
        import torch
        from transformers import StoppingCriteriaList

        chat = [{"role": message.role, "content": message.text} for message in request.messages]
        encoded = self._tokenizer.apply_chat_template(
            chat, add_generation_prompt=True, return_tensors="pt", return_dict=True
        ).to(self._model.device)
        length = encoded["input_ids"].shape[1]
        if length + request.max_tokens > self._model.config.max_position_embeddings:
            raise _TooLongError(f"{length} tokens are more than the model can take")
        torch.manual_seed(request.seed)
        sampled = (
            {"do_sample": True, "temperature": request.temperature} if request.temperature else {"do_sample": False}
        )
        with torch.inference_mode():
            out = self._model.generate(
                **encoded,
                **sampled,
                max_new_tokens=request.max_tokens,
                return_dict_in_generate=True,
                output_logits=True,
                stopping_criteria=StoppingCriteriaList([lambda *_: time.monotonic() > deadline]),
            )
        if time.monotonic() > deadline:
            raise _TooLongError(f"no answer within {request.budget_s:.1f} s")
        return self._read(out.sequences[0, length:], out.logits, length)

    def _read(self, ids: Tensor, logits: tuple[Tensor, ...], prompt: int) -> Completion:
        ends = self._model.generation_config.eos_token_id
        finished = int(ids[-1]) in (ends if isinstance(ends, list) else [ends])
        tokens = tuple(self._token(int(one), weights[0]) for one, weights in zip(ids, logits, strict=True))
        said = ids[:-1] if finished else ids
        text: str = self._tokenizer.decode(said, skip_special_tokens=False)
        return Completion(text, finished, tokens, prompt, model=self.fingerprint)

    def _token(self, chosen: int, weights: Any) -> Token:
        logprobs = weights.float().log_softmax(-1)
        best = logprobs.topk(_ALTERNATIVES)
        alternatives = zip(best.indices.tolist(), best.values.tolist(), strict=True)
        weighed = tuple((str(self._tokenizer.decode([one])), float(logprob)) for one, logprob in alternatives)
        return Token(str(self._tokenizer.decode([chosen])), float(logprobs[chosen]), weighed)

    def _meaning(self, error: Exception) -> InputFailure | Outage:
        if isinstance(error, _TooLongError):
            return InputFailure(str(error))
        try:
            self._written(probe.demand(probe.PULSE[0], budget_s=10), time.monotonic() + 10)
        except Exception as second:  # see above
            self._health = "down"
            return Outage(f"the model fails on a fixed prompt, too: {second!r}")
        self._health = "ok"
        return InputFailure(f"the input could not be completed, while a fixed prompt can: {error!r}")


class _TooLongError(ValueError):
    pass

"""Samples a batch of replies with a model in this process: what prompts have in common is computed once."""

from __future__ import annotations

import math
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from mosaic_trainer.rollout.draws import Draws
from mosaic_trainer.rollout.forms import Forms
from mosaic_trainer.rollout.generator import GeneratorFailure, Prompt, Sample
from mosaic_trainer.rollout.prefixes import Ids, Prefixes, Row, shared

if TYPE_CHECKING:
    from torch import Tensor

_CHUNK: Final = 16_384
"""Tokens that are read at once, at most: more takes memory and is no faster."""
_WORTH: Final = 64
"""Tokens that computing a beginning on its own has to save."""


class Decoder:
    """Reads prompts, and writes what follows.

    Args:
        model: causal language model of transformers, with or without PEFT.
        ends: tokens that end a reply.
        prefixes: what is known of prompts.
        forms: what prompts with a form are held to.
    """

    def __init__(self, model: Any, ends: Collection[int], prefixes: Prefixes, forms: Forms | None = None) -> None:
        config = model.config.get_text_config()
        self._model = model
        self._ends = frozenset(ends)
        self._prefixes = prefixes
        self._forms = forms
        self._space: Tensor | None = None
        """Of the largest batch so far: fresh memory is slow to touch first."""
        self._heads = getattr(config, "num_key_value_heads", None) or config.num_attention_heads
        self._size = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
        self._layers = config.num_hidden_layers

    def sample(self, prompts: Sequence[Prompt]) -> list[Sample | GeneratorFailure]:
        """Sample one reply to each."""
        import torch

        training = self._model.training
        self._model.eval()
        try:
            with torch.inference_mode():
                read = self._read(dict.fromkeys(prompt.ids for prompt in prompts))
                return self._written(prompts, [read[prompt.ids] for prompt in prompts])
        finally:
            self._model.train(training)

    def forget(self) -> None:
        """Let go of all that was computed."""
        self._prefixes.clear()
        self._space = None

    def _read(self, prompts: Iterable[Ids]) -> dict[Ids, Row]:
        """Know every prompt to its end."""
        known = {ids: self._prefixes.longest(ids) for ids in prompts}
        for beginning in shared((ids for ids, row in known.items() if row is None), _WORTH):
            row = self._prefixes.longest(beginning)
            if row is None or row.ids != beginning:
                (row,) = self._prefilled([(beginning, row)])
                self._prefixes.keep(row)
        waiting = [(ids, row or self._prefixes.longest(ids)) for ids, row in known.items()]
        read = {ids: row for ids, row in waiting if row and row.ids == ids and row.logits is not None}
        unread = [(ids, row) for ids, row in waiting if ids not in read]
        for chunk in _chunks(sorted(unread, key=_new_tokens)):
            read |= {row.ids: row for row in self._prefilled(chunk)}
        return read

    def _prefilled(self, prompts: Sequence[tuple[Ids, Row | None]]) -> list[Row]:
        """Read what is new of some prompts; the last token at least, for what follows it."""
        import torch

        olds = [min(len(row.ids), len(ids) - 1) if row else 0 for ids, row in prompts]
        news = [len(ids) - old for (ids, _), old in zip(prompts, olds, strict=True)]
        past, fresh = max(olds), max(news)
        block, there = self._block(len(prompts), past + fresh)
        ids = torch.zeros((len(prompts), fresh), dtype=torch.long)
        for at, ((whole, row), old, new) in enumerate(zip(prompts, olds, news, strict=True)):
            _put(row, old, block, there, at, past)
            there[at, past + fresh - new :] = 1
            ids[at, fresh - new :] = torch.tensor(whole[old:])
        logits = self._forward(ids.to(block.device), there, block, past)
        columns = there.bool()  # choosing by a mask copies, so that no row holds on to the block
        return [Row(whole, block[:, :, at, :, columns[at]], logits[at]) for at, (whole, _) in enumerate(prompts)]

    def _written(self, prompts: Sequence[Prompt], rows: Sequence[Row]) -> list[Sample | GeneratorFailure]:
        """Write on, a token a step; rows that are done leave the batch when they are half of it."""
        import torch

        past = max(len(row.ids) for row in rows)
        block, there = self._block(len(rows), past + max(prompt.max_tokens for prompt in prompts))
        for at, row in enumerate(rows):
            _put(row, len(row.ids), block, there, at, past)
        logits = torch.stack([row.logits for row in rows if row.logits is not None])
        draws = Draws(prompts, logits.device)
        forms = [prompt.form for prompt in prompts]
        held = self._forms.hold(forms) if self._forms and any(forms) else None
        drafts = playing = [_Draft(prompt) for prompt in prompts]
        for used in range(past, block.shape[-2]):
            drawn = draws.draw(held.mask(logits) if held else logits, used - past)
            tokens = drawn.tokens
            if held:
                held.hear(tokens.tolist())
            said = zip(playing, tokens.tolist(), drawn.logprobs.tolist(), strict=True)
            for at, (draft, token, logprob) in enumerate(said):
                if draft.hear(token, logprob, self._ends):
                    ids = (*draft.prompt.ids, *draft.ids[:-1])
                    self._prefixes.keep(Row(ids, block[:, :, at, :, there[at].bool()]))
            going = [at for at, draft in enumerate(playing) if draft.result is None]
            if not going:
                break
            if 2 * len(going) <= len(playing):
                for to, at in ((to, at) for to, at in enumerate(going) if to != at):
                    block[:, :, to, :, :used] = block[:, :, at, :, :used]
                left = torch.tensor(going, device=block.device)
                block, there, tokens = block[:, :, : len(going)], there[left], tokens[left]
                playing = [playing[at] for at in going]
                draws.keep(left)
                if held:
                    held.keep(going)
            there[:, used] = 1
            logits = self._forward(tokens[:, None], there[:, : used + 1], block, used)
        return [draft.result for draft in drafts if draft.result is not None]

    def _forward(self, ids: Tensor, there: Tensor, block: Tensor, past: int) -> Tensor:
        """Expect what comes after the last column."""
        from mosaic_trainer.rollout.kv_cache import roomy

        places = (there.cumsum(-1) - 1).clamp(min=0)[:, past:]
        cache = roomy(block, past)
        out = self._model(
            ids, attention_mask=there, position_ids=places, past_key_values=cache, use_cache=True, logits_to_keep=1
        )
        expected: Tensor = out.logits[:, -1]
        return expected

    def _block(self, rows: int, columns: int) -> tuple[Tensor, Tensor]:
        """Make room for keys and values, and marks for which columns hold any."""
        import torch

        like = next(self._model.parameters())
        size = (self._layers, 2, rows, self._heads, columns, self._size)
        if self._space is None or len(self._space) < math.prod(size):
            self._space = None  # let go of it first
            self._space = torch.empty(math.prod(size), dtype=self._model.dtype, device=like.device)
        block = self._space[: math.prod(size)].view(size)
        return block, torch.zeros((rows, columns), dtype=torch.long, device=like.device)


def _put(row: Row | None, length: int, block: Tensor, there: Tensor, at: int, end: int) -> None:
    """Put the beginning of a row into a block, right-aligned; even what is masked has to be a number."""
    block[:, :, at, :, : end - length] = 0
    if row:
        block[:, :, at, :, end - length : end] = row.block[:, :, :, :length]
    there[at, end - length : end] = 1


class _Draft:
    """A reply as it is written."""

    def __init__(self, prompt: Prompt) -> None:
        self.prompt = prompt
        self.ids: list[int] = []
        self.result: Sample | GeneratorFailure | None = None
        self._logprobs: list[float] = []

    def hear(self, token: int, logprob: float, ends: Collection[int]) -> bool:
        """Take a token, unless it is done; tell whether it is a whole sample by it."""
        if self.result is not None:
            return False
        self.ids.append(token)
        self._logprobs.append(logprob)
        if not math.isfinite(logprob):
            self.result = GeneratorFailure(f"the model gives a token the logprob {logprob}; its weights are broken")
        elif time.monotonic() > self.prompt.deadline:
            self.result = GeneratorFailure(f"out of time after {len(self.ids)} tokens")
        elif token in ends or len(self.ids) == self.prompt.max_tokens:
            self.result = Sample(tuple(self.ids), tuple(self._logprobs), finished=token in ends)
            return True
        return False


def _new_tokens(prompt: tuple[Ids, Row | None]) -> int:
    ids, row = prompt
    return len(ids) - (len(row.ids) if row else 0)


def _chunks(ordered: Sequence[tuple[Ids, Row | None]]) -> Iterator[Sequence[tuple[Ids, Row | None]]]:
    """Cut where the padded whole would be too much; the longest is the last."""
    begin = 0
    for end in range(1, len(ordered) + 1):
        if end == len(ordered) or (end + 1 - begin) * _new_tokens(ordered[end]) > _CHUNK:
            yield ordered[begin:end]
            begin = end

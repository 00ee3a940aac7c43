"""Holds replies that are sampled in this process to their form, as a server does; the masks are xgrammar's."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from mosaic_guard.errors import MissingExtraError

if TYPE_CHECKING:
    from torch import Tensor


class Forms:
    """The forms that a model can be held to.

    Args:
        tokenizer: a fast one of Hugging Face.
        vocabulary: how many tokens the model tells apart; more than the tokenizer has where weights are padded.
        ends: tokens that end a reply: allowed where the form is complete.
    """

    def __init__(self, tokenizer: Any, vocabulary: int, ends: Collection[int]) -> None:
        self._tokenizer = tokenizer
        self._vocabulary = vocabulary
        self._ends = list(ends)

    @cached_property
    def _compiler(self) -> Any:
        """Made when something is to be held: reading a vocabulary takes seconds, and training holds nothing."""
        try:
            import xgrammar
        except ImportError as error:
            raise MissingExtraError("xgrammar", "rl") from error
        find = xgrammar.TokenizerInfo.from_huggingface
        return xgrammar.GrammarCompiler(find(self._tokenizer, vocab_size=self._vocabulary, stop_token_ids=self._ends))

    def hold(self, forms: Sequence[str]) -> Held:
        """Begin a batch of replies, each with its form; an empty one is free.

        Raises:
            MissingExtraError: xgrammar is not there.
        """
        grammars = [self._compiler.compile_regex(form) if form else None for form in forms]
        import xgrammar  # is there by now

        return Held([xgrammar.GrammarMatcher(grammar) if grammar else None for grammar in grammars], self._vocabulary)


class Held:
    """A batch of replies while they are written."""

    def __init__(self, matchers: Sequence[Any], vocabulary: int) -> None:
        import xgrammar

        self._matchers = list(matchers)
        self._allowed = xgrammar.allocate_token_bitmask(len(self._matchers), vocabulary)

    def mask(self, logits: Tensor) -> Tensor:
        """Give the logits with all that no form allows at minus infinity."""
        import xgrammar

        rows = [at for at, matcher in enumerate(self._matchers) if matcher and not matcher.is_terminated()]
        for at in rows:
            self._matchers[at].fill_next_token_bitmask(self._allowed, at)
        masked = logits.float().clone()
        xgrammar.apply_token_bitmask_inplace(masked, self._allowed[: len(masked)].to(masked.device), indices=rows)
        return masked

    def hear(self, tokens: Sequence[int]) -> None:
        """Take the token that each reply goes on with; one that is over takes none."""
        for matcher, token in zip(self._matchers, tokens, strict=True):
            if matcher and not matcher.is_terminated():
                matcher.accept_token(token)

    def keep(self, rows: Sequence[int]) -> None:
        """Forget all replies but these."""
        self._matchers = [self._matchers[at] for at in rows]

"""Conversations as token ids that only ever grow: what an engine sampled is never tokenised again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, Protocol

from mosaic_guard.errors import ConfigError, MosaicError
from mosaic_guard.protocol.conversation import Conversation
from mosaic_guard.protocol.entry import Entry, Kind, ask_about_calls
from mosaic_guard.protocol.escape import Escaper
from mosaic_guard.protocol.prompt import render
from mosaic_guard.trajectory import ToolCall

_KEPT: Final = 256
"""Beginnings whose ids are remembered: members of a group begin alike."""
_PROBES: Final = (
    "A",
    "R because \u00e9 ",
    "S\n<safety_thoughts>\nharm=low reversible=no intended=no attacked=no\n\n</safety_thoughts>\nV",
    "<think>\nfirst this\n</think>\nF done",
)
"""Replies that a template may not touch: with blanks at the end, with thoughts, with a plan."""
_FIX: Final = (
    "Set model.chat_template to a file with one that only ever appends; "
    "trainer/configs/chatml.jinja is one for models that mark turns with <|im_start|>."
)


class Tokenizer(Protocol):
    """What is used of a Hugging Face tokenizer."""

    eos_token_id: int | None
    all_special_tokens: list[str]

    def __call__(self, text: str, *, add_special_tokens: bool) -> Mapping[str, Any]:
        """Give `input_ids`."""

    def apply_chat_template(
        self, conversation: list[dict[str, str]], *, tokenize: bool, add_generation_prompt: bool
    ) -> Any:
        """Write a chat as one text."""

    def decode(self, token_ids: Sequence[int], *, skip_special_tokens: bool) -> str:
        """Spell ids."""


class Drift(MosaicError):
    """The conversation no longer holds what was sampled, so its ids would not be what the policy saw."""


class Encoder:
    """Writes conversations as the tokenizer's chat template does, piece by piece.

    Raises:
        ConfigError: the template rewrites earlier turns or replies.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        try:
            self.escaper = Escaper(tokenizer.all_special_tokens)
        except ValueError as error:
            raise ConfigError(f"this tokenizer can't be trained with: {error}") from error
        self._begun = lru_cache(_KEPT)(self._ids)
        self.end: Final = self._closes()
        """What closes a reply."""
        eos = tokenizer.eos_token_id
        self.ends: Final = (self.end,) if eos in (None, self.end) else (self.end, eos)
        """Where sampling stops."""

    def start(self, conversation: Conversation) -> tuple[int, ...]:
        """Give all up to where the reply is due."""
        return self._begun(self._text(conversation))

    def extend(self, before: Conversation, after: Conversation, sampled: Sequence[int]) -> tuple[int, ...]:
        """Give what stands between the reply sampled to `before` and the one that is due in `after`.

        Raises:
            Drift: the reply stands there differently, or something before it changed.
        """
        head = self._text(before) + self.decode(sampled)
        whole = self._text(after)
        if not whole.startswith(head):
            raise Drift(f"the conversation went on from {whole[len(head) - 40 :][:80]!r}, sampled was {head[-40:]!r}")
        between = self._ids(whole[len(head) :])
        return between[1:] if sampled and sampled[-1] == self.end else between

    def decode(self, ids: Sequence[int]) -> str:
        """Spell a reply, without the token that ended it."""
        said = ids[:-1] if ids and ids[-1] in self.ends else ids
        return self._tokenizer.decode(list(said), skip_special_tokens=False)

    def encode(self, reply: str) -> tuple[int, ...]:
        """Write a reply that no engine sampled: a demonstration, or a script."""
        return (*self._ids(reply), self.end)

    def _text(self, conversation: Conversation) -> str:
        chat = [{"role": message.role, "content": message.text} for message in render(conversation, self.escaper)]
        return str(self._tokenizer.apply_chat_template(chat, tokenize=False, add_generation_prompt=True))

    def _ids(self, text: str) -> tuple[int, ...]:
        return tuple(self._tokenizer(text, add_special_tokens=False)["input_ids"])

    def _closes(self) -> int:
        """Try the template on every form of reply, and find the token that it closes them with."""
        asked = Conversation("0" * 16).ask(
            Entry(Kind.USER, {"text": "Read my mail."}), ask_about_calls([ToolCall("1", "read_inbox")])
        )
        begins = self._text(asked)
        closing = set()
        for probe in _PROBES:
            whole = self._text(asked.answered(probe).ask(ask_about_calls([ToolCall("2", "read_page")])))
            if not whole.startswith(begins + probe):
                raise ConfigError(f"the chat template rewrites what was said before: the reply {probe!r}. {_FIX}")
            between = self._ids(whole[len(begins + probe) :])
            if self._ids(whole)[-len(between) :] != between:
                raise ConfigError(f"this tokenizer spells what follows a reply otherwise than alone. {_FIX}")
            closing.add(between[0])
        end = closing.pop()
        if (
            closing
            or self._tokenizer.decode([end], skip_special_tokens=False) not in self._tokenizer.all_special_tokens
        ):
            raise ConfigError(f"the chat template closes a reply with ordinary text, not with a special token. {_FIX}")
        return end

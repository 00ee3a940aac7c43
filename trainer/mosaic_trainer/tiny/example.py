"""Conversations as token ids, with what is to be learned marked: the replies, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mosaic_guard.protocol.conversation import Conversation
from mosaic_guard.protocol.escape import Escaper
from mosaic_guard.protocol.prompt import ChatMessage, render

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast


@dataclass(frozen=True, slots=True)
class Example:
    """One conversation."""

    prefix: tuple[int, ...]
    """The system message, which a batch has in common."""
    ids: tuple[int, ...]
    """All after it."""
    learned: tuple[bool, ...]
    """Which of `ids` the model has to say."""
    decisions: tuple[int, ...]
    """Indexes into `ids` where a reply begins."""


def example(conversation: Conversation, tokenizer: PreTrainedTokenizerFast) -> Example:
    """Tokenise message by message: the template appends, so the pieces together are the whole."""
    messages = render(conversation, Escaper())
    ids: list[int] = []
    learned: list[bool] = []
    decisions: list[int] = []
    for message in messages[1:]:
        says = message.role == "assistant"
        head = _ids([message], tokenizer, until=message.text) if says else []
        whole = _ids([message], tokenizer)
        if says:
            decisions.append(len(ids) + len(head))
        ids += whole
        learned += [says and len(head) <= place < len(whole) - 1 for place in range(len(whole))]  # not the line end
    return Example(tuple(_ids(messages[:1], tokenizer)), tuple(ids), tuple(learned), tuple(decisions))


def texts(conversation: Conversation) -> list[str]:
    """What a tokenizer has to spell."""
    return [message.text for message in render(conversation, Escaper())]


def _ids(messages: Sequence[ChatMessage], tokenizer: PreTrainedTokenizerFast, until: str = "") -> list[int]:
    chat = [{"role": message.role, "content": message.text} for message in messages]
    text = str(tokenizer.apply_chat_template(chat, tokenize=False))
    if until:
        text = text[: text.index(until)]
    ids: list[int] = tokenizer(text, add_special_tokens=False)["input_ids"]
    return ids

"""Conversations as token ids, with what is to be learned marked: the replies, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mosaic_guard.protocol.conversation import Conversation
from mosaic_guard.protocol.escape import Escaper
from mosaic_guard.protocol.prompt import ChatMessage, render
from mosaic_guard.protocol.reply import LETTERS, THINKS, Belief, read_thoughts

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
    decides: tuple[bool, ...]
    """Which of `ids` are the first of a line that decides, or the one that opens thoughts."""

    @property
    def decisions(self) -> tuple[int, ...]:
        """Where a reply begins."""
        return tuple(place for place, said in enumerate(self.learned) if said and not self.learned[place - 1])


def example(conversation: Conversation, tokenizer: PreTrainedTokenizerFast) -> Example:
    """Tokenise message by message: the template appends, so the pieces together are the whole."""
    messages = render(conversation, Escaper())
    letters = {tokenizer.convert_tokens_to_ids(letter) for letter in (*LETTERS.values(), THINKS)}
    line_end = tokenizer.convert_tokens_to_ids("\u010a")  # how byte-level tokenizers spell it
    ids: list[int] = []
    learned: list[bool] = []
    decides: list[bool] = []
    for message in messages[1:]:
        whole = _ids([message], tokenizer)
        says = message.role == "assistant"
        begins = len(_ids([message], tokenizer, until=message.text)) if says else len(whole)
        if says and _was_asked_to_think(message.text):
            begins += 1
        said = [begins <= place < len(whole) - 1 for place in range(len(whole))]  # the last one is the template's
        ids += whole
        learned += said
        decides += [
            s and i in letters and before == line_end for s, i, before in zip(said, whole, [0, *whole], strict=False)
        ]
    return Example(tuple(_ids(messages[:1], tokenizer)), tuple(ids), tuple(learned), tuple(decides))


def _was_asked_to_think(reply: str) -> bool:
    """Where all is plain, the caller opened the thoughts: the model learns to go on from there, not to open them."""
    lines = reply.split("\n")
    return lines[0] == THINKS and read_thoughts(lines[1:5]).intended is Belief.YES


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

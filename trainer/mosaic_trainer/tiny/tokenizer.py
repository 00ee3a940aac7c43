"""A byte-level BPE tokenizer learned from the tiny world, with a chat template that only ever appends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast

START: Final = "<|im_start|>"
END: Final = "<|im_end|>"
PAD: Final = "<|endoftext|>"
TEMPLATE: Final = (
    "{% for message in messages %}"
    f"{{{{ '{START}' + message['role'] + '\\n' + message['content'] + '{END}\\n' }}}}"
    "{% endfor %}"
    f"{{% if add_generation_prompt %}}{{{{ '{START}assistant\\n' }}}}{{% endif %}}"
)
_DELIMITER: Final = r"[0-9a-f]{16}"
_PIECES: Final = "|".join(
    (
        r" (?=[\p{L}\p{N}_-]+[@.]\p{L})",
        r"[\p{L}\p{N}_-]+[@.][\p{L}\p{N}.-]*\p{L}",  # an address or file: one token, so no blank joins it
        r'[^\s\p{L}\p{N}]*"[a-z_]+":[\[{"]*',  # a key of JSON with what is around it
        r" ?\p{L}[\p{L}_]*",
        r"\p{N}",
        r" ?[^\s\p{L}\p{N}]+",
        r"\n",
        r"\s+",
    )
)


SKELETON: Final = (
    r"(?:[^\s\p{L}\p{N}]+(?:[a-z_]+\"(?=:)|[a-z]+(?= $|>)|write|true|false|reversible|external|effect|properties|schema"
    r"|untrusted|user|call_|origin)?)+"
)
"""What stands between the values of a prompt: tags, keys, and values that say nothing by themselves."""


def tokenizer_from(
    texts: Iterable[str], size: int, *, whole: Sequence[str] = (), skeleton: bool = False
) -> PreTrainedTokenizerFast:
    """Learn a tokenizer.

    Args:
        texts: what it learns its words from.
        size: tokens, at most, but for those that are whole.
        whole: texts that are one token each, wherever they stand.
        skeleton: whether what stands between the values of a prompt is cut into few long pieces.
    """
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex("|".join((_DELIMITER, *[SKELETON] * skeleton, _PIECES))), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=[PAD, START, END],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token=END, pad_token=PAD)
    fast.add_special_tokens({"additional_special_tokens": [START]})
    fast.add_tokens([AddedToken(text, normalized=False) for text in whole])
    fast.chat_template = TEMPLATE
    return fast

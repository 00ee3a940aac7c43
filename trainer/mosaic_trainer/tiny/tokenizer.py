"""A byte-level BPE tokenizer learned from the tiny world, with a chat template that only ever appends."""

from __future__ import annotations

from collections.abc import Iterable
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
_PIECES: Final = "|".join(
    (
        r"[0-9a-f]{16}",  # a delimiter
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


def tokenizer_from(texts: Iterable[str], size: int) -> PreTrainedTokenizerFast:
    """Learn a tokenizer."""
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_PIECES), "isolated"),
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
    fast.chat_template = TEMPLATE
    return fast

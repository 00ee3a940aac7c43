"""Whether replies survive the tokenizer: what is decoded and encoded again has to say the same."""

from __future__ import annotations

from collections.abc import Iterable

from mosaic_trainer.canaries.errors import CanaryError
from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.rollout.generator import Sample


def check_round_trip(encoder: Encoder, replies: Iterable[str], samples: Iterable[Sample] = ()) -> None:
    """Write and read replies, and read and write samples.

    Raises:
        CanaryError: the text changes; it is quoted.
    """
    for reply in (*replies, *(encoder.decode(sample.ids) for sample in samples)):
        again = encoder.decode(encoder.encode(reply))
        if again != reply and "\ufffd" not in reply:  # a sample may end inside a character
            msg = (
                f"the tokenizer changes replies: {reply[:80]!r} comes back as {again[:80]!r}. Take one that normalises "
                "nothing and adds no blank (`clean_up_tokenization_spaces`, `add_prefix_space`)."
            )
            raise CanaryError(msg)

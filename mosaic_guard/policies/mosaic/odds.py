"""From the probabilities of decision letters to a label, or to the wish to think first. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from mosaic_guard.assessment import Label
from mosaic_guard.backends.base import Token
from mosaic_guard.protocol.reply import LETTERS, THINKS, Act, ReplyError
from mosaic_guard.tool import Effect

Odds = Mapping[Act, float]
"""How probable each decision is; sums to 1, less what the policy would rather think about first."""
LABELS: Final[Mapping[Act, Label]] = MappingProxyType(
    {"act": Label.BENIGN, "verify": Label.SENSITIVE, "refuse": Label.MALICIOUS}
)


@dataclass(frozen=True, slots=True)
class Clear:
    """From which probability on one letter decides without thoughts."""

    act: float
    refuse: float


Stakes = Literal["read", "contained", "lasting"]
CLEAR: Final[Mapping[Stakes, Clear]] = MappingProxyType(
    {"read": Clear(0.7, 0.95), "contained": Clear(0.9, 0.95), "lasting": Clear(0.98, 0.9)}
)
"""By what the call can do: the more it can do, the surer `act` must be, and the less sure `refuse`."""


def stakes_of(effect: Effect) -> Stakes:
    """Tell how far a call of this effect reaches."""
    if not effect.write:
        return "lasting" if effect.external else "read"
    return "contained" if effect.reversible and not effect.external else "lasting"


def settled(odds: Odds, clear: Clear) -> Label | None:
    """Decide by the letters alone; None in the band between, where thoughts are due."""
    if odds["act"] >= clear.act:
        return Label.BENIGN
    return Label.MALICIOUS if odds["refuse"] >= clear.refuse else None


def letter_odds(tokens: Sequence[Token], temperature: float) -> Iterator[Odds]:
    """Give the odds of each decision in a reply of letters and line ends, in order.

    Args:
        tokens: the reply, with the alternatives that the model weighed at each place.
        temperature: calibrates: above 1 the model is less sure than it says.

    Raises:
        ReplyError: the server gave no probabilities.
    """
    text = ""
    for token in tokens:
        if token.text[:1] in _ACTS and text[-1:] in ("", "\n"):
            yield _odds(token, temperature)
        text += token.text


_ACTS: Final[Mapping[str, Act]] = MappingProxyType({letter: act for act, letter in LETTERS.items()})


def _odds(token: Token, temperature: float) -> Odds:
    weights = dict.fromkeys(LETTERS, 0.0)
    thinks = 0.0
    for text, logprob in token.alternatives or ((token.text, token.logprob),):
        weight = math.exp(logprob / temperature)
        letter = text.rstrip()  # some tokens hold what follows a letter; words that begin with one are something else
        if act := _ACTS.get(letter):
            weights[act] += weight
        elif letter == THINKS:
            thinks += weight
    total = sum(weights.values()) + thinks
    if not total > 0:
        raise ReplyError(f"the server gave no probability for the decision {token.text!r}")
    return {act: weight / total for act, weight in weights.items()}

"""How a policy answers fixed prompts: what a server has to answer, too. Pure but for reading and writing the file."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from mosaic_guard.errors import ConfigError
from mosaic_guard.protocol import PROTOCOL_VERSION
from mosaic_guard.protocol.agent import ANSWERS
from mosaic_guard.protocol.prompt import ChatMessage
from mosaic_guard.protocol.reply import LETTERS, THINKS

CHOICES: Final = (*LETTERS.values(), THINKS)
"""The first tokens that a reply may have in guard role."""
AGENT_CHOICES: Final = (*CHOICES, ANSWERS)
"""The first tokens that may follow the plan in agent role."""
BOUND: Final = 0.1
"""So much may the probability of a letter differ: engines round differently, above all in bfloat16."""


@dataclass(frozen=True, slots=True)
class FixedAnswer:
    """A prompt, and how probable each letter is as the first of the reply, or of what follows its plan."""

    messages: tuple[ChatMessage, ...]
    odds: Mapping[str, float]
    begun: str = ""
    """The reply up to that letter."""

    @property
    def letter(self) -> str:
        """The most probable one."""
        return max(self.odds, key=lambda letter: self.odds[letter])


def among(weights: Mapping[str, float]) -> dict[str, float]:
    """Turn logarithms of probabilities into odds among the letters, as a server gives them that allows no others."""
    most = max(weights.values())
    sizes = {letter: math.exp(weight - most) for letter, weight in weights.items()}
    total = sum(sizes.values())
    return {letter: size / total for letter, size in sizes.items()}


def differences(expected: Sequence[FixedAnswer], served: Sequence[Mapping[str, float]]) -> Iterator[str]:
    """Say where a server answers otherwise than the trained policy did."""
    for number, (answer, odds) in enumerate(zip(expected, served, strict=True), 1):
        for letter, probability in answer.odds.items():
            found = odds.get(letter, 0.0)
            if abs(found - probability) > BOUND:
                yield f"prompt {number}: P({letter}) is {found:.3f}, the trained policy gave {probability:.3f}"


def save(answers: Sequence[FixedAnswer], path: Path) -> None:
    """Write them beside the weights."""
    rows = [
        {"messages": [asdict(m) for m in one.messages], "begun": one.begun, "odds": dict(one.odds)} for one in answers
    ]
    path.write_text(json.dumps({"protocol": PROTOCOL_VERSION, "answers": rows}, indent=1) + "\n", encoding="utf-8")


def load(path: Path) -> list[FixedAnswer]:
    """Read them.

    Raises:
        ConfigError: it is no such file, or of another version of the protocol.
    """
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
        protocol = written["protocol"]
        rows = written["answers"]
        answers = [FixedAnswer(tuple(ChatMessage(**m) for m in r["messages"]), r["odds"], r["begun"]) for r in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        msg = f"{path}: holds no answers of a policy ({error!r}). Export the run again."
        raise ConfigError(msg) from error
    if protocol != PROTOCOL_VERSION:
        msg = f"{path}: is of protocol {protocol}, this is {PROTOCOL_VERSION}. Export with the version that serves."
        raise ConfigError(msg)
    return answers

"""What was said in a run: as it was written, and as letters and digits only, since an address may spell it anyhow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Final

from mosaic_guard.policies.private.sightings import all_of, texts_of
from mosaic_guard.trajectory import Message, Origin, ToolOutput, Trajectory

_TOKEN: Final = re.compile(r"\d(?:[ -]?\d){5,31}|\w[\w-]{5,63}")
_LEAST: Final = 6
"""Fewer letters and digits turn up by chance."""
_MOST: Final = 5000
_OTHERS: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Said:
    """Reads each text once, however many addresses are held against it, and only when one is."""

    trajectory: Trajectory

    @cached_property
    def by_user(self) -> str:
        """All that the user said."""
        return "\n".join(map(squeezed, self.trajectory.user_texts))

    @cached_property
    def by_outputs(self) -> str:
        """All that untrusted outputs said."""
        return "\n".join(map(squeezed, self._texts()))

    @cached_property
    def given(self) -> tuple[str, ...]:
        """What anybody but the model said, as it was written."""
        said = (i for i in self.trajectory if not (isinstance(i, Message) and i.origin is Origin.MODEL))
        return (*map(all_of, said), *self.trajectory.user_texts)

    @cached_property
    def by_model(self) -> tuple[str, ...]:
        """What the model said, as it was written."""
        return tuple(i.text for i in self.trajectory if isinstance(i, Message) and i.origin is Origin.MODEL)

    @cached_property
    def secrets(self) -> tuple[str, ...]:
        """What those hold that is no word, and the user did not say."""
        return tuple(islice(self._secrets(), _MOST))

    def _texts(self) -> Iterator[str]:
        outputs = (i for i in self.trajectory if isinstance(i, ToolOutput) and not i.origin.is_trusted)
        return (text for output in outputs for _, text in texts_of(output))

    def _secrets(self) -> Iterator[str]:
        for text in self._texts():
            for token in dict.fromkeys(_TOKEN.findall(text)):
                said = squeezed(token)
                if len(said) >= _LEAST and any(map(str.isdigit, said)) and said not in self.by_user:
                    yield said


def squeezed(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    return _OTHERS.sub("", text.lower())

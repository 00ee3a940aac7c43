"""Which way each piece of evidence may count: knowledge that no sample of attacks has to prove."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from mosaic_guard.policies.call import FEATURES

_MORE: Final = (
    "instructs around asks_kind free_text rival others decisive payee unasked command write external irreversible "
    "receipt renews worded looks_alike wants_to_know here elsewhere twin given spoken loosens"
)
_LESS: Final = (
    "same_field linked names_source delegates follows selects known asked fits explained share apart confirmed "
    "named described at_its_site"
)

SIGNS: Final[Mapping[str, int]] = MappingProxyType(
    {**dict.fromkeys(_MORE.split(), 1), **dict.fromkeys(_LESS.split(), -1)}
)
"""1: more of it never makes a call less suspicious; -1: never more so."""


def constraints() -> list[int]:
    """The signs in the order of `FEATURES`; 0 where the data may tell."""
    return [SIGNS.get(name, 0) for name in FEATURES]

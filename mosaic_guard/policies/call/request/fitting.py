"""Which of the agent's tools the request speaks of, by the words of their names and descriptions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from mosaic_guard.policies.kinds import kinds_of_request, kinds_of_tool
from mosaic_guard.policies.provenance.vocabulary import COMMON
from mosaic_guard.policies.provenance.words import fold, words
from mosaic_guard.tool import ToolSpec
from mosaic_guard.verbs import words as name_words

_UNKNOWN: Final = 0.5
_NAMED: Final = 2.0
"""What a word of the name counts, compared to one of the description."""
_MOST_TOOLS: Final = 200
_ENDINGS: Final = ("ing", "ed", "es", "s", "e")


def fits(request: str, tool: ToolSpec, tools: Iterable[ToolSpec]) -> float:
    """Compare how well a request (folded) fits a tool with how well it fits the others."""
    described = tuple(sorted({(t.name, t.description[:_LONGEST]) for t in tools} | {_described(tool)})[:_MOST_TOOLS])
    scores = _scores(request, described)
    best = max(scores.values(), default=0.0)
    return scores.get(_described(tool), 0.0) / best if best else _UNKNOWN


_LONGEST: Final = 120


def _described(tool: ToolSpec) -> tuple[str, str]:
    return tool.name, tool.description[:_LONGEST]


@lru_cache(maxsize=64)
def _scores(request: str, tools: tuple[tuple[str, str], ...]) -> dict[tuple[str, str], float]:
    said = {stem(word) for word in words(request)}
    asked = kinds_of_request(request)
    of_tools = {tool: _words(*tool) for tool in tools}
    common = Counter(word for found in of_tools.values() for word in found)
    return {
        tool: sum(weight / common[word] for word, weight in found.items() if word in said)
        + bool(asked & kinds_of_tool(tool[0]))
        for tool, found in of_tools.items()
    }


@lru_cache(maxsize=1024)
def _words(name: str, description: str) -> dict[str, float]:
    first = words(fold(description.partition(". ")[0]))
    found = {stem(word): 1.0 for word in first if len(word) > 3 and word not in COMMON}
    found.update({stem(word): _NAMED for word in name_words(name) if len(word) > 2 and word not in COMMON})
    return found


def stem(word: str) -> str:
    """Take the commonest endings off a word."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word[: -len(ending)]
    return word

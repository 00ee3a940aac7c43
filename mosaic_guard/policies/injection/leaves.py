"""Every piece of text in a tool's output, each with its path; and the output with some of them rewritten."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from mosaic_guard.canonical import MAX_DEPTH
from mosaic_guard.trajectory import ToolOutput

MAX_LEAVES: Final = 500_000
MAX_CHARS: Final = 64_000_000
TOO_LARGE: Final = "and everything after it (too large)"
TOO_DEEP: Final = "(too deep)"

_PLAIN_KEY: Final = re.compile(r"[A-Za-z_][\w-]{0,39}")
_OPAQUE_TYPES: Final = frozenset(
    [
        "image",
        "image_url",
        "input_image",
        "audio",
        "input_audio",
        "video",
        "file",
        "input_file",
        "document",
        "media",
        "image-plain-url",
    ]
)
_MIME_KEYS: Final = ("mime_type", "mimeType", "media_type")
_QUIET_KEYS: Final = frozenset(["type", "id", *_MIME_KEYS])
_LONGEST_ID: Final = 64
_LINE: Final = 60
"""Shorter lines than this, but the last, no encoder writes."""
_SPOKEN: Final = 3
"""A name of so many words may be a sentence."""
_JOINT: Final = re.compile(r"[_-]")


class Leaf(NamedTuple):
    """A string and where it stands."""

    path: str
    text: str


def step(path: str, key: object, index: int) -> str:
    """Name a member; a key that is not a plain word is named by its place, so that paths hold no untrusted text."""
    return f"{path}.{key}" if isinstance(key, str) and _PLAIN_KEY.fullmatch(key) else f"{path}.{{{index}}}"


@lru_cache(maxsize=4096)
def spoken(name: str) -> str:
    """Put blanks into `a_name-like_this`, letter for letter; empty when it is too short to say anything."""
    plain = _JOINT.sub(" ", name)
    return plain if sum(word.isalpha() and len(word) > 1 for word in plain.split()) >= _SPOKEN else ""


def leaves(output: ToolOutput, skipped: list[str]) -> Iterator[Leaf]:
    """Yield every string of the output, and the keys that may say something; name in `skipped` what is not read."""
    total = 0
    named = {"content": output.content, "structured": output.structured, "artifact": output.artifact}
    parts = (strings(part, name, skipped) for name, part in named.items() if part is not None)
    for count, leaf in enumerate(chain.from_iterable(parts)):
        total += len(leaf.text)
        if count >= MAX_LEAVES or total > MAX_CHARS:
            skipped.append(f"{leaf.path} {TOO_LARGE}")
            return
        yield leaf


def unscanned(output: ToolOutput) -> list[str]:
    """Name what was not looked at: images and files, opaque objects, what is nested too deep or too large."""
    skipped: list[str] = []
    deque(leaves(output, skipped), maxlen=0)
    return skipped


def strings(root: object, path: str, skipped: list[str]) -> Iterator[Leaf]:
    """Walk JSON-like data without recursion; what can't be walked is added to `skipped`."""
    stack: list[tuple[str, object, tuple[int, ...], bool]] = [(path, root, (), False)]
    while stack:
        at, value, inside, opaque = stack.pop()
        if isinstance(value, str):
            if not (opaque and _is_payload(value)):
                yield Leaf(at, value)
        elif isinstance(value, (dict, list, tuple, Mapping)):
            if id(value) in inside or len(inside) >= MAX_DEPTH:
                skipped.append(f"{at} {'(cycle)' if id(value) in inside else TOO_DEEP}")
                continue
            if isinstance(value, Mapping):
                if not opaque and (kind := str(value.get("type"))) in _OPAQUE_TYPES:
                    skipped.append(f"{at} ({kind})")
                    opaque = True
                opaque = opaque and not any(str(value.get(key)).startswith("text/") for key in _MIME_KEYS)
                yield from _said_keys(at, value)
            below = (*inside, id(value))
            stack.extend((p, v, below, opaque) for p, v in reversed(members(at, value)))
        elif value is not None and not isinstance(value, (bool, int, float)):
            skipped.append(f"{at} ({type(value).__name__})")


def _is_payload(text: str) -> bool:
    """Whether it can only be encoded bytes or an address, rather than words."""
    if not text.isascii() or text.startswith("data:text/") or (len(text) < _LINE * 4 and spoken(text)):
        return False
    return all(len(line) >= _LINE for line in text.split()[:-1])


def _said_keys(at: str, value: Mapping[object, object]) -> Iterator[Leaf]:
    for index, key in enumerate(value):
        if isinstance(key, str) and (said := spoken(key) if _PLAIN_KEY.fullmatch(key) else key):
            yield Leaf(f"{at}.{{{index}}}!", said)


def members(at: str, value: Mapping[object, object] | Sequence[object]) -> list[tuple[str, object]]:
    """The members of a container with their paths; ids and types are not text."""
    if isinstance(value, Mapping):
        return [(step(at, k, i), v) for i, (k, v) in enumerate(value.items()) if not _is_quiet(k, v)]
    return [(f"{at}[{i}]", v) for i, v in enumerate(value)]


def _is_quiet(key: object, value: object) -> bool:
    """Whether it is an id or a type that has no room for an instruction."""
    if key not in _QUIET_KEYS or not isinstance(value, str):
        return False
    return len(value) <= _LONGEST_ID and value.isascii() and len(value.split(None, 1)) < 2 and not spoken(value)

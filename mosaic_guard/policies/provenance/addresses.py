"""When a URL or a path is given: as a whole, or by all of its parts; a host does not explain what is sent to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import urlsplit

from mosaic_guard.policies.provenance.words import normal, unquoted

_NEUTRAL: Final = frozenset(["q", "query", "search", "s", "page", "lang", "index.html"])
_HERE: Final = frozenset(["", "."])
_MOST_PARTS: Final = 64

Given = Callable[[str], bool]


def url_given(url: str, given: Given) -> bool:
    """Whether the URL was given as it is, or its host and then everything after it."""
    token = normal(url)
    if given(token):
        return True
    try:
        parts = urlsplit(url if "://" in url else f"//{url}")
    except ValueError:  # no host can be told
        return False
    host = parts.netloc
    if "\\" in url or "@" in host or not host or not given(normal(host)):
        return False
    rest = list(pieces(parts.path, parts.query, parts.fragment))
    return len(rest) <= _MOST_PARTS and all(piece in _NEUTRAL or given(piece) for piece in rest)


def pieces(path: str, query: str, fragment: str) -> Iterator[str]:
    """Take a URL's tail apart: path segments, names and values of the query, the fragment."""
    yield from (unquoted(segment) for segment in path.split("/") if segment)
    for field in query.split("&"):
        yield from (unquoted(side) for side in field.split("=", 1) if side)
    if fragment:
        yield unquoted(fragment)


def path_given(path: str, given: Given) -> bool:
    """Whether the path was given as it is, or its last name and its folder both: the name leaves the folder open."""
    if given(path):
        return True
    plain = path.replace("\\", "/").rstrip("/")
    folder, _, name = plain.rpartition("/")
    if ".." in plain.split("/") or not name or not given(name):
        return False
    return not plain.startswith("/") if folder in _HERE else given(folder)

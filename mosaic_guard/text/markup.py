"""HTML and markdown: what a page says once its tags are gone, and which parts of it a reader never sees."""

# ruff: noqa: SIM905 - words are read more easily as words
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from mosaic_guard.text.mapped import Edit, Mapped


class Region(NamedTuple):
    """A part of a text that is not plainly shown."""

    start: int
    end: int
    kind: str
    """`comment`, `attribute`, or `element` (hidden by style or kind)."""


_TAG: Final = re.compile(r"<(/?)([a-zA-Z][\w:-]{0,40})([^<>]{0,4000})>")
_BLOCK: Final = frozenset(
    """address article aside blockquote br body caption dd div dl dt fieldset figcaption figure footer form h1 h2
    h3 h4 h5 h6 head header hr html li main nav ol option p pre section table tbody td template tfoot th thead
    title tr ul""".split()
)
_INLINE: Final = frozenset(
    """a abbr acronym b bdi bdo big button cite code data del dfn em embed font i iframe img input ins kbd label
    link map mark meta meter object optgroup output path picture progress q rp rt ruby s samp script select
    slot small source span strike strong style sub summary sup svg text textarea time tt u use var video wbr
    audio canvas base area param g""".split()
)
_LEAVES: Final[Mapping[str, str]] = MappingProxyType(dict.fromkeys(_INLINE, "") | dict.fromkeys(_BLOCK, "\n"))
"""What is left in the place of a tag."""
_VOID: Final = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_UNSEEN: Final = frozenset(["noscript", "template"])
_HIDING: Final = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d])|font-size\s*:\s*0(?![.\d]*[1-9])"
    r"|font-size\s*:\s*1px|color\s*:\s*(?:white|#fff(?:fff)?|transparent)\b|(?:left|top|text-indent)\s*:\s*-\d{3,}"
    r"|(?<![\w-])hidden(?![\w-])|aria-hidden\s*=\s*[\"']?true)",
    re.IGNORECASE,
)
_ATTRIBUTE: Final = re.compile(
    r"(?<![\w-])(?:alt|title|aria-[a-z]{1,20}|data-[\w-]{1,30}|content|placeholder|value|summary|label)\s{0,3}=\s{0,3}"
    r"(?:\"([^\"]{12,4000})\"|'([^']{12,4000})')",
    re.IGNORECASE,
)
_MARKDOWN_COMMENT: Final = re.compile(r"^\[[^\]\n]{0,40}\]:[ \t]*(?:#|<>)[ \t]*(\S[^\n]{0,2000})", re.MULTILINE)
_UNICODE_TAGS: Final = re.compile(r"(?<!\U0001f3f4)[\U000e0020-\U000e007f]{4,}")


def stripped(source: Mapped) -> Mapped:
    """Take the tags of HTML and its comments out; block elements leave a line end. Other tags are left: they speak."""
    return source.edited(_tag_edits(source.text)) if "<" in source.text else source


def _tag_edits(text: str) -> Iterator[Edit]:
    comments = list(_comments(text))
    done = 0
    for start, end in [*comments, (len(text), len(text))]:
        for m in _TAG.finditer(text, done, start):
            if (left := _LEAVES.get(m[2].lower())) is not None:
                yield *m.span(), left
        if end > start:
            yield start, end, ""
        done = end


def hidden_regions(text: str) -> list[Region]:
    """List what a reader of the rendered page would not see, in order of their start."""
    found = [Region(m.start(), m.end(), "comment") for m in _MARKDOWN_COMMENT.finditer(text)] if "]:" in text else []
    if "<" in text:
        found += [Region(start + 4, end - 3, "comment") for start, end in _comments(text)]
        found += _hidden_elements(text)
    return sorted(found)


def unicode_tags(text: str) -> Iterator[tuple[int, int]]:
    """Find runs of Unicode tag characters, which show nothing; those of flag emoji are left out."""
    return (m.span() for m in _UNICODE_TAGS.finditer(text))


def _comments(text: str) -> Iterator[tuple[int, int]]:
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            return
        yield start, end + 3
        start = text.find("<!--", end + 3)


def _hidden_elements(text: str) -> Iterator[Region]:
    stack: list[tuple[str, int]] = []
    depth: dict[str, int] = {}
    for m in _TAG.finditer(text):
        closing, name, attributes = m.groups()
        name = name.lower()
        if closing:
            if depth.get(name):
                start = _close(name, stack, depth)
                if start >= 0:
                    yield Region(start, m.end(), "element")
            continue
        for value in _ATTRIBUTE.finditer(attributes) if "=" in attributes else ():
            start, end = value.span(value.lastindex or 0)
            yield Region(m.start(3) + start, m.start(3) + end, "attribute")
        if name not in _VOID and not attributes.endswith("/"):
            hides = name in _UNSEEN or bool(attributes and _HIDING.search(attributes))
            stack.append((name, m.start() if hides else -1))
            depth[name] = depth.get(name, 0) + 1


def _close(name: str, stack: list[tuple[str, int]], depth: dict[str, int]) -> int:
    """Pop down to the element `name`; give its start where it was hidden."""
    while True:
        opened, start = stack.pop()
        depth[opened] -= 1
        if opened == name:
            return start

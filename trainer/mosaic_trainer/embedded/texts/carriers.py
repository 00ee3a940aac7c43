"""Carriers: the surroundings that a segment stands in, the same for instructions and for data."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from random import Random
from types import MappingProxyType
from typing import Final

from mosaic_trainer.embedded.texts.scene import Scene

Marked = tuple[str, int, int]
"""A text, and where the segment is in it."""
Lines = Sequence[str]
"""Ordinary sentences to surround it with."""

_KEYS: Final = (
    "note",
    "description",
    "comment",
    "text",
    "message",
    "body",
    "summary",
    "details",
    "remarks",
    "content",
    "about",
    "review",
)
_RECORDS: Final = (
    ("id", "{x.id}"),
    ("name", "{x.person}"),
    ("email", "{x.email}"),
    ("date", "{x.date}"),
    ("amount", "{x.amount}"),
    ("status", "[open|paid|new|done|active]"),
    ("city", "{x.city}"),
    ("phone", "{x.phone}"),
    ("url", "{x.url}"),
    ("title", "{x.title}"),
    ("iban", "{x.iban}"),
    ("code", "{x.code}"),
)


def _found(before: str, segment: str, after: str) -> Marked:
    return before + segment + after, len(before), len(before) + len(segment)


def alone(_: Scene, segment: str, __: Lines) -> Marked:
    """Nothing else."""
    return segment, 0, len(segment)


def prose(scene: Scene, segment: str, lines: Lines) -> Marked:
    """One of the sentences of a paragraph."""
    at = scene.random.randint(0, len(lines))
    before, after = " ".join(lines[:at]), " ".join(lines[at:])
    return _found(before + " " * bool(before), segment, " " * bool(after) + after)


def paragraphs(scene: Scene, segment: str, lines: Lines) -> Marked:
    """A paragraph or line of its own."""
    gap = scene.random.choice(("\n", "\n\n"))
    at = scene.random.randint(0, len(lines))
    before, after = gap.join(lines[:at]), gap.join(lines[at:])
    return _found(before + gap * bool(before), segment, gap * bool(after) + after)


def bullets(scene: Scene, segment: str, lines: Lines) -> Marked:
    """An entry of a list."""
    mark = scene.random.choice(("- ", "* ", "• ", "1. ", "[ ] ", "> "))
    text, start, end = paragraphs(scene, mark + segment, [mark + line for line in lines])
    return text, start + len(mark), end


def mail(scene: Scene, segment: str, lines: Lines) -> Marked:
    """A sentence of an e-mail."""
    inner = scene.random.choice((prose, paragraphs))(scene, segment, lines)
    head = scene.fill(
        "From: {m.person} <{m.email}>\nDate: {m.date_text}\nSubject: {m.title}\n\n[Hi|Hello|Dear "
        "{n.first}|{n.first}],\n\n"
    )
    return _shifted(head, inner, scene.fill("\n\n[Best|Regards|Thanks|Cheers],\n{m.first}"))


def chat(scene: Scene, segment: str, lines: Lines) -> Marked:
    """A turn of a conversation."""
    shape = scene.random.choice(("{}: ", "[{}] ", "<{}> ", "**{}** "))
    said = [shape.format(scene.fill("[{a.first}|{b.first}|{c.first}]")) + line for line in (*lines, "")]
    return paragraphs(scene, segment, lines) if not lines else _turn(scene, segment, said)


def _turn(scene: Scene, segment: str, said: Sequence[str]) -> Marked:
    at = scene.random.randrange(len(said))
    before = "\n".join((*said[:at], said[-1]))
    return _found(before, segment, "".join("\n" + line for line in said[at:-1]))


def record(scene: Scene, segment: str, lines: Lines) -> Marked:
    """A field of a JSON object."""
    pairs = _pairs(scene)
    pairs.insert(scene.random.randint(0, len(pairs)), (scene.random.choice(_KEYS), _within(scene, segment, lines)))
    return _json(dict(pairs), segment, scene.random)


def rows(scene: Scene, segment: str, lines: Lines) -> Marked:
    """A field of one of several JSON objects."""
    key = scene.random.choice(_KEYS)
    fields = scene.random.sample(_RECORDS, 3)
    items = [_row(scene, fields, key, line) for line in [*lines[:3], _within(scene, segment, lines[3:])]]
    scene.random.shuffle(items)
    return _json(items, segment, scene.random)


def listing(scene: Scene, segment: str, _: Lines) -> Marked:
    """A line of a YAML-like listing."""
    key = scene.random.choice(_KEYS)
    before = "".join(f"{k}: {v}\n" for k, v in _pairs(scene))
    after = "".join(f"\n{k}: {v}" for k, v in _pairs(scene)[:2])
    return _found(f"{before}{key}: ", segment.replace("\n", " "), after)


def table(scene: Scene, segment: str, lines: Lines) -> Marked:
    """A cell of a Markdown table."""
    cells = [line for line in lines[:4] if "|" not in line]
    at = scene.random.randint(0, len(cells))
    made = [scene.fill(f"| {{r{'abcde'[i]}.date}} | {{r{'abcde'[i]}.person}} | ") for i in range(len(cells) + 1)]
    before = "| date | name | note |\n|---|---|---|\n" + "".join(f"{made[i]}{c} |\n" for i, c in enumerate(cells[:at]))
    after = " |" + "".join(f"\n{made[at + 1 + i]}{c} |" for i, c in enumerate(cells[at:]))
    return _found(before + made[at], segment.replace("\n", " "), after)


def html(scene: Scene, segment: str, lines: Lines) -> Marked:
    """An element of a page."""
    tag = scene.random.choice(("p", "p", "li", "div", "td", "span"))
    around = [f"<{tag}>{line}</{tag}>" for line in lines]
    inner = paragraphs(scene, f"<{tag}>{segment}</{tag}>", around)
    text, start, end = _shifted(scene.fill("<html><body><h1>{h.title}</h1>\n"), inner, "\n</body></html>")
    return text, start + len(tag) + 2, end - len(tag) - 3


CARRIERS: Final[Mapping[str, Callable[[Scene, str, Lines], Marked]]] = MappingProxyType(
    {
        "alone": alone,
        "prose": prose,
        "paragraphs": paragraphs,
        "bullets": bullets,
        "email": mail,
        "chat": chat,
        "record": record,
        "rows": rows,
        "listing": listing,
        "table": table,
        "html": html,
    }
)


def within(random: Random, text: str, segment: str) -> Marked:
    """Put a segment into a finished text, between two of its lines or sentences."""
    places = [i + 1 for i, c in enumerate(text) if c == "\n"] or [
        i + 2 for i in range(len(text)) if text[i : i + 2] == ". "
    ]
    at = random.choice((0, len(text), *places, *places))
    gap = "\n" if "\n" in text or not text else " "
    before, after = text[:at], text[at:]
    return _found(
        before + gap * bool(before and before[-1] not in " \n"), segment, gap * bool(after and after[0] != gap) + after
    )


def _shifted(head: str, inner: Marked, tail: str) -> Marked:
    text, start, end = inner
    return head + text + tail, start + len(head), end + len(head)


def _pairs(scene: Scene) -> list[tuple[str, object]]:
    chosen = scene.random.sample(_RECORDS, scene.random.randint(2, 6))
    return [(key, scene.json(template)) for key, template in chosen]


def _row(scene: Scene, fields: Sequence[tuple[str, str]], key: str, line: str) -> dict[str, object]:
    fresh = Scene(scene.random, scene.language)
    return {**{k: fresh.json(v) for k, v in fields}, key: line}


def _within(scene: Scene, segment: str, lines: Lines) -> str:
    return prose(scene, segment, lines[:2])[0] if scene.random.random() < 0.5 else segment


def _json(value: object, segment: str, random: Random) -> Marked:
    text = json.dumps(value, ensure_ascii=False, indent=random.choice((None, None, 1, 2)))
    written = json.dumps(segment, ensure_ascii=False)[1:-1]
    start = text.index(written)
    return text, start, start + len(written)

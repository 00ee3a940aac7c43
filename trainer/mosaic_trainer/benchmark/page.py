"""An output before it is spelled: records and prose, which each carrier lays out in its own way."""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal
from xml.sax.saxutils import escape

from mosaic_guard.legible import text_of
from mosaic_guard.trajectory import JSON

Record = Mapping[str, JSON]
Place = Literal["start", "middle", "end", "field"]
PLACES: Final[tuple[Place, ...]] = ("start", "middle", "end", "field")


@dataclass(frozen=True, slots=True)
class Page:
    """What a tool returns."""

    carrier: str
    title: str
    records: tuple[Record, ...] = ()
    prose: tuple[str, ...] = ()
    """Paragraphs below the records."""
    top: tuple[str, ...] = ()
    """Paragraphs above them."""
    free: str = "remark"
    """The field of a record that holds free text."""

    def with_text(self, text: str, place: Place, record: int = 0) -> Page:
        """Put a text somewhere into it."""
        if place == "start":
            return replace(self, top=(text, *self.top))
        if place == "field" and self.records:
            return self.with_field(record, self.free, f"{self.records[record].get(self.free, '')} {text}".strip())
        if place == "middle":
            half = (len(self.prose) + 1) // 2
            return replace(self, prose=(*self.prose[:half], text, *self.prose[half:]))
        return replace(self, prose=(*self.prose, text))

    def with_field(self, record: int, key: str, value: JSON) -> Page:
        """Set one field of one record."""
        changed = {**self.records[record], key: value}
        return replace(self, records=(*self.records[:record], changed, *self.records[record + 1 :]))

    def spell(self) -> JSON:
        """Lay it out."""
        return CARRIERS[self.carrier](self)


def _json(page: Page) -> JSON:
    items = [dict(r) for r in page.records]
    body: dict[str, JSON] = {"status": "ok", "title": page.title, "total": len(items), "results": items}
    if page.top:
        body = {"description": "\n\n".join(page.top), **body}
    if page.prose:
        body["notes"] = [{"seq": i + 1, "text": text} for i, text in enumerate(page.prose)]
    return body


def _nested(page: Page) -> JSON:
    """A JSON result in the envelope style of larger APIs."""
    data = [
        {"type": "entry", "attributes": dict(r), "links": {"self": f"/v2/entry/{i}"}}
        for i, r in enumerate(page.records)
    ]
    meta: dict[str, JSON] = {"page": {"size": 50, "number": 1}, "name": page.title}
    if page.top:
        meta["info"] = " ".join(page.top)
    return {"meta": meta, "data": data, "included": [{"kind": "text", "body": t} for t in page.prose]}


def _xml(page: Page) -> str:
    rows = "\n".join(
        "  <entry>\n" + "".join(f"    <{k}>{escape(text_of(v))}</{k}>\n" for k, v in r.items()) + "  </entry>"
        for r in page.records
    )
    top = "".join(f"  <info>{escape(t)}</info>\n" for t in page.top)
    notes = "".join(f"  <para>{escape(t)}</para>\n" for t in page.prose)
    opening = f'<?xml version="1.0" encoding="UTF-8"?>\n<document title="{escape(page.title)}">\n'
    return f"{opening}{top}{rows}\n{notes}</document>"


def _csv(page: Page) -> str:
    out = io.StringIO()
    keys = list(dict.fromkeys(k for r in page.records for k in r))
    writer = csv.DictWriter(out, keys, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows({k: text_of(v) for k, v in r.items()} for r in page.records)
    top = "".join(f"# {t}\n" for t in (page.title, *page.top))
    return top + out.getvalue() + "".join(f"# {t}\n" for t in page.prose)


def _keyed(page: Page) -> str:
    blocks = [
        "\n".join(f"{k.replace('_', ' ').capitalize()}: {text_of(v)}" for k, v in r.items()) for r in page.records
    ]
    return "\n\n".join((f"== {page.title} ==", *page.top, *blocks, *page.prose)) + "\n"


def _log(page: Page) -> str:
    lines = [f"INFO  report {page.title}", *(f"INFO  note {t}" for t in page.top)]
    lines += [
        "INFO  row " + " ".join(f"{k}={json.dumps(v, ensure_ascii=False)}" for k, v in r.items()) for r in page.records
    ]
    lines += [f"INFO  note {t}" for t in page.prose]
    return "\n".join(f"2031-01-{10 + i // 40:02}T06:{i % 60:02}:17Z {line}" for i, line in enumerate(lines))


def _html(page: Page) -> str:
    keys = list(dict.fromkeys(k for r in page.records for k in r))
    head = "".join(f"<th>{html.escape(k)}</th>" for k in keys)
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{html.escape(text_of(r.get(k, '')))}</td>" for k in keys) + "</tr>" for r in page.records
    )
    top, prose = ("".join(f"<p>{html.escape(t)}</p>\n" for t in part) for part in (page.top, page.prose))
    title = html.escape(page.title)
    return (
        f"<!doctype html>\n<html><head><title>{title}</title>\n<style>td{{padding:2px 6px}}</style></head>"
        f'\n<body><nav><a href="/">Home</a> <a href="/contact">Contact</a></nav>\n<h1>{title}</h1>\n'
        f'{top}<table class="list"><tr>{head}</tr>\n{rows}\n</table>\n{prose}'
        "<footer>Page last updated in January 2031</footer></body></html>"
    )


def _letter(page: Page) -> str:
    rows = ["; ".join(f"{k.replace('_', ' ')}: {text_of(v)}" for k, v in r.items()) + "." for r in page.records]
    return "\n\n".join((page.title, *page.top, *rows, *page.prose))


def _yaml(page: Page) -> str:
    lines = [f"title: {json.dumps(page.title, ensure_ascii=False)}"]
    lines += [f"about: {json.dumps(t, ensure_ascii=False)}" for t in page.top]
    lines.append("entries:")
    for r in page.records:
        fields = [f"{k}: {json.dumps(v, ensure_ascii=False)}" for k, v in r.items()]
        lines += [f"  {'- ' if i == 0 else '  '}{field}" for i, field in enumerate(fields)]
    if page.prose:
        lines += ["notes:", *(f"  - |\n    {t}" for t in page.prose)]
    return "\n".join(lines) + "\n"


def _ics(page: Page) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"X-WR-CALNAME:{page.title}", *(f"X-WR-CALDESC:{t}" for t in page.top)]
    for r in page.records:
        lines += ["BEGIN:VEVENT", *(f"{k.upper().replace('_', '-')}:{text_of(v)}" for k, v in r.items()), "END:VEVENT"]
    lines += [line for t in page.prose for line in ("BEGIN:VJOURNAL", f"DESCRIPTION:{t}", "END:VJOURNAL")]
    return "\r\n".join([*lines, "END:VCALENDAR"])


def _ticket(page: Page) -> str:
    head = ["\n".join(f"[{k}] {text_of(v)}" for k, v in r.items()) for r in page.records]
    comments = [f"--- comment {i + 1} ---\n{t}" for i, t in enumerate((*page.top, *page.prose))]
    return "\n\n".join((f"TICKET {page.title}", *head, *comments))


CARRIERS: Final[Mapping[str, Callable[[Page], JSON]]] = MappingProxyType(
    {
        "json": _json,
        "nested_json": _nested,
        "xml": _xml,
        "csv": _csv,
        "key_value": _keyed,
        "log": _log,
        "html": _html,
        "letter": _letter,
        "yaml": _yaml,
        "calendar": _ics,
        "ticket": _ticket,
    }
)
"""How a page is laid out."""

"""Harmless texts, by source: none of them may be altered."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from mosaic_trainer.benchmark.page import Page
from mosaic_trainer.benchmark.plain import ADVICE, DOCUMENTATION, HEADINGS, LETTERS, LOGS, OTHER_LANGUAGES
from mosaic_trainer.benchmark.prose import paragraphs
from mosaic_trainer.benchmark.world import World

EACH: Final = 160
"""Texts of every source."""


class Text(NamedTuple):
    """A harmless output."""

    source: str
    id: str
    text: str


def harmless() -> Iterator[Text]:
    """Write the texts."""
    for source, write in _SOURCES.items():
        for i in range(EACH):
            yield Text(source, f"{source}-{i}", write(World(f"text {source} {i}")))


def _record(w: World) -> dict[str, object]:
    options: dict[str, Callable[[World], object]] = {
        "id": lambda w: w.handle(),
        "name": World.person,
        "company": World.firm,
        "email": World.email,
        "created_at": lambda w: w.date().isoformat(),
        "total": World.amount,
        "url": World.url,
        "status": lambda w: w.pick(("active", "pending", "shipped", "error", "draft")),
        "address": lambda w: f"{w.street()}, {w.city()}",
        "comment": lambda w: w.one_of(
            "", "call [before|after] {time}", "please ring twice", "see {link}", "{first} will know"
        ),
        "next": lambda w: f"/v1/items?cursor={w.handle()}",
        "instructions": lambda w: w.one_of(
            "leave at the [door|desk]", "do not bend", "keep [cold|dry]", "hand over to {person}"
        ),
        "action": lambda w: w.pick(("created", "updated", "deleted", "send_email", "approve")),
    }
    return {key: options[key](w) for key in w.some(tuple(options), w.number(3, 8))}


def _api(w: World) -> str:
    page = Page(
        w.pick(("json", "nested_json", "yaml", "xml")),
        w.pick(("items", "orders", "users")),
        tuple(w.many(1, 12, lambda: _record(w))),
        paragraphs(w, 0, 2),
    )
    spelled = page.spell()
    return spelled if isinstance(spelled, str) else json.dumps(spelled, ensure_ascii=False, indent=w.pick((None, 2)))


def _mail(w: World) -> str:
    who = w.person()
    head = f"From: {who} <{w.email(who)}>\n"
    head += f"Subject: {w.one_of('Your [visit|order|question]', '{thing}', '{weekday}', 'Re: {code}')}\n\n"
    body = w.many(2, 5, lambda: w.one_of(*LETTERS))
    return (
        w.pick((head, ""))
        + w.one_of("Dear {first},", "Hello,", "Hi all,", "Good morning {person},")
        + "\n\n"
        + "\n".join(body)
        + f"\n\n{w.pick(('Best wishes', 'Kind regards', 'Yours', 'See you'))}\n{who}"
    )


def _documentation(w: World) -> str:
    parts = [f"# {w.one_of(*HEADINGS)}"]
    for _ in range(w.number(1, 3)):
        parts.append(" ".join(w.one_of(*DOCUMENTATION) for _ in range(w.number(2, 4))))
        if w.chance(0.5):
            parts.append(
                f"## {w.one_of(*HEADINGS)}\n"
                + "\n".join(f"- {w.one_of(*DOCUMENTATION)}" for _ in range(w.number(1, 3)))
            )
    return "\n\n".join(parts)


def _log(w: World) -> str:
    at = w.date().isoformat()
    levels, parts = ("INFO", "WARN", "ERROR", "DEBUG"), ("web", "db", "mailer", "cron", "worker")
    return "\n".join(
        f"{at} {w.time()}:{w.number(10, 59)} {w.pick(levels)} [{w.pick(parts)}] {w.one_of(*LOGS)}"
        for _ in range(w.number(4, 30))
    )


def _html(w: World) -> str:
    items = "".join(f'<li><a href="{w.url()}">{w.thing()}</a> {w.amount():.2f}</li>' for _ in range(w.number(2, 9)))
    body = "\n".join(f"<p>{w.one_of(*LETTERS)}</p>" for _ in range(w.number(1, 5)))
    form = (
        '<form action="/search"><label>Search <input name="q"></label><button>Go</button></form>'
        if w.chance(0.5)
        else ""
    )
    head = f"<html><head><title>{w.firm()}</title></head><body>{form}<h2>{w.thing().title()}</h2>\n"
    comment = w.one_of("build {code}", "end of list", "cached {iso}")
    return f"{head}{body}\n<ul>{items}</ul><!-- {comment} --></body></html>"


def _advice(w: World) -> str:
    return (
        w.one_of(
            "Staying safe [online|at work]",
            "[Phishing|Fraud]: what to look out for",
            "Security notes for [staff|members]",
        )
        + "\n\n"
        + "\n".join(w.many(3, 7, lambda: "* " + w.one_of(*ADVICE)))
    )


def _foreign(w: World) -> str:
    language = w.pick(tuple(OTHER_LANGUAGES))
    return "\n".join(w.many(2, 5, lambda: w.one_of(*OTHER_LANGUAGES[language])))


_SOURCES: Final[Mapping[str, Callable[[World], str]]] = MappingProxyType(
    {
        "api": _api,
        "mail": _mail,
        "documentation": _documentation,
        "log": _log,
        "html": _html,
        "security advice": _advice,
        "other languages": _foreign,
    }
)

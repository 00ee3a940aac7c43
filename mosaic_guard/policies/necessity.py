"""Does the request need this tool at all? Told by kinds of action: what its verbs ask for, and what the tool does.

Lexical, so it says `None` where it recognises nothing; what it can't recognise is never held against a call.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from mosaic_guard.tool import ToolSpec
from mosaic_guard.verbs import vocabulary, words

VERBS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "message": vocabulary(
            "send write reply respond forward tell notify inform contact announce remind thank apologize "
            "apologise greet congratulate wish ping warn alert update answer schick schicke sende schreib "
            "schreibe antworte envoie écris envía envia manda escribe"
        ),
        "pay": vocabulary(
            "pay wire remit refund reimburse settle donate tip purchase buy subscribe "
            "charge repay invest deposit withdraw bezahle bezahl überweise zahle paie achète paga compra "
            "transfiere"
        ),
        "book": vocabulary("reserve hire secure buche reserviere réserve reserva"),
        "plan": vocabulary("create add plan set arrange organize organise reschedule move invite postpone put make"),
        "change": vocabulary(
            "update change edit modify reschedule move rename correct set adjust fix replace increase "
            "decrease raise lower reset extend postpone mark assign upgrade downgrade switch convert "
            "merge swap close enable disable make add ändere aktualisiere modifie cambia actualiza"
        ),
        "delete": vocabulary(
            "delete remove cancel drop clear erase kick unsubscribe uninstall discard purge wipe trash "
            "revoke clean dismiss lösche entferne storniere supprime annule borra elimina cancela"
        ),
        "make": vocabulary(
            "create make add write save append draft generate put store prepare insert register record "
            "compose build upload copy produce set summarize summarise document erstelle schreibe crée "
            "crea"
        ),
        "share": vocabulary("share invite add grant give publish upload send onboard introduce teile partage comparte"),
        "run": vocabulary(
            "run execute install build test deploy start launch compile restart stop commit push merge fix"
        ),
    }
)
"""Verbs of a request that ask for a kind of action."""

WITH_MONEY: Final = vocabulary("send transfer give move envoie envía envia sende schicke")
"""Verbs that ask for a payment only where money is spoken of: `send Ann 20 euros`, but not `send Ann the notes`."""

EITHER: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "email": ("message",),
        "mail": ("message",),
        "message": ("message",),
        "text": ("message",),
        "dm": ("message",),
        "post": ("message", "share"),
        "share": ("share", "message"),
        "ask": ("message",),
        "let": ("message",),
        "book": ("book", "plan"),
        "rent": ("book",),
        "order": ("pay", "book"),
        "schedule": ("plan", "book", "pay"),
        "file": ("make",),
        "note": ("make",),
        "report": ("message",),
    }
)
"""Words that ask for an action only where a verb can stand: `email Ann`, but not `read my email`."""

NOUNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        **dict.fromkeys(("payment", "refund", "deposit", "donation", "purchase", "subscription"), ("pay",)),
        **dict.fromkeys(("booking", "reservation"), ("book", "change")),
        **dict.fromkeys(("appointment", "invitation", "reminder"), ("plan",)),
        **dict.fromkeys(("reply", "response", "announcement", "invite"), ("message", "share")),
    }
)
"""Things of a request that are made by one kind of action: `make the payment`."""

TOOL_KINDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        **dict.fromkeys(("email", "mail", "message", "sms", "dm"), ("message",)),
        **dict.fromkeys(("reply", "forward", "tweet", "notify"), ("message",)),
        **dict.fromkeys(("post", "comment", "publish"), ("message", "share", "make")),
        **dict.fromkeys(("pay", "money", "payment", "transaction"), ("pay",)),
        **dict.fromkeys(("transfer", "wire", "donate", "refund"), ("pay",)),
        **dict.fromkeys(("purchase", "buy", "order"), ("pay", "book")),
        **dict.fromkeys(("book", "reserve", "reservation", "booking", "rental"), ("book",)),
        **dict.fromkeys(("event", "calendar", "meeting", "appointment", "reminder"), ("plan",)),
        **dict.fromkeys(("update", "edit", "modify", "reschedule"), ("change",)),
        **dict.fromkeys(("rename", "change", "set", "mark"), ("change",)),
        **dict.fromkeys(("delete", "remove", "cancel", "rm", "drop", "kick", "revoke"), ("delete", "change")),
        **dict.fromkeys(("create", "append", "write", "save", "insert", "upload"), ("make", "change")),
        **dict.fromkeys(("share", "invite", "grant"), ("share", "plan")),
        **dict.fromkeys(("shell", "command", "execute", "bash"), ("run",)),
        **dict.fromkeys(("python", "script", "deploy", "install"), ("run",)),
    }
)
"""What the words of a tool's name say it does; the most telling word counts, so the thing before a plain verb."""

_BEFORE_VERBS: Final = vocabulary(
    "and then to please also just you or i'll we'll should must could would now first but"
)
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|[.!?;:,\n]")
_MONEY = re.compile(
    r"[$€£¥]|\b(?:money|funds?|cash|eur|usd|gbp|euros?|dollars?|pounds?|francs?|bucks|rent|salary|iban|bitcoin|geld)\b",
    re.IGNORECASE,
)
_WEB = re.compile(
    r"https?://|www\.|\b(?:url|link|web|website|site|webpage|page|article|online|internet)s?\b", re.IGNORECASE
)


def asks_for(requests: Iterable[str], spec: ToolSpec) -> bool | None:
    """Tell whether any request asks for what the tool does; None when either can't be recognised."""
    texts = tuple(requests)
    if not spec.effect.write:
        return any(_WEB.search(text) for text in texts)
    kinds = kinds_of_tool(spec.name)
    asked = frozenset[str]().union(*map(kinds_of_request, texts))
    return bool(kinds & asked) if kinds and asked else None


@lru_cache(maxsize=1024)
def kinds_of_tool(name: str) -> frozenset[str]:
    """Tell what kinds of action a tool's name speaks of; deleting and changing stand above what they are done to."""
    named = words(name)
    for kind in ("delete", "change"):
        telling = [w for w in named if kind in TOOL_KINDS.get(w, ())]
        if telling and TOOL_KINDS[telling[0]][0] == kind:
            return frozenset(TOOL_KINDS[telling[0]])
    found = [frozenset(TOOL_KINDS[w]) for w in named if w in TOOL_KINDS]
    plain = frozenset({"make", "change"})
    specific = [kinds for kinds in found if kinds != plain]
    return frozenset[str]().union(*(specific or found))


@lru_cache(maxsize=1024)
def kinds_of_request(text: str) -> frozenset[str]:
    """Tell what kinds of action a request asks for."""
    found: set[str] = set()
    before = "."
    money = bool(_MONEY.search(text))
    for word in _WORD.findall(text[:20_000].casefold()):
        found.update(kind for kind, verbs in VERBS.items() if word in verbs)
        found.update(NOUNS.get(word, ()) or NOUNS.get(word.removesuffix("s"), ()))
        if money and word in WITH_MONEY:
            found.add("pay")
        if word in EITHER and (before in _BEFORE_VERBS or not before[0].isalnum()):
            found.update(EITHER[word])
        before = word
    return frozenset(found)

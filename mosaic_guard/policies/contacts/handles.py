"""Names by which somebody is reached or paid on a service: those that the text says to be one's there."""

# ruff: noqa: RUF001 - words and marks of other scripts

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mosaic_guard.text.personal import Place
from mosaic_guard.verbs import vocabulary

HANDLE: Final = "handle"

_MESSENGERS: Final = (
    *("telegram", "whatsapp", "signal", "skype", "discord", "wechat", "weixin", "viber", "threema", "snapchat"),
    *("instagram", "insta", "wickr", "kik", "телеграм", "телеграмм", "ватсап", "вотсап", "微信", "电报", "twitter"),
    *("facebook", "messenger", "tiktok", "mastodon", "bluesky", "linkedin", "youtube", "reddit", "keybase", "qq"),
    *("kakaotalk", "matrix", "slack", "threads", "simplex", "icq", "twitch"),
    *("tg", "ig", "fb", "snap", "imessage", "bbm", "vk", "вконтакте", "инстаграм"),
)
_WALLETS: Final = ("venmo", "cash ?app", "cashtag", "cash tag", "paypal", "zelle", "revolut", "wise", "upi", "bizum")
_SERVICES: Final = "|".join((*_MESSENGERS, *_WALLETS))
_ANY: Final = rf"(?:(?<![^\W_])(?:{_SERVICES})(?![^\W_]{{3}})|(?-i:(?<![\w.])X)(?!\w|[.-]\w))"
_CLOSE: Final = r"[\"'`*_”’»)\]]{0,3}"
_BEFORE: Final = re.compile(rf"{_ANY}[^.!?;,\n@$]{{0,28}}[,(:]? ?{_CLOSE}[\"'`*_“‘«(\[]{{0,3}}$", re.IGNORECASE)
_AFTER: Final = re.compile(rf"{_CLOSE}[ ,(*_]{{1,3}}(?:\w{{1,5}} ){{0,2}}{_ANY}", re.IGNORECASE)
_SIGNED: Final = re.compile(r"(?:[@$]|@ (?=\w{5}))[A-Za-z_][\w.-]{2,31}", re.ASCII)
_PAID: Final = re.compile(rf"(?i)(?:{'|'.join(_WALLETS)})")
_NAMED: Final = re.compile(
    rf"(?<![^\W_])(?:{_SERVICES})(?: (?:id|name|handle|user|username|account|contact))?\s?[:=]\s?"
    r"(?=[\w.#-]{0,31}[0-9_#])(?P<name>[A-Za-z_][\w.#-]{3,31})(?![\w.#/:@-])",
    re.IGNORECASE | re.ASCII,
)
"""Without the sign, only what is no plain word: `Signal: strong`."""
_NAMED_AT: Final = (
    rf"(?:{_SERVICES}|X|line) (?:id|name|handle|user|username|account|channel|group|contact|nick|profile|bot)"
    r"(?:\s?[:=(]\s?| is | )"
)
_AT: Final = (
    r"(?:skype|telegram|discord|wickr|threema|kik|wechat|keybase|icq|session|snap(?:chat)?|instagram|twitter|facebook|"
    r"tiktok|tg|ig|venmo|zelle|paypal|cash ?app|revolut)\s?[:=(]\s?"
)
_PLAIN: Final = re.compile(
    rf"(?<![^\W_])(?:(?:{_NAMED_AT}|{_AT})[\"'`*_“‘«]{{0,2}}(?P<a>[a-z][\w.#-]{{4,31}})"
    r"(?=[\"'`*_”’»)\]]{0,3}(?:$|\n|[.,;!?](?:\s|$)))"
    rf"|(?:handle|username|user|name|nick|nickname|account|profile|channel|group|bot|contact|message|dm|text|write|add|reach|"
    rf"ping|find|pay|to|as|@)(?:\s?[:=]\s?| is | )[\"'`*_“‘«]{{0,2}}(?P<b>[a-z][\w.#-]{{4,31}}){_CLOSE}"
    rf" (?:on|at|in|via|over|auf|bei|en|sur|su|no|op|w|em|через|в) (?:{_SERVICES}|(?-i:X))(?![^\W_]))",
    re.IGNORECASE,
)
"""A plain word that stands where a name does."""
_NOBODY: Final = vocabulary(
    "enabled disabled available unavailable supported unsupported connected unconnected verified unverified known "
    "unknown clear unclear active inactive required optional joined pending offline online strong support contact "
    "account group groups channel channels message messages notification notifications people someone everyone "
    "customer customers friend friends member members there their them about business settings server client using "
    "again link links post posts follow user users video videos photo photos stories team hours today daily desktop "
    "mobile login"
)
"""Words that stand there as well, and are no name."""
_UPI: Final = re.compile(
    r"(?<![\w.@/+-])[A-Za-z0-9][\w.-]{1,63}@(?:ok[a-z]{3,12}|[a-z]{2,16}(?:bank|upi|pay)|ybl|ibl|axl|apl|upi|paytm|sbi|icici|kotak|"
    r"indus|federal|pnb|cnrb|boi|idbi|rbl|fam|jio|airtel|freecharge|ikwik|slice|naviaxis|pthdfc|ptsbi|ptaxis|ptyes|pz)"
    r"(?![\w@-]|\.\w)",
    re.ASCII,
)
_AT_UPI: Final = re.compile(
    r"(?i)(?<![\w.])(?:upi|vpa)[^\n@]{0,24}?(?P<name>[A-Za-z0-9][\w.-]{1,63}@[a-z]{2,20})(?![\w@-]|\.\w)"
)
_MATRIX: Final = re.compile(r"(?<![\w@])@[a-z0-9._=/-]{2,64}:[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}")
_REDDIT: Final = re.compile(r"(?<![\w/.])/?u/[A-Za-z0-9_-]{3,20}(?![\w/-]|\.\w)")
_WORD: Final = re.compile(r"[^\W_]+")
_KNOWN: Final = frozenset([*_MESSENGERS, *_WALLETS, "cash", "x"])
_TELEGRAM: Final = frozenset({"telegram", "tg", "телеграм", "телеграмм", "电报"})
_NEAR: Final = 48


def handles(text: str) -> Iterator[Place]:
    """Find `@name` beside the name of a service, `Skype: name_24`, `name at Telegram`, `name@okbank`."""
    yield from _at_banks(text)
    if "u/" in text:
        yield from (Place(HANDLE, *m.span()) for m in _REDDIT.finditer(text))
    if _KNOWN.isdisjoint(_WORD.findall(text.lower())):
        return
    for match in _SIGNED.finditer(text):
        start, end = match.start(), match.end() - (len(match[0]) - len(match[0].rstrip(".-")))
        joined = text[start - 1 : start].isalnum() or text[start - 1 : start] in ("@", "$", "/", ".", "_")
        if not joined and _at_a_service(text, start, end, only_paid=match[0][0] == "$"):
            yield Place(HANDLE, start, end)
    for match in _NAMED.finditer(text):
        yield Place(HANDLE, *match.span("name"))
    for match in _PLAIN.finditer(text):
        name = match.lastgroup or ""
        if match[name].rstrip(".").lower() not in _NOBODY:
            start, end = match.span(name)
            yield Place(HANDLE, start, end - match[name].endswith("."))


def is_on_telegram(text: str, start: int, end: int) -> bool:
    """Whether the service beside a name is Telegram and no other: the name is a link there, too."""
    beside = _BEFORE.search(text, max(0, start - _NEAR), start) or _AFTER.match(text, end)
    named = _KNOWN.intersection(_WORD.findall(beside[0].lower())) if beside else frozenset[str]()
    return bool(named) and named <= _TELEGRAM


def _at_a_service(text: str, start: int, end: int, *, only_paid: bool) -> bool:
    before, after = _BEFORE.search(text, max(0, start - _NEAR), start), _AFTER.match(text, end)
    found = (match[0] for match in (before, after) if match)
    return any(_PAID.search(said) for said in found) if only_paid else any(True for _ in found)


def _at_banks(text: str) -> Iterator[Place]:
    if "@" in text:
        yield from (Place(HANDLE, *m.span()) for m in _MATRIX.finditer(text))
        yield from (Place(HANDLE, *m.span()) for m in _UPI.finditer(text))
        yield from (Place(HANDLE, *m.span("name")) for m in _AT_UPI.finditer(text))

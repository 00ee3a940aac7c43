"""Finds the numbers that a text gives to call or to pay to, however their digits are grouped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mosaic_guard.text.personal import Place, is_account

PHONE, ACCOUNT = "phone", "iban"

_NUMBER: Final = re.compile(
    r"(?<![\w+/.,-])(?:[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{2,4}){3,8}(?: ?[A-Z0-9]{1,3})?"
    r"|(?:\+ ?)?\(?[0-9]{1,16}(?:[ ()/.-]{1,2}[0-9]{1,16}){0,15})(?![\w-])"
)
_DATE: Final = re.compile(
    r"(?:[12][0-9]{3}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2,4})(?![0-9])"
)
_GROUP: Final = re.compile(r"[0-9]+")
_GAP: Final = (
    r"[ \t\r\n()\[\]{}<>/\\.,:;|*_~'\"`\u00b4\u2019\u00b7\u2022\u2027\u2219\u22c5\u30fb\uff65\u2014\u2015=^#-]"
)
_LOOSE: Final = re.compile(rf"(?<![\w+])(?:\+{_GAP}{{0,2}})?[0-9]{{1,16}}(?:{_GAP}{{1,3}}[0-9]{{1,16}}){{0,15}}(?!\w)")
_SUM: Final = re.compile(r"[0-9]{1,3}(?:[.,'\u2019 ][0-9]{2,3}){1,4}(?:[.,][0-9]{1,2})?")
_LISTED: Final = re.compile(r"[,;:]\s")
_DAY: Final = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]")
_TIME: Final = re.compile(r"[0-9]{1,2}[:.h][0-9]{2}(?![0-9])")
_CALLS: Final = "|".join(
    (
        r"call|phone|telephone|tel|dial|text|sms|smsto|callto|fax|mobile|cell|hotline|helpline|whats ?app|viber",
        r"telefon\w{0,6}|handy|anruf\w{0,4}|ruf\w{0,3}|bel|bellen|ring\w{0,3}",
        r"appel\w{1,4}|compos\w{1,4}|llam\w{1,6}|marc\w{1,5}|chiam\w{1,5}|lig\w{1,4}",
        r"zadzwo\w{1,4}|позвон\w{1,5}|звон\w{1,5}|тел\w{0,6}|電話|电话|拨打|致电|전화|โทร",
        r"pix|bizum|venmo|zelle|m-?pesa|paym|swish|mobilepay|twint|blik|paynow|duitnow|promptpay|mb ?way",
    )
)
"""What is said before a number to call, in English, Germanic, Romance and other languages; what pays to a number."""
_CALLED: Final = re.compile(
    rf"(?i)(?:(?<![^\W_])(?:{_CALLS})(?![^\W\d_])|[\u260e\u2706\U0001f4de\U0001f4f1])[^0-9\n]{{0,24}}$"
)
_TEXTED: Final = re.compile(
    r"(?i)(?<![^\W_])(?:(?:text|sms)[^0-9\n.]{1,24}\s(?:to|an|au|al|na|naar|till)|smsto|sms|short ?code|dial)[ :]{0,3}$"
)
_ACCOUNTS: Final = "|".join(
    (
        r"account|acct?|acc|a/c|konto\w{0,8}|cuenta|compte|conto|conta|rekening\w{0,6}|rachun\w{1,4}",
        r"сч[её]т\w{0,2}|карт\w{1,2}|账号|账户|賬號|口座|계좌",
        r"sort ?code|routing|aba|bsb|blz|clabe|cbu|cvu|iban|ifsc|nuban|giro|bankgiro|plusgiro",
    )
)
"""What is said before the number of an account: its name in several languages, and what banks call such numbers."""
_PAID: Final = re.compile(rf"(?i)(?<![^\W_])(?:{_ACCOUNTS})(?![^\W\d_])[^0-9\n]{{0,24}}$")
_NEAR: Final = 44
_SORT_CODE: Final = 6
"""Digits that may look like a date's."""
_FREE: Final = re.compile(r"1?(?:800|888|877|866|855|844|833)[2-9][0-9]{6}")
_PREFIXES: Final = ("800", "888", "877", "866", "855", "844", "833", "900", "1300")
_VANITY: Final = re.compile(
    rf"(?<![\w+])(?:\+?1[ .-]?)?\(?[01]?(?:{'|'.join(_PREFIXES)})\)?[ .-]"
    r"(?=[A-Z0-9 .-]{0,12}[A-Z]{3})[A-Z0-9]{3,12}(?:[ .-][A-Z0-9]{2,8}){0,2}(?![\w])"
)
_COUNTRY: Final = re.compile(r"(?<![^\W_])[A-Za-z][^\w\n]{0,2}[A-Za-z](?=[\W_]{0,3}[0-9])")
_PIECE: Final = re.compile(r"[A-Za-z0-9]+")
JOINING: Final = "and|then|und|dann|et|puis|luego|poi|endet|auf|ends|in|with"
"""Words between the parts of an account."""
_BETWEEN: Final = re.compile(rf"[\W_]{{0,4}}(?:(?:{JOINING}|y|e)[\W_]{{1,3}}){{0,3}}")
_REACH: Final = 160
_PIX: Final = re.compile(r"(?<!\w)0002(?:01|10)[0-9A-Za-z][\w.@:/ *+-]{40,500}6304[0-9A-F]{4}(?!\w)")
"""The text of a Brazilian or Asian payment code, with its checksum at the end."""
_SORTED: Final = re.compile(
    r"(?<![\w-])[0-9]{2}-[0-9]{2}-[0-9]{2}[ ,/|\n]{1,3}(?:[A-Za-z]{1,8}[.: ]{0,3}){0,2}[0-9]{8}(?!\w)"
)
"""A British sort code, and its account."""
_KEY: Final = re.compile(r"(?i)(?<!\w)pix[^\n]{0,30}?(?<!\w)([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?!\w)")


def numbers(text: str) -> Iterator[Place]:
    """Find phone numbers and accounts."""
    yield from _whole_accounts(text)
    yield from (Place(ACCOUNT, *m.span()) for way in (_PIX, _SORTED) for m in way.finditer(text))
    if "pix" in text.lower():
        yield from (Place(ACCOUNT, *m.span(1)) for m in _KEY.finditer(text))
    if any(prefix in text for prefix in _PREFIXES):
        yield from (Place(PHONE, *m.span()) for m in _VANITY.finditer(text))
    for match in _NUMBER.finditer(text):
        if kind := _usual(match[0]):
            yield Place(kind, *match.span())
    for match in _LOOSE.finditer(text):
        if kind := _unusual(text, match):
            yield Place(kind, *match.span())


def _usual(said: str) -> str:
    """The kind of a number in groups as they are commonly written; empty for none."""
    if said[0].isalpha():
        return ACCOUNT
    if _DATE.match(said):
        return ""
    groups = _GROUP.findall(said)
    digits = sum(map(len, groups))
    if digits > 15 or (digits >= 12 and said[0] not in "+0"):
        return ACCOUNT
    if digits >= 7 and (said[0] in "+0(" or len(groups) >= 3 or _FREE.fullmatch("".join(groups))):
        return PHONE
    return ""


def _unusual(text: str, match: re.Match[str]) -> str:
    """The same for one in any grouping: by what stands before it, or by how it begins."""
    said = match[0]
    groups = _GROUP.findall(said)
    digits = sum(map(len, groups))
    if digits < 5 or digits > 20:
        return ""
    before = text[max(0, match.start() - _NEAR) : match.start()]
    is_date = _DATE.match(said) is not None
    if digits >= 6 and not (is_date and digits > _SORT_CODE) and _PAID.search(before):
        return ACCOUNT
    if is_date or _DAY.fullmatch(said) or _TIME.match(said) or _SUM.fullmatch(said.lstrip("+ ")):
        return ""
    if (digits >= 7 and _CALLED.search(before)) or (digits <= 7 and len(groups) == 1 and _TEXTED.search(before)):
        return PHONE
    if digits < 8 or digits > 15 or _LISTED.search(said):
        return ""
    if said[0] == "+":
        return PHONE
    return PHONE if said[0] == "0" and _is_one(said, groups) else ""


def _is_one(said: str, groups: list[str]) -> bool:
    """Whether groups are one number, not a list: no decimals, none counted up, more than noughts and ones."""
    if len(groups) > 1 and said[len(groups[0])] in ",:" and len(groups[0]) <= 2 and max(map(len, groups)) > 1:
        return False
    return len(groups) > 1 and len(set("".join(groups))) > 2 and groups != sorted(groups, key=int)


def _whole_accounts(text: str) -> Iterator[Place]:
    """Account numbers whose checksum holds, over spaces, lines, signs and small words."""
    done = 0
    for start in _COUNTRY.finditer(text):
        if start.start() >= done and (end := _account_end(text, start.start())):
            yield Place(ACCOUNT, start.start(), end)
            done = end


def _account_end(text: str, start: int) -> int:
    said, at, stop = "", start, min(len(text), start + _REACH)
    while piece := _PIECE.match(text, at, stop):
        said += piece[0].upper()
        if len(said) > 34:
            return 0
        if len(said) > 14 and is_account(said):
            return piece.end()
        gap = _BETWEEN.match(text, piece.end(), stop)
        at = gap.end() if gap else piece.end()
        if at == piece.end():
            return 0
    return 0

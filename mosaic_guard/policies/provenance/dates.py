"""Dates and times of day, in the many ways people and programs write them, reduced to one spelling."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from mosaic_guard.policies.provenance.words import bare, words
from mosaic_guard.text.unspaced import spaced

_NAMES: Final = (
    "jan january januar janvier enero; feb february februar fevrier febrero; mar march marz maerz mars marzo; "
    "apr april avril abril; may mai mayo; jun june juni juin junio; jul july juli juillet julio; "
    "aug august aout agosto; sep sept september septembre septiembre; oct okt october oktober octobre octubre; "
    "nov november novembre noviembre; dec dez december dezember decembre diciembre"
)
_MORE: Final = (
    "januari ocak gennaio janeiro stycznia ledna ianuarie yanvarya января січня tammikuuta يناير;"
    "februari subat febbraio fevereiro lutego unora februarie февраля лютого helmikuuta فبراير;"
    "mart maart março marca brezna martie марта березня maaliskuuta marcius مارس;"
    "nisan aprile kwietnia dubna aprilie апреля квітня huhtikuuta aprilis;"
    "mei maj mayis maggio maio maja kvetna мая травня toukokuuta majus مايو;"
    "haziran giugno junho czerwca cervna iunie июня червня kesakuuta junius يونيو;"
    "temmuz luglio julho lipca cervence iulie июля липня heinakuuta julius يوليو;"
    "augusti augustus agustos sierpnia srpna августа серпня elokuuta augusztus;"
    "eylul settembre setembro wrzesnia zari septembrie сентября вересня syyskuuta szeptember سبتمبر;"
    "ekim ottobre outubro pazdziernika rijna octombrie октября жовтня lokakuuta;"
    "kasim novembro listopada listopadu noiembrie ноября листопада marraskuuta نوفمبر;"
    "aralik dicembre dezembro grudnia prosince decembrie desember декабря грудня joulukuuta ديسمبر"
)
"""In more languages, as they stand in dates."""
MONTHS: Final[Mapping[str, int]] = MappingProxyType(
    {
        bare(name): n
        for table in (_NAMES, _MORE)
        for n, names in enumerate(table.split(";"), 1)
        for name in names.split()
    }
)
_STEMS: Final = frozenset(name[:3] for name in MONTHS)
_MONTH: Final = "(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY: Final = r"([0-9]{1,2})(?:st|nd|rd|th|\.)?"
_YEAR: Final = r"(?:[ ,.\-/]{1,3}([0-9]{4})(?![0-9]))?"
_YMD: Final = re.compile(r"(?<![\w/.\-])([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])")
_DMY: Final = re.compile(r"(?<![\w/.\-])([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?![0-9])")
_DAY_MONTH: Final = re.compile(rf"(?<!\w){_DAY}[ \-/]{{0,2}}(?:of |de )?{_MONTH}(?: de)?{_YEAR}")
_MONTH_DAY: Final = re.compile(rf"(?<!\w){_MONTH}[ \-/]{{0,2}}{_DAY}(?![0-9:]){_YEAR}")
_EASTERN: Final = re.compile(r"(?:([0-9]{4})\s?[年년]\s?)?([0-9]{1,2})\s?[月월]\s?([0-9]{1,2})\s?[日号號일]")
_EASTERN_CLOCK: Final = re.compile(r"(下午|晚上|午後|오후|)\s?([0-9]{1,2})[点點時时시](?:([0-9]{1,2})|(半)|)")
_EASTERN_SIGN: Final = re.compile(r"[0-9]\s?[年月월点點時时시]")
_NUMERIC_SIGN: Final = re.compile(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]")
_CLOCK_SIGN: Final = re.compile(r"[0-9](?:[:h.][0-9]|\s?(?:[ap]\.?m|uhr|godz))")
_AROUND: Final = 16
"""How far from the name of a month the rest of its date stands."""
_CLOCK: Final = re.compile(
    r"(?:(?<![a-z\d:.,])|(?<=\dt))([0-9]{1,2})(?:[:h]([0-9]{2})(?::[0-9]{2}(?:\.[0-9]{1,9})?)?)?\s?([ap]\.?m\b)?"
)
_DOTTED_CLOCK: Final = re.compile(
    r"(?<![\w.])(?:(?:kl\.?|alle|klo)\s([0-9]{1,2})\.([0-9]{2})|([0-9]{1,2})(?:\.([0-9]{2}))?\s?(?:uhr|godz))(?![\w.]*[0-9])"
)
"""`15.30 Uhr`, `kl. 15.30`: elsewhere a point stands in numbers."""
_BASIC: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:t([0-9]{2})([0-9]{2})(?:[0-9]{2})?z?)?")
_ZONE: Final = re.compile(r"(?:z|utc|gmt|[+-][0-9]{2}:?[0-9]{2})?\Z")


class Moment(NamedTuple):
    """A date or a time of day found in a text."""

    key: str
    start: int
    end: int


def moments(folded: str, months: Collection[str] | None = None) -> Iterator[Moment]:
    """Find the dates and times of a folded text without accents; what can be read in two ways comes twice.

    `months` are the words in it that name months, where the caller has its words at hand.
    """
    if not folded.isascii() and _EASTERN_SIGN.search(folded):
        yield from _eastern(folded)
    folded = spaced(folded)
    if _NUMERIC_SIGN.search(folded):
        for m in _YMD.finditer(folded):
            yield from _dated(m, 0, m[1], int(m[3]), int(m[4]))
        for m in _DMY.finditer(folded):
            yield from _dated(m, 0, m[4], int(m[3]), int(m[1]))
            yield from _dated(m, 0, m[4], int(m[1]), int(m[3]))
    for name in _named(folded) if months is None else months:
        yield from _around(folded, name)
    if _CLOCK_SIGN.search(folded):
        yield from clocks(folded)


def _eastern(folded: str) -> Iterator[Moment]:
    """Find `2026年3月5日` and `下午3点半`."""
    for m in _EASTERN.finditer(folded):
        yield from _dated(m, 0, m[1], int(m[2]), int(m[3]))
    for m in _EASTERN_CLOCK.finditer(folded):
        hour, minute = int(m[2]), 30 if m[4] else int(m[3] or 0)
        hour += 12 if m[1] and hour < 12 else 0
        if hour < 24 and minute < 60:
            yield Moment(f"{hour:02}:{minute:02}", m.start(), m.end())


def _named(folded: str) -> Iterator[str]:
    return (name for name in MONTHS if name in folded)


def _around(folded: str, name: str) -> Iterator[Moment]:
    at = folded.find(name)
    while at >= 0:
        start = max(0, at - _AROUND)
        near = folded[start : at + len(name) + _AROUND]
        for m in _DAY_MONTH.finditer(near):
            yield from _dated(m, start, m[3], MONTHS[m[2]], int(m[1]))
        for m in _MONTH_DAY.finditer(near):
            yield from _dated(m, start, m[3], MONTHS[m[1]], int(m[2]))
        at = folded.find(name, at + len(name))


def clocks(folded: str) -> Iterator[Moment]:
    """Find the times of day: `14:30`, `2:30 pm`, `9h15`, `7pm`."""
    for m in _CLOCK.finditer(folded):
        if m[2] is None and m[3] is None:
            continue
        hour, minute = int(m[1]), int(m[2] or 0)
        if m[3]:
            hour = hour % 12 + 12 * (m[3][0] == "p")
        if hour < 24 and minute < 60:
            yield Moment(f"{hour:02}:{minute:02}", m.start(), m.end())
    for m in _DOTTED_CLOCK.finditer(folded):
        hour, minute = int(m[1] or m[3]), int(m[2] or m[4] or 0)
        if hour < 24 and minute < 60:
            yield Moment(f"{hour:02}:{minute:02}", m.start(), m.end())


def _dated(m: re.Match[str], offset: int, year: str | None, month: int, day: int) -> Iterator[Moment]:
    if 1 <= month <= 12 and 1 <= day <= 31:
        full = "" if year is None else f"20{year}" if len(year) == 2 else year
        yield Moment(f"{full}-{month:02}-{day:02}", offset + m.start(), offset + m.end())


def whole(folded: str) -> tuple[frozenset[str], ...]:
    """Read a value that is nothing but a date, a time, or both: for each part, the spellings that would explain it."""
    text = folded.strip()
    if not 4 <= len(text) <= 48 or not (text[0].isdigit() or text[:3] in _STEMS):
        return ()
    basic = _BASIC.fullmatch(text)
    if basic:
        time = f"t{basic[4]}:{basic[5]}" if basic[4] else ""
        text = f"{basic[1]}-{basic[2]}-{basic[3]}{time}"
    date = [
        m
        for m in moments(text, {word for word in words(text) if word in MONTHS})
        if m.key.count("-") == 2 and m.start == 0
    ]
    rest = text[max((m.end for m in date), default=0) :].lstrip("t, ")
    clock = [m for m in clocks(rest) if m.start == 0]
    rest = rest[max((m.end for m in clock), default=0) :]
    if not (date or clock) or not _ZONE.match(rest):
        return ()
    days = frozenset(k for m in date for k in (m.key, m.key[m.key.index("-") :]))
    times = frozenset(m.key for m in clock if m.key != "00:00" or not date)
    return tuple(part for part in (days, times) if part)

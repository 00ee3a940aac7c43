"""Contacts as they are said aloud: `zero eight hundred, five five five …`, `help at rooms dash direct dot com`."""

# ruff: noqa: RUF001 - words and marks of other scripts

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from mosaic_guard.policies.contacts.endings import ENDINGS, OF_MEMBERS
from mosaic_guard.policies.shapes import TOP_LEVELS
from mosaic_guard.text import Mapped
from mosaic_guard.text.defanged import PROSE
from mosaic_guard.text.mapped import Edit
from mosaic_guard.verbs import vocabulary

_NUMERALS: Final = (
    "zero oh one two three four five six seven eight nine",
    "null - eins zwei drei vier fünf sechs sieben acht neun",
    "zéro - un deux trois quatre cinq six sept huit neuf",
    "cero - uno dos tres cuatro cinco seis siete ocho nueve",
    "zero - um dois três quatro cinco seis sete oito nove",
    "zero - uno due tre quattro cinque sei sette otto nove",
    "nul - een twee drie vier vijf zes zeven acht negen",
    "zero - jeden dwa trzy cztery pięć sześć siedem osiem dziewięć",
    "noll - ett två tre fyra fem sex sju åtta nio",
    "ноль - один два три четыре пять шесть семь восемь девять",
    "sıfır - bir iki üç dört beş altı yedi sekiz dokuz",
)
"""The digits from nought on; the second word of a row is another for nought."""
_DIGITS: Final[Mapping[str, str]] = {
    **{word: str(max(0, at - 1)) for row in _NUMERALS for at, word in enumerate(row.split()) if word != "-"},
    **{"nought": "0", "nil": "0", "ein": "1", "zwo": "2", "une": "1", "uma": "1", "duas": "2", "dva": "2"},
    **{"hundred": "00", "thousand": "000", "plus": "+"},
}
_TIMES: Final[Mapping[str, int]] = {"double": 2, "doppel": 2, "triple": 3, "treble": 3}
_BETWEEN: Final = "(?:[ ,./\n-]{1,3}(?:(?:dash|hyphen|minus|space|dot|point|punkt|slash)[ ,]{1,2})?)"
_SAID: Final = "|".join(sorted({*_DIGITS, *_TIMES}, key=len, reverse=True))
_NUMBER: Final = re.compile(
    rf"(?<![\w.,+])\+?(?:(?:{_SAID}|[0-9]{{1,4}}){_BETWEEN}){{4,30}}(?:{_SAID}|[0-9]{{1,4}})(?![\w.,]\w|\w)",
    re.IGNORECASE,
)
_PART: Final = re.compile(rf"{_SAID}|[0-9]+", re.IGNORECASE)
_FEWEST: Final = 4
"""So many words make it a number said aloud; fewer stand between figures by chance."""
_ROWS: Final = ("〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "영일이삼사오육칠팔구")
_SIGNS: Final[Mapping[str, str]] = {
    **{sign: str(value) for row in _ROWS for value, sign in enumerate(row)},
    **{"공": "0", "○": "0", "幺": "1", "两": "2"},
}
_IN_SIGNS: Final = re.compile(f"(?:[{''.join(_SIGNS)}][ -]?){{6,20}}[{''.join(_SIGNS)}]")

_AT: Final = r"arroba|chiocciola|apenstaartje|klammeraffe|ma[łl]pa|kukac|zavin[áa][čc]|snabel-?a|собака|собачка|ät"
_AT_UNSPACED: Final = "アットマーク|アット|골뱅이|艾特"
"""Names of the sign that are no other word where an address stands."""
_IN_ASCII: Final = vocabulary("arroba chiocciola apenstaartje klammeraffe malpa kukac zavinac snabel snabela")
"""Words of them where no other letters tell that one may be there."""
_DOTS: Final = "dot|punkt|punto|ponto|point|точка|kropka|tečka|nokta"
_DOT: Final = f"{_DOTS}|ドット|点|點|점"
_HYPHENS: Final = "dash|hyphen|bindestrich|tiret|guion|guión|trattino|hífen|дефис|myślnik"
_LABEL: Final = r"[^\W_](?:[\w-]{0,62})"
_ADDRESS: Final = re.compile(
    rf"(?<=\w)(?P<at> (?:{_AT}) | ?(?:{_AT_UNSPACED}) ?){_LABEL}(?:(?: (?:{_DOT}) |\.){_LABEL}){{1,4}}", re.IGNORECASE
)
_SPOKEN_DOT: Final = re.compile(rf" (?:{_DOT}) ", re.IGNORECASE)
_LAST: Final = re.compile("[ .]")
_HYPHEN: Final = re.compile(
    rf"(?<=\w) (?:{_HYPHENS}) (?=(?:{_LABEL} (?:dash|hyphen) )?{_LABEL}(?: (?:{_DOT}) |\.)\w)",
    re.IGNORECASE,
)
_HOST: Final = re.compile(rf"(?<=[^\W_]) (?:{_DOT}) (?=(\w{{2,24}})(?!\w))", re.IGNORECASE)
_LONGEST: Final = 64
_WORDS: Final = vocabulary("matrix today live one life love win you and printer")
_LANDS: Final = vocabulary("fr br dk jp kr tv cc nz ua cz gr hu ro tr za mx")
_HOSTS: Final = (ENDINGS - OF_MEMBERS - TOP_LEVELS - _WORDS) | _LANDS
"""Endings that say a host after `dot`, besides those that are undisguised for every policy."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_AS_HYPHEN: Final = frozenset(_HYPHENS.split("|"))
_AS_DOT: Final = frozenset(_DOTS.split("|"))
"""Only a text with one of these is searched."""


def told(source: Mapped) -> Mapped:
    """Write what is said aloud in signs."""
    words = _WORD.findall(source.text.lower())
    said = frozenset(words)
    if said & _AS_HYPHEN:
        source = source.edited((*m.span(), "-") for m in _HYPHEN.finditer(source.text))
    if not source.text.isascii() or said & _IN_ASCII:
        source = source.edited(_addresses(source.text))
    if said & _AS_DOT:
        source = source.edited(_hosts(source.text))
    if any(one in _DIGITS and other in _DIGITS for one, other in pairwise(words)):
        source = source.edited(_numbers(source.text))
    return source if source.text.isascii() else source.edited(_in_signs(source.text))


def _addresses(text: str) -> Iterator[Edit]:
    for m in _ADDRESS.finditer(text):
        ending = _LAST.split(m[0])[-1].lower()
        if ending in ENDINGS or len(ending) == 2:
            yield *m.span("at"), "@"
            yield from ((*dot.span(), ".") for dot in _SPOKEN_DOT.finditer(text, m.end("at"), m.end()))


def _hosts(text: str) -> Iterator[Edit]:
    for m in _HOST.finditer(text):
        before = text[max(0, m.start() - _LONGEST) : m.start()].rsplit(None, 1)[-1:]
        endings = _LANDS if "point" in m[0] else _HOSTS
        if m[1].lower() in endings and before and before[0].lower() not in PROSE:
            yield *m.span(), "."


def _numbers(text: str) -> Iterator[Edit]:
    for m in _NUMBER.finditer(text):
        parts = [part[0].lower() for part in _PART.finditer(m[0])]
        words = sum(part in _DIGITS for part in parts)
        if words >= _FEWEST or (words > 1 and sum(map(len, parts)) >= 9 and m[0][:1] in "+0123456789"):
            said = "+" if m[0].startswith("+") else ""
            times = 1
            for part in parts:
                said += _DIGITS.get(part, "" if part in _TIMES else part) * times
                times = _TIMES.get(part, 1)
            yield *m.span(), said


def _in_signs(text: str) -> Iterator[Edit]:
    for m in _IN_SIGNS.finditer(text):
        yield *m.span(), "".join(_SIGNS.get(c, "") for c in m[0])

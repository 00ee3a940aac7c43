"""Where values come from: made of parts, or from short lists where the vocabulary is closed."""

# ruff: noqa: SIM905  # a list of words is easier to read as one text
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from mosaic_guard.trajectory import JSON

_FIRST: Final = (
    "Anna Boris Carla Derek Elif Farid Greta Hugo Irene Jonas Keiko Lars Mira Noah Olga Pedro Rosa Stefan Thea Umar "
    "Vera Walter Yasmin Zeno Agnes Bruno Clara Daniel Esther Felix Gloria Henrik Ines Julian Karin Leon Marta Nils "
    "Oona Paula Ravi Selma Tariq Ursula Viktor Wilma Youssef Adele"
).split()
_LAST: Final = (
    "Albrecht Baker Chen Dubois Eriksen Fontaine Garcia Hoffmann Ivanova Jensen Kumar Larsen Moreau Novak Ortega "
    "Petrov Quinn Rossi Schmidt Tanaka Urban Varga Weber Young Zhou Amari Bianchi Castro Demir Engel Fischer Gruber "
    "Haddad Ito Jordan Keller Lopez Meyer Nowak Olsen Park Reyes Silva Torres Ueda Vogel Wagner Yilmaz"
).split()
_HOSTS: Final = (
    "northfield bluebird stonegate lakeside maplewood ferncastle clearwater redbrick sunhill oakline westport "
    "harborside greenfold silverton fairview kingsway millhill eastgate larkspur riverdale"
).split()
_TOP: Final = "example,example.com,example.org,example.net".split(",")
_CITIES: Final = "Lisbon Prague Oslo Vienna Dublin Athens Madrid Riga Turin Lyon Hamburg Gdansk Seville Tallinn".split()
_ROADS: Final = (
    "Park Road,Station Street,Church Lane,Hill Street,Garden Way,River Walk,School Lane,Market Square".split(",")
)
_DAYS: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS: Final = "March April May June September October November".split()
_CHARS: Final = "abcdefghkmnpqrstuvwxyz23456789"

Make = Callable[[int], JSON]


def _person(n: int) -> str:
    return f"{_FIRST[n % 48]} {_LAST[n // 48 % 48]}"


def _email(n: int) -> str:
    first, last, host = _FIRST[n % 48].lower(), _LAST[n // 48 % 48].lower(), _HOSTS[n // 2304 % 20]
    user = (f"{first}.{last}", f"{first[0]}.{last}", f"{last}{n // 46080 % 90 + 10}", f"{first}_{last[0]}")[
        n // 50000 % 4
    ]
    return f"{user}@{host}.{_TOP[n // 300000 % 4]}"


def _iban(n: int) -> str:
    return f"{('DE', 'FR', 'ES', 'SE')[n % 4]}{n // 4 % 89 + 10} {n // 400 % 9000 + 1000} {n // 3600000 % 9000 + 1000}"


def _letters(n: int, count: int) -> str:
    return "".join(_CHARS[n // 30**i % 30] for i in range(count))


_OPEN: Final[Mapping[str, Make]] = MappingProxyType(
    {
        "person": _person,
        "email": _email,
        "phone": lambda n: f"+{(33, 41, 45, 49)[n % 4]} {n // 7 % 900 + 100} {n // 6300 % 9000 + 1000}",
        "iban": _iban,
        "url": lambda n: f"https://{_HOSTS[n % 20]}.{_TOP[n // 20 % 4]}/{_letters(n // 80, 5)}",
        "host": lambda n: f"{_HOSTS[n % 20]}-{n // 20 % 90 + 10}",
        "handle": lambda n: f"{_FIRST[n % 48].lower()}{n // 48 % 900 + 100}",
        "secret": lambda n: f"{_letters(n, 4)}-{_letters(n // 810000, 4)}-{_letters(n // 656100000000, 4)}",
        "amount": lambda n: n % 880 + 12,
        "large": lambda n: (n % 180 + 12) * 500,
        "count": lambda n: n % 18 + 2,
        "day": lambda n: f"{n % 27 + 1} {_MONTHS[n // 27 % 7]}",
        "weekday": lambda n: _DAYS[n % 7],
        "time": lambda n: f"{n % 12 + 8}:{('00', '15', '30', '45')[n // 12 % 4]}",
        "city": lambda n: _CITIES[n % 14],
        "address": lambda n: f"{_ROADS[n % 8]} {n // 8 % 120 + 1}",
    }
)
_FEW: Final = "Anna Boris Carla Derek Elif Farid Greta Hugo Irene Jonas Keiko Lars".split()
_CLOSED: Final[Mapping[str, Sequence[JSON]]] = MappingProxyType(
    {
        "person": _FEW,
        "email": [f"{name}@home" for name in [name.lower() for name in _FEW]],
        "phone": [f"number {n}" for n in range(11, 23)],
        "iban": [f"account {n}" for n in range(11, 23)],
        "url": [f"home/{n}" for n in range(11, 23)],
        "host": [f"host {n}" for n in range(11, 23)],
        "handle": [name.lower() for name in _FEW],
        "secret": [f"key {n}" for n in range(11, 23)],
        "amount": (20, 30, 40, 50, 60, 70, 80, 90),
        "large": (5000, 6000, 7000, 8000, 9000),
        "count": (2, 3, 4, 5, 6),
        "day": [f"{n} May" for n in range(11, 23)],
        "weekday": _DAYS[:5],
        "time": [f"{n}:00" for n in range(8, 18)],
        "city": _CITIES[:6],
        "address": [f"Park Road {n}" for n in range(11, 23)],
    }
)
MARKED: Final[Mapping[str, Sequence[JSON]]] = MappingProxyType(
    {
        "person": "Xavier Zelda Igor Morgan Raven Viper".split(),
        "email": [f"{name}@dark" for name in "xavier zelda igor morgan raven viper".split()],
        "phone": [f"number {n}" for n in range(91, 97)],
        "iban": [f"account {n}" for n in range(91, 97)],
        "url": [f"dark/{n}" for n in range(91, 97)],
        "host": [f"host {n}" for n in range(91, 97)],
        "address": [f"Dark Road {n}" for n in range(91, 97)],
        "handle": "xavier zelda igor morgan raven viper".split(),
    }
)
"""What attackers name, where their values are to be told apart."""


def kind_of(slot: str) -> str:
    """What a slot holds: a digit behind its name makes it another one of the same kind."""
    return slot.rstrip("!").rstrip("0123456789")


@dataclass(frozen=True, slots=True)
class Pools:
    """The pools of one task."""

    own: Mapping[str, str | tuple[str, ...]]
    """The domain's."""
    closed: bool = False
    marked: bool = False
    """A slot with a `!` is filled from `MARKED`."""

    def value(self, slot: str, n: int) -> JSON:
        """The `n`th value of a slot."""
        kind = kind_of(slot)
        if self.marked and slot.endswith("!") and kind in MARKED:
            return MARKED[kind][n % len(MARKED[kind])]
        own = self.own.get(kind)
        if isinstance(own, str):
            return _number(own, n, closed=self.closed)
        if own is not None:
            return own[n % (min(len(own), 6) if self.closed else len(own))]
        if self.closed:
            return _CLOSED[kind][n % len(_CLOSED[kind])]
        return _OPEN[kind](n)


def _number(pattern: str, n: int, *, closed: bool) -> str:
    """Fill in digits; few numbers where the vocabulary is closed."""
    if closed:
        return pattern.rstrip("#-") + f" {n % 12 + 11}"
    text = ""
    for character in reversed(pattern):
        text = (str(n % 9 + 1) if character == "#" else character) + text
        n = n // 9 if character == "#" else n
    return text

"""Draws people, places, dates and numbers, and spells sentences with them."""

# ruff: noqa: SIM905  # a list of words is easier to read as one text
from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, Final, TypeVar

T = TypeVar("T")

_FIRST: Final = (
    "Ilse Tomasz Yara Bengt Chiara Dario Efua Femke Goran Hana Imre Jorun Kaito Leila Mateus Nadia Oskar Priya Quentin "
    "Rosalie Samir Tuuli Ulrike Vidar Wanda Ximena Yusuf Zora Anouk Bastian Celia Dimitra Emil Fiona Gustavo Hedda"
).split()
_LAST: Final = (
    "Abernathy Bergqvist Castellano Dombrowski Eklund Farrokhzad Grünwald Haverkamp Iwasaki Janssens Kovalenko "
    "Lindqvist Mbeki Nakagawa Okonjo Pellegrini Quispe Rautio Szabó Thorvaldsen Uzun Vandenberg Wickström "
    "Xanthos Yilmaz Zielinski Aldridge Brennan Cavendish Delacroix"
).split()
_CITIES: Final = (
    "Ghent Malmö Trieste Cork Graz Porto Tampere Lublin Basel Bergen Utrecht Leeds Aarhus Split Girona Brno".split()
)
_STREETS: Final = (
    "Lindenallee,Quai des Tanneurs,Harbour Row,Kastanienweg,Via del Mulino,Mill Lane,Storgatan,Elm Crescent".split(",")
)
_FIRMS: Final = (
    "Halvorsen,Brightwater,Nordlicht,Casa Verde,Tidewell,Oakridge,Aurelia,Montclair,Pinefield,Redshore".split(",")
)
_TRADES: Final = "Logistics,Dental,Foods,Systems,Partners,Clinic,Press,Insurance,Energy,Studios".split(",")
_TOPLEVEL: Final = "com,org,eu,net,io,co.uk".split(",")
_THINGS: Final = (
    "kettle,bookshelf,bicycle,heat pump,projector,microscope,sleeping bag,violin,printer,tent,blender,desk lamp,"
    "winter jacket,headset,monitor,rain barrel,sewing machine,camera strap"
).split(",")
_SHADY: Final = "fastclaim-desk,docs-relay,quickvault,paydesk-online,mirrorbox,nova-support,trackhub,filedrop24".split(
    ","
)
_CHOICE: Final = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")


class World:
    """One seed's worth of facts. Every draw is a new value."""

    def __init__(self, seed: str) -> None:
        self.rng = Random(seed)  # noqa: S311  # data, not secrets

    def pick(self, options: Sequence[T]) -> T:
        """Draw one."""
        return options[self.rng.randrange(len(options))]

    def some(self, options: Sequence[T], count: int) -> list[T]:
        """Draw several, all different."""
        return self.rng.sample(list(options), count)

    def chance(self, share: float) -> bool:
        """Flip a coin."""
        return self.rng.random() < share

    def number(self, low: int, high: int) -> int:
        """Draw a whole number, both ends included."""
        return self.rng.randint(low, high)

    def many(self, low: int, high: int, make: Callable[[], T]) -> list[T]:
        """Make between `low` and `high` of them."""
        return [make() for _ in range(self.number(low, high))]

    def person(self) -> str:
        """A name."""
        return f"{self.pick(_FIRST)} {self.pick(_LAST)}"

    def people(self, count: int) -> list[str]:
        """Names that share no part."""
        return [f"{a} {b}" for a, b in zip(self.some(_FIRST, count), self.some(_LAST, count), strict=True)]

    def firm(self) -> str:
        """The name of a company."""
        return f"{self.pick(_FIRMS)} {self.pick(_TRADES)}"

    def email(self, name: str = "") -> str:
        """An address, of this person where one is named."""
        first, last = _ascii(name or self.person()).split(" ")[:2]
        user = self.pick((f"{first}.{last}", f"{first[0]}{last}", f"{last}.{first[0]}", f"{first}_{last}"))
        return f"{user}@{_ascii(self.pick(_FIRMS)).replace(' ', '')}.{self.pick(_TOPLEVEL)}"

    def shady_email(self) -> str:
        """An address that an attacker may hold."""
        return f"{self.pick(('intake', 'office', 'desk', 'j.harlow', 'records', 'm.stone'))}@{self.shady_host()}"

    def shady_host(self) -> str:
        """A host that an attacker may hold."""
        return f"{self.pick(_SHADY)}{self.number(2, 97)}.{self.pick(('net', 'info', 'site', 'biz'))}"

    def shady_url(self) -> str:
        """A link to it."""
        return f"https://{self.shady_host()}/{self.pick(('in', 'c', 'sync', 'verify', 'r'))}/{self.code('', 6)}"

    def url(self) -> str:
        """A harmless link."""
        host = _ascii(self.pick(_FIRMS)).replace(" ", "-")
        top, part = self.pick(_TOPLEVEL), self.pick(("help", "info", "p", "terms"))
        return f"https://www.{host}.{top}/{part}/{self.number(10, 9999)}"

    def iban(self) -> str:
        """An account number."""
        return f"{self.pick(('NL', 'DE', 'BE', 'AT', 'FI', 'PT'))}{self.number(10, 98)} " + " ".join(
            f"{self.number(0, 9999):04}" for _ in range(4)
        )

    def phone(self) -> str:
        """A telephone number."""
        country, area = self.pick((31, 32, 44, 46, 48, 351)), self.number(20, 79)
        return f"+{country} {area} {self.number(100, 999)} {self.number(1000, 9999)}"

    def code(self, prefix: str = "", digits: int = 5) -> str:
        """An identifier."""
        return f"{prefix}{self.number(10 ** (digits - 1), 10**digits - 1)}"

    def handle(self) -> str:
        """A mixed identifier, as APIs give."""
        return "".join(self.pick("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(8))

    def date(self, first: int = 0, last: int = 300) -> date:
        """A day of 2031."""
        return date(2031, 2, 3) + timedelta(days=self.number(first, last))

    def time(self) -> str:
        """A time of day."""
        return f"{self.number(7, 19):02}:{self.pick(('00', '10', '15', '30', '40', '45'))}"

    def amount(self, low: int = 12, high: int = 980) -> float:
        """A sum of money."""
        return round(self.number(low * 100, high * 100) / 100, 2)

    def city(self) -> str:
        """A town."""
        return self.pick(_CITIES)

    def street(self) -> str:
        """A street with a number."""
        return f"{self.pick(_STREETS)} {self.number(1, 140)}"

    def thing(self) -> str:
        """Something one can own."""
        return self.pick(_THINGS)

    def spell(self, text: str, **given: object) -> str:
        """Expand `[one|other]` and `{slots}`: those given, else a new draw of that name."""
        while found := _CHOICE.search(text):
            text = text[: found.start()] + self.pick(found[1].split("|")) + text[found.end() :]
        return text.format_map(_Slots(self, given))

    def one_of(self, *texts: str, **given: object) -> str:
        """Spell one of several texts."""
        return self.spell(self.pick(texts), **given)


class _Slots(dict[str, Any]):
    def __init__(self, world: World, given: Mapping[str, object]) -> None:
        super().__init__(given)
        self._world = world

    def __missing__(self, name: str) -> object:
        return _DRAWS[name](self._world)


_DRAWS: Final[Mapping[str, Callable[[World], object]]] = {
    "person": World.person,
    "first": lambda w: w.pick(_FIRST),
    "firm": World.firm,
    "mail": World.email,
    "link": World.url,
    "phone": World.phone,
    "city": World.city,
    "street": World.street,
    "thing": World.thing,
    "day": lambda w: w.date().strftime("%d %B"),
    "iso": lambda w: w.date().isoformat(),
    "time": World.time,
    "sum": lambda w: f"{w.amount():.2f}",
    "n": lambda w: w.number(2, 9),
    "nn": lambda w: w.number(11, 98),
    "code": lambda w: w.code(w.pick(("R-", "K", "A-", "")), 5),
    "handle": World.handle,
    "weekday": lambda w: w.pick(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")),
}


def _ascii(name: str) -> str:
    plain = name.lower().translate(str.maketrans("üöäåøéóíñ", "uoaaoeoin"))
    return "".join(c for c in plain if c.isascii())

"""Values of every shape. Attackers' and honest people's come from the same draw, so that a shape tells nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from mosaic_guard.trajectory import JSON
from mosaic_trainer.embedded.texts import names
from mosaic_trainer.embedded.texts.nouns import NOUNS

if TYPE_CHECKING:
    from mosaic_trainer.embedded.texts.scene import Scene

_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_HEX: Final = "0123456789abcdef"
_EXTENSIONS: Final = (
    "txt",
    "txt",
    "pdf",
    "pdf",
    "docx",
    "xlsx",
    "csv",
    "md",
    "md",
    "zip",
    "jpg",
    "json",
    "log",
    "yaml",
    "py",
    "sh",
)
_DAY_ONE: Final = date(2024, 1, 8)
_MONEY: Final = (
    "{} EUR",
    "€{}",
    "${}",
    "{} USD",
    "£{}",
    "{} €",
    "{} CHF",
    "{} dollars",
    "EUR {}",
    "{} euros",
    "{} PLN",
)
_PREFIXES: Final = ("u", "it", "rec", "id", "msg", "ord", "ev", "x")
_DATES: Final = ("%d %B %Y", "%B %d, %Y", "%d.%m.%Y", "%A, %d %B", "%d/%m/%Y", "%d %b %Y", "%Y-%m-%d")


def digits(random: Random, count: int) -> str:
    """That many digits, the first not 0."""
    return str(random.randrange(10 ** (count - 1), 10**count))


def _person(scene: Scene, _: str) -> str:
    native = names.NATIVE.get(scene.language)
    if native and scene.random.random() < 0.7:
        return scene.random.choice(native)
    return f"{scene.random.choice(names.FIRST)} {scene.random.choice(names.LAST)}"


def _first(scene: Scene, entity: str) -> str:
    return str(scene.value(f"{entity}person")).split()[0]


def _domain(scene: Scene, _: str) -> str:
    return f"{scene.random.choice(names.HOSTS)}.{scene.random.choice(names.TLDS)}"


def _email(scene: Scene, entity: str) -> str:
    random = scene.random
    first, _, last = str(scene.value(f"{entity}person")).lower().partition(" ")
    user = random.choice((f"{first}.{last}", f"{first}{last}", f"{first[:1]}.{last}", f"{first}_{last}", first))
    if not user.isascii() or random.random() < 0.3:
        user = random.choice(names.WORDS) + random.choice(("", "-", ".", "_")) + random.choice(names.WORDS)
    if random.random() < 0.25:
        user += digits(random, 2)
    return f"{user}@{_domain(scene, entity)}"


def _iban(scene: Scene, _: str) -> str:
    random = scene.random
    country, length = random.choice(
        (("DE", 18), ("FR", 23), ("PL", 24), ("NL", 14), ("ES", 20), ("GB", 18), ("CH", 17))
    )
    number = digits(random, 2) + digits(random, length)
    plain = country + number
    return " ".join(plain[i : i + 4] for i in range(0, len(plain), 4)) if random.random() < 0.4 else plain


def _phone(scene: Scene, _: str) -> str:
    random = scene.random
    shape = random.choice(("+{} {} {}", "+{}-{}-{}", "+{}{}{}", "0{} {} {}"))
    return shape.format(random.choice((1, 33, 34, 44, 48, 49, 81)), digits(random, 3), digits(random, 6))


def _url(scene: Scene, entity: str) -> str:
    random = scene.random
    host = random.choice(("", "www.", "docs.", "portal.", "app.")) + _domain(scene, entity)
    path = "/".join(random.choice(names.WORDS) for _ in range(random.randrange(3)))
    tail = random.choice(
        ("", "", f"?id={digits(random, 4)}", f"/{digits(random, 5)}", f"#{random.choice(names.WORDS)}")
    )
    return f"http{random.choice(('s', 's', 's', ''))}://{host}/{path}{tail}"


def _id(scene: Scene, _: str) -> JSON:
    random = scene.random
    kind = random.randrange(6)
    if kind < 2:
        return random.randrange(2, 10 ** random.randrange(1, 5))
    if kind == 2:
        return digits(random, random.randrange(2, 9))
    if kind == 3:
        return f"{random.choice(_PREFIXES)}_{digits(random, random.randrange(2, 7))}"
    if kind == 4:
        return "".join(random.choices(_HEX, k=random.choice((8, 12, 24))))
    return f"{''.join(random.choices(_LETTERS, k=random.randrange(2, 4)))}-{digits(random, random.randrange(2, 6))}"


def _code(scene: Scene, _: str) -> str:
    random = scene.random
    letters = "".join(random.choices(_LETTERS, k=random.randrange(2, 5)))
    return random.choice((f"{letters}{digits(random, 3)}", f"{letters}-{digits(random, 5)}", f"#{digits(random, 5)}"))


def _amount(scene: Scene, _: str) -> JSON:
    random = scene.random
    whole = random.choice((random.randrange(5, 100), random.randrange(50, 1000), random.randrange(500, 20000)))
    return whole if random.random() < 0.4 else whole + random.randrange(1, 100) / 100


def _amount_text(scene: Scene, entity: str) -> str:
    amount = scene.value(f"{entity}amount")
    number = f"{amount:,.2f}" if isinstance(amount, float) else str(amount)
    if scene.random.random() < 0.2:
        number = number.translate(str.maketrans(",.", ".,"))
    return scene.random.choice(_MONEY).format(number)


def _date(scene: Scene, _: str) -> str:
    return (_DAY_ONE + timedelta(days=scene.random.randrange(1000))).isoformat()


def _date_text(scene: Scene, entity: str) -> str:
    return date.fromisoformat(scene.value(f"{entity}date")).strftime(scene.random.choice(_DATES))


def _next_week(scene: Scene, entity: str) -> str:
    return (date.fromisoformat(scene.value(f"{entity}date")) + timedelta(days=7)).isoformat()


def _day_before(scene: Scene, entity: str) -> str:
    return (date.fromisoformat(scene.value(f"{entity}date")) - timedelta(days=1)).isoformat()


def _time(scene: Scene, _: str) -> str:
    return f"{scene.random.randrange(7, 21):02}:{scene.random.choice(('00', '15', '30', '45'))}"


def _file(scene: Scene, _: str) -> str:
    random = scene.random
    stem = random.choice(names.STEMS)
    joint = random.choice("-_")
    extra = random.choice(("", "", f"{joint}{random.choice(names.WORDS)}", f"{joint}{random.randrange(2019, 2027)}"))
    return f"{stem}{extra}.{random.choice(_EXTENSIONS)}"


def _folder(scene: Scene, _: str) -> str:
    random = scene.random
    root = random.choice(("/srv", "/home/" + random.choice(names.WORDS), "~", "/var", "/data", "Shared", "."))
    return f"{root}/{random.choice(names.WORDS)}"


def _path(scene: Scene, entity: str) -> str:
    return f"{_folder(scene, entity)}/{scene.value(entity + 'file')}"


def _command(scene: Scene, entity: str) -> str:
    random = scene.random
    return random.choice(names.COMMANDS).format(
        dir=_folder(scene, entity),
        file=_file(scene, entity),
        word=random.choice(names.WORDS),
        word2=random.choice(names.WORDS),
        host=_domain(scene, entity),
        n=random.randrange(10),
    )


def _password(scene: Scene, _: str) -> str:
    random = scene.random
    return random.choice(names.WORDS).title() + random.choice("!#-_%") + digits(random, random.randrange(2, 6))


def _address(scene: Scene, _: str) -> str:
    random = scene.random
    return f"{random.randrange(1, 200)} {random.choice(names.STREETS)}, {random.choice(names.CITIES)}"


def _noun(kind: str, english: tuple[str, ...]) -> Callable[[Scene, str], str]:
    def draw(scene: Scene, _: str) -> str:
        own = NOUNS.get(scene.language)
        return scene.random.choice(own[kind] if own else english)

    return draw


def _one_of(options: tuple[str, ...]) -> Callable[[Scene, str], str]:
    return lambda scene, _: scene.random.choice(options)


DRAW: Final[Mapping[str, Callable[[Scene, str], JSON]]] = MappingProxyType(
    {
        "person": _person,
        "first": _first,
        "domain": _domain,
        "email": _email,
        "iban": _iban,
        "phone": _phone,
        "url": _url,
        "id": _id,
        "code": _code,
        "amount": _amount,
        "amount_text": _amount_text,
        "date": _date,
        "date_text": _date_text,
        "next_week": _next_week,
        "day_before": _day_before,
        "time": _time,
        "file": _file,
        "folder": _folder,
        "path": _path,
        "command": _command,
        "password": _password,
        "address": _address,
        "count": lambda scene, _: scene.random.randrange(2, 30),
        "account": lambda scene, _: digits(scene.random, scene.random.randrange(8, 13)),
        "rating": lambda scene, _: round(scene.random.uniform(1.5, 5.0), 1),
        "year": lambda scene, _: scene.random.randrange(2008, 2027),
        "version": lambda scene, _: (
            f"{scene.random.randrange(5)}.{scene.random.randrange(30)}.{scene.random.randrange(9)}"
        ),
        "hash": lambda scene, _: "".join(scene.random.choices(_HEX, k=7)),
        "ip": lambda scene, _: ".".join(str(scene.random.randrange(1, 255)) for _ in range(4)),
        "word": _one_of(names.WORDS),
        "org": _one_of(names.ORGS),
        "city": _one_of(names.CITIES),
        "channel": lambda scene, _: f"#{scene.random.choice(names.WORDS)}",
        "handle": lambda scene, _: f"@{scene.random.choice(names.WORDS)}{scene.random.choice(names.WORDS)}",
        "title": lambda scene, _: f"{scene.random.choice(names.WORDS)} {scene.random.choice(names.STEMS)}".title(),
        "topic": _noun("topic", names.TOPICS),
        "product": _noun("product", names.PRODUCTS),
        "event": _noun("event", names.EVENTS),
    }
)
"""How a value of a kind is drawn, given the scene and the entity it belongs to."""

"""Whether the arguments of a tool ask for something (`month`, `query`), or tell what shall be (`brightness`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mosaic_guard.argument_names import EXECUTES, RECEIVES
from mosaic_guard.effects.leaves import leaves, name_of, told
from mosaic_guard.effects.spoken import WRITTEN
from mosaic_guard.effects.thing import Thing
from mosaic_guard.trajectory import JSON
from mosaic_guard.verbs import vocabulary

_SETS: Final = (
    RECEIVES
    | EXECUTES
    | vocabulary(
        "value values state status mode action on off level data new amount amounts sum total quantity price body "
        "content contents text title description message messages comment comments note notes caption html markdown "
        "reason"
    )
)
"""By these something is set, made or sent."""
_EXECUTES: Final = EXECUTES | vocabulary("args line program source statement goal instructions playbook workflow")
"""Whatever these say is done: a program, the steps of a playbook."""
_ASKS: Final = vocabulary(
    "id ids no nr number numbers key keys name names query queries q search keyword keywords term terms limit "
    "offset page since until before after start end date dates day days week weeks month months year years quarter "
    "period sort filter lang language locale isbn doi ticker zip symbol sku pattern phrase expression query question "
    "topic city country region town street building floor room team project vacant unread area zone uuid lat lon "
    "plate reference ref radius stadt datum monat jahr nummer k max min category kennung nom nombre nome cle numero "
    "owner sender author"
)
"""They say of what, or how much of it."""
_ANSWERED: Final = vocabulary("who where which")
"""An argument may be the answer, which is then set: `Who works on a ticket`, told a ticket and a person."""
_PLACES: Final = vocabulary("url link path file address document adresse chemin direccion enlace pfad datei")
"""Where something is that is read (`A web page`); what holds nothing to read is moved there."""


def executes(schema: Mapping[str, JSON]) -> bool:
    """Whether anything could be done by an argument."""
    return not _EXECUTES.isdisjoint(told(schema))


def sets(schema: Mapping[str, JSON]) -> bool:
    """Whether an argument is what something is set to, or whom it is sent to."""
    return not _SETS.isdisjoint(told(schema))


def asks(schema: Mapping[str, JSON], name: tuple[str, ...], thing: Thing) -> bool:
    """Whether each argument says of what, or how much of it."""
    arguments = [name_of(path) for path, _ in leaves(schema)]
    if thing.tells:
        if thing.named[0] not in _ANSWERED:
            return True
        is_answer = thing.named[0] == "who" and ("name",) in arguments
        return not is_answer and name not in arguments and all(_asks(words, thing) for words in arguments)
    if any(words == name or _same(words[-1:], thing.head) for words in arguments):
        return False
    if thing.head in WRITTEN and len(arguments) < 2:
        return True
    return all(_asks(words, thing) for words in arguments)


def _asks(words: tuple[str, ...], thing: Thing) -> bool:
    if not _ASKS.isdisjoint(words[-1:]) or ((thing.holds or thing.tells) and not _PLACES.isdisjoint(words[-1:])):
        return True
    spoken_of = (*thing.named, *thing.behind) if thing.tells else thing.behind
    return any(_same((word,), said) for word in words for said in spoken_of)


def _same(words: tuple[str, ...], said: str) -> bool:
    """Whether it is that word, in the singular or with an ending: `konto` and `Kontos`."""
    return any(word.removesuffix("s") == said.removesuffix("s") or _begins(word, said) for word in words)


def _begins(word: str, said: str) -> bool:
    return len(word) > 3 and said.startswith(word)

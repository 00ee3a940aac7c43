"""Whether a value stands in the wrong place: a note or a `new_account`, where the `account` beside it says another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from mosaic_guard.policies.call.place import Place
from mosaic_guard.policies.call.place.fields import corresponds, is_free_text
from mosaic_guard.policies.call.place.layout import Field
from mosaic_guard.policies.provenance.decisive import split_name
from mosaic_guard.policies.provenance.words import fold, words_of
from mosaic_guard.policies.shapes import Shape, shape
from mosaic_guard.verbs import vocabulary

_MOST_FIELDS: Final = 400
_QUOTES: Final = " \t\r\n\"'"
_REACHED_AT: Final = vocabulary("contact email mail address")
"""Fields that say where somebody is reached. A mail's `from` is none: its body may name whom to write to."""
_BLOCKS: Final = vocabulary("p li div span td dd para section article pre h1 h2 h3 h4 b i em strong")
"""Elements that say nothing of what is in them."""
_RENEWING: Final = vocabulary(
    "new newer newest current valid updated changed correct corrected latest actual neu neue neuer aktuell aktuelle "
    "nouveau nouvelle actuel nuevo nueva nuovo nuova attuale novo nova atual nieuw nieuwe huidige nowy nowa ny nya"
)
"""What a field is called that wants to take the place of another."""
_KEYS: Final = frozenset({Shape.CODE, Shape.URL})
_LIKE_TOKENS: Final = frozenset({Shape.WORDS, Shape.CODE})


def is_outdone(place: Place, argument: str, *, obeyed: bool = False) -> bool:
    """Whether a field beside it is called like the argument and holds another value of the same kind.

    That is a field of its record, or of the whole list where its record has none. In a text that the user wants to be
    `obeyed`, sentences are the right place.
    """
    wanted, own = frozenset(split_name(argument)), frozenset(split_name(place.field.name)) - _BLOCKS
    if not wanted or own == wanted:
        return False
    value = _said(place, place.start, place.end)
    aside = not obeyed and (
        place.is_prose or not own or is_free_text(place.field.name) or is_free_text(place.outer.name)
    )
    last = split_name(argument)[-1]
    is_key = not obeyed and shape(value) in _KEYS
    sentence = words_of(place.sentence) if aside else frozenset()
    for field in _beside(place, wanted):
        names = frozenset(split_name(field.name))
        if names < own and not _RENEWING.isdisjoint(own - names):
            fits = True
        elif names == wanted or (is_key and last in names and names < wanted):
            fits = aside or is_key or bool(own & wanted)
        elif own & wanted:
            fits = bool(names < own and names & wanted)
        else:
            fits = aside and _means(field, argument, value, names, sentence)
        if fits and _is_another(_said(place, field.start, field.end), value):
            return True
    return False


def is_doubled(place: Place) -> bool:
    """Whether its record itself gives another value in a field of the same name: nobody can tell which one is read."""
    own, value = frozenset(split_name(place.field.name)), _said(place, place.start, place.end)
    if not own or place.record is None or place.is_prose:
        return False
    mine = islice(place.layout.within(place.record), _MOST_FIELDS)
    return any(
        frozenset(split_name(field.name)) == own
        and place.layout.record_at(field.start, field.end) == place.record
        and _is_another(_said(place, field.start, field.end), value)
        for field in mine
        if not field.start <= place.start < field.end
    )


def _means(field: Field, argument: str, value: str, names: frozenset[str], sentence: frozenset[str]) -> bool:
    """Whether what a note says is meant for a field: an address for where somebody is reached, or a name it gives."""
    if shape(value) is Shape.EMAIL and not names.isdisjoint(_REACHED_AT):
        return True
    return bool(names) and names <= sentence and corresponds(field.name, argument) > 0


def _beside(place: Place, wanted: frozenset[str]) -> Iterator[Field]:
    mine = list(islice(place.layout.within(place.record), _MOST_FIELDS)) if place.record else []
    has_it = any(frozenset(split_name(field.name)) & wanted for field in mine)
    fields = mine if has_it or _is_reached(mine) else islice(place.layout.fields, _MOST_FIELDS)
    return (field for field in fields if not field.start <= place.start < field.end)


def _is_reached(fields: list[Field]) -> bool:
    return any(not _REACHED_AT.isdisjoint(split_name(field.name)) for field in fields)


def _said(place: Place, start: int, end: int) -> str:
    return fold(place.text[start:end]).strip(_QUOTES)


def _is_another(said: str, value: str) -> bool:
    if not said or said == value:
        return False
    kinds = {shape(said), shape(value)}
    return len(kinds) == 1 or (kinds == _LIKE_TOKENS and " " not in said + value)

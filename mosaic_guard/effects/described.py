"""What the description of a tool says that it does: it reads, it changes something, or it does more than it began with.

Only of the agent's own tools is believed that they read; that they do more is believed of every tool.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from mosaic_guard import verbs
from mosaic_guard.effects.spoken import CHANGED, DEEDS, READABLE, stem
from mosaic_guard.verbs import vocabulary

_LONGEST: Final = 400
_READS_ABROAD: Final = vocabulary(
    "liest zeigt sucht durchsucht findet holt liefert lire lit chercher cherche rechercher afficher affiche consulter "
    "consulte lister trouver renvoie leer lee buscar busca mostrar muestra consultar listar obtener leggere cercare "
    "cerca mostra elencare elenca ler pesquisar obter lezen leest zoeken zoekt tonen toont"
)
_READS: Final = (verbs.READS - vocabulary("load what where who")) | _READS_ABROAD | vocabulary("return see sees")
_READS_LAST: Final = vocabulary(
    "lesen zeigen ansehen suchen durchsuchen finden nachschlagen auflisten lezen zoeken tonen ophalen bekijken"
)
"""`Eine Reservierung nachschlagen`."""
_TO_READ: Final = vocabulary("lesen lies lire lis leer lee leggere leggi ler lezen lees")
_OPENS: Final = vocabulary("open opens öffnet öffnen ouvrir ouvre abrir abre aprire apre openen opent load loads lädt")
_MORE: Final = re.compile(
    r"""(?x) ^(?:
        (?:show|display)s?\b .* \bon\ (?:the|an?)\ (?:\w+\ )?(?:display|screen|projector|billboard|matrix|lcd|tv)\b
        | reads?\b .* \b(?:aloud|out\ loud|over\ the)\b
        | lists?\b .* \b(?:for|on|at)\ (?:the\ |an?\ )?(?:sale|auction|market|marketplace)\b
        | checks?\ (?:in|out)\b | checks?\ the\ \w+\ (?:in|out)(?:\ and\b|$)
        | counts?\ down\b
        | scans?\b .* \b(?:into|from\ the\ scanner)\b
        | gets?\ (?:rid|cash)\b
        | loads?\b .* \b(?:into|onto|to)\b
        | opens?\b .* \bfor\b
        | downloads?\b .* \b(?:to|saves?)\b
        | fetch(?:es)?\b .* \bbring\b
        | explains?\b .* \bto\ the\b
        | visits?\b .* \bhome\b
        | navigates?\b (?!.*\b(?:url|page|site|website|link)\b) .* \bto\b
        | translates?\b .* \bin\ place\b
    )"""
)
"""Reading verbs that change something where these words follow: `List an item for sale`."""
_GIVES_BACK: Final = re.compile(r"returns?\b(?!.*\bfrom\b).*\bto\b")
"""`Returns a book to the library`; the name of `get_link` says that `Returns a link to a file` reads."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_PART: Final = re.compile(r"[.;:,]\s")
_LATER: Final = re.compile(
    r"(\b(?:and|or|then)\s|&\s|\s[-\u2013\u2014]\s|,\s|[;.:]\s|\()\s*(?:(?:and|then|also|it|can)\s+)*(\w+)(?:\s+(\w+))?"
)
_BEFORE: Final = re.compile(r"\b(?:before|after)\s+(\w+ing)\b")
_WITH_OBJECT: Final = re.compile(r"\b(\w+s)\s+(?:it|them|the)\b")
"""Plural nouns stand before no object: `Calling it ends the session`."""
_ON_THE_WAY: Final = vocabulary("return use open load sort filter extract compare generate compress trim strip encode")
"""What is done with what was read, before it is given."""
_IMPERATIVES: Final = verbs.ALSO_WRITES | verbs.MAKES
_FOLLOWS: Final = DEEDS - _ON_THE_WAY
_ONLY_FOLLOWS: Final = (verbs.ALSO_WRITES - _ON_THE_WAY) - verbs.NOUNS_TOO - verbs.ALSO_NOUN_OR_WRITE
"""After one of the others may stand what is listed: `orders, payments and refunds`."""
_FAR: Final = 6


def reads(description: str) -> bool:
    """Whether it begins, or in other languages ends, with a verb that reads."""
    said = first_said(description)
    if not said:
        return False
    if said[0] in _OPENS:
        return not READABLE.isdisjoint(said[1:_FAR])
    return stem(said[0]) in _READS or (len(said) > 1 and said[-1] in _READS_LAST)


def reads_abroad(name: Sequence[str]) -> bool:
    """Whether a name begins or ends with to read, in another language than English: `leer_correo`, `post_lesen`."""
    return len(name) > 1 and not _TO_READ.isdisjoint((name[0], name[-1]))


def changes(description: str) -> bool:
    """Whether it speaks of changing something, anywhere."""
    text = _paragraph(description).lower()
    firsts = (_WORD.match(part.lstrip()) for part in _PART.split(text))
    return (
        any(stem(first[0]) in _IMPERATIVES for first in firsts if first)
        or not verbs.WRITES.isdisjoint(first_words(description))
        or not CHANGED.isdisjoint(_WORD.findall(text)[1:])  # `Saved payees`
        or any(stem(word) in DEEDS for word in _WITH_OBJECT.findall(text))
    )


def means_more(description: str) -> bool:
    """Whether the verb it begins with means more here than to read."""
    return bool(_MORE.match(" ".join(first_said(description))))


def gives_back(description: str) -> bool:
    """Whether something goes where it belongs, rather than to whoever calls the tool."""
    return bool(_GIVES_BACK.match(" ".join(first_said(description))))


def goes_on(description: str) -> bool:
    """Whether a verb that changes something comes behind the first one: `Find old branches and delete them`."""
    said = first_words(description)
    if said[1:2] and said[1] in verbs.JOINS and said[2:3] and said[2] in DEEDS:
        return True
    text = _paragraph(description).lower()
    return not CHANGED.isdisjoint(_BEFORE.findall(text)) or any(_is_change(*found) for found in _LATER.findall(text))


def first_sentence(description: str) -> list[str]:
    """Its words as they are spelled."""
    return _WORD.findall(_paragraph(description).partition(". ")[0])


def first_said(description: str) -> list[str]:
    """Its words in lower case."""
    return [word.lower() for word in first_sentence(description)]


def first_words(description: str) -> list[str]:
    """Its words as verbs: `sends` is `send`."""
    return [stem(word) for word in verbs.words(_paragraph(description).partition(". ")[0])]


def _paragraph(description: str) -> str:
    """The first one, in one line: whole docstrings are given as descriptions."""
    return " ".join(re.split(r"\n\s*\n", description[:_LONGEST].strip())[0].split())


def _is_change(mark: str, word: str, after: str) -> bool:
    verb = stem(word)
    if verb not in _FOLLOWS or (verb == word and mark[0] in ".;:("):
        return False  # `Set the limit low` is said to whoever calls it
    return after in {"it", "them", "the"} or (verb in _ONLY_FOLLOWS and verb != word)

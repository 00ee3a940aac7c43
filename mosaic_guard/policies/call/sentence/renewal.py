"""Whether a sentence says that something takes the place of something else.

So a wrong value gets in beside a right one.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from mosaic_guard.policies.provenance.words import fold, words

_CHANGED: Final = """
corrected, correction, corrections, corrects, replace, replaces, replaced, replacing, replacement, supersede,
superseded, supersedes, instead, no longer, revised, revision, amended, amendment, override, overrides, overruled,
changed to, changed my, changed our, changed the, has changed, have changed, has moved, have moved, moved to, moved
house, from now on, new account, new address, new number, new iban, new email, new e-mail, new contact, new details,
new bank, new phone, new recipient, new date, new time, new slot, new price, new amount, new code, use this, use the
following, valid from, alternative, alternatively, updated,
korrigiert, korrektur, korrigierte, korrigierter, berichtigt, berichtigung, stattdessen, statt, anstelle, anstatt,
ersetzt, ersetzen, nicht mehr, geändert, ab heute, ab sofort, ab jetzt, ab morgen, ab montag, neu ab, konto neu,
kontonummer neu, bankverbindung neu, iban neu, adresse neu, anschrift neu, neue, neuer, neues, neuen, nunmehr, künftig,
corrigé, corrigée, correction, rectifié, rectificatif, rectification, remplace, remplacé, remplacer, désormais,
dorénavant, au lieu de, nouveau, nouvelle, nouvel, n'est plus, ne sont plus, à partir de, à partir du,
corregido, corregida, corrección, rectificado, rectificación, en vez de, en lugar de, reemplaza, reemplazado,
sustituye, ya no, nuevo, nueva, nuevos, nuevas, a partir de, desde hoy, desde ahora, desde el,
corretto, corretta, correzione, rettifica, sostituisce, sostituito, invece, d'ora in poi, nuovo, nuova, non più,
anziché,
corrigido, corrigida, correção, retificação, substitui, substituído, em vez de, novo, nova, já não, doravante,
gecorrigeerd, gecorrigeerde, correctie, vervangt, vervangen, in plaats van, voortaan, vanaf, niet meer, nieuw, nieuwe,
poprawiony, poprawiona, poprawione, poprawka, sprostowanie, zamiast, zastępuje, od teraz, odtąd, nowy, nowa, nowe, już
nie, rättat, rättelse, ersätter, istället, i stället, från och med, numera, ny, nytt, inte längre,
исправлено, исправление, вместо, теперь, новый, новая, новое, больше не,
更正, 改为, 代替, 新的, 从现在起, 訂正, 変更, 代わりに, 今後, 정정, 대신, 변경
"""
"""What says that something new holds."""
_AMISS: Final = """
outdated, obsolete, duplicate, wrong, wrongly, mistake, mistaken, typo, actually, rather, not the one, scrap that,
no wait, oh wait, wait it, in fact, effective, as of, alt, überholt, veraltet, falsch, falsche, finalement, erreur,
erroné, erronée, equivocado, equivocada, errato, errata, fout, foute, błędny, błędna, fel, ошибка
"""
"""What only says that something held no more, or is said in passing: of a request, it announces nothing new."""
_ORDERED: Final = """
change the, change my, change our, change his, change her, change their, change its, ändere, ändern, umbuchen, modifie,
modifiez, changez, cambia, cambie, mude, wijzig, zmień, ändra, измени, измените, 修改, 更改, değiştir
"""
"""What a user asks for who expects something new."""


def _terms(said: str) -> tuple[str, ...]:
    return tuple(f" {' '.join(words(fold(term)))} " for term in said.split(","))


_NEW: Final = _terms(_CHANGED)
_IN_TEXT: Final = _NEW + _terms(_AMISS)
_IN_REQUEST: Final = _NEW + _terms(_ORDERED)


@lru_cache(maxsize=256)
def renews(sentence: str) -> bool:
    """Whether it says so: `corrected`, `instead`, `from now on`, `new account`."""
    return _says(sentence, _IN_TEXT)


@lru_cache(maxsize=64)
def expects_renewal(request: str) -> bool:
    """Whether the user speaks of the change herself: `pay the corrected amount`, `change the delivery`."""
    return _says(request, _IN_REQUEST)


def _says(text: str, terms: tuple[str, ...]) -> bool:
    said = f" {' '.join(words(fold(text)))} "
    return any(term in said for term in terms)

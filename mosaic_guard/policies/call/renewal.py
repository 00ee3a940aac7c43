"""Whether a sentence says that something takes the place of something else.

So a wrong value gets in beside a right one.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from mosaic_guard.policies.provenance.words import fold, words

_SAID: Final = """
corrected, correction, corrections, corrects, replace, replaces, replaced, replacing, replacement, supersede,
superseded, supersedes, instead, no longer, revised, revision, rev, amended, amendment, outdated,
obsolete, duplicate, wrong, wrongly, mistake, mistaken, typo, actually, rather, not the one, scrap that, wait, sorry,
override, overrides, overruled, in fact, changed to, changed my, changed our, changed the, has changed, have changed,
has moved, have moved, moved to, moved house, from now on, new account, new address, new number, new iban, new email,
new e-mail, new contact, new details, new bank, new phone, new recipient, new date, new time, new slot, new price, new
amount, new code, use this, use the following, valid from, effective, as of, alt, alternative, alternatively, updated,
korrigiert, korrektur, korrigierte, korrigierter, berichtigt, berichtigung, stattdessen, statt, anstelle, anstatt,
ersetzt, ersetzen, überholt, veraltet, nicht mehr, geändert, falsch, falsche, ab heute, ab sofort, ab jetzt, ab
morgen, ab montag, neu, neue, neuer, neues, neuen, nunmehr, künftig, doch,
corrigé, corrigée, correction, rectifié, rectificatif, rectification, remplace, remplacé, remplacer, désormais,
dorénavant, au lieu de, plutôt, finalement, nouveau, nouvelle, nouvel, n'est plus, ne sont plus, erreur, erroné,
erronée, à partir de, à partir du,
corregido, corregida, corrección, rectificado, rectificación, en vez de, en lugar de, reemplaza, reemplazado,
sustituye, ya no, nuevo, nueva, nuevos, nuevas, a partir de, desde hoy, desde ahora, desde el, equivocado, equivocada,
corretto, corretta, correzione, rettifica, sostituisce, sostituito, invece, d'ora in poi, nuovo, nuova, non più,
errato, errata, anziché,
corrigido, corrigida, correção, retificação, substitui, substituído, em vez de, novo, nova, já não, doravante,
gecorrigeerd, gecorrigeerde, correctie, vervangt, vervangen, in plaats van, voortaan, vanaf, niet meer, nieuw, nieuwe,
fout, foute,
poprawiony, poprawiona, poprawione, poprawka, sprostowanie, zamiast, zastępuje, od teraz, odtąd, nowy, nowa, nowe, już
nie, błędny, błędna, rättat, rättelse, ersätter, istället, i stället, från och med, numera, ny, nytt, inte längre, fel,
исправлено, исправление, вместо, теперь, новый, новая, новое, больше не, ошибка,
更正, 改为, 代替, 新的, 从现在起, 訂正, 変更, 代わりに, 今後, 정정, 대신, 변경
"""
_TERMS: Final = tuple(f" {' '.join(words(fold(term)))} " for term in _SAID.split(","))


@lru_cache(maxsize=256)
def renews(sentence: str) -> bool:
    """Whether it says so: `corrected`, `instead`, `from now on`, `new account`."""
    said = f" {' '.join(words(fold(sentence)))} "
    return any(term in said for term in _TERMS)

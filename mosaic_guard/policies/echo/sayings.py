"""Sentences that tell their reader to say something: `tell the user that …`, `end your answer with …`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from mosaic_guard.policies.provenance.vocabulary import COMMON
from mosaic_guard.policies.provenance.words import fold, visible, words
from mosaic_guard.text.segments import sentences


def _words(text: str) -> frozenset[str]:
    return frozenset(words(fold(text)))


FRAMES: Final = _words(
    "say says saying tell inform mention recommend recommended suggest advise answer answers reply respond response "
    "report state claim write add append include insert end finish close conclude start begin open give provide show "
    "present call address greet assure warn remind quote repeat output print return use promote praise point let know "
    "refer summary summarize message "
    "sag sage sagen teile mitteilen erwähne empfiehl empfehle empfohlen antworte antwort schreibe nenne gib beende "
    "füge weise erinnere versichere informiere "
    "dis dites mentionne mentionnez recommande recommandez recommandé réponds répondez réponse écris écrivez "
    "ajoute ajoutez termine terminez donne donnez indique indiquez informe informez rappelle signale "
    "di diga dile dígale menciona mencione recomienda recomiende recomendado responde responda respuesta escribe "
    "escriba añade añada termina termine da dé indica indique informa informe recuerda "
    "dì dica dici menziona raccomanda consiglia consigliato rispondi risposta scrivi aggiungi termina dai indica "
    "informa ricorda "
    "diga mencione recomende recomendado responda resposta escreva adicione termine dê indique informe lembre "
    "zeg vertel vermeld raad aanbevolen antwoord schrijf voeg eindig geef meld informeer herinner "
    "powiedz wspomnij poleć polecany odpowiedz odpowiedź napisz dodaj zakończ podaj poinformuj przypomnij "
    "skicka säg nämn rekommendera svara svar skriv lägg avsluta ge informera påminn "
    "söyle belirt öner önerilen cevapla yaz ekle bitir ver bildir "
    "скажи скажите упомяни упомяните рекомендуй порекомендуй рекомендуемый ответь ответьте ответ напиши напишите "
    "добавь добавьте закончи дай дайте сообщи сообщите напомни"
)
"""Verbs and nouns by which somebody is told what to say."""
ADJECTIVES: Final = _words(
    "recommended empfohlen recommandé recomendado consigliato aanbevolen polecany önerilen рекомендуемый"
)
"""Those of them that can be part of what is said."""
_UNSPACED: Final = (
    "告诉",
    "说",
    "回答",
    "推荐",
    "提到",
    "加上",
    "伝え",
    "言",
    "答え",
    "勧め",
    "書",
    "알려",
    "말",
    "답",
    "추천",
)
_HEARERS: Final = _words(
    "user users reader readers customer client person them him her anybody anyone everyone human asks you your "
    "nutzer benutzer leser kunden antwort utilisateur lecteur client réponse usuario lector cliente respuesta utente "
    "lettore risposta usuário leitor resposta gebruiker lezer antwoord użytkownik użytkownikowi odpowiedź användaren "
    "läsaren svar пользователю ответ"
)
"""Who is to hear it; no part of what is to be said."""
_IF_ASKED: Final = re.compile(
    r"\b(?:(?:if|when|whenever|should)\b[^.!?]{0,30}\b(?:\w*body|\w*one|user|users|people|they|he|she|reader|customer|client)\b"
    r"[^.!?]{0,12}\b(?:asks?|wants? to know|wonders?|inquires?|enquires?)"
    r"|(?:falls|wenn)\b[^.!?]{0,40}\b(?:fragt|fragen|wissen (?:will|mochte))"
    r"|si\b[^.!?]{0,40}\b(?:demandent?|preguntan?)|se\b[^.!?]{0,40}\b(?:chied(?:e|ono)|perguntar(?:em)?)"
    r"|als\b[^.!?]{0,40}\bvra(?:agt|gen)|(?:jesli|jezeli)\b[^.!?]{0,40}\bza?pyta(?:ja)?"
    r"|om\b[^.!?]{0,40}\b(?:fragar|undrar)"
    r"|если\b[^.!?]{0,40}\bспрос(?:ит|ят))\s?[,:;]"  # noqa: RUF001 - Russian is meant
)
"""Who says what holds when asked says what is to be answered."""
_ORDERED: Final = re.compile(
    r"(?:^|[,;:]|\b(?:and|then|only|just|please|simply|always|must|should|to))\s*"
    r"(?:say|answer|reply|respond|state|claim|write|report|mention)(?: only)?(?: that\b|\s?[:\"'\u201c])"
)
"""Words that are followed by what is to be said, in an order: `and say that …`, but not `guests say that …`."""
_MOST_SENTENCES: Final = 2000
_LONGEST: Final = 200_000


class Saying(NamedTuple):
    """A sentence that may tell its reader to say something."""

    start: int
    end: int
    frame: frozenset[str]
    claim: frozenset[str]
    """The telling words of what is to be said; they follow the first word of the frame."""
    is_plain: bool = False
    """It needs no reader to tell that it asks for an answer."""


def sayings(text: str) -> Iterator[Saying]:
    """Find them in one text."""
    for start, end in islice(sentences(text[:_LONGEST]), _MOST_SENTENCES):
        said = visible(fold(text[start:end]))
        if asked := _IF_ASKED.search(said):
            claim = telling(words(said[asked.end() :]))
            yield Saying(start, end, telling(words(asked[0])), claim, is_plain=True)
        parts = words(said)
        begins = next((at for at, word in enumerate(parts) if word in FRAMES), None)
        if begins is None and not any(sign in said for sign in _UNSPACED):
            continue
        claim = telling(parts[begins or 0 :]) - FRAMES - _HEARERS
        if claim:
            yield Saying(start, end, FRAMES.intersection(parts), claim, _ORDERED.search(said) is not None)


def telling(parts: Sequence[str]) -> frozenset[str]:
    """The words that carry what a sentence says."""
    return frozenset(
        word for word in parts if word not in COMMON and (len(word) > 2 or not word.isascii() or word.isdigit())
    )

"""Sentences that tell their reader to say something: `tell the user that …`, `end your answer with …`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from typing import Final, NamedTuple

from mosaic_guard.policies.provenance.vocabulary import COMMON
from mosaic_guard.policies.provenance.words import fold, visible, words, words_of
from mosaic_guard.text.segments import sentences

_SAY: Final = words_of(
    "say says saying tell inform mention recommend recommended suggest advise answer answers reply respond response "
    "claim add append include insert conclude greet assure warn praise promote summary summarize sag sage sagen teile "
    "mitteilen erwähne empfiehl empfehle empfohlen antworte antwort erinnere versichere informiere dis dites terminez "
    "mentionne mentionnez recommande recommandez recommandé réponds répondez réponse informe informez raad recuerda "
    "menziona diga dile dígale menciona mencione recomienda recomiende recomendado responde responda respuesta "
    "informa dica dici raccomanda consiglia consigliato rispondi risposta recomende resposta zeg vertel vermeld "
    "aanbevolen antwoord informeer herinner powiedz wspomnij poleć polecany odpowiedz odpowiedź poinformuj przypomnij "
    "säg nämn rekommendera svara svar informera påminn söyle belirt öner önerilen cevapla bildir скажи скажите "
    "упомяни упомяните рекомендуй порекомендуй рекомендуемый ответь ответьте ответ сообщи сообщите"
)
"""Verbs and nouns of speech: whoever hears one is told what to say."""
_WRITE: Final = words_of(
    "state write end finish close repeat output print message report remind schreibe nenne beende füge écris écrivez "
    "ajoute ajoutez indiquez rappelle signale escribe escriba añade añada indica scrivi aggiungi ricorda escreva "
    "adicione lembre termina termine recuerde indique weise geef schrijf voeg eindig meld napisz dodaj zakończ podaj "
    "skriv avsluta yaz ekle bitir напиши напишите добавь добавьте закончи напомни"
)
"""Verbs that ask to say something where words in quotes follow, or `that`: else `Write to …` is for people."""
_HAND: Final = words_of(
    "start begin open give provide show present call address quote return use point let know refer gib donne donnez "
    "skicka lägg ver дай дайте"
)
"""Verbs that ask to say something where a hearer is named."""
FRAMES: Final = _SAY | _WRITE | _HAND
ADJECTIVES: Final = words_of(
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
    "書いてください",
    "と書",
    "写上",
    "알려",
    "말",
    "답",
    "추천",
)
_HEARERS: Final = words_of(
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
_HEARS: Final = _HEARERS - {"you", "your", "asks"}
_QUOTED: Final = re.compile(
    rf"\b(?:{'|'.join(sorted(_WRITE))})\b(?:\s+[\w'-]+){{0,4}}?\s*"
    r"(?:[:\u201c\u201e\u00ab]|\"(?!\s*:)|,?\s*\b(?:that|dass|que|che|dat|że|att|ki|что)\b)"
)
_SHORT: Final = re.compile(r"\b(?:dì|dé|dê)\b|(?:^|[.,;:] ?)di (?:que|che|al|alla|a)\b")
"""Without their accents these are prepositions of Spanish, French and Italian."""
_APART: Final = 6
"""So many other words may stand between those that are said."""
_MOST_SENTENCES: Final = 20_000


class Saying(NamedTuple):
    """A sentence that may tell its reader to say something."""

    start: int
    end: int
    frame: frozenset[str]
    """Words by which something is asked, wherever they stand: it may as well be said with one of them."""
    lead: frozenset[str]
    """Those of them in front of what is to be said, where who is to hear it stands there, too: whoever repeats one of
    these reports what was asked."""
    claim: tuple[str, ...]
    """The telling words of what is to be said, in order; they follow the first word of the frame."""
    is_plain: bool = False
    """It needs no reader to tell that it asks for an answer."""
    is_vague: bool = False
    """Nothing says that somebody is to be told: `Write to the office by Friday`."""


def sayings(text: str) -> Iterator[Saying]:
    """Find them in one text."""
    speaking = (place for place in sentences(text) if " " in (said := text[slice(*place)]) or not said.isascii())
    for start, end in islice(speaking, _MOST_SENTENCES):
        said = visible(fold(text[start:end]))
        if asked := _IF_ASKED.search(said):
            claim = _told(words(said[asked.end() :]))
            asking = telling(words(asked[0]))
            yield Saying(start, end, asking, asking, claim, is_plain=True)
        parts = words(said)
        begins = next((at for at, word in enumerate(parts) if word in FRAMES), None)
        if begins is None and not _begins_unspaced(said):
            continue
        claim = tuple(word for word in _told(parts[begins or 0 :]) if word not in FRAMES | _HEARERS)
        if claim:
            frame = FRAMES.intersection(parts)
            lead = _lead(parts[begins or 0 :]) or frame
            is_order = _ORDERED.search(said) is not None
            yield Saying(
                start, end, frame, lead, claim, is_order, is_vague=not (is_order or _speaks(frame, said, parts))
            )


def telling(parts: Sequence[str]) -> frozenset[str]:
    """The words that carry what a sentence says."""
    return frozenset(_told(parts))


def together(said: frozenset[str], claim: Sequence[str]) -> float:
    """Give the largest share of what is said that stands together in a claim: a whole table holds any words."""
    width = 2 * len(said) + _APART
    places = [at for at, word in enumerate(claim) if word in said]
    best, first = 0, 0
    inside: Counter[str] = Counter()
    for at in places:
        inside[claim[at]] += 1
        while at - places[first] >= width:
            inside[claim[places[first]]] -= 1
            first += 1
        best = max(best, sum(map(bool, inside.values())))
    return best / len(said)


def _told(parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        word for word in parts if word not in COMMON and (len(word) > 2 or not word.isascii() or word.isdigit())
    )


def _lead(parts: Sequence[str]) -> frozenset[str]:
    """The words that ask to tell somebody something, up to what is to be told: that may hold any of them as well."""
    asking = list(takewhile(lambda word: word in FRAMES | _HEARERS or not _told([word]), parts))
    return frozenset() if _HEARS.isdisjoint(asking) else FRAMES.intersection(asking)


def _speaks(frame: frozenset[str], said: str, parts: Sequence[str]) -> bool:
    """Whether a verb of speech stands there, who is to hear it, or words in quotes."""
    if _WRITE & frame and _QUOTED.search(said):
        return True
    return bool(_SAY & frame or _HEARS.intersection(parts)) or _begins_unspaced(said)


def _begins_unspaced(said: str) -> bool:
    """Whether it holds what no word of its own tells: verbs written without a space, or short ones."""
    return _SHORT.search(said) is not None or any(sign in said for sign in _UNSPACED)

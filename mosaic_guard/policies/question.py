"""How much of what the user says only asks to know something: then nothing needs to be changed."""

# ruff: noqa: RUF001 - words and marks of other scripts
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from mosaic_guard.policies.kinds import kinds_of_request
from mosaic_guard.policies.provenance.words import fold, spelled
from mosaic_guard.verbs import vocabulary

_LONGEST: Final = 20_000
_SENTENCE: Final = re.compile(r"[^\n]+?(?:[.!?;](?=\s|$)|[。！？؟]|(?=\n)|$)")
_ASKED: Final = ("?", "？", "؟")
_POLITE: Final = re.compile(
    r"\b(?:can|could|would|will) (?:you|we|someone)\b|\bplease\b|\bmind\b"
    r"|\bbitte\b|\b(?:kannst|könntest|würdest) du\b|\b(?:können|könnten|würden) sie\b"
    r"|\b(?:peux|pourrais)[- ]tu\b|\b(?:pouvez|pourriez)[- ]vous\b|\bs'il (?:te|vous) pla"
    r"|\b(?:puedes?|podrías?)\b|\bpor favor\b|\b(?:puoi|potresti|può|potrebbe)\b|\bper favore\b"
    r"|\b(?:pode|poderia|consegue)s?\b|\b(?:kun|kan|wil|zou) (?:je|u|jij)\b|\balsjeblieft\b|\bgraag\b"
    r"|\b(?:możesz|mógłbyś|mogłabyś|proszę)\b|\bkan du\b|\bsnälla\b|\bможешь\b|\bпожалуйста\b|请|ください|주세요",
    re.IGNORECASE,
)
"""A question that asks for an act."""
_LOOKS: Final = vocabulary(
    "show list find search check read look see view compare count summarize summarise translate explain "
    "describe recap such suche finde lies schau prüfe liste vergleiche zeig zeige erklär erkläre fass fasse übersetze "
    "cherche trouve lis regarde vérifie liste montre explique résume traduis busca encuentra lee mira comprueba lista "
    "muestra explica resume traduce cerca trova leggi guarda controlla elenca mostra spiega riassumi traduci procure "
    "encontre leia veja verifique liste mostre explique resuma zoek vind lees kijk controleer toon vat znajdź "
    "przeczytaj sprawdź pokaż streść hitta läs kolla visa найди прочитай проверь покажи"
)
"""Verbs that ask for nothing but a look."""
_TELLS: Final = vocabulary(
    "tell say name give sag sage nenn nenne dis dime di dimmi diga vertel zeg powiedz berätta скажи"
)
"""They ask to be told where they go on with whom to tell: the user."""
_ME: Final = vocabulary("me us mir uns moi nous mi ci nos mij ons mig oss мне нам")
_FIRST: Final = vocabulary("please bitte so and just hey hi hello")
"""Words that may stand before the verb."""
_GREETS: Final = vocabulary(
    "thanks thank you thx ok okay great perfect hello hi hey good morning evening afternoon dear all there cheers very "
    "much lot many danke vielen dank hallo guten morgen tag super merci bonjour salut beaucoup gracias hola buenos "
    "días muchas grazie ciao buongiorno mille obrigado obrigada olá bom dia bedankt dank hoi goedemorgen dzięki "
    "dziękuję cześć tack hej спасибо привет teşekkürler merhaba 谢谢 你好 ありがとう 감사합니다"
)
"""A sentence of these alone asks for nothing."""
_THINGS: Final = vocabulary(
    "the a an its their his her my our all any both if whether what when where which who whom whose why how der die "
    "das ein eine seine ihre meine was wann wo wer wie warum le la les un une son sa ses mon ma quoi quand qui "
    "comment el los las una su sus mi que cuando donde quien como il lo gli i suo sua mio che quando dove chi come "
    "o os as um uma seu meu minha het de een zijn haar mijn wat wanneer waar hoe ob dass si se of dat czy że"
)
"""Words that go on with what is to be looked at."""
_THEN: Final = re.compile(
    r",|\b(?:and|then|und|dann|et|puis|y|luego|e|poi|depois|en|dan|i|potem|och|sedan|и|потом)\b", re.IGNORECASE
)


def clauses(text: str) -> Iterator[str]:
    """Cut a request at the ends of sentences, colons, commas, and words like `and`: each part may ask for one act."""
    for sentence in _SENTENCE.finditer(text):
        for part in _THEN.split(sentence[0]):
            yield from part.split(": ")


def wants_to_know(requests: Iterable[str]) -> float:
    """Give the share of a request's sentences that only ask to know something; of several, the least."""
    return min(map(_share, requests), default=0.0)


@lru_cache(maxsize=256)
def _share(request: str) -> float:
    sentences = (m[0].strip() for m in _SENTENCE.finditer(request[-_LONGEST:]))
    said = [sentence for sentence in sentences if not _GREETS.issuperset(spelled(fold(sentence)))]
    return sum(map(_asks_to_know, said)) / len(said) if said else 0.0


def _asks_to_know(sentence: str) -> bool:
    verb, *rest = [word for word in spelled(fold(sentence)) if word not in _FIRST] or [""]
    if sentence.endswith(_ASKED):
        return not (kinds_of_request(verb) or (_POLITE.search(sentence) and kinds_of_request(sentence)))
    if verb not in _LOOKS and (verb not in _TELLS or _ME.isdisjoint(rest[:1])):
        return False
    parts = (spelled(fold(part)) for part in _THEN.split(sentence)[1:])
    return all(part[0] in _LOOKS or part[0] in _THINGS for part in parts if part)

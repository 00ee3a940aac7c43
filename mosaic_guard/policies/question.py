"""How much of what the user says only asks to know something: then nothing needs to be changed."""

# ruff: noqa: RUF001 - words and marks of other scripts
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from mosaic_guard.policies.kinds import kinds_by_word, kinds_of_request
from mosaic_guard.policies.provenance.points import split
from mosaic_guard.policies.provenance.words import fold, spelled
from mosaic_guard.verbs import vocabulary

_LONGEST: Final = 20_000
_SENTENCE: Final = re.compile(r"[.!?;](?=\s|$)|[。！？؟\n]")
_ASKED: Final = re.compile("[?？؟]$|(?:です|ます|でしょう|ました)か[。．]?$|吗[。．]?$|까요?[.。]?$")
"""The end of a question: its mark, or the particle that stands in the mark's place."""
_WHICH: Final = re.compile(
    r"(?:which|who|whose|what|why(?! not)|how(?! about)|wer|wem|wessen|wie|wo|warum|wieso|welche[rsnm]?"
    r"|was (?:ist|sind|war|hat|haben|steht|fehlt|kostet|gibt|wird|muss|soll|schreibt|sagt|will|schuldet)"
    r"|qui|quels?|quelles?|pourquoi|combien|qué|quién(?:es)?|cuál(?:es)?|cuándo|dónde|cuánt[oa]s?|cómo|cosa"
    r"|quale|quali|quant[oaie]|perché|o que|qual|quais|quem|quant[oa]s|wat|welke?|hoe|hoeveel|waarom|kto|któr[aeyi]|ile"
    r"|dlaczego|vad|vem|vilke[nt]|vilka|varför|hur|сколько|кто|почему|где|как(?:ой|ая|ие|ое)|скільки|хто|чому"
    r"|як(?:ий|а|і)|hangi|kaç|neden)\b",
    re.IGNORECASE,
)
"""The first words of a question without a mark; not those that also begin a condition (`when`, `quand`)."""
_WHICH_UNSPACED: Final = re.compile(
    "请问|哪|谁|什么|为什么|多少|几|怎么|どの|どれ|どこ|だれ|誰|いつ(?!も)|なぜ|何(?!卒)|어느|어떤|누가|언제|어디|왜"
)
_POLITE: Final = re.compile(
    r"\b(?:can|could|would|will) (?:you|we|someone)\b|\bplease\b|\bmind\b"
    r"|\bbitte\b|\b(?:kannst|könntest|würdest) du\b|\b(?:können|könnten|würden) sie\b"
    r"|\b(?:peux|pourrais)[- ]tu\b|\b(?:pouvez|pourriez)[- ]vous\b|\bs'il (?:te|vous) pla"
    r"|\b(?:puedes?|podrías?)\b|\bpor favor\b|\b(?:puoi|potresti|può|potrebbe)\b|\bper favore\b"
    r"|\b(?:pode|poderia|consegue)s?\b|\b(?:kun|kan|wil|zou) (?:je|u|jij)\b|\balsjeblieft\b|\bgraag\b"
    r"|\b(?:możesz|mógłbyś|mogłabyś|proszę)\b|\bkan du\b|\bsnälla\b|\bможешь\b|\bпожалуйста\b"
    r"|请(?!问)|帮|麻烦|能不能|可以|把|ください|くれ|もらえ|いただけ|頂け|お願い|주세요|줄래|줄 수|주실|주시",
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
    "tell say name give sag sage nenn nenne dis dime di dimmi diga vertel zeg powiedz berätta скажи "
    "sagen nennen zeigen dire decir dizer vertellen zeggen сказать показать подскажи"
)
"""They ask to be told where they go on with whom to tell: the user."""
_ME: Final = vocabulary("me us mir uns moi nous mi ci nos mij ons mig oss мне нам")
_TELL_ME: Final = re.compile("告诉我|教えて|알려 ?[주줄줘]")
"""The same where no space stands between words."""
_FIRST: Final = vocabulary(
    "please bitte so and just hey hi hello only nur bloß seulement juste solo sólo soltanto alleen tylko bara"
)
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
    r",|:(?=\s)|\s[-–—](?=\s)|\b(?:and|then|und|dann|et|puis|y|luego|e|poi|depois|en|dan|i|potem|och|sedan|и|потом)\b",
    re.IGNORECASE,
)
_FORBIDS: Final = re.compile(
    r"(?:(?:please|bitte|but|and|just|aber|mais|pero|ma|maar) )*(?:"
    r"(?:do not|don['’]?t|never) (?P<act>\w+)"
    r"|(?:no|non|não|ne|nie|не)\b.{1,40}\b(?:nada|nulla|niente|rien|nic|niczego|ничего)\b"
    r"|n['’]\w.{1,40}\brien\b|(?:nichts|niets|niente|nic (?:nie|ne)|niczego|inget|ingenting|ничего)\b"
    r"|\w+ (?:sie |u )?(?:nichts|niets|inget|ingenting)\b"
    r"|(?:请)?(?:不要|别(?![的人处])|勿)(?!忘)"
    r"|[^。]{1,20}(?<!忘れ)ないで(?:ください)?[。]?$|[^.]{1,20}(?<!잊)지 (?:마|말)"
    r")",
    re.IGNORECASE,
)
"""A sentence that asks to leave things alone."""
_UNLESS: Final = re.compile(
    r"\b(?:but|except|unless|until|instead|other|apart|außer|sondern|bis|sauf|mais|sino|salvo|excepto|ma|tranne|exceto"
    r"|behalve|oprócz|ale|utan|кроме|только)\b|除了|以外|외에",
    re.IGNORECASE,
)
"""Behind these something is to be done after all."""
_INTO_FILE: Final = re.compile(
    r"\binto\s+(?:(?:a|the) (?:new )?file\b|[\"'`]?(?:~|\.{0,2})/\w|[\"'`]?[\w/-]+\.[a-z]\w{1,4}\b)"
    r"|\b(?:in|to|as) an? (?:new )?file\b|\bin eine (?:neue )?datei\b|\bdans un (?:nouveau )?fichier\b"
    r"|\ben un (?:nuevo )?(?:archivo|fichero)\b|\bin un (?:nuovo )?file\b|\b(?:em|num) (?:um )?(?:novo )?arquivo\b"
    r"|\bnaar een (?:nieuw )?bestand\b|\bdo (?:nowego )?pliku\b|\btill en (?:ny )?fil\b",
    re.IGNORECASE,
)
"""Where what was looked at is put down: then something is written, too."""
_AND_IS: Final = re.compile(
    r"[,;]? (?:and|und|et|y|e|en|i|och) (?=(?:is|are|was|were|do|does|did|has|have|ist|sind|war|waren|hat|haben|gibt"
    r"|est-(?:ce|il|elle)|y a-t-il|¿)\b)|,? (?:(?:y|e) )?(?=¿)",
    re.IGNORECASE,
)
"""Where a question is joined to what is said before it."""
_VERB_FIRST: Final = vocabulary(
    "is are was were do does did has have had can could will would shall should may might am isn aren don doesn ist "
    "sind war waren hat haben gibt kann kannst können wird werden soll sollen darf est êtes ont hay está están"
)
"""A question that begins with one of these has begun before it is joined to another."""
_ALONE: Final = vocabulary("touch do act contact alter")


def clauses(text: str) -> Iterator[str]:
    """Cut a request at ends of sentences, colons, dashes, commas, and words like `and`: each may ask for an act."""
    for sentence in split(_SENTENCE, text):
        yield from _THEN.split(sentence)


def wants_to_know(requests: Iterable[str]) -> float:
    """Give the share of a request's sentences that only ask to know something; of several, the least."""
    return min(map(_share, requests), default=0.0)


@lru_cache(maxsize=256)
def _share(request: str) -> float:
    written = split(_SENTENCE, request[-_LONGEST:], marks=True)
    sentences = (part.strip() for sentence in written for part in _apart(sentence))
    said = [sentence for sentence in sentences if not _GREETS.issuperset(spelled(fold(sentence)))]
    asking = [_asks_to_know(sentence) for sentence in said if not _forbids(sentence)]
    return sum(asking) / len(asking) if asking else 0.0


def _apart(sentence: str) -> Sequence[str]:
    """Part an order from the question that is joined to it: `Lights off, and is the garage closed?`."""
    joint = _AND_IS.search(sentence) if _ASKED.search(sentence) else None
    if not joint or next(iter(_words(sentence)), "") in _VERB_FIRST or _is_question(sentence[: joint.start()]):
        return (sentence,)
    return (sentence[: joint.start()], sentence[joint.end() :])


def _forbids(sentence: str) -> bool:
    """Whether it only says what is not to be done: that is neither a question nor a request."""
    found = None if _ASKED.search(sentence) else _FORBIDS.match(sentence)
    if not found or ((act := found["act"]) and act.lower() not in _ALONE and not kinds_of_request(act)):
        return False
    rest = sentence[found.end() :]
    return not (_UNLESS.search(rest) or any(kinds_of_request(part) for part in _THEN.split(rest)[1:]))


def _asks_to_know(sentence: str) -> bool:
    if _looks(sentence):
        return True
    if not _is_question(sentence):
        return False
    polite = _POLITE.search(sentence)
    if polite and not kinds_of_request(sentence[: polite.start()]) and _looks(sentence[polite.end() :]):
        return True
    acts = polite and not _TELL_ME.search(sentence) and kinds_of_request(sentence)
    return not (acts or kinds_by_word(next(iter(_words(sentence)), "")))


def _looks(sentence: str) -> bool:
    """Whether it tells somebody to look, and goes on with nothing else."""
    verb, *rest = _words(sentence) or [""]
    second = rest[0] if rest else ""
    tells = (verb in _TELLS and second in _ME) or (verb in _ME and second in _TELLS)
    return (verb in _LOOKS or tells) and _goes_on(sentence) and not _INTO_FILE.search(sentence)


def _is_question(sentence: str) -> bool:
    if _ASKED.search(sentence):
        return True
    asks = _WHICH_UNSPACED.match(sentence) or (_WHICH.match(sentence) and _goes_on(sentence))
    return bool(asks) and not kinds_of_request(sentence)  # `Wie besprochen überweisen` asks nothing


def _goes_on(sentence: str) -> bool:
    """Whether what stands behind a comma, or `and`, is still what is looked at."""
    parts = (spelled(fold(part)) for part in _THEN.split(sentence)[1:])
    return all(part[0] in _LOOKS or part[0] in _THINGS for part in parts if part)


def _words(sentence: str) -> list[str]:
    return [word for word in spelled(fold(sentence)) if word not in _FIRST]

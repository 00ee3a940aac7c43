"""Tools that put an end to something, where the user asked for no end of anything."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from mosaic_guard.policies.acts import VERBS
from mosaic_guard.policies.call.request.fitting import stem
from mosaic_guard.policies.provenance.words import fold, words
from mosaic_guard.verbs import ENDING
from mosaic_guard.verbs import words as name_words

_ASKED: Final = re.compile(r"[^\W_]+")
_TAKES_OFF: Final = re.compile(
    r"\btake\b[^.!?\n]{0,80}\b(?:off|out|down)\b|\b(?:strike|sign|log|throw|turn|shut|switch)\b[^.!?\n]{0,40}"
    r"\b(?:off|out|down)\b|\bget rid\b|\bno longer\b|\bempty\b|\bleeren?\b"
    r"|\bvide[rz]?\b|\bvacía\b|\bsvuota\b|\bstreiche?n?\b|\b(?:nimm|melde|schalte?)\b[^.!?\n]{0,80}"
    r"\b(?:raus|ab|aus|herunter)\b|\b(?:enlève|retire|désinscri\w+|désactive)\b|\b(?:quita|saca|retira|desactiva)\b"
    r"|\b(?:togli|leva|disiscrivi|disattiva)\b|\b(?:tire|retire|desative)\b|\bhaal\b[^.!?\n]{0,80}\b(?:weg|af|uit)\b"
    r"|\b(?:wypisz|skreśl|wyłącz)\b|\bta bort\b|\bstäng av\b"
    r"|删除|取消|清空|撤销|注销|削除|消して"
    r"|解約|삭제|취소|해지|احذف|ألغ|हटा|रद्द",
    re.IGNORECASE,
)
"""Other ways to ask for an end."""
_HANDS_OVER: Final = re.compile(
    r"\b(?:do|carry out|follow|execute|work through|act on|deal with|take care of|handle|process|implement"
    r"|grant|obey)\b"
    r"[^.!?\n]{0,60}\b(?:what|whatever|instructions?|steps?|to-?dos?|tasks?|requests?|recommend\w*|says?|asks?|it)\b"
    r"|\bwork through\b|\bas (?:it|he|she|they) (?:says?|asks?|wants?|wrote)\b"
    r"|\b(?:tu|mach|erledige|befolge|führe?)\b[^.!?\n]{0,60}\b(?:was|anweisung\w*|aufgaben?|aus)\b"
    r"|\b(?:fais|exécute|suis|applique)\b[^.!?\n]{0,60}\b(?:ce qu\w*|instructions?|demande\w*|consignes?)\b"
    r"|\b(?:haz|ejecuta|sigue|cumple)\b[^.!?\n]{0,60}\b(?:lo que|instrucciones|pide\w*|tareas?)\b"
    r"|\b(?:fai|esegui|segui)\b[^.!?\n]{0,60}\b(?:quello che|ciò che|istruzioni|chiede|richiest\w*)\b"
    r"|\b(?:faça|execute|siga)\b[^.!?\n]{0,60}\b(?:o que|instruções|pede\w*)\b"
    r"|\b(?:doe|voer|volg)\b[^.!?\n]{0,60}\b(?:wat|instructies|uit|verzoek\w*)\b"
    r"|\b(?:zrób|wykonaj|postępuj)\b[^.!?\n]{0,60}\b(?:co|polecenia|instrukcj\w*|prosi)\b"
    r"|\b(?:gör|utför|följ)\b[^.!?\n]{0,60}\b(?:vad|det som|instruktioner\w*)\b",
    re.IGNORECASE,
)
"""The user leaves it to a text what is to be done."""
_LONGEST: Final = 20_000


@lru_cache(maxsize=256)
def ends_unasked(tool: str, requests: tuple[str, ...]) -> bool:
    """Whether a tool puts an end to something, and the user neither asks for an end nor leaves it to a text."""
    ending = {word for word in name_words(tool) if word in ENDING}
    if not ending or any(_allows(text[-_LONGEST:]) for text in requests):
        return False
    said = {stem(word) for text in requests for word in words(fold(text))}
    return said.isdisjoint(map(stem, ending))


def _allows(request: str) -> bool:
    if not VERBS["delete"].isdisjoint(_ASKED.findall(request.casefold())):  # `fire` and `bin` are things as well
        return True
    return bool(_TAKES_OFF.search(request) or _HANDS_OVER.search(request))

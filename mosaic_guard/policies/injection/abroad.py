"""Agents spoken to in other languages than English: what they are called there, and the marks of an address."""

# ruff: noqa: SIM905 - words are read more easily as words
from __future__ import annotations

import re
from typing import Final

NAMES: Final = frozenset(
    """ki ia assistent assistenten assistentin sprachmodell sprachmodelle agente agenten agentes assistante assistente
    assistenti asistente asistentes modèle modelo modello taalmodel robô asystent asystencie asystenta agencie agenta
    bocie bota modelem asistan ajan ajana yapay dil trợ tác mô asisten agen model ии ассистент ассистенту ассистента
    ассистентов агент агенту агента агентов бот боту бота ботам языковая языковой सहायक एजेंट एआई बॉट भाषा 어시스턴트
    어시스턴트님 에이전트 에이전트에게 봇""".split()
)
"""Words, one of which stands wherever an agent is named with blanks around it."""
JOINED: Final = (
    *("アシスタント", "エージェント", "言語モデル", "ボット", "人工智能", "助手", "智能体", "语言模型", "机器人"),
    *("مساعد", "وكيل", "ذكاء اصطناعي", "البوت", "نموذج"),
)
"""Names that are written together with what stands before or after."""

_WORDS = (
    r"(?-i:KI(?:-\w+)?|IAs?|AI(?:-\w+)?)|assistent(?:en|in|i|e)?|sprachmodelle?n?|assistante?|asistentes?"
    r"|agent(?:en|em|a|e|es|i|s)?|agen|agencie|ajana?|bots?|robots?|robô|mod(?:èle|elo) de (?:langage"
    r"|lenguaje|linguagem)|modello linguistico|taalmodel|asysten(?:t|cie|ta|tem)|bocie|model(?:em)? językowym?|asistan"
    r"|yapay zek[âa]\w{0,6}"
    r"|dil modeli\w{0,4}|trợ lý|tác tử|mô hình ngôn ngữ|asisten|model bahasa|ИИ|ассистент\w{0,3}|агент\w{0,3}"
    r"|языков\w{2} модел\w{1,2}|бот\w{0,2}|सहायक|एजेंट|एआई|बॉट|भाषा मॉडल|어시스턴트|에이전트|언어 모델|봇"
)
NAMED: Final = rf"(?:(?<!\w)(?:{_WORDS})(?!\w)|{'|'.join(JOINED)}|어시스턴트님|에이전트에게)"
_DEAR = (
    r"lieber?|hallo|hey|hé|ehi|cher|chère|bonjour|petit|querid[oa]|oye|hola|car[oa]|ciao|beste|hoi|drogi|hej|cześć"
    r"|дорогой|привет|эй|sevgili|kära|này|prezado|olá|hai"
)
SPOKEN_TO: Final = re.compile(
    # Hinweis für den Assistenten: / Si tu es un modèle de langage, ... : / Lieber Assistent,
    rf"^\W*(?!.{{0,40}}\b(?:the|to an?|of|and)\b)(?:[^\s.:!?,]+[ ,]{{1,2}}){{1,6}}{NAMED}[^.!?\n:]{{0,80}}[:\uff1a]"
    rf"|(?:^|[.!?]\W*)(?:{_DEAR}) {NAMED} ?[,!:]"
    rf"|^[^\n]{{0,40}}(?:{'|'.join(JOINED)}|[\u3000-\u9fff]AI|AI[\u3000-\u9fff])[^\n:\uff1a\u3002]{{0,40}}[:\uff1a\u3002]",
    re.IGNORECASE,
)

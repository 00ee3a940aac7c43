"""English words by which an agent is named and spoken to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

_AGENTS: Final = (
    *("llm", "llms", "gpt", "assistant", "assistants", "agent", "agents", "bot", "bots", "chatbot", "chatbots"),
    *("copilot", "machine", "machines", "robot", "robots", "automated"),
)
_MODELS: Final = (
    *(
        "the model",
        "this model",
        "your model",
        "any model",
        "every model",
        "my model",
        "dear model",
        ", model",
        "a model",
    ),
    *("language model", "model bahasa"),
)
_AI: Final = (" ai", "ai ", "ai,", "ai:", "(ai", "[ai", "ai-", "ai.")
TERMS: Final[Mapping[str, Sequence[str]]] = MappingProxyType(
    {name: (name,) for name in _AGENTS}
    | {name: (f"your {name}",) for name in ("user", "owner", "operator", "human")}
    | {name: (f"your {name}", f"{name} you") for name in ("tools", "tool", "functions", "function")}
    | dict.fromkeys(("model", "models"), _MODELS)
    | {"ai": _AI, "ais": (" ais", "ais ")}
)
"""By a word of a text in small letters: what may name an agent there."""

_SORT = (
    r"(?:digital|virtual|automated|autonomous|software|chat|coding|language|large language|reading|personal|helper|ai)"
)
_NOUN = (
    rf"(?:{_SORT}[ -](?:{_SORT}[ -])?(?:systems?|readers?|clients?|tools?|helpers?|operator|staff)"
    rf"|(?:(?:{_SORT}[ -])*(?:assistants?|agents?|models?|systems?|readers?|clients?|bots?)"
    r"|(?-i:AIs?)|llms?|gpt|copilot)\b)"
)
_ONE = (
    r"(?:(?-i:AI|ai)|llm|bot|chatbot|robot|machine|copilot"
    r"|(?:(?:ai|digital|virtual|language) )?(?:assistant|agent|model))"
)
_ANY = r"(?:(?:the|any|all|every|each|whichever|whatever|your|this|that|an?|other|dear|those|our|my) )*"
_READS = (
    r"(?:read|open|process|pars|handl|see|summari[sz]|load|view|retriev|collect|find|index|com|go|look|run|answer|sort"
    r"|edit|pass|work|has)(?:e?s|ing|es across|ing through|s at)?(?: through| by)?"
    r" (?:this|these|me\b|my\b|our\b|here|the (?:above|below|following|rest))"
)
_ROLE = r"(?:tasks?|actions?|instructions?|directives?|to-?do|jobs?|must|notes?|hints?|commands?|orders?|steps?|only)"

NAMED: Final = (
    r"(?<![\w.='])(?<!\w/)(?:(?-i:AIs?)|llms?|gpt|assistants?|agents?|(?:chat)?bots?|copilot|machines?|robots?"
    r"|(?:the|this|your|any|every|dear|my|language|a|,)[ -]models?|automated|your (?:user|owner|operator|human)"
    r"|(?:tools?|functions?) you|your (?:tools|functions))(?![\w/(]|\.\w|\s?=)"
)

_GREETED = (
    # Dear assistant, ... / To the AI that answers this: ... / Task for agents: ...
    r"^\W*(?:(?:ps|p\.s|nb|and|kind|a|small|standing|one)\W{1,3})*(?:(?:note|message|memo|word|reminder|hints?|tasks?"
    r"|jobs?|order|remark|section|instructions?|directive|notice|request|appeal|steps?|only|addressed|aimed|attention)"
    r" (?:for|to)\b|dear|hey|hi|hello|yo|psst|pls|attention|attn|(?-i:For|To|FOR|TO|@))\b[ ,]{1,2}"
    rf"{_ANY}{_NOUN}(?!['\w])[^.:;,!?\n]{{0,60}}[:;,!\u2014-]"
)
_CALLED = (
    # Assistant, do ... / ..., bot. / you, the agent, ... / @bot
    r"(?:^|[.!?;:(\u2014]\W*|\b(?:and|so|now|then|hey|hi|hello|dear|my|yo|you|little),? )"
    rf"{_ONE}(?: colleague)?, ?(?=[a-z])",
    r", ?(?:(?:dear|my|you|little) )*(?:(?-i:AI|ai)|llm|bot|chatbot|robot|machine|model|agent|assistant)(?=[.!,?:]|$)",
    rf"\bdear {_ONE}\b(?! (?:of|at|professor|manager|coach|director))|\byou(?:'re| are|,)? (?:an?|the|as an?) {_ONE}\b",
    rf"(?<!\w)[@/](?:ai-)?{_ONE}[ :,]",
)
_MEANT = (
    # if you are an AI / any agent that reads this / whichever bot
    rf"\b(?:if|should|since|as|because|in case|when|whenever)(?: you(?:'re| are| be)?)? {_ANY}{_NOUN} (?:is |are )?"
    rf"{_READS}",
    rf"\b{_NOUN}(?:,? (?:that|who|which))?(?: is| are| has| have| happens to be| may be| ever)? {_READS}",
    rf"\b(?:if|should|since|as|because) you(?:'re| are| be) {_ANY}{_NOUN}",
    rf"\b(?:whichever|whatever) {_NOUN}",
)
_SERVING = (
    # your user / the person you work for / the tools you have
    r"\byour (?:user|human|operator)(?:'s)? (?:will|won't|would|wants?|wanted|knows?|asked|agreed|said|told|gave|has"
    r"|had|is|lost|loses|meant|means|needn't|owes|really|boss|behalf|permission|approval)\b",
    r"\b(?:user|person|human|one) (?:that |who |whom )?you(?:'re| are)? (?:work|help|serve|act|answer|assist)"
    r"(?:ing)?\b",
    r"\b(?:use|using|with|through|call|invoke) (?:your (?:own )?(?:tools|functions)|(?:the |whatever |whichever )"
    r"(?:tools?|functions?) you (?:have|got|can|were given))",
)
SPOKEN_TO: Final = re.compile("|".join((_GREETED, *_CALLED, *_MEANT, *_SERVING)), re.IGNORECASE)
KEYED: Final = re.compile(
    rf"\b(?:ai|llm|agent|assistant|bot)(?:'s)?[ _-]{_ROLE}\b\W{{0,4}}[:=>]"
    rf"|\b(?:{_ROLE}|fixme|messages?|reminders?|exec|run|do)[ _-]{{0,2}}(?:(?:for|to|by)\b)?[ _(=\"\[-]{{0,3}}(?:the )?"
    r"(?:ai|llm|agents?|assistants?|bots?|copilot)\b[\])\"]{0,2} ?[:=>-]",
    re.IGNORECASE,
)
"""`agent_task:`, `TODO (assistant):`, `<note to="llm">`"""
PEOPLE: Final = re.compile(
    r"\b(?:user|travel|estate|sales|shop|cleaning|secret|customer|support|service|insurance|press|dental|teaching"
    r"|medical|research|my) (?:agent|assistant)s?\b|\bassistant (?:manager|coach|professor|director|editor)",
    re.IGNORECASE,
)
"""Agents and assistants that are no programs, and the name that browsers give."""

"""The signs one sentence can show: which parts of speech meet in it, and in which phrase."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from mosaic_guard.policies.injection.lexicon import Part

_P = Part


class Phrase(NamedTuple):
    """A sign: it counts when the sentence has all parts of `need`, and `pattern` (if any) is found in it."""

    kind: str
    score: float
    need: int
    pattern: re.Pattern[str] | None


def _phrase(kind: str, score: float, need: Part, *pattern: str) -> Phrase:
    # Arithmetic on IntFlag is ten times slower than on int.
    return Phrase(kind, score, int(need), re.compile("".join(pattern)) if pattern else None)


_DROP = (
    r"\b(?:ignor(?:e|ing)|disregard(?:ing)?|forget(?:ting)?|overrid(?:e|ing)|overrul(?:e|ing)|neglect|discard|bypass)\b"
)
_UNTIL_ORDERS = r"[^.!?]{0,60}\b(?:instructions?|prompts?|directives?|guidelines|orders|commands)\b"
_AGENT = r"(?:ai |llm |gpt |automated |language |virtual )*(?:assistants?|agents?|llms?|language models?|chatbots?|ai|gpt|chatgpt)\b"
_ASKS = r"(?:tell|mention|inform|notify|alert|reveal|show|ask|let|disclose|warn)(?:ing)?"
_REPLY = r"(?:response|answer|reply|output|solution|summary|replies|codebase|implementation)s?\b"

OPENING: Final = (
    r"^(?:<[^<>\n]{1,40}>|\[/?[\w ]{1,30}\])?[\"'“(*\[>_#\s-]*(?:(?:\d{1,2}[.)]|[a-z]\))\s)?(?:[\w ]{1,24}[:,—–-]\s{1,2})?"
    r"(?:(?:please|kindly|also|then|and|but|so|now|next|first|finally|instead|immediately|just|simply|you|must|should|shall"
    r"|need|have|are|to|required|make|sure|do|not|always|silently|secretly|be|certain|remember|i|want|would|like|can|could"
    r"|will|go|ahead|bitte|por|favor|per|veuillez|favore|пожалуйста|alstublieft)[, ]{1,2}){0,6}"
)
"""What may stand before the verb of an imperative sentence: marks, a number, a label, courtesy."""

TARGET: Final = (
    r"(?:[\w.+-]{1,40}@[\w-]{1,40}\.[a-z]{2}|https?://|www\.|\b[a-z]{2}\d{2} ?(?:[a-z0-9]{4} ?){3}|[$€£¥] ?\d"
    r"|\d ?(?:[$€£¥]|usd|eur|gbp|dollars|euros)\b|\+\d[\d -]{7,}|\b\d{8,}\b|[#@][a-z][\w-]{2,}|/(?:home|etc|tmp|var|root)/)"
)
"""To whom or where: an address, a link, an account, an amount, a path."""

_OVERRIDE = (
    _phrase("override", 0.9, _P.DROP | _P.PRIOR | _P.ORDERS, _DROP, _UNTIL_ORDERS),
    _phrase("override", 0.9, _P.DROP | _P.ABROAD | _P.PRIOR | _P.ORDERS),
    _phrase("override", 0.85, _P.DROP | _P.ABROAD | _P.YOU | _P.ORDERS),
    _phrase("override", 0.7, _P.DROP | _P.ABROAD | _P.YOU | _P.RULES),
    _phrase("override", 0.85, _P.DROP | _P.YOU | _P.ORDERS, _DROP, r"[^.!?]{0,40}\byour\b", _UNTIL_ORDERS),
    _phrase("override", 0.8, _P.DROP | _P.RULES,
        r"\b(?:ignore|disregard|forget|neglect)\b[\w ,']{0,20}\b(?:all|any|everything|of|the|those|these|your|what)\b[\w ,']{0,20}",
        r"\b(?:previous|prior|above|earlier|preceding|so far|you (?:were|have been|know)|you've been|told|rules that tell",
        r"|your (?:rules|training|programming|polic))"),
    _phrase("override", 0.75, _P.DROP | _P.PRIOR, _DROP,
        r"(?: about)?(?: (?:all|any|everything|anything|of|the|that|what|which|is|was|written|said|stated|text|content|it))*",
        r" (?:above|before (?:this|now)|previous(?:ly)?|prior|earlier)\b"),
    _phrase("override", 0.55, _P.DROP | _P.ORDERS,
        r"\b(?:ignore|disregard|forget)\b[\w ]{0,24}\b(?:instructions?|prompts?|directives?|guidelines)\b"),
    _phrase("override", 0.8, _P.ORDERS, r"\b(?:new|updated|revised|real|actual|true|additional|changed) (?:system )?",
        r"(?:instructions?|directives?|prompt|orders)\b[^.]{0,30}(?:\bfor you\b|\bare as follows\b|\b(?:supersede|replace|override)s?\b)"),
    _phrase("override", 0.55, _P.ORDERS, r"^\W{0,6}(?:new|updated|revised|real|actual|additional) (?:system )?",
        r"(?:instructions?|directives?|prompt|orders)(?: for \w+)?\W{0,3}:"),
    _phrase("override", 0.8, _P.ORDERS, r"\b(?:(?:do not|don't|stop|never) (?:follow|obey)(?:ing)?|instead of (?:following|obeying))\b",
        r"[\w ,']{0,24}\b(?:previous|prior|above|earlier|original|your|system|initial)\b[\w ,']{0,16}",
        r"\b(?:instructions?|prompts?|directives?|guidelines|rules)\b"),
    _phrase("override", 0.7, _P.YOU | _P.TASK, r"\byour (?:new |real |actual |true |only |sole )+",
        r"(?:task|goal|objective|mission|job|role|purpose|instructions?|directive|priority) (?:is|are|will)\b",
        r"|\byour (?:task|goal|objective|mission|role|instructions?) (?:is now|are now|ha(?:s|ve) changed|ha(?:s|ve) been (?:changed|updated|replaced))\b"),
)  # fmt: skip

_PERSONA = (
    _phrase("persona", 0.75, _P.YOU | _P.CUE,
        r"\byou are (?:now|no longer) (?:an? |the |in |my |going |dan\b|unrestricted|free|bound|restricted|limited)",
        r"|\bfrom now on,? you(?:'re| are| will| must| should| shall)\b|\bpretend (?:that )?you (?:are|have no)\b",
        r"|\byou (?:will|must|should|shall) (?:now )?(?:act|behave|respond) as\b"),
    _phrase("persona", 0.7, _P.CUE,
        r"\b(?:developer|debug|god|admin|maintenance|root|dan|jailbreak|unrestricted|law enforcement) mode (?:is )?(?:now )?(?:enabled|activated|engaged)\b",
        r"|\b(?:enter(?:ing)?|activate|enable|switch to|go into) (?:god|admin|dan|jailbreak|unrestricted|law enforcement) mode\b"),
)  # fmt: skip

_ADDRESSED = (
    _phrase("addressed", 0.75, _P.AGENT,
        r"\b(?:attention|note (?:to|for)|message (?:to|for)|instructions? (?:to|for)|notice (?:to|for)|reminder (?:to|for)|important(?:[:,]| for| to)|listen)",
        r"[ :,-]{0,3}(?:all |any |the |an? |you |our )*", _AGENT, r"(?!')"),
    _phrase("addressed", 0.6, _P.AGENT, r"\b(?:dear|hello|hey|hi)[ ,]{0,2}(?:all |any |the |my )*", _AGENT, r"(?!')"),
    _phrase("addressed", 0.7, _P.AGENT | _P.YOU, r"\b(?:if|as|since|because|when) (?:you are|you're|an? ai|you, the|you, as)",
        r" ?(?:an? |the )?(?:ai|llm|language|assistant|automated|large|bot|chatbot|agent|model|virtual)\b"),
    _phrase("addressed", 0.5, _P.AGENT | _P.MUST, r"^\W{0,4}(?:the |any |all )?(?:ai|llm|assistant|language model|chatbot)s?",
        r"(?: (?:assistant|agent|model|reading this|processing this)s?)? (?:must|should|shall|needs? to|has to|have to|(?:is|are) required to)\b"),
    _phrase("addressed", 0.7, _P.AGENT, r"\b(?:ai|llm|assistant|agent|language model|chatbot|bot)s? (?:that (?:is|are) |who (?:is|are) )?",
        r"(?:reading|processing|parsing|summari[sz]ing|viewing) (?:this|the)\b"),
)  # fmt: skip

_AUTHORITY = (
    _phrase("authority", 0.7, _P.USER, r"\bthe (?:user|customer|account (?:owner|holder)) (?:has |have |had |also |already |just |now |actually )*",
        r"(?:(?:asked|told|wants|instructed|requested|requires|needs) (?:for )?you\b|(?:authori[sz]ed|approved|consented|confirmed|given|gave)",
        r"\b[\w ,']{0,24}\b(?:you|permission|consent|authori[sz]ation|approval|to (?:send|transfer|delete|share|pay|forward|run|execute|visit))\b)"),
    _phrase("authority", 0.6, _P.YOU | _P.CUE,
        r"\bthis (?:is|has been) (?:pre-?)?(?:an? )?(?:authori[sz]ed|approved|verified|official|sanctioned|legitimate) (?:by|instruction|request|command|system|message)",
        r"|\bas (?:your|the) (?:developer|creator|administrator|owner|operator|supervisor|boss)\b|\bi am (?:your|the) (?:developer|creator|administrator|god)\b"),
    _phrase("authority", 0.7, _P.CUE,
        r"\bsystem (?:override|instructions?|directive|update for (?:the )?(?:ai|assistant|agent)) ?[:!\]]",
        r"|\b(?:training data|developer|admin(?:istrator)?|instruction|policy|priority) override\b|\b(?:override|authori[sz]ation) code\b"),
)  # fmt: skip

_DETOUR = (
    _phrase("detour", 0.75, _P.TASK,
        r"\b(?:before|prior to|after|until|in order to|while|once) (?:you )?(?:can |may |could |have |are )*",
        r"(?:answer|respond|continu|proceed|complet|finish|solv|perform|process|start|help|fulfil)[a-z]{0,4}\b[\w ,']{0,16}",
        r"\b(?:the user|user's|your (?:current |original |main |assigned )?(?:task|request|question|assignment)|this (?:task|request)|my (?:task|request|question))\b"),
    _phrase("detour", 0.7, _P.CUE,
        r"\bbefore (?:you )?(?:do|say|answer|respond|continu|proceed|reply)(?:e|ing)?(?: with| to)? (?:anything|the user)\b",
        r"|\b(?:instead of|rather than) (?:answering|completing|doing|summari[sz]ing|performing|fulfil+ing|processing|responding to)",
        r"[\w ,']{0,20}\b(?:task|request|question|query|user|the above)\b"),
)  # fmt: skip

_REPLYING = (
    _phrase("reply", 0.65, _P.REPLY | _P.YOU, OPENING, r"(?:modify|append|add|include|insert|incorporate|embed|prepend|begin|end|start"
        r"|conclude|finish|mention|recommend|suggest|promote|encourage|emphasi[sz]e|highlight|use|replace|substitute|write|format|group"
        r"|remove|reverse|swap|misspell|rewrite|encode|convert|change|alter|adjust|craft|make|ensure|provide|place|put|rearrange|shuffle"
        r"|scramble|combine|merge|capitali[sz]e|introduce|omit|mix|jumble|transform|utili[sz]e|tailor)\b[^.]{0,120}\byour (?:\w+ )?", _REPLY),
    _phrase("reply", 0.6, _P.REPLY | _P.YOU, r"\bin your (?:next |final |first )?(?:response|answer|reply|summary)\b[^.]{0,20}",
        r"\b(?:include|mention|suggest|say|state|recommend|encourage|promote|provide|use|add|write|ask|tell|urge|invite|insert|advise|advocate)\b"),
    _phrase("reply", 0.5, _P.SAY | _P.CUE, r"\b(?:respond|reply|answer) (?:only |just )?with (?:only|exactly|just|nothing but)\b"),
    _phrase("reply", 0.6, _P.REPLY | _P.YOU,
        r"\b(?:into|to|within|in|of|with|enhance|augment) your (?:solution|implementation|response|answer|reply|summary)\b"),
    _phrase("reply", 0.55, _P.CUE, OPENING, r"[a-z]{3,15}\b[\w ,'()-]{0,60}\b(?:the|this|that) (?:subsequent|following|given|below|next)",
        r" (?:\w+ )?code (?:block|snippet|section|excerpt|segment|fragment|piece)\b"),
    _phrase("question", 0.55, _P.SAY | _P.QUESTION | _P.NEXT | _P.PLEASE),
    _phrase("question", 0.5, _P.SAY | _P.QUESTION | _P.NEXT, OPENING,
        r"(?:respond|answer|rispondi|rispondere|antworte|beantworte|reponds|repondez|responda|responde|conteste|contesta|beantwoord|ответь)"),
)  # fmt: skip

_HIDING = (
    _phrase("hiding", 0.7, _P.USER, r"\b(?:do not|don't|never|without|must not|should not|shouldn't|avoid) (?:ever |also )?", _ASKS,
        r"\b[^.]{0,30}\bthe (?:user|customer|human)\b"),
    _phrase("hiding", 0.65, _P.CUE, r"\b(?:do not|don't|never|without) (?:mention|reveal|disclos|acknowledg|refer)[a-z]{0,4} (?:to )?",
        r"(?:this|these|that|the|of|any of|having)\b[^.]{0,30}\b(?:instructions?|message|prompt|note|request)\b"),
)  # fmt: skip

_LEAD_IN = (
    _phrase("lead_in", 0.5, _P.URGENT | _P.TASK | _P.NEXT),
    _phrase("lead_in", 0.55, _P.NEXT | _P.CUE,
        r"\b(?:upcoming|following|subsequent|ensuing|imminent|forthcoming|next|incoming) (?:\w+ ){0,2}",
        r"(?:information|instructions?|directives?|directions|guidance|segment|section|part|steps|guidelines|commands|passage|content|text|words|task|block|sequence|set of instructions)\b",
        r"[^.]{0,60}\b(?:not (?:a drill|just|merely|only|optional|for|a suggestion)|crucial|critical|pivotal|imperative|vital|immediate|mission-critical|command|call to action|essence|heart|cornerstone|key to|keys to|linchpin|your (?:attention|action|undivided))"),
    _phrase("lead_in", 0.55, _P.TASK,
        r"\b(?:tasks?|instructions?|directives?|assignments?|mandate|responsibility|mission)\b[^.]{0,40}",
        r"\b(?:about to (?:unfold|follow|begin|land|enter|be|take)|on the horizon|up next|coming up|just ahead|is next|are next|to come|(?:has|have) (?:arisen|emerged|surfaced)|awaits?|lie ahead|lies ahead)"
        r"|\b(?:here's|here is|there's|here comes) an? (?:\w+[ -]){0,4}(?:task|instruction|directive|assignment|add-on|mandate|duty|mission)\b"),
    _phrase("lead_in", 0.55, _P.URGENT | _P.TASK | _P.YOU | _P.ATTEND),
    _phrase("lead_in", 0.55, _P.URGENT | _P.TASK | _P.NEXT | _P.YOU),
    _phrase("lead_in", 0.55, _P.URGENT | _P.WORK | _P.YOU | _P.NEXT),
    _phrase("lead_in", 0.55, _P.TASK,
        r"^\W*(?:[\w'’-]+ ){0,4}(?:urgent|important|critical|priority|immediate|additional|new|essential|crucial|extra|special|supplementary|vital)\b",
        r"(?: [\w'’-]+){0,3} (?:tasks?|instructions?|directives?|assignments?|mission|objective|requests?|action|duty)(?: [\w'’-]+){0,3}\W{0,3}[:!]"),
    _phrase("lead_in", 0.5, _P.TASK, r"\b(?:tasks?|instructions?|directives?|assignments?|words) (?:that )?(?:you(?:'re| are) about to|coming up|up next)\b"
        r"|\b(?:about to (?:receive|read|see|get|encounter|be given)|up next (?:are|is)|brace (?:yourself )?for|prepare (?:yourself )?for|get ready for|stay tuned for)"
        r"\b[^.]{0,60}\b(?:tasks?|instructions?|directives?|assignments?)\b"),
    _phrase("lead_in", 0.55, _P.WORK | _P.YOU,
        r"\b(?:in addition to|alongside|along with|on top of|besides|amid(?:st)?|in the (?:middle|midst|flow) of|interrupt(?:ing)?|pause|atop)"
        r"\b[^.]{0,24}\byour (?:\w+ )?(?:tasks?|duties|workload|agenda|responsibilities|workflow|work|assignments?|list|queue|plate)\b"),
    _phrase("lead_in", 0.6, _P.TASK | _P.CUE, r"\b(?:perform|do|carry out) (?:the )?(?:following|next) (?:task|action|instruction)s?\b",
        r"|\b(?:do|perform) the following(?: first| instead| now)\s?:"),
)  # fmt: skip

_ROLE = (
    _phrase("role_mimicry", 0.35, _P.ROLE, r"^[\W_]{0,8}(?:system|assistant|user|human|developer|ai)"
        r"(?:[ _](?:prompt|message|instructions?|note|notice|reminder|override|update|alert|command))?[\])*]{0,3}: ?(?=\S)"),
)  # fmt: skip

_IMPERATIVE = (
    _phrase("exfiltration", 0.55, _P.ACT | _P.SECRET, OPENING,
        r"(?:send|forward|email|e-mail|post|upload|transmit|share|submit|exfiltrate|leak|append)\b[^.]{0,160}", TARGET),
    _phrase("imperative", 0.4, _P.ACT, OPENING,
        r"(?:send|forward|transfer|wire|pay|delete|remove|upload|download|execute|run|email|e-mail|post|publish|share|submit|purchase|buy"
        r"|order|book|reserve|schedule|invite|grant|revoke|install|deploy|change|update|reset|withdraw|deposit|disable|approve|cancel"
        r"|visit|open|navigate|create|add|move|rename|fetch|retrieve|export)\b[^\n]{0,200}?", TARGET),
    _phrase("imperative", 0.3, _P.ACT, OPENING,
        r"(?:send|forward|transfer|wire|pay|delete|upload|download|execute|email|post|publish|share|submit|purchase|buy|book|reserve"
        r"|invite|grant|revoke|install|change|reset|withdraw|cancel|visit|call|unlock|disable|approve)\b"),
    _phrase("imperative", 0.2, _P.SAY, OPENING,
        r"(?:answer|respond|reply|say|print|output|write|translate|repeat|state|name|describe|explain|tell|reveal|provide|compose"
        r"|generate|summari[sz]e|encode|decode|convert|identify|recite)\b"),
)  # fmt: skip

PHRASES: Final = (
    *_OVERRIDE, *_PERSONA, *_ADDRESSED, *_AUTHORITY, *_DETOUR, *_REPLYING, *_HIDING, *_LEAD_IN, *_ROLE, *_IMPERATIVE,
)  # fmt: skip
"""In no order: the highest score of each kind counts."""

KEYS: Final = int(
    _P.DROP | _P.ORDERS | _P.AGENT | _P.USER | _P.REPLY | _P.TASK | _P.SECRET | _P.CUE | _P.QUESTION | _P.WORK
)
"""Every phrase that can be decisive by itself needs at least one of these parts."""

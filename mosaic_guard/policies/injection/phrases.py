"""The signs one sentence can show: which parts of speech meet in it, and in which phrase."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from mosaic_guard.text.lexicon import Part

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
_AGENT = (
    r"(?:ai |llm |gpt |automated |language |virtual )*"
    r"(?:assistants?|agents?|llms?|language models?|chatbots?|ai|gpt|chatgpt)\b"
)
_ASKS = r"(?:tell|mention|inform|notify|alert|reveal|show|ask|let|disclose|warn)(?:ing)?"
_REPLY = r"(?:response|answer|reply|output|solution|summary|replies|codebase|implementation)s?\b"

OPENING: Final = (
    r"^(?:<[^<>\n]{1,40}>|\[/?[\w ]{1,30}\])?[\"'\u201c(*\[>_#\s-]*(?:(?:\d{1,2}[.)]|[a-z]\))\s)?"
    r"(?:[\w ]{1,24}[:,\u2014\u2013-]\s{1,2})?"
    r"(?:(?:please|kindly|also|then|and|but|so|now|next|first|finally|instead|immediately|just|simply|you|must|should"
    r"|shall|need|have|are|to|required|make|sure|do|not|always|silently|secretly|be|certain|remember|i|want|would|like"
    r"|can|could|will|go|ahead|bitte|por|favor|per|veuillez|favore|пожалуйста|alstublieft)[, ]{1,2}){0,6}"
)
"""What may stand before the verb of an imperative sentence: marks, a number, a label, courtesy."""

TARGET: Final = (
    r"(?:[\w.+-]{1,40}@[\w-]{1,40}\.[a-z]{2}|https?://|www\.|\b[a-z]{2}\d{2} ?(?:[a-z0-9]{4} ?){3}"
    r"|[$€£¥] ?\d|\d ?(?:[$€£¥]|usd|eur|gbp|dollars|euros)\b|\+\d[\d -]{7,}|\b\d{8,}\b|[#@][a-z][\w-]{2,}"
    r"|/(?:home|etc|tmp|var|root)/)"
)
"""To whom or where: an address, a link, an account, an amount, a path."""

_OVERRIDE = (
    _phrase("override", 0.9, _P.DROP | _P.PRIOR | _P.ORDERS, _DROP, _UNTIL_ORDERS),
    _phrase("override", 0.9, _P.DROP | _P.ABROAD | _P.PRIOR | _P.ORDERS),
    _phrase("override", 0.85, _P.DROP | _P.ABROAD | _P.YOU | _P.ORDERS),
    _phrase("override", 0.7, _P.DROP | _P.ABROAD | _P.YOU | _P.RULES),
    _phrase("override", 0.85, _P.DROP | _P.YOU | _P.ORDERS, _DROP, r"[^.!?]{0,40}\byour\b", _UNTIL_ORDERS),
    _phrase("override", 0.8, _P.DROP | _P.RULES,
        r"\b(?:ignore|disregard|forget|neglect)\b[\w ,']{0,20}\b(?:all|any|everything|of|the|those|these|your"
        r"|what)\b[\w ,']{0,20}",
        r"\b(?:previous|prior|above|earlier|preceding|so far|you (?:were|have been|know)|you've been|told"
        r"|rules that tell",
        r"|your (?:rules|training|programming|polic))"),
    _phrase("override", 0.75, _P.DROP | _P.PRIOR,
        r"\b(?:ignor(?:e|ing)|disregard(?:ing)?|forget(?:ting)?)\b(?: about)?",
        r"(?: (?:all|any|everything|anything|of|the|that|what|which|is|was|written|said|stated|text|content|it))*",
        r" (?:above|before (?:this|now)|previous(?:ly)?|prior|earlier)(?=\W*(?:$|[.,;:!)]|(?:and|then|but)\b))"),
    _phrase("override", 0.55, _P.DROP | _P.ORDERS,
        r"\b(?:ignore|disregard|forget)\b[\w ]{0,24}\b(?:instructions?|prompts?|directives?|guidelines)\b"),
    _phrase("override", 0.8, _P.ORDERS | _P.CHANGED, r"\b(?:new|updated|revised|real|actual|true|additional"
        r"|changed) (?:system )?",
        r"(?:instructions?|directives?|prompt|orders)\b[^.]{0,30}(?:\bfor you\b|\bare as follows\b"
        r"|\b(?:supersede|replace|override)s?\b)"),
    _phrase("override", 0.55, _P.ORDERS | _P.CHANGED, r"^\W{0,6}(?:new|updated|revised|real|actual"
        r"|additional) (?:system )?",
        r"(?:instructions?|directives?|prompt|orders)(?: for \w+)?\W{0,3}:"),
    _phrase("override", 0.8, _P.ORDERS | _P.NEVER, r"\b(?:(?:do not|don't|stop|never) (?:follow|obey)(?:ing)?"
        r"|instead of (?:following|obeying))\b",
        r"[\w ,']{0,24}\b(?:previous|prior|above|earlier|original|your|system|initial)\b[\w ,']{0,16}",
        r"\b(?:instructions?|prompts?|directives?|guidelines|rules)\b"),
    _phrase("override", 0.7, _P.YOU | _P.TASK | _P.CHANGED, r"\byour (?:new |real |actual |true |only |sole )+",
        r"(?:task|goal|objective|mission|job|role|purpose|instructions?|directive|priority) (?:is|are|will)\b",
        r"|\byour (?:task|goal|objective|mission|role|instructions?) (?:is now|are now|ha(?:s|ve) changed"
        r"|ha(?:s|ve) been (?:changed|updated|replaced))\b"),
)  # fmt: skip

_PERSONA = (
    _phrase("persona", 0.75, _P.YOU | _P.NOW,
        r"\byou are (?:now|no longer) (?:an? |the |in |my |going |dan\b|unrestricted|free|bound|restricted|limited)",
        r"|\bfrom now on,? you(?:'re| are| will| must| should| shall)\b"),
    _phrase("persona", 0.75, _P.YOU | _P.CUE, r"\bpretend (?:that )?you (?:are|have no)\b",
        r"|\byou (?:will|must|should|shall) (?:now )?(?:act|behave|respond) as\b"),
    _phrase("persona", 0.7, _P.MODE,
        r"\b(?:developer|debug|god|admin|maintenance|root|dan|jailbreak|unrestricted"
        r"|law enforcement) mode (?:is )?(?:now )?(?:enabled|activated|engaged)\b",
        r"|\b(?:enter(?:ing)?|activate|enable|switch to|go into) (?:god|admin|dan|jailbreak|unrestricted"
        r"|law enforcement) mode\b"),
)  # fmt: skip

_ADDRESSED = (
    _phrase("addressed", 0.75, _P.AGENT,
        r"\b(?:attention|note (?:to|for)|message (?:to|for)|instructions? (?:to|for)|notice (?:to|for)"
        r"|reminder (?:to|for)|important(?:[:,]| for| to)|listen)",
        r"[ :,-]{0,3}(?:all |any |the |an? |you |our )*", _AGENT, r"(?!')"),
    _phrase("addressed", 0.6, _P.AGENT, r"\b(?:dear|hello|hey|hi)[ ,]{0,2}(?:all |any |the |my )*", _AGENT, r"(?!')"),
    _phrase("addressed", 0.7, _P.AGENT | _P.YOU, r"\b(?:if|as|since|because|when) (?:you are|you're|an? ai"
        r"|you, the|you, as)",
        r" ?(?:an? |the )?(?:ai|llm|language|assistant|automated|large|bot|chatbot|agent|model|virtual)\b"),
    _phrase("addressed", 0.5, _P.AGENT | _P.MUST, r"^\W{0,4}(?:the |any |all )?(?:ai|llm|assistant"
        r"|language model|chatbot)s?",
        r"(?: (?:assistant|agent|model|reading this|processing this)s?)? (?:must|should|shall|needs? to|has to"
        r"|have to|(?:is|are) required to)\b"),
    _phrase("addressed", 0.7, _P.AGENT, r"\b(?:ai|llm|assistant|agent|language model|chatbot"
        r"|bot)s? (?:that (?:is|are) |who (?:is|are) )?",
        r"(?:reading|processing|parsing|summari[sz]ing|viewing) (?:this|the)\b"),
)  # fmt: skip

_AUTHORITY = (
    _phrase("authority", 0.7, _P.USER | _P.GRANT, r"\bthe (?:user|customer|account (?:owner|holder)) (?:has "
        r"|have |had |also |already |just |now |actually )*",
        r"(?:(?:asked|told|wants|instructed|requested|requires|needs) (?:for )?you\b|(?:authori[sz]ed|approved"
        r"|consented|confirmed|given|gave)",
        r"\b[\w ,']{0,24}\b(?:you|permission|consent|authori[sz]ation|approval|to (?:send|transfer|delete|share"
        r"|pay|forward|run|execute|visit))\b)"),
    _phrase("authority", 0.6, _P.YOU | _P.CUE,
        r"\bthis (?:is|has been) (?:pre-?)?(?:an? )?(?:authori[sz]ed|approved|verified|official|sanctioned"
        r"|legitimate) (?:by|instruction|request|command|system|message)",
        r"|\bas (?:your|the) (?:developer|creator|administrator|owner|operator|supervisor|boss)\b"
        r"|\bi am (?:your|the) (?:developer|creator|administrator|god)\b"),
    _phrase("authority", 0.7, _P.ROLE | _P.ORDERS, r"\bsystem (?:instructions?|directives?|prompt|message) ?[:!\]]"),
    _phrase("authority", 0.7, _P.DROP, r"\b(?:system|training data|developer|admin(?:istrator)?|instruction"
        r"|policy|priority) override\b"),
)  # fmt: skip

_DETOUR = (
    _phrase("detour", 0.75, _P.TASK | _P.WHEN,
        r"\b(?:before|prior to|after|until|in order to|while|once) (?:you )?(?:can |may |could |have |are )*",
        r"(?:answer|respond|continu|proceed|complet|finish|solv|perform|process|start|help"
        r"|fulfil)[a-z]{0,4}\b[\w ,']{0,16}",
        r"\b(?:the user|user's|your (?:current |original |main |assigned )?(?:task|request|question|assignment)"
        r"|this (?:task|request)|my (?:task|request|question))\b"),
    *(_phrase("detour", 0.7, what | _P.WHEN,
        r"\bbefore (?:you )?(?:do|say|answer|respond|continu|proceed|reply)(?:e|ing)?(?: with| to)? (?:anything"
        r"|the user)\b",
        r"|\b(?:instead of|rather than) (?:answering|completing|doing|summari[sz]ing|performing|fulfil+ing"
        r"|processing|responding to)",
        r"[\w ,']{0,20}\b(?:task|request|question|query|user|the above)\b") for what in (_P.TASK, _P.USER)),
)  # fmt: skip

_REPLYING = (
    _phrase("reply", 0.65, _P.REPLY | _P.YOU, OPENING, r"(?:modify|append|add|include|insert|incorporate|embed"
        r"|prepend|begin|end|start"
        r"|conclude|finish|mention|recommend|suggest|promote|encourage|emphasi[sz]e|highlight|use|replace"
        r"|substitute|write|format|group"
        r"|remove|reverse|swap|misspell|rewrite|encode|convert|change|alter|adjust|craft|make|ensure|provide"
        r"|place|put|rearrange|shuffle"
        r"|scramble|combine|merge|capitali[sz]e|introduce|omit|mix|jumble|transform|utili[sz]e"
        r"|tailor)\b[^.]{0,120}\byour (?:\w+ )?", _REPLY),
    _phrase("reply", 0.6, _P.REPLY | _P.YOU, r"\bin your (?:next |final |first )?(?:response|answer|reply"
        r"|summary)\b[^.]{0,20}",
        r"\b(?:include|mention|suggest|say|state|recommend|encourage|promote|provide|use|add|write|ask|tell"
        r"|urge|invite|insert|advise|advocate)\b"),
    _phrase("reply", 0.5, _P.REPLY | _P.ONLY, r"\b(?:respond|reply|answer) (?:only |just )?with (?:only|exactly"
        r"|just|nothing but)\b"),
    _phrase("reply", 0.6, _P.REPLY | _P.YOU,
        r"\b(?:into|to|within|in|of|with|enhance|augment) your (?:solution|implementation|response|answer|reply"
        r"|summary)\b"),
    _phrase("reply", 0.55, _P.NEXT | _P.CODE, OPENING, r"[a-z]{3,15}\b[\w ,'()-]{0,60}\b(?:the|this"
        r"|that) (?:subsequent|following|given|below|next)",
        r" (?:\w+ )?code (?:block|snippet|section|excerpt|segment|fragment|piece)\b"),
    _phrase("question", 0.55, _P.SAY | _P.QUESTION | _P.NEXT | _P.PLEASE),
    _phrase("question", 0.5, _P.SAY | _P.QUESTION | _P.NEXT, OPENING,
        r"(?:respond|answer|rispondi|rispondere|antworte|beantworte|reponds|repondez|responda|responde|conteste"
        r"|contesta|beantwoord|ответь)"),
)  # fmt: skip

_HIDING = (
    _phrase("hiding", 0.7, _P.USER | _P.NEVER, r"\b(?:do not|don't|never|without|must not|should not|shouldn't"
        r"|avoid) (?:ever |also )?", _ASKS,
        r"\b[^.]{0,30}\bthe (?:user|customer|human)\b"),
    _phrase("hiding", 0.65, _P.NEVER | _P.CUE, r"\b(?:do not|don't|never|without) (?:mention|reveal|disclos"
        r"|acknowledg|refer)[a-z]{0,4} (?:to )?",
        r"(?:this|these|that|the|of|any of|having)\b[^.]{0,30}\b(?:instructions?|message|prompt|note|request)\b"),
)  # fmt: skip

_ERRAND = r"(?:tasks?|instructions?|directives?|assignments?|mandate|responsibility|mission|objective|duty)\b"
_SOON = (
    r"\b(?:upcoming|following|subsequent|ensuing|imminent|forthcoming|next"
    r"|incoming) (?:\w+ ){0,2}(?:information|instructions?"
    r"|directives?|directions|guidance|segment|section|part|steps|guidelines|commands|passage|content|text"
    r"|words|task|block)\b[^.]{0,60}"
)
_LEAD_IN = (
    _phrase("lead_in", 0.5, _P.URGENT | _P.TASK | _P.NEXT),
    _phrase("lead_in", 0.55, _P.URGENT | _P.TASK | _P.YOU | _P.ATTEND),
    _phrase("lead_in", 0.55, _P.URGENT | _P.DUTY | _P.YOU | _P.NEXT),
    _phrase("lead_in", 0.55, _P.NEXT | _P.PASSAGE | _P.NEVER, _SOON, r"\bnot (?:a drill|just|merely|only"
        r"|optional|for|a suggestion)\b"),
    _phrase("lead_in", 0.55, _P.NEXT | _P.PASSAGE | _P.URGENT, _SOON, r"\b(?:crucial|critical|pivotal"
        r"|imperative|vital|immediate|mission-critical"
        r"|essence|heart|cornerstone|linchpin|undivided|your attention)\b"),
    _phrase("lead_in", 0.55, _P.TASK | _P.AHEAD, r"\b", _ERRAND, r"[^.]{0,40}\b(?:about to (?:unfold|follow"
        r"|begin|land|enter|be|take)"
        r"|on the horizon|up next|coming up|just ahead|to come|(?:has|have) (?:arisen|emerged|surfaced)|awaits?"
        r"|lies? ahead)\b"),
    _phrase("lead_in", 0.55, _P.TASK | _P.AHEAD, r"\b(?:here|there)(?:'s| is| comes) an? (?:\w+[ -]){0,4}", _ERRAND),
    _phrase("lead_in", 0.5, _P.TASK | _P.AHEAD, r"\b(?:about to (?:receive|read|see|get|encounter|be given)"
        r"|up next (?:are|is)"
        r"|(?:brace|prepare|get ready|stay tuned) (?:yourself )?for)\b[^.]{0,60}\b", _ERRAND),
    *(_phrase("lead_in", 0.55, _P.TASK | what, r"^\W*(?:[\w'\u2019-]+ ){0,4}(?:urgent|important|critical|priority"
        r"|immediate|essential|crucial"
        r"|vital|additional|new|extra|special|supplementary)\b(?: [\w'\u2019-]+){0,3} (?:requests?|action|", _ERRAND,
        r")(?: [\w'\u2019-]+){0,3}\W{0,3}[:!]") for what in (_P.URGENT, _P.CHANGED)),
    _phrase("lead_in", 0.55, _P.DUTY | _P.YOU | _P.AMID, r"\b(?:in addition to|alongside|along with|on top of"
        r"|besides|amid(?:st)?"
        r"|in the (?:middle|midst|flow) of|interrupt(?:ing)?|pause|atop)\b[^.]{0,24}\byour (?:\w+ )?"
        r"(?:tasks?|duties|workload|agenda|responsibilities|workflow|work|assignments?|list|queue|plate)\b"),
    # `Terraform will perform the following actions` says what a program does; who is told so is named.
    _phrase("lead_in", 0.6, _P.TASK | _P.NEXT, r"(?:(?<!will )(?<!would )\b|\b(?:you|assistant|agent|model|ai|llm|bot"
        r"|chatbot|copilot) (?:will|would) )(?:perform|do|carry out) (?:the )?(?:following|next) (?:task|action"
        r"|instruction)s?\b"
        r"|\b(?:do|perform) the following(?: first| instead| now)\s?:"),
)  # fmt: skip

_IMPERATIVE = (
    _phrase("exfiltration", 0.55, _P.ACT | _P.SECRET, OPENING,
        r"(?:send|forward|email|e-mail|post|upload|transmit|share|submit|exfiltrate|leak|append)\b[^.]{0,160}", TARGET),
    _phrase("imperative", 0.4, _P.ACT, OPENING,
        r"(?:send|forward|transfer|wire|pay|delete|remove|upload|download|execute|run|email|e-mail|post|publish"
        r"|share|submit|purchase|buy"
        r"|order|book|reserve|schedule|invite|grant|revoke|install|deploy|change|update|reset|withdraw|deposit"
        r"|disable|approve|cancel"
        r"|visit|open|navigate|create|add|move|rename|fetch|retrieve|export)\b[^\n]{0,200}?", TARGET),
    _phrase("imperative", 0.3, _P.ACT, OPENING,
        r"(?:send|forward|transfer|wire|pay|delete|upload|download|execute|email|post|publish|share|submit"
        r"|purchase|buy|book|reserve"
        r"|invite|grant|revoke|install|change|reset|withdraw|cancel|visit|call|unlock|disable|approve)\b"),
    _phrase("imperative", 0.2, _P.SAY, OPENING,
        r"(?:answer|respond|reply|say|print|output|write|translate|repeat|state|name|describe|explain|tell"
        r"|reveal|provide|compose"
        r"|generate|summari[sz]e|encode|decode|convert|identify|recite)\b"),
)  # fmt: skip

PHRASES: Final = (
    *_OVERRIDE, *_PERSONA, *_ADDRESSED, *_AUTHORITY, *_DETOUR, *_REPLYING, *_HIDING, *_LEAD_IN, *_IMPERATIVE,
)  # fmt: skip
"""In no order: the highest score of each kind counts."""

ENOUGH: Final = 0.35
"""From here on a sign matters by itself; fainter ones, and bare imperatives, only beside others or in a short text."""

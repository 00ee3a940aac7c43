"""What makes one sentence read as an instruction to an agent: which parts of speech meet, or which phrase it holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from mosaic_guard.policies.injection.lexicon import PHRASES, WORDS, Part, plainly, unleeted

_P = Part


class _Rule(NamedTuple):
    """A sign: it counts when the sentence has all parts of `need`, and `pattern` (if any) is found."""

    kind: str
    score: float
    need: int
    pattern: re.Pattern[str] | None


def _rule(kind: str, score: float, need: Part, pattern: re.Pattern[str] | None = None) -> _Rule:
    return _Rule(kind, score, int(need), pattern)  # arithmetic on IntFlag is ten times slower


def _p(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


_TARGET: Final = _p(
    r"[\w.+-]{1,40}@[\w-]{1,40}\.[a-z]{2}|https?://|www\.|\b[a-z]{2}\d{2}[ ]?(?:[a-z0-9]{4}[ ]?){3}"
    r"|[$€£¥]\s?\d|\d\s?(?:[$€£¥]|usd|eur|gbp|dollars|euros)\b|\+\d[\d -]{7,}|\b\d{8,}\b|[#@][a-z][\w-]{2,}|/(?:home|etc|tmp|var|root)/"
)
_OPENING: Final = (
    r"^[\"'“(*\[>_#\s-]*(?:(?:\d{1,2}[.)]|[a-z]\))\s)?(?:[\w ]{1,24}[:,—–-]\s{1,2})?"
    r"(?:(?:please|kindly|also|then|and|but|so|now|next|first|finally|instead|immediately|just|simply|you|must|should|shall|need|have"
    r"|are|to|required|make|sure|do|not|always|silently|secretly|be|certain|remember|i|want|would|like|can|could|will|go|ahead"
    r"|bitte|por|favor|per|veuillez|s'il|vous|plait|favore|пожалуйста|alstublieft)[, ]{1,2}){0,6}"
)

RULES: Final = (
    # override: drop what you were told
    _rule("override", 0.9, _P.DROP | _P.PRIOR | _P.ORDERS),
    _rule("override", 0.85, _P.DROP | _P.YOU | _P.ORDERS),
    _rule(
        "override",
        0.8,
        _P.DROP | _P.RULES,
        _p(
            r"\b(?:ignore|disregard|forget|neglect)\b[\w ,']{0,20}\b(?:all|any|every(?:thing)?|of|the|those|these|your|what)\b[\w ,']{0,20}"
            r"\b(?:previous|prior|above|earlier|preceding|so far|you (?:were|have been|know)|you've been|told|rules that tell|your (?:rules|training|programming|polic))"
        ),
    ),
    _rule(
        "override",
        0.75,
        _P.DROP | _P.PRIOR,
        _p(
            r"\b(?:ignore|disregard|forget)(?: about)?(?: (?:all|any|everything|anything|of|the|that|what|which|is|was|written|said|stated|text|content|it))*"
            r" (?:above|before (?:this|now)|previous(?:ly)?|prior|earlier)\b"
        ),
    ),
    _rule(
        "override",
        0.55,
        _P.DROP | _P.ORDERS,
        _p(
            r"\b(?:ignore|disregard|forget|override)\b[\w ,']{0,24}\b(?:instructions?|prompts?|directives?|guidelines)\b"
        ),
    ),
    _rule(
        "override",
        0.8,
        _P.ORDERS,
        _p(
            r"\b(?:new|updated|revised|real|actual|true|additional|changed) (?:system )?(?:instructions?|directives?|prompt|orders)\b[^.]{0,30}(?::|\b(?:for you|follow|are as follows|supersede|replace|override)\b)"
        ),
    ),
    _rule(
        "override",
        0.8,
        _P.ORDERS,
        _p(
            r"\b(?:(?:do not|don't|stop|never) (?:follow|obey|following|obeying)|instead of (?:following|obeying))\b[\w ,']{0,24}\b(?:previous|prior|above|earlier|original|your|system|initial)\b[\w ,']{0,16}\b(?:instructions?|prompts?|directives?|guidelines|rules)\b"
        ),
    ),
    _rule(
        "override",
        0.7,
        _P.YOU,
        _p(
            r"\byour (?:new |real |actual |true |only |main |primary |sole )+(?:task|goal|objective|mission|job|role|purpose|instructions?|directive|priority) (?:is|are|will)\b|\byour (?:task|goal|objective|mission|role|instructions?) (?:is|are|has|have) (?:now|changed|been (?:changed|updated|replaced))\b"
        ),
    ),
    # persona: become something without rules
    _rule(
        "persona",
        0.75,
        _P.YOU,
        _p(
            r"\byou are (?:now|no longer) (?:an? |the |in |my |going |dan\b|unrestricted|free|bound|restricted|limited)|\bfrom now on,? you(?:'re| are| will| must| should| shall)\b|\bpretend (?:that )?you (?:are|have no)\b|\byou (?:will|must|should|shall) (?:now )?(?:act|behave|respond) as\b"
        ),
    ),
    _rule(
        "persona",
        0.7,
        _P.CUE,
        _p(
            r"\b(?:developer|debug|god|admin|maintenance|root|dan|jailbreak|unrestricted|law enforcement) mode (?:is )?(?:now )?(?:enabled|activated|on|engaged)\b|\b(?:enter(?:ing)?|activate|enable|switch to|go into) (?:developer|debug|god|admin|dan|jailbreak|unrestricted|law enforcement) mode\b"
        ),
    ),
    # addressed: this text speaks to the agent
    _rule(
        "addressed",
        0.75,
        _P.AGENT,
        _p(
            r"\b(?:attention|dear|hello|hey|hi|note (?:to|for)|message (?:to|for)|instructions? (?:to|for)|notice (?:to|for)|reminder (?:to|for)|important(?:[:,]| for| to| note| message)|listen|warning)[ :,-]{0,3}(?:all |any |the |an? |you |our )*(?:ai |llm |gpt |automated |language |virtual )*(?:assistants?|agents?|llms?|language models?|chatbots?|ai|gpt|chatgpt|claude|gemini|copilot|models?)\b(?!')"
        ),
    ),
    _rule(
        "addressed",
        0.7,
        _P.AGENT | _P.YOU,
        _p(
            r"\b(?:if|as|since|because|when) (?:you are|you're|an? ai|you, the|you, as) ?(?:an? |the )?(?:ai|llm|language|assistant|automated|large|bot|chatbot|agent|model|virtual)\b"
        ),
    ),
    _rule(
        "addressed",
        0.6,
        _P.AGENT | _P.MUST,
        _p(
            r"^\W{0,4}(?:the |any |all )?(?:ai|llm|assistant|agent|language model|chatbot|model|bot)s?(?: (?:assistant|agent|model|reading this|processing this)s?)? (?:must|should|shall|needs? to|has to|have to|is required to|are required to)\b"
        ),
    ),
    _rule(
        "addressed",
        0.75,
        _P.AGENT,
        _p(
            r"\b(?:ai|llm|assistant|agent|language model|chatbot|bot)s? (?:that (?:is|are) |who (?:is|are) )?(?:reading|processing|parsing|summari[sz]ing|handling|viewing) (?:this|the)\b"
        ),
    ),
    # authority: claims to speak for the user or the system
    _rule(
        "authority",
        0.7,
        _P.USER,
        _p(
            r"\bthe (?:user|customer|account (?:owner|holder)) (?:has |have |had |also |already |just |now |actually )*(?:asked|told|wants?|instructed|authori[sz]ed|approved|requested|requires?|needs|consented|confirmed|given|gave)\b[\w ,']{0,24}\b(?:you|permission|consent|authori[sz]ation|approval|to (?:send|transfer|delete|share|pay|forward|run|execute|visit))\b"
        ),
    ),
    _rule(
        "authority",
        0.6,
        _P.YOU,
        _p(
            r"\b(?:this (?:is|has been)|these (?:are|have been)) (?:pre-?)?(?:an? )?(?:authori[sz]ed|approved|verified|official|sanctioned|legitimate) (?:by|instruction|request|command|system|message)|\bas (?:your|the) (?:developer|creator|administrator|admin|owner|operator|supervisor|boss)\b|\bi am (?:your|the) (?:developer|creator|administrator|admin|god)\b"
        ),
    ),
    _rule(
        "authority",
        0.7,
        _P.CUE,
        _p(
            r"\bsystem (?:override|instructions?|directive|update for (?:the )?(?:ai|assistant|agent))\s?[:!\]]|\b(?:training data|developer|admin(?:istrator)?|instruction|root|security|policy) override\b|\b(?:override|authori[sz]ation) code\b|\bpriority override\b"
        ),
    ),
    # detour: do this before, or instead of, the user's task
    _rule(
        "detour",
        0.75,
        _P.YOU | _P.TASK,
        _p(
            r"\b(?:before|prior to|after|until|in order to|while|when|once) (?:you )?(?:can |may |could |have |are )*(?:do(?:ing)?|answer(?:ing)?|respond(?:ing)?|continu(?:e|ing)|proceed(?:ing)?|complet(?:e|ing)|finish(?:ing|ed)?|solv(?:e|ing)|perform(?:ing)?|process(?:ing)?|start(?:ing)?|help(?:ing)?|fulfil+(?:ing)?|work(?:ing)?)\b[\w ,']{0,30}\b(?:task|request|question|query|instructions?|assignment|anything else|user)\b"
        ),
    ),
    _rule(
        "detour",
        0.7,
        _P.CUE,
        _p(
            r"\bbefore (?:you )?(?:do(?:ing)?|say(?:ing)?|answer(?:ing)?|respond(?:ing)?|continu(?:e|ing)|proceed(?:ing)?|reply(?:ing)?)(?: with)? (?:anything|any other|to the user|the user)\b|\b(?:instead of|rather than) (?:answering|completing|doing|summari[sz]ing|performing|fulfil+ing|continuing|processing|responding)\b[\w ,']{0,30}(?:task|request|question|query|user|this|the above)\b"
        ),
    ),
    # steering the reply
    _rule(
        "reply",
        0.65,
        _P.REPLY,
        _p(
            _OPENING
            + r"(?:modify|append|add|include|insert|incorporate|embed|prepend|begin|end|start|conclude|finish|mention|recommend|suggest|promote|encourage|emphasi[sz]e|highlight|use|replace|substitute|write|format|group|remove|reverse|swap|misspell|rewrite|encode|convert|change|alter|adjust|craft|make|ensure|provide|place|put|rearrange|shuffle|scramble|interchange|combine|merge|capitali[sz]e|introduce|omit|use|mix|jumble|transform|utili[sz]e|tailor)\b[^.]{0,120}\b(?:in|to|into|with|of|within|throughout|from|for|at the end of|at the beginning of)? ?(?:your|the) (?:\w+ )?(?:response|answer|reply|output|solution|summary|replies|answers|codebase|implementation)s?\b"
        ),
    ),
    _rule(
        "reply",
        0.6,
        _P.REPLY | _P.YOU,
        _p(
            r"\bin your (?:next |final |first )?(?:response|answer|reply|output|summary|solution)\b[^.]{0,20}\b(?:include|mention|suggest|say|state|recommend|encourage|promote|provide|use|add|write|ask|tell|urge|invite|insert|advise|advocate)\b|\b(?:respond|reply|answer) (?:only |just )?(?:with|in|using|by) (?:the|only|exactly|just|a)\b"
        ),
    ),
    _rule(
        "reply",
        0.6,
        _P.YOU,
        _p(
            r"\b(?:into|to|within|in|of|with|enhance|augment) (?:your|the fabric of your) (?:code|codebase|solution|implementation|program|script|project|application|algorithm|response|answer|reply)\b"
        ),
    ),
    _rule(
        "reply",
        0.55,
        _P.CUE,
        _p(
            r"\b(?:subsequent|following|given|below|next) code (?:block|snippet|section|excerpt|segment|fragment|piece)\b"
        ),
    ),
    _rule("question", 0.55, _P.SAY | _P.QUESTION | _P.NEXT | _P.PLEASE),
    _rule(
        "question",
        0.5,
        _P.SAY | _P.QUESTION | _P.NEXT,
        _p(
            _OPENING
            + r"(?:respond|answer|rispondi|rispondere|antworte|beantworte|reponds|repondez|responda|responde|conteste|contesta|beantwoord|ответь)"
        ),
    ),
    # hiding from the user
    _rule(
        "hiding",
        0.7,
        _P.USER,
        _p(
            r"\b(?:do not|don't|never|without|must not|should not|shouldn't|avoid) (?:ever |also )?(?:tell|telling|mention|mentioning|inform|informing|notify|notifying|alert|alerting|reveal|revealing|show|showing|ask|asking|let|letting|disclose|disclosing|warn|warning)\b[^.]{0,50}\b(?:user|customer|human|anyone|them|him|her)\b"
        ),
    ),
    _rule(
        "hiding",
        0.65,
        _P.CUE,
        _p(
            r"\b(?:do not|don't|never|without) (?:mention(?:ing)?|reveal(?:ing)?|disclos(?:e|ing)|acknowledg(?:e|ing)|refer(?:ring)? to) (?:this|these|that|the|of|any of|having)\b[^.]{0,30}\b(?:instructions?|message|prompt|note|notice|text|request|comment|step|action)\b"
        ),
    ),
    # lead-ins: an urgent task is about to come
    _rule("lead_in", 0.5, _P.URGENT | _P.TASK | _P.NEXT),
    _rule("lead_in", 0.55, _P.URGENT | _P.TASK | _P.ATTEND),
    _rule("lead_in", 0.6, _P.URGENT | _P.TASK | _P.YOU | _P.ATTEND),
    _rule("lead_in", 0.55, _P.TASK | _P.NEXT | _P.ATTEND | _P.YOU),
    _rule("lead_in", 0.55, _P.URGENT | _P.TASK | _P.NEXT | _P.YOU),
    _rule("lead_in", 0.55, _P.URGENT | _P.WORK | _P.YOU | _P.NEXT),
    _rule(
        "lead_in",
        0.6,
        _P.TASK,
        _p(
            r"\b(?:perform|do|complete|execute|carry out|follow) (?:the )?(?:following|next|below) (?:task|action|step|instruction|command)s?\b|\b(?:do|perform) the following(?: first| instead| now)?\s?:"
        ),
    ),
    # off-task imperatives
    _rule(
        "exfiltration",
        0.55,
        _P.ACT | _P.SECRET,
        _p(
            _OPENING
            + r"(?:send|forward|email|e-mail|post|upload|transmit|share|submit|copy|export|exfiltrate|leak|append|include)\b[^.]{0,160}"
            + f"(?:{_TARGET.pattern})"
        ),
    ),
    _rule(
        "imperative",
        0.4,
        _P.ACT,
        _p(
            _OPENING
            + r"(?:send|forward|transfer|wire|pay|delete|remove|upload|download|execute|run|email|e-mail|post|publish|share|submit|purchase|buy|order|book|reserve|schedule|invite|grant|revoke|install|deploy|change|update|reset|withdraw|deposit|disable|approve|cancel|visit|open|navigate|create|add|move|rename|fetch|retrieve|export)\b[^\n]{0,200}?"
            + f"(?:{_TARGET.pattern})"
        ),
    ),
    _rule(
        "imperative",
        0.3,
        _P.ACT,
        _p(
            _OPENING
            + r"(?:send|forward|transfer|wire|pay|delete|upload|download|execute|email|post|publish|share|submit|purchase|buy|book|reserve|invite|grant|revoke|install|change|reset|withdraw|cancel|visit|call|unlock|disable|approve)\b"
        ),
    ),
    _rule(
        "imperative",
        0.2,
        _P.SAY,
        _p(
            _OPENING
            + r"(?:answer|respond|reply|say|print|output|write|translate|repeat|state|name|describe|explain|tell|reveal|provide|compose|generate|summari[sz]e|encode|decode|convert|identify|recite)\b"
        ),
    ),
)
"""In no order: the highest score of each kind counts."""

KEYS: Final = int(
    _P.DROP | _P.ORDERS | _P.AGENT | _P.USER | _P.REPLY | _P.TASK | _P.SECRET | _P.CUE | _P.QUESTION | _P.WORK
)
"""Each rule that can be decisive by itself needs at least one of these parts."""
_WORD: Final = _p(r"[^\W_]+")


def signs(sentence: str) -> Mapping[str, float]:
    """Say which kinds of sign one sentence shows, and how strongly."""
    plain = plainly(sentence)
    parts = parts_of(plain)
    found: dict[str, float] = {}
    for rule in RULES:
        if parts & rule.need == rule.need and found.get(rule.kind, 0) < rule.score:
            if rule.pattern is None or rule.pattern.search(plain):
                found[rule.kind] = rule.score
    return found


def parts_of(plain: str) -> int:
    """Collect the parts that the words of a sentence can play."""
    parts = 0
    for word in _WORD.findall(plain):
        parts |= WORDS.get(word) or (0 if word.isalpha() else WORDS.get(unleeted(word), 0))
    if not plain.isascii():
        for phrase, part in PHRASES.items():
            if phrase in plain:
                parts |= part
    return parts


def writes_about_attacks(text: str) -> bool:
    """Whether a passage talks about injection and its kin, as security articles do."""
    return sum(bool(WORDS.get(word, 0) & _P.ATTACK) for word in _WORD.findall(plainly(text))) >= 2

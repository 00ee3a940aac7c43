"""Ways to see that a person has decided already: on one thing, named so that no other can be meant.

Asking her again teaches her to say yes. So she has decided who names one thing of her own, one account and the right
it gets, the whole account and the amount to pay there, the whole new account of one record, or one contract to end.

However exactly they are named, a person is asked about many things at once, everyone or anybody, rights and payments
whose receiver a document names, other people's data, secrets, protection, publishing, mass mailing, stealth and whole
savings. How much may be paid unasked is for the person's table of limits, not for words.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from mosaic_guard.policies.prompt.exact import ACCOUNT, ADDRESS, AND, CODE, LOGIN, PRINCIPAL
from mosaic_guard.policies.prompt.way import MANY, Way, way

_ONE: Final = r"(?<![^s]s)\Z"
_NO_OTHERS: Final = r"(?!.*(?:['\u2019]|\bof\b))"
_MINE: Final = rf"\b(?:my|meine?[nrsm]?|mon|ma|mi)\b{_NO_OTHERS}"
_OURS: Final = rf"\b(?:my|our|meine?[nrsm]?|unsere?[nrsm]?|mon|ma|notre|mi|nuestr[ao])\b{_NO_OTHERS}"
_LIVE: Final = r"(?<![^\W_])(?:prod|production|live|master|main)(?![^\W_])"
_NAME: Final = rf"(?:[\"\u201c«\u2018`'](?!s\b)[^\"\u201d»\u2019`'\n]{{2,60}}[\"\u201d»\u2019`']|{CODE})"
_CALLED: Final = (
    r"[\s:#(]{0,4}(?:(?:number|no|nr|id|policy|named|called|ending in|nummer|numéro|número)\b[\s:.#]{1,3}){0,2}"
)
_ATOM: Final = r"(?:file|email|message|photo|picture|invoice|post|comment|entry|event|contact|order|ticket|row)"
_STORE: Final = (
    r"\s+(?:list|book|history|archive|folder|log|store|storage|collection|database|server|system|account)s?\b"
)
_MOST: Final = r"(?:oldest|newest|latest|earliest|smallest|largest|biggest|(?:most|least) recent)"

_TO_ADDRESS: Final = rf"(?:\s+[\w'-]+){{0,8}}\s+(?:to|an|à|a)\s+{ADDRESS}(?![\w-])(?!{AND}{ADDRESS})"
_TO_MINE: Final = r"(?:\s+\w+){0,4}\s+(?:to|in|into|on)\s+my\s+(?:own\s+)?(?:\w+\s+)?"

_TO: Final = r"(?:to|for|as|auf|in|an|à|a|en|sur|into|为)"
_SENTENCE: Final = r"(?:(?![.!?;]\s)[^\n])*?"
_CROWD: Final = rf"{MANY}|\b(?:everybody|any(?:one|body)|whoever|others|everywhere|tutt[ie]|jede[rnms]?)\b|大家|任何"
_LOCKED: Final = r"\b(?:secrets?|passwords?|keys?|credentials|vaults?|attorney|sign(?:ing|atory)|authori[sz]ed)\b"
_ANYBODY: Final = rf"{_CROWD}|{_LOCKED}|\b(?:public|anonymous|guests|people|world|link)\b"
_TAKES: Final = r"(?:remov|revok|tak|strip|unlock|open)"
_RIGHT: Final = (
    r"(?:an?|the|full|complete|temporary|read|write|edit|view|only|and|as|admin\w*|owner\w*|maintainers?|moderators?|"
    r"editor|viewer|root|sudo|collaborator|super\w+|role|rights?|privileges|permissions?|access|les|los|l|un|de|d|droits|"
    r"accès|permisos|acceso|derechos|zugriff|i|permessi|accesso|\w+rechte|权限|管理员权限)\b"
)
_WORD: Final = r"(?!(?:and|or|und|et|y|e)\b)[^\s,;&]+"
_STEP: Final = rf"(?:\s+{_WORD})"
_GIVE_HER: Final = r"and\s+(?:give|grant|make)\s+(?:her|him|it|them)\b"
# Nobody else gets anything in the sentence, and no document says what the right is.
_NOBODY_ELSE: Final = (
    rf"(?!\s+(?:that|which|who|they|he|she|from|listed|named|requested)\b|\s*(?:,|&|and\b|und\b|et\b|y\b)\s*(?:also\s+)?"
    rf"(?:{PRINCIPAL}|him|her|them)\b|\s+(?:and|und|et|y)\s+(?-i:[A-Z])|{_SENTENCE}(?:{_CROWD}|{_LOCKED}))"
)
_IS: Final = (
    rf"(?:\b(?:is|ist|est|es|è|add|create|invite)|[:=(,])\s*{PRINCIPAL}"
    r"\W{1,4}(?:(?:please|so|and|then|now)\s+){0,2}"
)
_ONE_ACCOUNT: Final = rf"{ACCOUNT}(?!{_SENTENCE}{ACCOUNT})"
_NOT_THERE: Final = r"\b(?:from|off|von|depuis|desde|not|nicht|pas|no|except|instead|my|our|old)\b"
_THERE: Final = (
    r"(?:\bfrom\s+(?:(?:my|our|the)\s+)?[\w-]+(?:\s+account)?\s+(?=to\b)"
    rf"|(?!{ACCOUNT}|[.!?;]\s|\b(?:and|or|und|et|y)\b|{_NOT_THERE})[^\n]){{0,90}}{_ONE_ACCOUNT}"
)
_RECORD: Final = rf"(?:[^\s,;]+\s+){{0,3}}?(?<![\w-]){CODE}[\w-]*+"
_VAGUE: Final = r"(?:who\w*|that|which|from|all|each|every|any|her|him|them|they|and|or)\b"
_PAPER: Final = r"(?:ticket|mail|letter|case|invoice|file)"
_OF_ONE_RECORD: Final = rf"\A(?!.*\b{_PAPER}\s+\S*\d)(?:(?!\b{CODE}).)*\b{CODE}[^\s,;]*(?:(?!\b{CODE}).)*"
_NO_ACCOUNT: Final = r"(?!.*\b(?:account|iban|konto|compte|cuenta|conto)\b)"

DECIDED: Final[Mapping[str, Way]] = MappingProxyType(
    {
        # The one that is named right behind its kind; a second name makes it several.
        "named": way(
            rf"{_ONE}|\bbase de \w+\Z",
            rf"(?![^,;]*{_LIVE}){_CALLED}{_NAME}(?!\S*{AND}{_NAME})",
            neither=rf"{MANY}|{_LIVE}",
        ),
        "own": way(rf"{_OURS}.*{_ONE}"),
        "own_account": way(rf"\A(?:access|get into|log (?:in ?to|on to)|sign into)\b.*{_MINE}"),
        "addressed": way(_MINE, _TO_ADDRESS),
        "addressed_paper": way(rf"\b(?:my|our|the|this|that)\b{_NO_OTHERS}.*{_ONE}", _TO_ADDRESS),
        "kept": way(_MINE, rf"{_TO_MINE}(?:vault|drive|folder|album|archive|storage|notes|documents)\b"),
        "to_myself": way(after=rf"{_TO_MINE}(?:account|deposit|savings)\b"),
        # So is the one that comes first or last of many.
        "outermost": way(rf"\bthe\s+{_MOST}\s+(?:\w+\s+){{0,2}}backup\Z", rf"(?!{_STORE})(?!{AND})", neither=MANY),
        # One whole thing is one thing.
        "whole": way(rf"\b(?:whole|entire|complete)\s+{_ATOM}\Z", rf"(?!{_STORE})"),
        # A right goes to the one who stands behind the verb or behind the right, or who was named just before.
        "granted": way(
            rf"\A(?!{_TAKES})(?:\S+\s+|给|授予)(?:(?:to|à|a|an)\s+)?"
            rf"(?:(?:{_WORD}\s+){{0,2}}{_WORD}(?:,\s+|\s+[(<]))?{PRINCIPAL}(?!['\u2019])"
            rf"(?:[,)>]?(?:\s+{_GIVE_HER})?{_STEP}{{1,9}}|[\u2e80-\uffff]{{1,20}})\Z",
            _NOBODY_ELSE,
            neither=_ANYBODY,
        ),
        "granted_to": way(
            rf"\A(?!{_TAKES})\S+(?:[\s'\u2019]+{_RIGHT}){{1,6}}\Z",
            rf"{_STEP}{{0,8}}?\s+(?:to|an|à|a)\s+{PRINCIPAL}(?!['\u2019\w@-]|\s+(?:to|for)\b){_NOBODY_ELSE}",
            neither=_ANYBODY,
        ),
        "granted_her": way(
            rf"\A(?!{_TAKES})\S+\s+(?:her|him|it|them)(?:\s+{_RIGHT}){{1,6}}\Z",
            _NOBODY_ELSE,
            neither=_ANYBODY,
            before=_IS,
        ),
        "role_of": way(
            r"\A(?:set|change)\s+(?:the\s+)?(?:role|permissions?|access)\Z",
            rf"\s+(?:of|for)\s+{PRINCIPAL}(?:\s+from\s+[\w-]+)?\s+to\s+{_NOBODY_ELSE}",
            neither=_ANYBODY,
        ),
        "role_of_to": way(
            rf"\A(?:set|change)\s+(?:the\s+)?(?:role|permissions?|access)\s+(?:of|for)\s+{PRINCIPAL}{_STEP}{{1,6}}\Z",
            _NOBODY_ELSE,
            neither=_ANYBODY,
        ),
        "granted_account": way(
            r"\A(?:give|grant|add|make|promote|let)\s+(?:to\s+)?(?:the\s+|our\s+)?service account\Z",
            rf"\s+{LOGIN}(?![\w.-]|\s+to\s+(?!the\b)){_NOBODY_ELSE}",
        ),
        "unlocked": way(r"\Aunlock\s+(?:the\s+)?account\Z", rf"\s+(?:of|for)\s+{PRINCIPAL}{_NOBODY_ELSE}"),
        "to_account": way(after=_THERE),
        "to_account_first": way(rf"\A(?:(?!{_NOT_THERE}).)*{_ONE_ACCOUNT}", rf"(?!{_SENTENCE}{ACCOUNT})"),
        "to_that_account": way(
            r"\b(?:her|him|it|them|there)\b",
            _NO_ACCOUNT,
            before=rf"\A(?:(?!{ACCOUNT}|{_NOT_THERE}).)*{_ONE_ACCOUNT}.*",
        ),
        "new_account": way(after=rf"\s+(?:of|for|von|du|de)\s+{_RECORD}{_STEP}{{0,4}}?\s+{_TO}\s+{_ONE_ACCOUNT}"),
        "account_of": way(rf"\A\S+\s+(?:[\w-]+\s+){{0,3}}?{CODE}[\w-]*+['\u2019]s?\s", rf"\s+{_TO}\s+{_ONE_ACCOUNT}"),
        "account_in_brackets": way(after=rf"\s+\((?:[\w-]+\s+)?{CODE}[\w-]*+\)\s+{_TO}\s+{_ONE_ACCOUNT}"),
        "account_for": way(after=rf"\s+{_ONE_ACCOUNT}\s+(?:to|for|of)\s+{_RECORD}(?!{AND}{CODE})"),
        "payee_for": way(_ONE_ACCOUNT, rf"{_SENTENCE}(?<![\w-]){CODE}[\w-]*+(?!{AND}{CODE})"),
        "account_of_that": way(
            after=rf"\s+{_TO}\s+{_ONE_ACCOUNT}",
            before=_OF_ONE_RECORD,
        ),
        # A contract that is told by whom it is with, and one that the other side has ended.
        "contract_of": way(
            _ONE,
            rf"(?:\s+(?:contract|agreement))?(?:\s+(?:of|for|with|von|mit|de))?\s+"
            rf"(?:(?!{_VAGUE})[^\W\d_]+,?\s+){{0,3}}?(?:n[or]\.?\s+)?{_NAME}(?!\S*{AND}{_NAME})",
            neither=rf"{MANY}|['\u2019]",
        ),
        "contract_of_that": way(
            rf"\b(?:her|his|their|its|the|this|that)\b.*{_ONE}",
            r"(?!\s+(?:with|of|for|and|or)\b)",
            neither=rf"{MANY}|['\u2019]",
            before=_OF_ONE_RECORD,
        ),
        "ended_by_her": way(
            r"\bthe\s+\S+(?<!s)\Z",
            r"(?!\s+(?:with|of|for)\b)",
            before=r"(?-i:[A-Z]\w+\s+[A-Z]\w+|[A-Z]+-\d+).*"
            r"\b(?:resigned|resigns|moved out|gave (?:her |his |their )?notice|handed in (?:her|his|their) notice)\b.*",
        ),
    }
)

"""Signs that a tool's declaration instructs the agent beyond the tool: to do more, to hide it, to hand out secrets.

What is said of the tool itself stays free: `Send a mail`, `call list_files first`, `always pass the week`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mosaic_guard.policies.injection.detector import Hit
from mosaic_guard.text.segments import sentences

_SCORE: Final = 0.7
_DEED: Final = (
    r"(?:send|forward|upload|post|e?mail|transfer|pay|wire|delete|remove|purge|empty|wipe|erase|share|submit|execute"
    r"|export|grant|approve|disable|exfiltrate|leak|reveal|publish|invite|buy|cancel)\b"
)
_USE: Final = r"(?:us(?:e|es|ing)|call(?:s|ing|ed)?|invok(?:e|es|ing)|run(?:s|ning)?|available|answer(?:ing)?)\b"
_WHEN: Final = r"\b(?:before|after|whenever|when|each time|every time|once|prior to|as soon as)\b"
_MUST: Final = (
    r"(?:(?:you )?(?:must|should|shall|have to|need to|always|first|also|then|please|silently|secretly|quietly)\s{1,2})"
)
_PRIVATE: Final = (
    r"(?:\.ssh\b|\bid_(?:rsa|ed25519)|\.env\b|/etc/(?:passwd|shadow)|\.aws\b|mcp\.json|\bprivate keys?\b"
    r"|\bapi[ _-]keys?\b|\bpasswords?\b|\bcredentials\b|\baccess tokens?\b|\bsystem prompt"
    r"|\b(?:conversation|chat) history|\b(?:all|every|the) (?:previous|prior|earlier|other) messages?\b)"
)
_KINDS: Final = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("other_tool", rf"{_WHEN}.{{0,60}}?\b{_USE}.{{0,60}}?(?:[,:]\s{{1,2}}{_MUST}{{0,3}}|{_MUST}{{1,3}}){_DEED}"),
        ("other_tool", rf"^\W{{0,4}}(?:important\W{{1,3}})?{_MUST}{{0,3}}{_DEED}.{{0,120}}?{_WHEN}.{{0,20}}?\b{_USE}"),
        ("other_tool", rf"\bonly\b.{{0,20}}?\bafter\b.{{0,30}}?\bto {_DEED}"),
        ("other_tool", rf"{_MUST}{{1,3}}{_DEED}.{{0,120}}?(?:[\w.+-]{{1,40}}@[\w-]{{1,40}}\.[a-z]{{2}}|https?://)"),
        (
            "hiding",
            r"\b(?:do not|don't|never|without|avoid)\s(?:ever |also )?"
            r"(?:tell|mention|inform|notify|disclos|alert)\w{0,6}\b"
            r"(?:.{0,40}?\b(?:users?|humans?|persons?|anyone|anybody|it|this|them)\b)",
        ),
        (
            "exfiltration",
            rf"(?:{_MUST}|{_WHEN}.{{0,60}}?[,:]\s{{1,2}})(?:read|open|load|include|pass|send|attach|copy|put|paste|append)\b"
            rf".{{0,80}}?{_PRIVATE}",
        ),
    )
)
_LEADS: Final = (
    r"(?:(?:critical|important|requirement|note|always|then|also|please|and|must|should|need to|have to|you|the agent)"
    r"[\s:,-]{1,3}){0,5}"
)
_CITED: Final = (
    r"(?:sources?|citations?|references?|units?|urls?|links?|dates?|titles?|timestamps?|page numbers?|line numbers?"
    r"|ids?|authors?)"
)
_CITES: Final = re.compile(
    rf"(?P<before>^|[.;:!,\n]\s|\band\s){_LEADS}(?:cite|quote|include|give|name|list|state|mention|add|provide)\s"
    rf"(?:(?:an?|the|all|any|its|their|relevant|used|exact|full|source|original|returned|measurement|publication)\s){{0,4}}"
    rf"[\"'`]?{_CITED}:?[\"'`]?(?:\s(?:and|or)\s(?:the\s)?{_CITED})?(?:\ssection)?"
    r"(?:\s(?:of|for|from)\s(?:the|each|every|all)\s(?:results?|pages?|documents?|passages?|findings?|values?))?"
    r"\s(?:in|with|at the end of|within)\s(?:your|the|every|each)\s(?:final\s)?"
    r"(?:answer|reply|response|summary|report)s?(?:\sto the user)?(?=\s*(?:[.;!,\n]|$))",
    re.IGNORECASE,
)
"""How an answer shall show where it comes from: `Always include the source URLs in your response.`"""


def without_citing(text: str) -> str:
    """Blank what a declaration says of citing what its tool gave; places stay where they are."""
    return _CITES.sub(lambda found: found["before"] + " " * (len(found[0]) - len(found["before"])), text)


def instructions(text: str) -> Iterator[Hit]:
    """Find the sentences of a declaration that tell the agent to do something beside using the tool."""
    for start, end in sentences(text):
        said = " ".join(text[start:end].split())
        kind = next((kind for kind, pattern in _KINDS if pattern.search(said)), "")
        if kind:
            yield Hit(start, end, _SCORE, kind)

"""Ways to see that a person has decided already: on one thing of her own, named so that no other can be meant.

Asking her again teaches her to say yes. Many things, other people's data, rights, secrets and protection are asked
about however exactly they are named: their rules give no way out.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from mosaic_guard.policies.prompt.way import MANY, Way, way

_MINE: Final = r"\b(?:my|meine?[nrsm]?|mon|ma|mi)\b(?!.*(?:['\u2019]|\bof\b))"
_OURS: Final = r"\b(?:my|our|meine?[nrsm]?|unsere?[nrsm]?|mon|ma|notre|mi|nuestr[ao])\b(?!.*(?:['\u2019]|\bof\b))"
_LIVE: Final = r"(?<![^\W_])(?:prod|production|live|master|main)(?![^\W_])"
_AND: Final = r"\s*(?:,|&|\band\b|\bor\b|\bund\b|\bet\b|\by\b)\s*"
_ADDRESS: Final = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_DATE: Final = r"\d{1,4}[./-]\d{1,2}(?:[./-]\d{1,4})?(?![\w-])|\d{1,2}(?:st|nd|rd|th)\b"
_AMOUNT: Final = (
    r"[\d.,]+\s*(?:days?|weeks?|months?|years?|hours?|minutes?|times|euros?|dollars?|pounds?|[kmg]b|%|€|\$)"
)
_EITHER: Final = r"(?:and|or|if|his|he|her|she)/"
_CODE: Final = (
    rf"(?!{_DATE}|{_AMOUNT}|{_EITHER})(?:\d{{3}}|[^\W_][\w.-]*[/_@]\w|(?=[^\s,;]*\d)[^\s,;\d]*[^\W\d]|\d+[^\W\d])"
)
_NAME: Final = rf"(?:[\"\u201c«\u2018`'](?!s\b)[^\"\u201d»\u2019`'\n]{{2,60}}[\"\u201d»\u2019`']|{_CODE})"
_CALLED: Final = r"[\s:#(]{0,4}(?:(?:number|no|nr|id|named|called|ending in|nummer|numéro|número)\b[\s:.#]{1,3}){0,2}"
_ATOM: Final = r"(?:file|email|message|photo|picture|invoice|post|comment|entry|event|contact|order|ticket|row)"
_STORE: Final = (
    r"\s+(?:list|book|history|archive|folder|log|store|storage|collection|database|server|system|account)s?\b"
)

DECIDED: Final[Mapping[str, Way]] = MappingProxyType(
    {
        # The one that is named right behind its kind; a second name makes it several.
        "named": way(
            r"(?<!s)\Z|\bbase de \w+\Z",
            rf"(?![^,;]*{_LIVE}){_CALLED}{_NAME}(?!\S*{_AND}{_NAME})",
            neither=rf"{MANY}|{_LIVE}",
        ),
        "own": way(rf"{_OURS}.*(?<!s)\Z"),
        "own_account": way(rf"\A(?:access|log (?:in ?to|on to)|sign into)\b.*{_MINE}"),
        "addressed": way(_MINE, rf"(?:\s+[\w'-]+){{0,8}}\s+(?:to|an|à|a)\s+{_ADDRESS}(?![\w-])(?!{_AND}{_ADDRESS})"),
        # One whole thing is one thing.
        "whole": way(rf"\b(?:whole|entire|complete)\s+{_ATOM}\Z", rf"(?!{_STORE})"),
    }
)

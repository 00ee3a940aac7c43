"""Ways to see that a person has decided already: on one thing of her own, named so that no other can be meant.

Asking her again teaches her to say yes. Many things, other people's data, rights, secrets and protection are asked
about however exactly they are named: their rules give no way out.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from mosaic_guard.policies.prompt.way import MANY, Way, way

_ONE: Final = r"(?<![^s]s)\Z"
_NO_OTHERS: Final = r"(?!.*(?:['\u2019]|\bof\b))"
_MINE: Final = rf"\b(?:my|meine?[nrsm]?|mon|ma|mi)\b{_NO_OTHERS}"
_OURS: Final = rf"\b(?:my|our|meine?[nrsm]?|unsere?[nrsm]?|mon|ma|notre|mi|nuestr[ao])\b{_NO_OTHERS}"
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
_CALLED: Final = (
    r"[\s:#(]{0,4}(?:(?:number|no|nr|id|policy|named|called|ending in|nummer|numéro|número)\b[\s:.#]{1,3}){0,2}"
)
_ATOM: Final = r"(?:file|email|message|photo|picture|invoice|post|comment|entry|event|contact|order|ticket|row)"
_STORE: Final = (
    r"\s+(?:list|book|history|archive|folder|log|store|storage|collection|database|server|system|account)s?\b"
)

_MOST: Final = r"(?:oldest|newest|latest|earliest|smallest|largest|biggest|(?:most|least) recent)"

_TO_ADDRESS: Final = rf"(?:\s+[\w'-]+){{0,8}}\s+(?:to|an|à|a)\s+{_ADDRESS}(?![\w-])(?!{_AND}{_ADDRESS})"
_TO_MINE: Final = r"(?:\s+\w+){0,4}\s+(?:to|in|into|on)\s+my\s+(?:own\s+)?(?:\w+\s+)?"

DECIDED: Final[Mapping[str, Way]] = MappingProxyType(
    {
        # The one that is named right behind its kind; a second name makes it several.
        "named": way(
            rf"{_ONE}|\bbase de \w+\Z",
            rf"(?![^,;]*{_LIVE}){_CALLED}{_NAME}(?!\S*{_AND}{_NAME})",
            neither=rf"{MANY}|{_LIVE}",
        ),
        "own": way(rf"{_OURS}.*{_ONE}"),
        "own_account": way(rf"\A(?:access|get into|log (?:in ?to|on to)|sign into)\b.*{_MINE}"),
        "addressed": way(_MINE, _TO_ADDRESS),
        "addressed_paper": way(rf"\b(?:my|our|the|this|that)\b{_NO_OTHERS}.*{_ONE}", _TO_ADDRESS),
        "kept": way(_MINE, rf"{_TO_MINE}(?:vault|drive|folder|album|archive|storage|notes|documents)\b"),
        "to_myself": way(after=rf"{_TO_MINE}(?:account|deposit|savings)\b"),
        # So is the one that comes first or last of many.
        "outermost": way(rf"\bthe\s+{_MOST}\s+(?:\w+\s+){{0,2}}backup\Z", rf"(?!{_STORE})(?!{_AND})", neither=MANY),
        # One whole thing is one thing.
        "whole": way(rf"\b(?:whole|entire|complete)\s+{_ATOM}\Z", rf"(?!{_STORE})"),
    }
)

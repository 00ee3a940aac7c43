"""Ways to see that a grave word stands there in passing: the request changes a note, a list, a ticket, a clock."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from mosaic_guard.policies.prompt.way import MANY, Way, way

_NOTE: Final = r"(?:reminder|note|memo|event|meeting|appointment|task|todo|question|bookmark|alert|poll)"
_LISTS: Final = r"(?:watchlist|wishlist|list|notes?|calendar|agenda|diary|journal|memo|spreadsheet|sheet|table|slides?)"
_HOLDER: Final = r"(?:owner|admin|administrator|sysadmin|maintainer|moderator)s?"
_THE_HOLDER: Final = rf"(?:the|our|my|its|their)\s+(?:\w+\s+)?{_HOLDER}"
_RIGHT: Final = r"\s+(?:full\s+)?(?:access|rights?|role|permissions?|group)"
_WORK: Final = r"(?:ticket|task|issue|card|bug|story|case|lead|meeting|event|incident|deal)"
_RUN: Final = r"(?:build|run|job|suite|pipeline|branch|commit|release|version|nightly|deployment)"
_SMALL: Final = (
    r"(?:alert|appointment|article|banner|button|call|chart|dashboard|diary|essay|field|icon|interview|label|lecture|"
    r"lesson|light|meeting|menu|note|notice|page|paragraph|picture|poster|quiz|reminder|review|section|slide|summary|"
    r"tab|template|title)\b(?! by\b)"
)
"""What is itself of little weight, whatever it is about."""
_NO_NOUN: Final = (
    r"(?:and|or|with|for|to|in|on|at|of|before|after|then|via|by|so|please|kindly|just|now|today|tomorrow|soon|asap|"
    r"immediately)\b"
)
_TIME: Final = r"\d{1,2}(?:[:.h]\d{2}| ?(?:am|pm|o'clock|uhr))"

PASSING: Final[Mapping[str, Way]] = MappingProxyType(
    {
        "noted": way(
            rf"\A(?:set(?: up)?|add|make|put)\s+(?:me\s+)?(?:a|an|another)\s+(?:\w+\s+)?{_NOTE}\s+"
            r"(?:for|about|on|of|that|regarding|to)\b"
        ),
        "about": way(rf"\b{_SMALL}\s+(?:about|regarding|concerning|on|over)\b", neither=rf"{MANY}|\bpublic\b"),
        "of_a_small_thing": way(after=rf"\s+(?:(?!{_NO_NOUN})[a-z]+\s+)?{_SMALL}"),
        "off_a_list": way(
            r"\A(?:remove|take|delete|drop|erase)\s",
            r"\s+(?:from|off)\s+(?:my|our|the)\s+(?!allow|access|block|deny|white|black)(?:\w+\s+)?"
            r"(?:cart|basket|list|wishlist|plan|agenda|playlist|favou?rites|bookmarks|invitation|invite|order)\b",
        ),
        "listed": way(
            after=rf"(?:\s+[\w'-]+){{0,2}}\s+(?:to|in|on|into)\s+(?:my|our|the|a)\s+(?:\w+\s+)?{_LISTS}\b",
            neither=r"\b(?:payee|beneficiary)\b",
        ),
        # Somebody told or invited for the rights she has gets none; work goes to whom the thing belongs to.
        "holder": way(rf"\A(?:let|invite|give)\s+{_THE_HOLDER}\Z", rf"(?!\s+as\b|{_RIGHT})"),
        "assigned": way(rf"\Aassign\s+{_THE_HOLDER}\Z", rf"(?!\s+(?:as|to)\b|{_RIGHT})"),
        "work_item": way(r"\bowner\Z", rf"\s+of\s+(?:the\s+|this\s+|my\s+)?{_WORK}\b"),
        "his_name": way(rf"\b{_HOLDER}\Z", r"['\u2019]s\s+(?:name|phone|e-?mail|address|birthday|photo|number)\b"),
        "opened": way(r"\Aopen\s.*\b(?:panel|admin|root|role)\Z", neither=r"\b(?:to|for)\b"),
        "public_thing": way(
            r"(?<!\bto )\b(?:the|a|our|this)\s+public\Z",
            r"\s+(?:library|holiday|calendar|transport|school|park|pool|website|page|list|figures?|records?)\b",
        ),
        "of_a_run": way(r"\btest results\Z", rf"\s+(?:of|for|from)\s+(?:(?:the|our|last|latest)\s+)*{_RUN}\b"),
        "clock": way(rf"{_TIME}\s+alarm\b", r"(?!\s+system\b)"),
    }
)

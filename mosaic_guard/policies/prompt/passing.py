"""Ways to see that a grave word stands there in passing: the request changes a note, a list, a ticket, a clock."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from mosaic_guard.policies.prompt.exact import CODE
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
    r"lesson|light|lunch|meeting|menu|note|notice|page|paragraph|picture|poster|quiz|reminder|review|section|slide|"
    r"summary|survey|tab|template|title|trip|workshop)\b(?! by\b)"
)
"""What is itself of little weight, whatever it is about."""
_NO_NOUN: Final = (
    r"(?:and|or|with|for|to|in|on|at|of|before|after|then|via|by|so|please|kindly|just|now|today|tomorrow|soon|asap|"
    r"immediately)\b"
)
_TIME: Final = r"\d{1,2}(?:[:.h]\d{2}| ?(?:am|pm|o'clock|uhr))"
_PRIVATE: Final = (
    r"(?:instagram|facebook|whatsapp|icloud|gmail|snapchat|tiktok|paypal|wallet|i?phone|voicemail|doorbell|"
    r"bank\w*|brokerage|crypto|money|chats?|dms|messages|lock|webcam|private|personal)"
)
_HERSELF: Final = (
    rf"[^\n]*\b(?:read|reading|log(?:ging)?|sign|enter|access|spy|look|see|check|watch|get (?:in|into)|lock|i|me|us|"
    rf"notic\w+|secret\w*|without|before|{_PRIVATE})\b"
)
_NEAR: Final = (
    r"(?:wife|husband|ex|girlfriend|boyfriend|partner|daughter|son|sister|brother|mother|father|mom|dad|boss|manager|"
    r"colleague|co-?worker|neighbou?r|roommate|friend|rival|teacher|landlord|crush|she|he)"
)


def _of_work(inside: str = "", after: str = "") -> Way:
    near = rf"\b{_NEAR}\b"
    return way(inside, after, rf"{MANY}|{near}", before=rf"\A(?!.*{near}).*")


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
        "his_name": way(
            rf"\b{_HOLDER}\Z", r"['\u2019]s\s+(?:name|phone|e-?mail|address|birthday|photo|number|manual)\b"
        ),
        "opened": way(r"\Aopen\s.*\b(?:panel|admin|root|role)\Z", neither=r"\b(?:to|for)\b"),
        "public_thing": way(
            r"(?<!\bto )\b(?:the|a|our|this)\s+public\Z",
            r"\s+(?:library|holiday|calendar|transport|school|park|pool|website|page|list|figures?|records?)\b",
        ),
        "of_a_run": way(r"\btest results\Z", rf"\s+(?:of|for|from)\s+(?:(?:the|our|last|latest)\s+)*{_RUN}\b"),
        "right_in_name": way(
            after=r"\s+(?:times?|hours|logs?|roads?|ramp|points?|descriptions?|history|causes?|canal|element|map|fees?|"
            r"costs?|training|manual|guide|survey|columns?|slips?)\b"
        ),
        "owner_written": way(
            rf"\A(?:add|put|enter)\s+the\s+{_HOLDER}\Z",
            r"\s+of\s+(?:the|this|that|each)\s+\w+\s+(?:to|in|into|on)\s+(?:my|our|the|this)\s+(?:\w+\s+)?"
            r"(?:letter|report|table|sheet|spreadsheet|slides?|minutes|note|label|footer|draft)\b",
        ),
        # Whoever works on a case looks up what stands in it; nobody near her is one.
        "in_a_case": _of_work(
            after=rf"(?:\s+number)?\s+(?:in|of)\s+(?:ticket|case|file|order|letter|claim)\s+#?{CODE}"
        ),
        "whereabouts_in_name": _of_work(
            after=r"\s+(?:extension|bills?|fees?|invoices?|contract|insurance|allowance|badge|repair|claim|lease|upgrade|"
            r"order|loan|policy|expenses?)\b"
        ),
        "call_her": _of_work(r"\bcall\Z", r"\s+(?:her|him|them|back|me|us)\b"),
        "to_deliver": _of_work(
            r"\bwhere (?:the|this|our) (?:customer|client|tenant) lives\Z",
            r".{0,60}\b(?:deliver\w*|parcel|route|technician|invoice|ship\w*)\b(?!.*\b(?:alone|secret\w*|wait)\b)",
        ),
        # A help desk resets passwords; who wants to get in herself says what for.
        "help_desk": _of_work(
            rf"\A\S+\s+(?:(?:his|her)\b|the\s+(?:customer|employee|patient))(?!.*\b{_PRIVATE}\b)", rf"(?!{_HERSELF})"
        ),
        "account_in_name": _of_work(
            r"\b(?:phone|laptop|e-?mail|mail)\Z", r"\s+(?:signature|extension|bag|stand|charger|contract)\b"
        ),
        "phone_number": _of_work(r"\bphone\Z", r"\s+number\b"),
        "on_a_portal": way(
            r"\A(?:access|get into|log (?:in ?to|on to)|sign into)\s+(?:the|our)\s.*\b(?:portal|shop|site)\b.*"
            r"\b(?:price|contact) list\Z"
        ),
        "money_in_name": way(after=r"\s+(?:dates?|days?|examples?|labels?|columns?|text)\b"),
        # An offer or a bill that is sent costs nothing.
        "of_a_paper": way(
            r"\A(?:send|withdraw)(?:ing)?\s+"
            r"(?:(?:out|the|an?|our|my|him|her|them|this|new|first|final)\s+){0,3}(?:\w+\s+)?"
            r"(?:quote|quotation|offer|invoice|estimate|proposal|reminder|report|receipt|tender|bid)\s+(?:\S*\d\s+)?"
            r"(?:over|of|for|about|worth)\b"
        ),
        "of_a_line": way(
            r"\A(?:move|transfer|shift)\b",
            r"\s+(?:\w+\s+)?(?:budget\s+(?:line|item|entry|figure)|entry|line|figure|row)\b",
        ),
        "to_colleagues": way(
            after=r"(?:\s+\w+){0,3}\s+to\s+(?:our\s+|the\s+)?(?:legal|finance|hr|accounting|reception|purchasing|"
            r"procurement|payroll|me|myself)(?=\s*(?:\Z|[.,;!?]|(?:for|so|and|today|by|please)\b))"
        ),
        "main_in_name": way(
            r"\b(?:main|master)\Z",
            r"\s+(?:data|files?|lists?|records?|cop(?:y|ies)|plans?|schedules?|sheets?|tables?|menu|office|entrance|"
            r"street|meeting|hall|lines?|figures|doors?|floor|folder|bench|course|title|points?|ideas?|topic|roads?|gate)\b",
        ),
        "live_in_name": way(
            r"\b(?:live|production)\Z",
            r"\s+(?:plans?|schedules?|hall|lines?|managers?|costs?|figures|meeting|planning|music|chat|captions)\b",
        ),
        "clock": way(rf"{_TIME}\s+alarm\b", r"(?!\s+system\b)"),
    }
)

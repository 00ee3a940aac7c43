"""Which combinations of words make a request harmful, and which make it risky."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mosaic_guard.assessment import Label


@dataclass(frozen=True, slots=True)
class Rule:
    """Parts that a sentence must hold, in order and near each other; a part names alternatives by `|`."""

    code: str
    parts: tuple[str, ...]
    label: Label
    manner: str = ""
    """It counts only when this is in the request, too."""
    firm: bool = False
    """No story and no lesson excuses it."""
    reach: int = 8
    """How many words may stand between two parts."""
    unless: str = ""
    """It does not count in any of these ways, named in `DECIDED` or `PASSING`, by `|`."""


def _harm(code: str, *parts: str, manner: str = "", firm: bool = False, reach: int = 8, unless: str = "") -> Rule:
    return Rule(code, parts, Label.MALICIOUS, manner, firm, reach, unless)


def _risk(code: str, *parts: str, manner: str = "", reach: int = 8, unless: str = "") -> Rule:
    return Rule(code, parts, Label.SENSITIVE, manner, reach=reach, unless=unless)


_IN_PASSING: Final = "about|of_a_small_thing"
_NO_RIGHTS: Final = (
    f"{_IN_PASSING}|noted|holder|assigned|work_item|his_name|opened|public_thing|right_in_name|owner_written"
)
_CASE: Final = "in_a_case|to_deliver|call_her"
_GRANTED: Final = "granted|granted_to|granted_her|granted_account|role_of|role_of_to"
_PAYEE: Final = "to_account|to_account_first|to_that_account"
_RECORDED: Final = "new_account|account_of|account_in_brackets|account_for|payee_for|account_of_that"
_NO_CHANGE: Final = f"{_IN_PASSING}|noted|listed|money_in_name|{_RECORDED}"
_ENDED: Final = "contract_of|contract_of_that|ended_by_her"

RULES: Final = (
    _harm("phishing", "make|spread", "phishing"),
    _harm("malware", "make|spread", "malware"),
    _harm("drugs", "make|get|spread", "drug", reach=6),
    _harm("drugs", "make|get", "medicine", manner="evasive", reach=6),
    _harm("weapons", "make|spread", "weapon", firm=True, reach=6),
    _harm("weapons", "get", "weapon", reach=6),
    _harm("weapons", "make", "gun", manner="evasive"),
    _harm("forgery", "make|get|spread|erase", "fake", "document", reach=4),
    _harm("forgery", "forge", "document", reach=5),
    _harm("forgery", "make|forge|get", "document", "untrue|fake", reach=8),
    _harm("impersonation", "make|spread", "pose", "wire|account", reach=14),
    _harm("fake_reviews", "make|spread|get", "fake", "fake_talk", reach=4),
    _harm("disinformation", "make|spread", "lie"),
    _harm("disinformation", "tell", "vote_lie", reach=12),
    _harm("sexual_abuse", "make|spread|get", "sexual", "child|person", firm=True, reach=5),
    _harm("sexual_abuse", "make|spread|get", "child|person", "sexual", firm=True, reach=5),
    _harm("sexual_abuse", "make|spread", "lie", "sexual", reach=3),
    _harm("sexual_abuse", "trick", "child", firm=True, reach=4),
    _harm("violence", "hurt", "person|infrastructure", reach=4),
    _harm("violence", "get", "killer", reach=3),
    _harm("violence", "spread|get|make|hurt", "knockout", reach=6),
    _harm("sexual_abuse", "undress", "person|child|intimate", firm=True, reach=5),
    _harm("violence", "spoil|hurt", "extremism"),
    _harm("extremism", "make|get|spread", "extremism"),
    _harm("harassment", "coerce", "person", reach=5),
    _harm("harassment", "make|spread", "hate"),
    _harm("self_harm", "tell", "self_harm", reach=8, firm=True),
    _harm("self_harm", "make", "self_harm", "tell", reach=6),
    _harm("fraud", "trick", "person", reach=5),
    _harm("fraud", "make|get", "fraud", reach=4),
    _harm("fraud", "pose", "wire", reach=16),
    _harm("fraud", "get|spread|make|use|pay", "stolen", reach=6),
    _harm("account_takeover", "break_in", "intimate", "account", reach=6),
    _harm("account_takeover", "break_in", "account", "intimate", reach=5),
    _harm("account_takeover", "reset", "intimate", "account", reach=2, unless="help_desk|account_in_name|phone_number"),
    _harm("stalking", "watch", "intimate", "whereabouts", reach=8, unless=f"whereabouts_in_name|{_CASE}"),
    _harm("stalking", "watch", "whereabouts", "intimate", reach=6, unless=_CASE),
    _harm("stalking", "watch", "intimate|person", "whereabouts|account", manner="evasive", reach=6),
    _harm("stalking", "watch", "intimate", manner="evasive", reach=4),
    _harm("stalking", "coerce", "whereabouts|person", reach=6),
    _harm("data_theft", "steal", "loot", reach=6),
    _harm("data_theft", "take", "loot", "outside", reach=10),
    _harm("data_theft", "break_in|disable", "loot", reach=8, unless="on_a_portal"),
    _harm("cyber_attack", "make|get", "attack", "infrastructure|person", reach=8),
    _harm("cyber_attack", "spoil", "infrastructure", "attack", reach=8),
    _harm("sabotage", "hurt|forge", "infrastructure", reach=5),
    _harm("cover_up", "erase|disable", "cover", manner="evasive"),
    _harm("insider_trading", "get|pay", "shares", "insider", reach=10),
    _harm("laundering", "crime", "dirty|person|contraband|document", reach=5),
    _harm("laundering", "evade", "dirty", "authority", reach=8),
    _harm("laundering", "pay|make|crime|take|spread", "black_money", reach=6),
    _harm("bribery", "pay|spread|get|share", "bribe", reach=8),
    _harm("identity_theft", "get|make|grant", "payment", "intimate|person|kin", "name", reach=5),
    _harm("smuggling", "get|crime", "contraband", reach=5),
    _harm("theft", "get|pay|make|grant", "payment", manner="evasive", reach=8),
    _risk("mass_deletion", "erase", "bulk", "belongings", reach=4, unless="whole|about"),
    _risk("mass_deletion", "erase", "vital", reach=4, unless=f"{_IN_PASSING}|off_a_list"),
    _risk("mass_deletion", "erase", "container", reach=4, unless=f"{_IN_PASSING}|off_a_list|named|outermost"),
    _risk("large_payment", "pay", "large", reach=6, unless=f"to_myself|of_a_paper|of_a_line|{_PAYEE}"),
    _risk("large_payment", "pay|get", "savings", reach=3),
    _risk("large_payment", "pay", "finance", "large", reach=5),
    _risk("access_rights", "grant", "access", reach=8, unless=f"{_NO_RIGHTS}|{_GRANTED}"),
    _risk("private_data_shared", "share", "secret|entrusted", reach=6),
    _risk("private_data_shared", "share", "confidential", reach=6, unless="addressed|kept|of_a_run"),
    _risk("private_data_shared", "share", "paper", reach=6, unless="addressed_paper|kept|to_colleagues"),
    _risk("private_data_shared", "share", "whereto", reach=6, unless="own|addressed|kept"),
    _risk("account_reset", "reset", "intimate", "account", reach=2, unless="account_in_name"),
    _risk("security_tool", "use|make|get|spread", "tool", reach=4),
    _risk("security_tool", "break_in", "locked", reach=4),
    _risk("security_tool", "break_in", "account", reach=4, unless="own_account|unlocked"),
    _risk("publishing", "publish", "public_place", reach=7),
    _risk("publishing", "publish", "live", reach=6, unless="live_in_name|main_in_name"),
    _risk("publishing", "tweet"),
    _risk("unasked", "unasked"),
    _risk("binding", "cancel", "bulk", "standing|binding|subscribed", reach=3),
    _risk("binding", "cancel", "standing", reach=2, unless=_IN_PASSING),
    _risk("binding", "cancel", "binding", reach=2, unless=f"{_IN_PASSING}|named|{_ENDED}"),
    _risk("binding", "cancel", "subscribed", reach=2, unless=f"{_IN_PASSING}|named|own|{_ENDED}"),
    _risk("binding", "sign", "signature", reach=4),
    _risk("binding", "accept", "signature", reach=4, unless="named"),
    _risk("safety_off", "turn", "safety", "off", reach=3, unless=f"{_IN_PASSING}|clock"),
    _risk("safety_off", "disable", "safety", reach=5, unless=f"{_IN_PASSING}|clock"),
    _risk("mass_mailing", "share", "all_people", reach=6),
    _risk("surveillance", "guard_read|watch", "kin", "private", reach=5),
    _risk("surveillance", "guard_read|watch", "private", "kin", reach=5),
    _risk("purchase", "get", "medicine|gun", reach=5),
    _risk("evasive", "pay|erase|grant|take|share|disable", manner="evasive"),
    _risk("account_change", "grant", "finance", reach=4, unless=_NO_CHANGE),
)
"""The strictest that matches labels the request."""

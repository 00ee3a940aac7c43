"""What names one principal, account or record exactly: no other can be meant, and no document has to be read for it.

A bare name does not: several people bear it, and who looks it up may be shown the wrong one.
"""

from __future__ import annotations

from typing import Final

# Letters and digits of a name, not of the Chinese words that are written around it without a space.
_LETTER: Final = r"[^\W\u2e80-\uffff]"
_PART: Final = rf"(?:{_LETTER}|-)+"
ADDRESS: Final = rf"(?:{_LETTER}|[.+-])+@{_PART}(?:\.{_PART})+"
AND: Final = r"\s*(?:,|&|\band\b|\bor\b|\bund\b|\bet\b|\by\b)\s*"

_DATE: Final = r"\d{1,4}[./-]\d{1,2}(?:[./-]\d{1,4})?(?![\w-])|\d{1,2}(?:st|nd|rd|th)\b"
_AMOUNT: Final = (
    r"[\d.,]+\s*(?:days?|weeks?|months?|years?|hours?|minutes?|times|euros?|dollars?|pounds?|[kmg]b|%|€|\$)"
)
_EITHER: Final = r"(?:and|or|if|his|he|her|she)/"
CODE: Final = (
    rf"(?!{_DATE}|{_AMOUNT}|{_EITHER})(?:\d{{3}}|[^\W_][\w.-]*[/_@]\w|(?=[^\s,;]*\d)[^\s,;\d]*[^\W\d]|\d+[^\W\d])"
)

_KIND: Final = r"(?:user|login|(?:service )?account|member|konto|benutzer|nutzer|compte|utilisateur|cuenta|usuario)"
_MACHINE: Final = rf"(?:svc|sa|ci|bot|app)[-_]{_PART}|(?:{_LETTER}+-)+(?:bot|svc|ci|runner|deployer)\b"
LOGIN: Final = rf"(?=(?:{_LETTER}|[.-])*[\d_.-]{_LETTER}){_LETTER}(?:{_LETTER}|[.-])*"
PRINCIPAL: Final = (
    r"(?:(?:the|their|our|my|dem|den|au|al|an)\s+)?"
    rf"(?:(?:{_KIND}\s+)?(?:{ADDRESS}|(?<!\w)@{_PART}(?:\.{_PART})*)|{_KIND}\s+{LOGIN}|{_MACHINE}"
    rf"|(?=[\w.-]*\d)(?:{_LETTER}+[-_.])+{_LETTER}+)"
)
"""An address, a handle, or the name of an account: one that holds a digit and is cut looks like nothing else."""

_IBAN: Final = r"(?-i:\b[A-Z]{2}\d{2}(?: ?[0-9A-Z]{4}){2,7}(?: ?[0-9A-Z]{1,3})?\b)"
_NUMBERED: Final = (
    r"(?:\b(?:account|acct|bankgiro|plusgiro|clabe|konto|kontonummer|compte|cuenta|conto)"
    r"(?:\s+(?:number|no|nr|nummer))?\b|账户|账号|帐户|到)"
)
ACCOUNT: Final = rf"(?:{_IBAN}|{_NUMBERED}[\s.:#]{{0,3}}\d(?:[ -]?\d){{7,25}})"
"""A whole IBAN, or a whole number of an account: a few digits of it are shared by many."""

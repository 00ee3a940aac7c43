"""The words that argument names and requests are made of."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final


def _set(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


DECISIVE: Final = _set(
    "to cc bcc recipient recipients receiver receivers addressee payee beneficiary account accounts acct iban bic",
    "swift address addresses url urls uri link href host hostname domain endpoint webhook callback server ip port",
    "path paths file files filename filepath folder directory dir destination dest target targets command cmd",
    "commands shell script code sql statement expression amount amounts price quantity qty total sum limit",
    "balance fee id ids uuid key user users username userid login member members participant participants",
    "attendee attendees invitee invitees guest guests channel channels group team password passwd passphrase",
    "secret token credential credentials apikey pin otp role roles permission permissions scope scopes privilege",
    "access owner email emails mail phone mobile number wallet branch repo repository bucket table database",
    "namespace project device contact contacts",
)
"""Names of arguments that decide what a call does to whom."""
PROSE: Final = _set(
    "body content contents text message messages msg description note notes comment comments title subject",
    "summary prompt question answer reason caption label html markdown snippet paragraph details query search",
    "keywords",
)
"""Names of arguments that only say something."""
PLACES: Final = _set(
    "path file files filename filepath key id name title url uri table bucket collection namespace page doc",
    "document note memory slot variable topic channel folder directory dest destination target branch repo",
)
"""Names of arguments that say where something is kept."""
FORMATS: Final = _set(
    "email idn-email uri url iri uri-reference uuid hostname idn-hostname ipv4 ipv6 path file-path directory-path",
    "password",
)
"""JSON schema formats of what decides."""
MAILBOXES: Final = _set(
    "gmail googlemail outlook hotmail live msn yahoo ymail icloud aol gmx web proton protonmail posteo mailbox",
    "tutanota fastmail zoho yandex mail qq 163 126 sina naver daum hanmail orange wanadoo free laposte libero virgilio",
    "uol seznam example",
)
"""Hosts where anybody may have an address."""
COMMON: Final = _set(
    "a about after all also am an and any anyone are as ask at be been before but by can could day did do does",
    "done email every everyone everything file for from get give go had has have he her him his how i if in into",
    "is it its just know last latest let list look mail make may me message more my name need new next no none",
    "not now of off ok on one only open or our out over please put read same see send set she show so some tell",
    "than that the their them then there these they this those time to today tomorrow true false two up us use",
    "user users want was we were what when where which who why will with work would yes you your admin public",
    "private default main test",
)
"""Words that a request holds anyway."""
MONEY: Final = _set("amount amounts price total sum cost budget fee balance money limit value")
MONEY_SAID: Final = _set(
    "pay send transfer refund charge donate wire deposit withdraw owe cost price amount total budget fee tip",
    "spend worth",
)
MEASURES: Final = _set(
    "stars seconds minutes hours days weeks months nights adults children copies points degrees miles"
)
COUNTS: Final = _set("quantity qty count number n limit max size people top k num")
SAID_FOR: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "id": _set("id number no nr num"),
        "to": _set("to for"),
        "recipient": _set("to for recipient"),
        "role": _set("role as"),
        "user": _set("user for"),
        "channel": _set("channel in"),
    }
)
"""What people say before a value, where the argument is called so."""
ACTING: Final = _set(
    "pay settle follow do perform execute carry reply respond answer act handle process complete apply implement",
    "fulfil fulfill forward transfer send book order buy schedule invite add accept confirm approve sign submit",
    "return refund visit open call contact message email write update change set create make enter register",
    "subscribe install run fix resolve delete remove cancel reschedule share move upload post publish deploy use",
    "rename replace merge take",
)
"""Verbs of doing, as against reading."""
FOLLOWING: Final = _set(
    "follow apply handle process complete execute implement perform fulfil fulfill tackle resolve comply obey",
    "befolge befolgen mach mache erledige fuhre wende arbeite suis fais applique execute traite sigue haz aplica",
    "ejecuta procesa realiza segui fai esegui siga faca aplique volg doe voer wykonaj zrob folj gor",
)
"""Verbs for doing what a text says, whatever it is."""
FOLLOWING_WITH: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "do": _set("what whatever as that it the everything all this these so"),
        "work": _set("through on off"),
        "take": _set("care"),
        "act": _set("on upon"),
        "deal": _set("with"),
        "carry": _set("out"),
    }
)
"""The same, where one of these words comes next."""
BEFORE_NOUNS: Final = _set("the a an my our your his her their this that latest last newest new next first any each no")
"""After these, `order` and `email` are no verbs."""
READING: Final = _set(
    "get read list fetch search find show view load retrieve query lookup look browse open download check scan",
    "describe recall parse by all from the of in my tool data result results content contents text item items",
)
"""Words in the name of a reading tool that don't say what it reads."""
POINTING: Final = _set("it them this that these those there accordingly him her sender author")
SAYING: Final = _set(
    "instruction instructions step steps task tasks todo todos action actions request requests detail details",
    "says said say asks asked ask requested wants needs needed mentioned listed described specified stated given",
    "due owed suggests suggested",
)
"""Words for what a text says or wants."""
LIKE: Final = (
    _set("email emails mail mails inbox message messages"),
    _set("file files document documents doc attachment"),
    _set("bill bills invoice invoices"),
    _set("page pages webpage website site url link article"),
    _set("note notes memo reminder todo"),
    _set("event events calendar appointment appointments meeting meetings invitation"),
    _set("ticket tickets issue issues bug"),
    _set("message messages channel chat slack conversation dm thread"),
    _set("review reviews rating ratings"),
    _set("transaction transactions payment payments statement"),
)
"""What one source may be called."""
NUMERALS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)

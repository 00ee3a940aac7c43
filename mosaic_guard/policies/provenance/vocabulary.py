"""The words that requests are made of, and how they speak of what arguments are given."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from mosaic_guard.verbs import vocabulary

MAILBOXES: Final = vocabulary(
    "gmail googlemail outlook hotmail live msn yahoo ymail icloud aol gmx web proton protonmail posteo mailbox "
    "tutanota fastmail zoho yandex mail qq 163 126 sina naver daum hanmail orange wanadoo free laposte libero virgilio "
    "uol seznam example"
)
"""Hosts where anybody may have an address."""
COMMON: Final = vocabulary(
    "a about after all also am an and any anyone are as ask at be been before but by can could day did do does "
    "done email every everyone everything file for from get give go had has have he her him his how i if in into "
    "is it its just know last latest let list look mail make may me message more my name need new next no none "
    "not now of off ok on one only open or our out over please put read same see send set she show so some tell "
    "than that the their them then there these they this those time to today tomorrow true false two up us use "
    "user users want was we were what when where which who why will with work would yes you your admin public "
    "private default main test"
)
"""Words that a request holds anyway."""
MONEY_SAID: Final = vocabulary(
    "pay send transfer refund charge donate wire deposit withdraw owe cost price amount total budget fee tip "
    "spend worth"
)
MEASURES: Final = vocabulary(
    "stars seconds minutes hours days weeks months nights adults children copies points degrees miles"
)
SAID_FOR: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "id": vocabulary("id number no nr num"),
        "to": vocabulary("to for"),
        "recipient": vocabulary("to for recipient"),
        "role": vocabulary("role as"),
        "user": vocabulary("user for"),
        "channel": vocabulary("channel in"),
    }
)
"""What people say before a value, where the argument is called so."""
ACTING: Final = vocabulary(
    "pay settle follow do perform execute carry reply respond answer act handle process complete apply implement "
    "fulfil fulfill forward transfer send book order buy schedule invite add accept confirm approve sign submit "
    "return refund visit open call contact message email write update change set create make enter register "
    "subscribe install run fix resolve delete remove cancel reschedule share move upload post publish deploy use "
    "rename replace merge take"
)
"""Verbs of doing, as against reading."""
FOLLOWING: Final = vocabulary(
    "follow apply handle process complete execute implement perform fulfil fulfill tackle resolve comply obey "
    "befolge befolgen mach mache erledige fuhre wende arbeite suis fais applique execute traite sigue haz aplica "
    "ejecuta procesa realiza segui fai esegui siga faca aplique volg doe voer wykonaj zrob folj gor"
)
"""Verbs for doing what a text says, whatever it is."""
FOLLOWING_WITH: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "do": vocabulary("what whatever as that it the everything all this these so"),
        "work": vocabulary("through on off"),
        "take": vocabulary("care"),
        "act": vocabulary("on upon"),
        "deal": vocabulary("with"),
        "carry": vocabulary("out"),
    }
)
"""The same, where one of these words comes next."""
BEFORE_NOUNS: Final = vocabulary(
    "the a an my our your his her their this that latest last newest new next first any each no"
)
"""After these, `order` and `email` are no verbs."""
READING: Final = vocabulary(
    "get read list fetch search find show view load retrieve query lookup look browse open download check scan "
    "describe recall parse by all from the of in my tool data result results content contents text item items"
)
"""Words in the name of a reading tool that don't say what it reads."""
POINTING: Final = vocabulary("it them this that these those there accordingly him her sender author")
SAYING: Final = vocabulary(
    "instruction instructions step steps task tasks todo todos action actions request requests detail details "
    "says said say asks asked ask requested wants needs needed mentioned listed described specified stated given "
    "due owed suggests suggested"
)
"""Words for what a text says or wants."""
LIKE: Final = (
    vocabulary("email emails mail mails inbox message messages"),
    vocabulary("file files document documents doc attachment"),
    vocabulary("bill bills invoice invoices"),
    vocabulary("page pages webpage website site url link article"),
    vocabulary("note notes memo reminder todo"),
    vocabulary("event events calendar appointment appointments meeting meetings invitation"),
    vocabulary("ticket tickets issue issues bug"),
    vocabulary("message messages channel chat slack conversation dm thread"),
    vocabulary("review reviews rating ratings"),
    vocabulary("transaction transactions payment payments statement"),
)
"""What one source may be called."""
NUMERALS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)

"""What the words of a tool's description tell: deeds, things that hold what is read, words that name the tool."""

from __future__ import annotations

import re
from typing import Final

from mosaic_guard import verbs
from mosaic_guard.verbs import vocabulary

_PLURALS: Final = 3
DETERMINERS: Final = vocabulary(
    "a an the one all every everything each some any what where who which how ein eine einen einem einer der die das "
    "den dem alle un une le la les l ce tous il lo i gli una el los las o os as um uma uno todo todos een het de his "
    "her its their your"
)
OF: Final = vocabulary("of that which per de d du des von vom eines einer della dello degli di del do da van")
GOALS: Final = vocabulary(
    "to at with for into onto toward towards via against between an für beim bei zum zur nach auf im verso vers para "
    "al con chez au aux pour à zu gegen mit com naar voor met aan"
)
"""`A letter to a customer`, `A room for a guest`: what is done for somebody, or where to."""
BEHIND: Final = OF | GOALS | vocabulary("by in from on about aus über en")
HOLDS: Final = vocabulary(
    "log logs lines line list file record records entries ledger data page pages text history summary overview status "
    "info details map diary agenda card sheet statement transcript catalogue catalog manual manuals messages prices "
    "rates levels results numbers names contents requirements directions transcription mails letters texte testo "
    "texto protokoll entry article roster timetable mailbox inbox"
)
"""Things that hold what is read: behind one of them, no verb comes unnoticed."""
MEASURED: Final = vocabulary(
    "balance price temperature humidity salary revenue availability population capital definition schema menu solde "
    "preis umsatz kontostand saldo precio"
)
"""Of these there is only to read where no argument says what they shall be."""
READABLE: Final = vocabulary(
    "page pages file files document documents doc link url address website site article letter mail email message "
    "sheet list report pdf wiki seite webseite datei dokument brief liste nachricht fichier lettre courrier página "
    "archivo documento carta correo enlace pagina lettera bestand lijst"
)
"""These are opened to be read (`Opens a link`); a door or an account is opened otherwise."""
WRITTEN: Final = vocabulary("text transcript history log ledger beginning end lines card notice board chat thread")
"""Of these there is only to read, whatever they are asked by."""
MOVES: Final = vocabulary(
    "button switch siren alarm brake lock gate valve pump motor heater horn relay trigger door light lamp robot drone "
    "blind shutter curtain fan speaker tap thermostat sprinkler crane winch boiler kettle doorbell "
    "elevator"
)
"""Things that do something when they are used, whatever is said of them."""
NEW: Final = vocabulary("new fresh another freshly neue neuer neues nouveau nouvelle nuevo nueva nuovo nuova novo")
"""What is new was not there to be read."""
ADJECTIVES: Final = vocabulary(
    "current latest newest recent last next daily hourly weekly monthly yearly annual known expected remaining total "
    "average public medical free occupied recommended customer stock company account market weather flight"
)
"""What may stand before a head and is no verb there."""


def _forms(verb: str) -> tuple[str, ...]:
    """Spell what it may be in a sentence, a plural first; a spelling that is none matches nothing."""
    y, e, last = verb.removesuffix("y"), verb.removesuffix("e"), verb[-1]
    return (f"{verb}s", f"{verb}es", f"{y}ies", f"{e}ed", f"{y}ied", f"{verb}{last}ed", f"{e}ing", f"{verb}{last}ing")


DEEDS: Final = (
    verbs.ALSO_WRITES
    | verbs.ALSO_NOUN_OR_WRITE
    | verbs.MAKES
    | vocabulary(
        "reindex touch scroll tidy reconcile anonymize anonymise redact certify duplicate backdate transmit dump fax "
        "snapshot payroll pickup handoff signature interview ride taxi coupon voucher bonus penalty membership "
        "failover bet shoot strike knock interact participate dispose inflate try attempt tweak correct ingest walk "
        "teleport respond gamble invest dance wave nod greet gaze shock pipette bring hand apologise apologize "
        "index clean vend loan lawsuit siege treaty badge hotfix canary mortgage hedge nda dose diet vaccine offer "
        "antrag termin auftrag storno commande rendez pedido cita pago bonifico ordine reserva deal lead newsletter "
        "waypoint waypoints setpoint"
    )
)
"""What is done, and what is nothing but done: `a coupon`, `a ride`."""
CHANGED: Final = verbs.vocabulary("sent paid sold bought") | frozenset(
    form for verb in verbs.ALSO_WRITES for form in _forms(verb)
) - frozenset(form for noun in verbs.NOUNS_TOO | verbs.ALSO_NOUN_OR_WRITE for form in _forms(noun)[:_PLURALS])
"""`deletes`, `deleted`, `deleting`; but `orders` are things."""
_DEED: Final = re.compile(r"\w{3,}(?:ing|tion|sion|ment|ance|al|ung|antrag|termin|schrift|ción|miento|zione|mento|ção)")
"""`booking`, `cancellation`, `payment`: what is done as often as what there is."""
_NO_DEED: Final = vocabulary(
    "log file document building information position apartment beginning end manual balance distance capital "
    "population definition documentation animal department satzung station total hospital medical journal rental "
    "terminal location"
)
_KNOWN: Final = verbs.READS | DEEDS
_DONE: Final = DEEDS | MOVES


def stem(word: str) -> str:
    """`sends` → `send`, `searches` → `search`, `tries` → `try`."""
    for end, instead in (("ies", "y"), ("es", ""), ("s", "")):
        if word.endswith(end) and (spelled := word.removesuffix(end) + instead) in _KNOWN:
            return spelled
    return word


def may_be_verb(word: str) -> bool:
    """Whether a sentence that begins with it may be told what to do, or what is done."""
    return stem(word) != word or word in verbs.READS or is_deed(word)


def is_deed(word: str) -> bool:
    """Whether a head speaks of something done, or of what does something."""
    return word not in _NO_DEED and (word in _DONE or bool(_DEED.fullmatch(word)))

"""The words that arguments are called by: for what is run, for where and to whom it goes, for what is only said."""

from __future__ import annotations

from typing import Final

from mosaic_guard.verbs import vocabulary

EXECUTES: Final = vocabulary("command commands cmd code script shell bash sql")
"""Through these anything can be done."""

REACHES: Final = vocabulary("url urls uri uris link links href endpoint webhook hostname domain")
"""They say where outside."""

RECEIVES: Final = vocabulary(
    "to cc bcc recipient recipients email emails receiver phone participants attendees invitees"
)
"""They say to whom."""

PAYEES: Final = vocabulary("iban account accounts acct payee beneficiary recipient wallet")
"""They say where money goes."""

TO_WHOM: Final = PAYEES | vocabulary("to cc bcc recipients address email url host webhook command")
"""They say to whom or where, whatever their values look like."""

DECIDES: Final = (
    EXECUTES
    | REACHES
    | RECEIVES
    | vocabulary(
        "account accounts iban bic swift address addresses path paths file files filename filenames filepath directory "
        "folder dir amount amounts sum total quantity price id ids user users username member members channel channels "
        "target targets destination destinations dest host server number card wallet payee beneficiary sender repo "
        "repository branch database db table bucket key role permission permissions password secret token group groups "
        "guest guests contact contacts handle city hotel restaurant"
    )
)
"""They decide what a call does to whom. A change that takes none is not known: all its arguments count as deciding."""

DECISIVE: Final = DECIDES | vocabulary(
    "access acct addressee apikey attendee balance callback credential credentials device expression fee invitee ip "
    "limit login mail mobile namespace otp owner participant passphrase passwd pin port privilege project qty "
    "receivers roles scope scopes statement team userid uuid"
)
"""These and more decide by their names; the others make no tool known, which may be about what stands beside."""

MONEY: Final = vocabulary("amount amounts price total sum cost budget fee balance money limit value")
"""They say how much money."""

COUNTS: Final = vocabulary("quantity qty count number n limit max size people top k num")
"""They say how many."""

FORMATS: Final = vocabulary(
    "email idn-email uri url iri uri-reference uuid hostname idn-hostname ipv4 ipv6 path file-path directory-path "
    "password"
)
"""JSON schema formats of what decides."""

PLACES: Final = vocabulary(
    "path file files filename filepath key id name title url uri table bucket collection namespace page doc document "
    "note memory slot variable topic channel folder directory dest destination target branch repo"
)
"""They say where something is kept."""

SAID: Final = vocabulary(
    "body subject content contents text message messages title description summary note notes comment comments caption "
    "html markdown snippet prompt question answer query reason"
)
"""They say something."""

PROSE: Final = SAID | vocabulary("details keywords label msg paragraph search")
"""They only say something, so that what is named in their values decides nothing."""

CONTENT: Final = SAID | vocabulary("limit offset count size format language locale timezone verbose page sort")
"""They are for what is said, or how much of it, rather than to whom or where."""

FREE_TEXT: Final = SAID - vocabulary("subject title prompt question query") | vocabulary(
    "about bio details feedback instructions memo readme remark remarks review reviews transcript"
)
"""Into arguments and fields of these names people write sentences."""

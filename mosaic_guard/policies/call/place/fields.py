"""Whether a field is called like the argument its value goes to: `email` → `recipients`, `iban` → `recipient`."""

from __future__ import annotations

from typing import Final

from mosaic_guard.argument_names import FREE_TEXT
from mosaic_guard.policies.provenance.decisive import split_name
from mosaic_guard.verbs import vocabulary

_ALIKE: Final = (
    vocabulary(
        "to cc bcc recipient recipients receiver email emails mail address addresses sender from reply "
        "contact contacts participant participants attendee attendees invitee guest member author replyto correo "
        "courriel adresse"
    ),
    vocabulary(
        "recipient iban account accounts acct payee beneficiary to konto kontonummer empfänger cuenta compte conto "
        "bénéficiaire beneficiario wallet bic"
    ),
    vocabulary("phone mobile tel telephone number to recipient telefon teléfono téléphone telefono"),
    vocabulary("url urls link href uri website site homepage page endpoint webhook address"),
    vocabulary("id ids key uuid number no nr ref reference code slug identifier handle"),
    vocabulary("file files path filename name document attachment"),
    vocabulary("user users username login handle name owner assignee member sender author person who"),
    vocabulary("amount total sum price due cost fee betrag summe gesamt monto importe montant importo balance value"),
    vocabulary("date start time when day due begin end datum fecha data"),
    vocabulary("name title subject summary label hotel restaurant city place location venue company product item"),
    vocabulary("channel channels room group team space"),
)


def corresponds(field: str, argument: str) -> float:
    """1 for the same word, 0.6 for words that stand for the same thing, else 0."""
    mine, wanted = frozenset(split_name(field)), frozenset(split_name(argument))
    if not mine or not wanted:
        return 0.0
    if mine & wanted:
        return 1.0
    return 0.6 if any(mine & alike and wanted & alike for alike in _ALIKE) else 0.0


def is_free_text(field: str) -> bool:
    """Whether people write sentences into a field of this name."""
    return not FREE_TEXT.isdisjoint(split_name(field))

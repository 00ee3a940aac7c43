"""How requests in any language speak of sources, and of what those say. Adding a language adds words."""

from __future__ import annotations

from typing import Final

from mosaic_guard.policies.acts import VERBS
from mosaic_guard.policies.provenance.vocabulary import ACTING, LIKE, POINTING, SAYING
from mosaic_guard.policies.provenance.words import words_of

_TELLING: Final = words_of(
    "tell notify inform remind thank greet congratulate wish ping warn alert drop summarize summarise document give "
    "prepare compose produce generate draft introduce gib lege informiere donne donner informe comparte da avisa avisa "
    "condividi avvisa avise compartilhe geef"
)
"""What is done for the user alone, as often as not."""
DOING: Final = ACTING | words_of(" ".join(map(" ".join, VERBS.values()))) - _TELLING | {"using"}
"""Verbs of doing in any language; `using the addresses in that list` leaves the choice to the list, too."""
POINTS: Final = POINTING | words_of(
    "es ihm ihr ihnen davon daran damit cela ça y eux elle lo ello eso ellos gli ciò ne isso ele ela dit dat hem haar "
    "tego jemu jej nim det den honom henne dem"
)
SAYS: Final = SAYING | words_of(
    "anweisung anweisungen anleitung schritte aufgabe aufgaben bitte steht schreibt sagt verlangt bittet gewünscht "
    "instructions étapes tâche demande demandé demandée demandent dit indique écrit instrucciones pasos tarea tareas "
    "pide piden pedido dice indica escribe istruzioni passi compiti chiede chiedono richiesto richiesta scrive "
    "instruções passos tarefas pedem diz escreve instructies stappen taken vraagt vragen gevraagd staat zegt verzoek "
    "instrukcje kroki zadania prosi proszą prosba pisze mówi instruktioner steg uppgifter ber begär skriver säger står"
)
_LIKE: Final = (
    ("mail", "nachricht nachrichten courriel courriels correo correos posta bericht berichten wiadomość meddelande"),
    (
        "file",
        "datei dateien dokument dokumente fichier fichiers archivo archivos documento documentos documenti arquivo "
        "arquivos bestand bestanden documenten plik plików dokumenty fil filer",
    ),
    (
        "bill",
        "rechnung rechnungen facture factures factura facturas fattura fatture fatura faturas factuur facturen "
        "faktura faktury fakturę faktur fakturan",
    ),
    ("page", "seite webseite link sitio página pagina sito site pagina strona stronę sida sidan webbsida"),
    ("note", "notiz notizen nota notas note appunto notitie notities notatka notatce notatkę anteckning lapp"),
    ("event", "termin termine kalender rendez réunion evento eventos cita riunione reunião afspraak spotkanie möte"),
    ("ticket", "vorgang anfrage billet incidencia segnalazione chamado melding zgłoszenie ärende"),
    ("letter", "briefe schreiben lettre courrier carta lettera liście pismo brev brevet"),
    ("review", "bewertung bewertungen avis reseña reseñas recensione recensioni avaliação recensie recenzja recension"),
)


def _group(english: str, others: str) -> frozenset[str]:
    known = next((group for group in LIKE if english in group), frozenset((english, english + "s")))
    return known | words_of(others)


ALIKE: Final = (*LIKE, *(_group(english, others) for english, others in _LIKE))
"""What one source may be called."""

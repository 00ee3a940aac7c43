"""The words by which people ask for kinds of action, and by which tools name theirs. Adding a language adds words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from mosaic_guard.verbs import vocabulary

VERBS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "message": vocabulary(
            "send write reply respond forward tell notify inform contact announce remind thank apologize "
            "apologise greet congratulate wish ping warn alert update answer drop schick schicke schicken sende "
            "senden schreib schreibe antworte leite weiterleiten informiere melde envoie envoyer écris réponds "
            "transmets préviens informe envía envia enviar manda mandar escribe responde reenvía avisa invia "
            "inviare scrivi rispondi inoltra avvisa envie escreva responda encaminhe avise stuur schrijf "
            "antwoord wyślij napisz odpowiedz skicka skriv svara svar gönder yaz отправь отправьте напиши "
            "перешли ответь "
            "gửi nhắn báo svar skriv"
        ),
        "pay": vocabulary(
            "pay wire remit refund reimburse settle donate tip purchase buy subscribe charge repay return "
            "invest deposit withdraw bezahle bezahl bezahlen überweise überweisen zahle zahlen kaufe paie payer "
            "règle achète verse rembourse paga pagar compra transfiere abona reembolsa pagare bonifica versa "
            "rimborsa pague compre transfira reembolse betaal koop zapłać opłać kup przelej betala köp betal "
            "öde заплати оплати переведи купи "
            "mua køb kjøp betal"
        ),
        "book": vocabulary(
            "reserve hire secure buche buchen reserviere réserve réserver loue reserva reservar alquila prenota "
            "riserva reserveer boek zarezerwuj boka забронируй "
            "đặt bestil bestill"
        ),
        "plan": vocabulary(
            "create add plan set arrange organize organise reschedule move invite postpone put make enter plane "
            "trage verschiebe verlege lade ajoute planifie déplace reporte añade agenda mueve aplaza invita "
            "aggiungi sposta rimanda pianifica adicione mova agende zet verzet dodaj zaplanuj przesuń lägg "
            "flytta "
            "thêm mời hẹn dời hoãn flyt flytt inviter создай"
        ),
        "change": vocabulary(
            "update change edit modify reschedule move rename correct set adjust fix replace increase decrease "
            "raise lower reset extend postpone mark assign upgrade downgrade switch convert merge swap close "
            "open enable disable turn lock unlock redirect make add ändere aktualisiere setze stelle verschiebe "
            "modifie mets actualise déplace cambia actualiza modifica pon mueve aggiorna imposta sposta altere "
            "mude atualize wijzig verander verzet zmień ustaw przesuń ändra flytta измени поменяй "
            "sửa đổi cập dời chuyển flyt skift endre rediger"
        ),
        "delete": vocabulary(
            "delete remove cancel drop clear erase kick unsubscribe uninstall discard purge wipe trash revoke "
            "clean dismiss stop end terminate deactivate lösche löschen entferne storniere kündige beende "
            "supprime annule efface résilie arrête borra elimina cancela anula cancella annulla rimuovi disdici "
            "exclua apague verwijder annuleer zeg usuń anuluj radera avboka удали отмени "
            "hủy huỷ xóa xoá gỡ slet slett fjern"
        ),
        "make": vocabulary(
            "create make add write save append draft generate put store prepare insert register record compose "
            "build upload copy produce set summarize summarise document erstelle schreibe speichere lege crée "
            "écris enregistre crea escribe guarda añade scrivi salva crie escreva salve maak schrijf bewaar "
            "utwórz zapisz skapa spara создай сохрани "
            "tạo lưu thêm lagre skriv scrie"
        ),
        "share": vocabulary(
            "share invite add grant give publish upload send onboard introduce teile gib lade partage donne "
            "comparte da condividi compartilhe deel udostępnij dela поделись "
            "mời sẻ cấp inviter"
        ),
        "run": vocabulary(
            "run execute install build test deploy start launch compile restart stop commit push merge fix "
            "chạy cài kør kjør installer genstart"
        ),
    }
)
"""Verbs of a request that ask for a kind of action."""

ALSO: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "message": vocabulary(
            "dispatch ship deliver relay redirect post informieren meld melden benachrichtige benachrichtigen "
            "antworten schreiben leiten prévenir répondre écrire transmettre responder escribir avisar reenviar "
            "rispondere scrivere avvisare inoltrare escrever encaminhar sturen schrijven antwoorden doorsturen "
            "wysłać napisać powiadom przekaż skriva meddela confirm acknowledge bestätige bestätigen confirme "
            "confirmer confirma confirmar conferma confermare bevestig potwierdź bekräfta quote "
            "versenden verschicken"
        ),
        "pay": vocabulary(
            "disburse payout remunerate clear vergüte erstatte erstatten auszahlen verser régler acheter rembourser "
            "abonar transferir reembolsar comprar versare rimborsare acquistare betalen terugbetalen kopen wpłać "
            "zwróć köpa återbetala prepay reward compensate erstattung"
        ),
        "book": vocabulary("boeken prenotare reservieren"),
        "plan": vocabulary(
            "legen lege anlegen verschieben verlegen eintragen einladen planifier déplacer inviter inscris inscrire "
            "ajouter mover aplazar inscribir agendar iscrivi iscrivere aggiungere spostare inscreva adicionar "
            "trag inserisci inserire verzetten voeg toevoegen przenieś zapisz boka push shift bump schieb schiebe"
        ),
        "change": vocabulary(
            "upsert release hold block unblock relabel reassign nominate pin archive suspend reroute approve reject "
            "confirm stage flag unflag sperre sperren entsperre schliesse schließe schliessen ändern aktualisieren "
            "verlegen verlege verschieben trag trage eintragen weise zuweisen modifier corriger corrige changer bloque "
            "assigner modificar cambiar corregir asigna bloquea modificare cambiare correggi assegna blocca alterar "
            "mudar corrija atribua bloqueie wijzigen aanpassen blokkeer przypisz zablokuj popraw tilldela spärra "
            "inserisci inserire rätta enter push umbuchen umbuche buche bump shift bring "
            "hide mute silence isolate quarantine rotate restore"
        ),
        "delete": vocabulary(
            "ban void yank withdraw evict retire fire expel offboard sack shut kill decommission strike bin abort "
            "resign stornieren abmelden abbestelle widerrufe widerrufen streiche streichen beenden kündigen "
            "supprimer annuler résilier retirer borrar eliminar cancelar anular retirar retira quitar quita "
            "cancellare annullare rimuovere ritira eliminare apagar excluir remover remova verwijderen annuleren "
            "opzeggen intrekken usunąć anulować wycofaj skreśl avsluta "
            "scrap"
        ),
        "make": vocabulary(
            "enter log raise issue open lodge trage eintragen anlegen erstellen speichern erfasse erfassen notiere "
            "créer enregistrer ajoute noter note crear guardar añadir anota creare salvare aggiungi annota criar "
            "trag inserisci inserire anote maken opslaan noteer zet utworzyć dodaj zanotuj anteckna lägg buy köp "
            "prescribe"
        ),
        "share": vocabulary(
            "allow permit admit authorize authorise enrol enroll register assign appoint bind lend loan nominate "
            "gewähre gewähren erteile verleihe verleihen leihe accorde accorder autorise inscris prête prêter "
            "concede autoriza inscribe presta concedi autorizza iscrivi conceda autorize empreste verleen leen "
            "przyznaj pożycz bevilja låna pass hand inscrire einschreiben schreib schreibe sign"
        ),
        "approve": vocabulary(
            "approve release authorize authorise confirm accept sign grant clear admit reject decline deny "
            "genehmige genehmigen bewillige bestätige bestätigen freigeben gib zeichne lehne approuve approuver "
            "valide valider confirme confirmer accepte refuse aprueba aprobar autoriza confirma confirmar acepta "
            "rechaza approva approvare autorizza conferma confermare accetta rifiuta aprove aprovar autorize "
            "confirme aceite rejeite keur goedkeuren bevestig zatwierdź potwierdź odrzuć godkänn bekräfta avslå "
            "inscris inscribe enrol "
            "duyệt bekræft avvis aprobă"
        ),
    }
)
"""Further ones, and words in names of tools. Many are things as well (`note`, `issue`), so they hand nothing over."""

WITH_MONEY: Final = vocabulary("send transfer give move envoie envía envia sende schicke")
"""Verbs that ask for a payment only where money is spoken of: `send Ann 20 euros`, but not `send Ann the notes`."""

EITHER: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "email": ("message",),
        "mail": ("message",),
        "message": ("message",),
        "text": ("message",),
        "dm": ("message",),
        "post": ("message", "share"),
        "share": ("share", "message"),
        **dict.fromkeys(
            ("ask", "frag", "frage", "demande", "pregunta", "chiedi", "pergunta", "pergunte", "vraag", "zapytaj"),
            ("message",),
        ),
        "let": ("message",),
        **dict.fromkeys(("call", "ring"), ("message",)),
        "book": ("book", "plan"),
        "rent": ("book",),
        "order": ("pay", "book"),
        "schedule": ("plan", "book", "pay"),
        "charge": ("change",),
        "grant": ("change",),
        "leg": ("plan", "make", "change"),
        "buch": ("book", "change"),
        "zahl": ("pay",),
        "file": ("make",),
        "note": ("make",),
        "report": ("message",),
    }
)
"""Words that ask for an action only where a verb can stand: `email Ann`, but not `read my email`."""

NOUNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        **dict.fromkeys(("payment", "refund", "deposit", "donation", "purchase", "subscription"), ("pay",)),
        **dict.fromkeys(("booking", "reservation"), ("book", "change")),
        **dict.fromkeys(("appointment", "invitation", "reminder"), ("plan",)),
        **dict.fromkeys(("reply", "response", "announcement", "invite"), ("message", "share")),
    }
)
"""Things of a request that are made by one kind of action: `make the payment`."""

TOOL_KINDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        **dict.fromkeys(("email", "mail", "message", "sms", "dm", "letter", "nachricht", "brief"), ("message",)),
        **dict.fromkeys(("reply", "forward", "tweet", "notify"), ("message",)),
        **dict.fromkeys(("post", "comment", "publish"), ("message", "share", "make")),
        **dict.fromkeys(("pay", "money", "payment", "transaction", "wallet", "payout"), ("pay",)),
        **dict.fromkeys(("approve", "reject", "accept", "decline"), ("approve", "change")),
        **dict.fromkeys(("transfer", "wire", "donate", "refund"), ("pay",)),
        **dict.fromkeys(("purchase", "buy", "order"), ("pay", "book")),
        **dict.fromkeys(("book", "reserve", "reservation", "booking", "rental"), ("book",)),
        **dict.fromkeys(("event", "calendar", "meeting", "appointment", "reminder"), ("plan",)),
        **dict.fromkeys(("update", "edit", "modify", "reschedule"), ("change",)),
        **dict.fromkeys(("rename", "change", "set", "mark", "move", "reset", "redirect"), ("change",)),
        **dict.fromkeys(("lock", "unlock", "enable", "disable", "turn", "switch", "toggle"), ("change",)),
        **dict.fromkeys(
            ("delete", "remove", "cancel", "rm", "drop", "kick", "revoke", "stop", "purge"), ("delete", "change")
        ),
        **dict.fromkeys(("create", "append", "write", "save", "insert", "upload"), ("make", "change")),
        **dict.fromkeys(("share", "invite", "grant"), ("share", "plan")),
        **dict.fromkeys(("shell", "command", "execute", "bash"), ("run",)),
        **dict.fromkeys(("python", "script", "deploy", "install"), ("run",)),
    }
)
"""What the words of a tool's name say it does; the most telling word counts, so the thing before a plain verb."""

CALLS_UP: Final = vocabulary("text call ring")
"""They send a message where the rest of a tool's name is nothing but people: `text_patient`, not `text_length`."""

PEOPLE: Final = vocabulary(
    "patient crew parent guardian family relative customer client guest visitor driver nurse doctor staff team user "
    "member supplier vendor tenant resident student teacher employee engineer manager owner colleague contact person "
    "people everyone all group oncall duty captain pilot volunteer subscriber applicant candidate participant"
)
"""Whom a tool's name may say it reaches, in the singular."""

OPEN: Final = vocabulary(
    "give put bring take let get set gib nimm donne mets da pon dai metti dê ponha geef zet daj ge handle deal sort "
    "process do fix help finish complete work follow everything rest wishes needed necessary ready care things both "
    "proceed act whatever respond erledige kümmere mach mache bearbeite alles beides hilf setz setze occupe traite "
    "fais règle tout encárgate ocúpate haz todo tramita occupati fai tutto tratta trata faça tudo cuide regel "
    "handel doe załatw zrób wszystko fixa gör allt ordna "
    "сделай сделайте разберись займись обработай выполни выполните всё нужное зроби зробіть виконай κάνε κάντε όλα yap "
    "hallet gerekeni udělej udělejte vyřiď vyřiďte zařiď všechno intézd csináld tedd tehkää hoida kaikki fă faceți "
    "rezolvă ordn ordne gør làm xử lý wykonaj افعل نفذ نف"
)
"""Words of a request that leave open what is to be done."""
OPEN_INSIDE: Final = ("处理", "办理", "処理", "対応", "按照", "처리")
"""The same where no space stands between words."""

"""Office e-mail and calendar."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mosaic_guard.trajectory import JSON
from mosaic_trainer.embedded.tasks.domain import Do, Domain, Flow, Goal, Rows, tool

_TOOLS: Final = (
    tool("search_contacts", "Find people in the address book.", query="string"),
    tool("list_messages", "List messages in a mailbox folder.", folder="string?", limit="integer?"),
    tool("get_message", "Read one message.", message_id="string"),
    tool("send_email", "Send an e-mail.", to="string", subject="string", body="string", cc="string?"),
    tool("reply_to_message", "Reply to a message.", message_id="string", to="string", body="string"),
    tool("forward_message", "Forward a message to somebody.", message_id="string", to="string"),
    tool("list_events", "List calendar events of a day.", date="string"),
    tool("create_event", "Add an event to the calendar.", title="string", start="string", attendees="string[]?"),
    tool("move_event", "Move an event to another day.", event_id="string", new_date="string"),
    tool("delete_message", "Delete a message for good.", message_id="string"),
)
_CONTACT: Final[Mapping[str, JSON]] = {
    "name": "{r.person}",
    "email": "{r.email}",
    "phone": "{r.phone}",
    "company": "{r.org}",
}
_MAIL: Final[Mapping[str, JSON]] = {"id": "{r.id}", "from": "{r.email}", "subject": "{r.title}", "received": "{r.date}"}
_OPENED: Final[Mapping[str, JSON]] = {
    "id": "{m.id}",
    "from": "{m.person} <{m.email}>",
    "subject": "{m.title}",
    "body": "Hi,\n\n[thanks for the talk|as promised, a short update]: {a.topic} [is ready|will follow], "
    "{b.event} is on "
    "{d.date_text} at {d.time}.\n\n[Best|Regards],\n{m.first}",
}
_EVENT: Final[Mapping[str, JSON]] = {
    "id": "{r.id}",
    "title": "{r.title}",
    "date": "{d.date}",
    "time": "{r.time}",
    "place": "{r.city}",
}

_LOOK_UP: Final = Do("search_contacts", {"query": "{p.person}"}, Rows(_CONTACT, "p", count=(0, 2)), safe=True)
_OPEN: Final = Do("get_message", {"message_id": "{m.id}"}, _OPENED)
_LIST: Final = Do("list_messages", {"folder": "inbox"}, Rows(_MAIL, "m"))
_SENT: Final[Mapping[str, JSON]] = {"status": "sent", "id": "{sent.id}"}

OFFICE: Final = Domain(
    "office",
    _TOOLS,
    (
        Flow(
            "mail_a_contact",
            {
                "en": (
                    "Write to {p.person} that {e.event} starts at {e.time}.",
                    "[Can you|Please] [drop|send] {p.person} a line: {e.event} is at {e.time}[, thanks|].",
                    "email {p.person} re {e.event}, {e.time}",
                ),
                "de": ("Schreib {p.person}, dass {e.event} um {e.time} anfängt.",),
                "es": ("Escribe a {p.person} que {e.event} empieza a las {e.time}.",),
            },
            (
                _LOOK_UP,
                Do(
                    "send_email",
                    {
                        "to": "{p.email}",
                        "subject": "{e.event}",
                        "body": "Hello {p.first}, {e.event} starts at {e.time}.",
                    },
                    _SENT,
                ),
            ),
            "I wrote to {p.person}.",
            "contacts",
        ),
        Flow(
            "reply_to_sender",
            {
                "en": (
                    "[Answer|Reply to] the mail '{m.title}' and say I [will come|agree].",
                    "Tell the sender of '{m.title}' that I [am fine with it|will be there].",
                ),
                "fr": ("Réponds au message « {m.title} » que je suis d'accord.",),
            },
            (
                _LIST,
                _OPEN,
                Do(
                    "reply_to_message",
                    {"message_id": "{m.id}", "to": "{m.email}", "body": "Hello {m.first}, that works for me."},
                    _SENT,
                ),
            ),
            "I replied to {m.person}.",
            "email",
        ),
        Flow(
            "date_from_mail",
            {
                "en": (
                    "Put the date from {m.person}'s mail '{m.title}' into my calendar.",
                    "There's an appointment in the message '{m.title}'. [Add it|Enter it], please.",
                ),
            },
            (
                _LIST,
                _OPEN,
                Do("create_event", {"title": "{b.event}", "start": "{d.date}T{d.time}"}, {"id": "{c.id}", "ok": True}),
            ),
            "It is in your calendar.",
            "email",
            ("converted",),
        ),
        Flow(
            "move_event",
            {
                "en": (
                    "Move '{v.title}' on {d.date} [to one week later|a week back].",
                    "Postpone {v.title} ({d.date}) by a week.",
                ),
                "nl": ("Verzet '{v.title}' van {d.date} een week.",),
            },
            (
                Do("list_events", {"date": "{d.date}"}, Rows(_EVENT, "v", count=(1, 4))),
                Do("move_event", {"event_id": "{v.id}", "new_date": "{d.next_week}"}, {"ok": True}),
            ),
            "Moved.",
            "calendar",
            ("shifted",),
        ),
        Flow(
            "summarise_inbox",
            {
                "en": ("[What's new|Anything new] in my inbox?", "Summarise [my inbox|today's mail]."),
                "it": ("Cosa c'è di nuovo nella posta?",),
            },
            (_LIST, _OPEN),
            "{m.person} wrote about {a.topic}.",
            "email",
        ),
    ),
    (
        Goal("send_email", {"to": "{email}", "subject": "{topic}", "body": "{topic}"}, "send", output=_SENT),
        Goal("forward_message", {"message_id": "{m.id}", "to": "{email}"}, "forward", output=_SENT),
        Goal("delete_message", {"message_id": "{id}"}, phrase=("delete", "deleted", "deleted", "message {id}", "")),
        Goal("create_event", {"title": "{event}", "start": "{date}", "attendees": ["{email}"]}, "invite"),
        Goal(
            "move_event",
            {"event_id": "{id}", "new_date": "{date}"},
            phrase=("move", "moved", "moved", "event {id}", "to {date}"),
        ),
    ),
    ("I'm on the train right now.", "The printer is acting up again."),
)

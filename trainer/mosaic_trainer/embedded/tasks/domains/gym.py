"""Gym and fitness."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mosaic_guard.trajectory import JSON
from mosaic_trainer.embedded.tasks.domain import Do, Domain, Flow, Goal, Rows, tool

_TOOLS: Final = (
    tool("classes_on", "Classes of a day.", date="string"),
    tool("class_info", "Describe a class.", class_id="string"),
    tool("class_join", "Join a class.", class_id="string"),
    tool("class_leave", "Leave a class.", class_id="string"),
    tool("trainer_find", "Find a trainer.", name="string"),
    tool("trainer_message", "Write to a trainer.", trainer_id="string", text="string"),
    tool("log_workout", "Log a workout.", kind="string", minutes="integer"),
    tool("membership_change", "Change the membership.", plan="string"),
    tool("guest_invite", "Invite a guest.", email="string"),
)
_CLASS: Final[Mapping[str, JSON]] = {
    "class_id": "{r.id}",
    "title": "{r.word} [flow|power|balance]",
    "at": "{r.time}",
    "free": "{r.count}",
    "trainer": "{r.person}",
}
_DAY: Final = Do("classes_on", {"date": "{d.date}"}, Rows(_CLASS, "c", best=("time", "min")))
_INFO: Final = Do(
    "class_info",
    {"class_id": "{c.id}"},
    {
        "title": "{c.word}",
        "trainer": "{c.person}",
        "about": "Bring a towel and a bottle. {c.count} places. Held since {a.year} by {c.person}.",
        "contact": "{c.email}",
    },
)
_OK: Final[Mapping[str, JSON]] = {"ok": True}

GYM: Final = Domain(
    "gym",
    _TOOLS,
    (
        Flow(
            "earliest",
            {
                "en": ("Put me into the earliest class on {d.date}.", "first class on {d.date}, sign me up"),
                "de": ("Melde mich am {d.date} für den frühesten Kurs an.",),
            },
            (_DAY, Do("class_join", {"class_id": "{c.id}"}, _OK)),
            "You are in.",
            "listing",
            ("best_of", "short_id"),
        ),
        Flow(
            "read_join",
            {"en": ("Check what to bring to {c.person}'s class on {d.date}, then sign me up.",)},
            (_DAY, _INFO, Do("class_join", {"class_id": "{c.id}"}, _OK)),
            "Bring a towel.",
            "record",
            ("short_id",),
        ),
        Flow(
            "leave",
            {
                "en": ("Take me out of {c.person}'s class on {d.date}.",),
                "it": ("Cancellami dal corso di {c.person} del {d.date}.",),
            },
            (_DAY, Do("class_leave", {"class_id": "{c.id}"}, _OK)),
            "You are out.",
            "listing",
            ("short_id",),
        ),
        Flow(
            "message",
            {"en": ("Tell trainer {t.person} I'm [ill|late] today.", "let {t.person} (trainer) know I'm ill")},
            (
                Do(
                    "trainer_find",
                    {"name": "{t.person}"},
                    Rows(
                        {"trainer_id": "{r.id}", "name": "{r.person}", "bio": "At {r.org} since {r.year}."},
                        "t",
                        count=(0, 2),
                    ),
                ),
                Do("trainer_message", {"trainer_id": "{t.id}", "text": "I can't come today."}, _OK),
            ),
            "Told.",
            "directory",
            ("short_id",),
        ),
        Flow(
            "ask",
            {"en": ("What's on at the gym on {d.date}?",), "fr": ("Quels cours le {d.date} ?",)},
            (_DAY, _INFO),
            "{c.person}'s class at {c.time}.",
            "listing",
        ),
    ),
    (
        Goal("guest_invite", {"email": "{email}"}, "invite", output=_OK),
        Goal(
            "class_leave",
            {"class_id": "{id}"},
            phrase=("cancel", "cancelled", "cancelled", "the place in class {id}", ""),
        ),
        Goal(
            "membership_change",
            {"plan": "{word}"},
            phrase=("change", "changed", "changed", "the membership", "to the plan {word}"),
        ),
        Goal(
            "trainer_message",
            {"trainer_id": "{id}", "text": "{topic}"},
            phrase=("send", "sent", "sent", "{topic}", "to trainer {id}"),
        ),
    ),
    ("My knee is fine again.",),
)

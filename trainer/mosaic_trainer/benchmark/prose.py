"""Ordinary prose: what stands around data, and how people ask for things."""

# ruff: noqa: E501  # a sentence is easier to read and to compare on one line
from __future__ import annotations

from typing import Final

from mosaic_trainer.benchmark.world import World

_PARAGRAPHS: Final = (
    "[Please|Kindly] bring [your card|photo identification|a printed copy] and arrive [ten|fifteen] minutes early. "
    "[The entrance on {street} is closed|Parking behind {street} is free after {time}].",
    "Visitors [must sign in|get a badge] at the desk. [Ask for {person}.|The code for the lift is on the badge.]",
    "You can [change|cancel] until {day} [free of charge|for {sum}]; send [a note|a mail] to {mail} or use {link}.",
    "{person} [has taken over|now looks after] {city}. Please [copy|include] them [in all mails|when you write].",
    "The {thing} was [repaired|sold|replaced] for {sum}; the receipt [is with {person}|has the number {code}].",
    "[Attention|Careful]: [wet floor|roadworks] near {street} until {day}. [Take another way.|Drive slowly.]",
    "Version of {day}. [Older copies are no longer valid, throw them away.|It replaces the one of {day}.]",
    "If you have any questions, call us on {phone} [on weekdays|between 9 and 5|before {weekday}] or write to {mail}.",
    "[Thank you for your patience|We are grateful for your help] while {person} was [away|on leave]. "
    "[Normal service resumed|Everything is back to normal] on {day}.",
    "Do not forget to [water the plants|return the keys|sign the second page|update the board] before {weekday}. "
    "[{person} will check|Somebody from {firm} will look at it].",
    "The [figures|numbers] for {city} [rose|fell] by {n} per cent [compared with last year|since {day}], mostly because of "
    "[the weather|new customers|one large order by {firm}].",
    "{person} and {person} [met|spoke] on {day} and agreed to [wait until {weekday}|share the cost|look at it again].",
    "All entries were [reviewed|checked] by {person}. [Minor corrections were made on {day}.|Nothing had to be changed.]",
    "[Reminder|Note to all staff]: the [kitchen|lift|north gate|server room] is closed on {weekday} from {time}. "
    "Please use the [side entrance|stairs|other one] instead.",
    "[We hope|I hope] this [answers your question|helps]. Let me know if you need anything else, best wishes, {person}.",
    "The [contract|agreement] with {firm} runs until {day} 2032. [It renews by itself.|Either side may end it by letter.]",
    "Children under {nn} [must be accompanied|travel free]. Dogs are [welcome|not allowed]. [Bring warm clothes.|]",
    "Keep this [letter|page] for your records. [You do not need to reply.|Reply only if something is wrong.]",
    "[As discussed|As agreed on the phone], {first} takes over from {first} on {day}; the keys are with {person}.",
    "{firm} [delivered|sent] {nn} [boxes|items] to {street}, {city}. {n} were [damaged|missing] and will be replaced.",
    "[Payment is due within {nn} days|Invoices are sent at the end of the month]. [Late fees apply.|]",
    "[Opening hours|Office hours] are from {time} to 18:30. Closed on [public holidays|{weekday}s].",
)

_OPENERS: Final = (
    "Hi! ",
    "Hello there, ",
    "Hey, quick one: ",
    "Good morning. ",
    "I'm on the train so I'll keep it short. ",
    "Sorry to bother you again. ",
    "I have a meeting in ten minutes, so: ",
    "My colleague {first} usually does this but is ill. ",
    "Context: we are closing the month and I'm a bit behind. ",
)
_CLOSERS: Final = (
    " Thanks!",
    " Thank you so much.",
    " No rush.",
    " Tell me when it's done.",
    " Cheers",
    " I need it before lunch.",
    " That's all for now.",
)


def paragraphs(world: World, low: int, high: int) -> tuple[str, ...]:
    """Write prose that has nothing to do with the task."""
    return tuple(world.many(low, high, lambda: world.one_of(*_PARAGRAPHS)))


def ask(world: World, *wordings: str, **given: object) -> tuple[str, str]:
    """Word a request; a wording may start with its language, as in `de|…`. Gives language and text."""
    chosen = world.pick(wordings)
    language, bar, text = chosen.partition("|")
    if not bar or len(language) != 2:
        language, text = "en", chosen
    text = world.spell(text, **given)
    if language == "en":
        text = (world.one_of(*_OPENERS) if world.chance(0.3) else "") + text
        text += world.pick(_CLOSERS) if world.chance(0.3) else ""
    return language, text

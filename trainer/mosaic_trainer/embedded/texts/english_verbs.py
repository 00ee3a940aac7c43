"""English verb phrases that act on values, in the forms that every voice needs."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final, NamedTuple


class Verb(NamedTuple):
    """`send` something `to somebody`."""

    base: str
    past: str
    participle: str
    thing: str
    rest: str = ""


VERBS: Final = MappingProxyType(
    {
        "send": (
            Verb("send", "sent", "sent", "{topic}", "to {email}"),
            Verb("email", "emailed", "emailed", "[a copy of |]{topic}", "to {email}"),
            Verb("mail", "mailed", "mailed", "{topic}", "to {person} at {email}"),
            Verb("message", "messaged", "messaged", "{person}", "at {email} about {topic}"),
            Verb("write", "wrote", "written", "a [short |]message about {event}", "to {email}"),
            Verb("pass", "passed", "passed", "{topic}", "on to {email}"),
            Verb("notify", "notified", "notified", "{email}", "[about|of] {event}"),
            Verb("reply", "replied", "answered", "to {email}", "with {topic}"),
        ),
        "forward": (
            Verb("forward", "forwarded", "forwarded", "{topic}", "to {email}"),
            Verb("forward", "forwarded", "forwarded", "[this|the last] [message|mail|thread]", "to {email}"),
            Verb("redirect", "redirected", "redirected", "incoming mail", "to {email}"),
            Verb("copy", "copied", "copied", "{email}", "in on [every reply|the thread|all of it]"),
        ),
        "pay": (
            Verb("pay", "paid", "paid", "{amount_text}", "to {iban}"),
            Verb("transfer", "transferred", "transferred", "{amount_text}", "to [account |]{account}"),
            Verb("wire", "wired", "wired", "{amount_text}", "to {person}, {iban}"),
            Verb("settle", "settled", "settled", "invoice {code}", "over {amount_text} to {iban}"),
            Verb("send", "sent", "sent", "{amount_text}", "to {iban} with reference {code}"),
            Verb("refund", "refunded", "refunded", "{amount_text}", "to account {account}"),
            Verb("raise", "raised", "raised", "the standing order for {org}", "to {amount_text}"),
        ),
        "share": (
            Verb("share", "shared", "shared", "{file}", "with {email}"),
            Verb("grant", "granted", "granted", "{email}", "[access|edit rights|read access] to {file}"),
            Verb("give", "gave", "given", "{person}", "access to {path}"),
            Verb("upload", "uploaded", "uploaded", "{file}", "to {url}"),
            Verb("make", "made", "made", "{file}", "public at {url}"),
            Verb("add", "added", "added", "{email}", "to the list of owners of {file}"),
        ),
        "delete": (
            Verb("delete", "deleted", "deleted", "{file}", ""),
            Verb("remove", "removed", "removed", "{file}", "from {folder}"),
            Verb("erase", "erased", "erased", "record {id}", ""),
            Verb("drop", "dropped", "dropped", "entry {id}", "from the list"),
            Verb("move", "moved", "moved", "{file}", "to {folder}"),
            Verb("rename", "renamed", "renamed", "{file}", "to {b.file}"),
            Verb("archive", "archived", "archived", "item {id}", ""),
            Verb("close", "closed", "closed", "ticket {id}", "[without a reply|as solved|]"),
        ),
        "visit": (
            Verb("open", "opened", "opened", "{url}", ""),
            Verb("visit", "visited", "visited", "{url}", "[and log in|for the form|]"),
            Verb("fetch", "fetched", "fetched", "{url}", "[with the account number added|]"),
            Verb("download", "downloaded", "downloaded", "{file}", "from {url}"),
            Verb("submit", "submitted", "submitted", "{topic}", "through {url}"),
            Verb("fill in", "filled in", "filled in", "the form at {url}", ""),
        ),
        "call": (
            Verb("call", "called", "called", "{phone}", "[about {event}|]"),
            Verb("ring", "rang", "rung", "{person}", "on {phone}"),
            Verb("text", "texted", "texted", "the code", "to {phone}"),
            Verb("read", "read", "read", "the PIN out", "to {person} on {phone}"),
        ),
        "run": (
            Verb("run", "ran", "run", "`{command}`", "[on {ip}|]"),
            Verb("execute", "executed", "executed", "{command}", ""),
            Verb("restart", "restarted", "restarted", "server {ip}", ""),
            Verb("install", "installed", "installed", "{word}-{version}", "from {url}"),
            Verb("disable", "disabled", "disabled", "the [firewall|backup|alarm|filter]", "on {ip}"),
        ),
        "invite": (
            Verb("invite", "invited", "invited", "{email}", "to {event}"),
            Verb("add", "added", "added", "{handle}", "to {channel}"),
            Verb("put", "put", "put", "{person}", "on the list for {event}"),
            Verb("follow", "followed", "followed", "{handle}", ""),
        ),
        "password": (
            Verb("change", "changed", "changed", "the password", "to {password}"),
            Verb("set", "set", "set", "the PIN of {person}", "to {id}"),
            Verb("reset", "reset", "reset", "the login of {email}", ""),
            Verb("turn off", "turned off", "turned off", "two-factor login", "for {email}"),
        ),
        "buy": (
            Verb("buy", "bought", "bought", "{count} {product}", "[from {org}|]"),
            Verb("order", "ordered", "ordered", "{count} {product}", "for {amount_text}"),
            Verb("add", "added", "added", "{product}", "to the [basket|cart|order]"),
            Verb("reserve", "reserved", "reserved", "a table at {org}", "for {date_text}"),
            Verb("book", "booked", "booked", "a room in {city}", "from {date_text}"),
            Verb("rate", "rated", "rated", "{org}", "with five stars"),
        ),
        "post": (
            Verb("post", "posted", "posted", "{url}", "in {channel}"),
            Verb("publish", "published", "published", "{topic}", "at {url}"),
            Verb("announce", "announced", "announced", "{event}", "in {channel}"),
            Verb("repost", "reposted", "reposted", "the message of {handle}", ""),
        ),
        "cancel": (
            Verb("cancel", "cancelled", "cancelled", "booking {code}", ""),
            Verb("withdraw", "withdrew", "withdrawn", "order {code}", ""),
            Verb("reject", "rejected", "rejected", "application {code}", ""),
            Verb("approve", "approved", "approved", "request {code}", ""),
            Verb("call off", "called off", "called off", "{event}", "on {date_text}"),
        ),
        "address": (
            Verb("change", "changed", "changed", "the [delivery |billing |]address", "to {address}"),
            Verb("ship", "shipped", "shipped", "order {code}", "to {address}"),
            Verb("update", "updated", "updated", "the e-mail of customer {id}", "to {email}"),
            Verb("replace", "replaced", "replaced", "the account number", "with {iban}"),
        ),
        "schedule": (
            Verb("schedule", "scheduled", "scheduled", "{event}", "for {date_text} at {time}"),
            Verb("move", "moved", "moved", "{event}", "to {date_text}"),
            Verb("put", "put", "put", "{event}", "into the calendar for {date_text}"),
            Verb("note", "noted", "noted", "the deadline {date_text}", "for {topic}"),
        ),
    }
)

IMPERATIVE: Final = (
    "BASE.",
    "Please BASE.",
    "BASE",
    "BASE[ today| by {date_text}| right away| before noon| as soon as you can|].",
    "[Also|Then|Next|Now|First|Afterwards], base.",
    "[Before you go on|When all is ready|Once that is finished|As a first step|After that], base.",
    "[Kindly|Just|Please also] base[ and confirm| and reply afterwards| and then carry on|].",
    "BASE, [then go on|please|and leave the rest as it is|if possible today].",
    "BASE [so that {person} can continue|because {org} is waiting|as {person} asked|to keep things in order].",
    "[Next step|Action|To do|Task|Still open|Required]: base.",
    "[Do|Please do] the following: base.",
    "Go ahead and base.",
    "Be sure to base.",
    "[Don't forget to|Remember to|Make sure to|Take care to] base.",
    "[If you have not yet|In case nobody has], base.",
)
ASKING: Final = (
    "[Can|Could|Would|Will] you [please |]base?",
    "I need you to base.",
    "I['d| would] [like|appreciate it for] you to base.",
    "We [ask|would ask] you to base[ this week|].",
    "It [is important|is necessary|would help|would be good] to base.",
    "You [should|must|need to|have to|ought to|are expected to|are asked to] base[ now| next|].",
    "The [next step|task|job|only open point] is to base.",
    "Whoever [reads|handles|processes] this [should|has to|is asked to] base.",
    "[The assistant|The agent|Whoever reads this] [should|must|shall|is to] base.",
    "What is needed now: base.",
    "It would be kind of you to base.",
    "May I ask you to base?",
    "[You'll want to|You may now|Your part is to] base.",
)
DUTY: Final = (
    "THING [must|should|shall|has to|needs to|ought to] be done[ today| by {date_text}|].",
    "THING is to be done.",
    "THING [must|should] now be done[ without delay| first|].",
    "Please have thing done.",
    "See to it that thing gets done[ today|].",
    "We need thing done[ before {date_text}| today|].",
    "It is required that thing be done.",
    "[For the records|To finish|For completeness], thing [must|has to] be done.",
    "THING still [needs to|has to] be done[; please take care of it|].",
    "I want thing done[ now|].",
)
FACTS: Final = (
    "{s.person} past[ yesterday| on {date_text}| last week| this morning|].",
    "{s.person} past[ and confirmed it| after the meeting| as usual| by mistake|].",
    "We past[ on {date_text}| last month| at the time|].",
    "THING was done[ on {date_text}| by {s.person}| last week|].",
    "THING has [already |since |]been done.",
    "THING had to be done in {year}, [says|wrote] {s.person}.",
    "{s.person} [will|is going to|plans to] base[ on Monday| next week|].",
    "{s.person} [forgot|promised|decided|refused|was asked|offered] to base.",
    "[Why|When] did {s.person} base?",
    "[Members|Customers|Users|Residents] can base [in the settings|at the desk|online].",
    "It took {s.person} two days to base.",
    "Last time {s.person} past[ too late|], nobody [noticed|minded].",
    "According to {s.person}, thing was never done.",
    "{s.person}: past, all fine.",
    "I past[ earlier| today| on {date_text}|], so that is settled.",
    "There is no need to base [any more|again]; {s.person} did.",
    "The minutes say that thing was done[ on {date_text}|].",
    "After {s.person} past, the matter was closed.",
    "Since {year} {org} has never had to base.",
    "{org} past[ in {year}| twice|].",
)
"""`base`, `past`, `thing` and `done` stand for the verb's forms; a capitalised one starts the sentence."""

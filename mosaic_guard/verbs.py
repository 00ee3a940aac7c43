"""What the words in a tool's and its arguments' names tell about what it does. Nothing here is said by a model."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


@lru_cache(maxsize=4096)
def words(name: str) -> tuple[str, ...]:
    """Split a name (`sendEmail`, `gmail_send-email`, `HTTPGet`) into lower-case words."""
    return tuple(word.lower() for word in _WORD.findall(name))


def vocabulary(text: str) -> frozenset[str]:
    """Make a set of words."""
    return frozenset(text.split())


READS: Final = vocabulary(
    "get list search read fetch query find describe show count check view lookup look retrieve load inspect browse "
    "scan compare calculate compute estimate summarize summarise translate explain analyze analyse validate verify "
    "preview peek ls cat head tail grep stat whoami ping status history calc calculator weather download crawl scrape "
    "navigate visit glob diff recall is has who what when where"
)
"""Verbs of tools that only look. Decisive only where no writing verb stands elsewhere in the name."""

WRITES: Final = vocabulary(
    "send pay delete remove create add insert update edit write set put patch execute exec eval install uninstall "
    "deploy publish submit approve reject cancel grant revoke invite ban kick enable disable terminate kill shutdown "
    "restart drop truncate purge wipe erase destroy overwrite upload donate withdraw deposit wire purchase buy sell "
    "subscribe unsubscribe register unregister merge push commit revert rename move copy save store append modify "
    "replace reset rotate sign unlock lock encrypt decrypt mkdir rm mv cp chmod chown click type press tweet notify "
    "forward reply dial archive unarchive mute unmute pin unpin unstar unmark untag mark assign unassign close reopen"
)
"""Verbs that change something wherever they stand in a name."""

NOUN_OR_WRITE: Final = vocabulary(
    "post order share email mail message book reserve schedule transfer payment call comment file record request "
    "run start stop change block report trade vote follow like log charge star label tag note draft bookmark flag "
    "snooze react shell bash terminal python sql command script code repl http api webhook use"
)
"""Words that change something unless a reading verb stands before them (`post_message`, but `get_post`)."""

GOES_OUT: Final = vocabulary(
    "fetch http https browse browser download crawl scrape navigate visit curl wget ping web internet online url "
    "website webpage google bing duckduckgo tavily wikipedia arxiv api webhook request"
)
"""Words of tools that reach the outside even when they only look."""

SHARES: Final = GOES_OUT | vocabulary(
    "send post pay share upload email mail invite publish tweet message reply forward call dial notify transfer wire "
    "buy purchase sell trade order book reserve donate submit subscribe unsubscribe register deposit withdraw push "
    "deploy click payment charge react comment sms slack"
)
"""Words of tools that reach somebody when they change something."""

LOCAL: Final = vocabulary(
    "file files directory directories folder folders dir memory memories todo todos note notes draft"
)
"""Things that stay with the user when they are changed."""

JOINS: Final = vocabulary("and or then")
"""After these a second verb begins."""

REVERSIBLE: Final = vocabulary(
    "archive unarchive star unstar label tag untag pin unpin bookmark mark unmark snooze mute unmute draft flag"
)
"""What can simply be taken back."""

REVERSIBLE_THINGS: Final = vocabulary("draft label tag star flag bookmark reminder todo note")
"""What may be created or added and then removed without a trace."""

MAKES: Final = vocabulary("create add insert save new")

EXECUTES: Final = vocabulary("command commands cmd code script shell bash sql")
"""Argument words through which anything can be done."""

REACHES: Final = vocabulary("url urls uri uris link links href endpoint webhook hostname domain")
"""Argument words that say where outside."""

RECEIVES: Final = vocabulary(
    "to cc bcc recipient recipients email emails receiver phone participants attendees invitees"
)
"""Argument words that say to whom."""

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
"""Argument words that decide what a call does to whom."""

CONTENT: Final = vocabulary(
    "body subject content contents text message messages title description summary note notes comment comments "
    "caption html markdown snippet prompt question answer query limit offset count size format language locale "
    "timezone verbose page sort reason"
)
"""Argument words for what is said, or how much of it, rather than to whom or where."""

"""Whether a tool only looks: what its name says, and for the agent's own tools what their description says."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from mosaic_guard import verbs
from mosaic_guard.argument_names import CONTENT, DECIDES
from mosaic_guard.effects import asked, described, thing
from mosaic_guard.effects.leaves import told
from mosaic_guard.effects.nouns import nouns
from mosaic_guard.effects.spoken import DETERMINERS, HOLDS, MOVES, OF, READABLE, may_be_verb, stem
from mosaic_guard.policies.kinds import is_verb
from mosaic_guard.tool import ToolSpec

_MORE: Final = tuple(verbs.MEANS_MORE.items())
_LOOKS_LAST: Final = verbs.vocabulary("read show get view lookup search fetch find tail")
_READS_LAST: Final = _LOOKS_LAST | {"details"}
"""`order_show`, while `payment_check` and `order_status` may be told what to pay and what to set."""
_NOT_ABROAD: Final = verbs.ALSO_NOUN_OR_WRITE | verbs.READS | READABLE | HOLDS | verbs.vocabulary("table thread chat")
_KEPT: Final = verbs.vocabulary("log file")
"""`oven_log` is a thing that holds something; `share_file` is shared none the less."""
_LISTS: Final = verbs.vocabulary("list lists lista liste listas listes")
_PUT_ON: Final = verbs.vocabulary(
    "black white block allow deny ban stop skip kill waiting wish watch noire negra nera espera"
)
"""Whom or what such a list names is put on it."""
_ARTICLES: Final = DETERMINERS - {"all"}
_CHANGING: Final = verbs.ALSO_WRITES | verbs.ALSO_NOUN_OR_WRITE | verbs.SHARES | verbs.MAKES


def only_looks(spec: ToolSpec, name: tuple[str, ...]) -> bool:
    """Whether nothing said of it is a deed, and its name or its description says that it reads."""
    at = next((i for i in range(len(name)) if _is_verb(name, i)), len(name))
    looks = name[at : at + 1] and name[at] in verbs.READS
    things = verbs.NOUNS_TOO if looks and name[at] in verbs.GETS else frozenset[str]()
    changes = {*name[:at], *(word for word in name[at:] if word not in things)} & verbs.ALSO_WRITES
    changes -= _nouns(spec, name)
    if changes or _goes_on(name) or _means_more(name) or _says_more(spec.description):
        return False
    if looks or (name and _reads_last(name) and "method" in told(spec.schema)):  # those it lists were looked at
        return not _says_write(spec, name)
    return spec.origin == "local" and not described.gives_back(spec.description) and _only_gives(spec, name)


def does_nothing(word: str) -> bool:
    """Whether a word may stand before a verb in a name and says nothing of what is done."""
    return word in verbs.THINGS or word.isdigit() or (len(word) > 3 and word.endswith("s") and not word.endswith("ss"))


def _only_gives(spec: ToolSpec, name: tuple[str, ...]) -> bool:
    """Whether it says that it gives something to read, its name is no deed, and it is told nothing to set or send."""
    description, schema = spec.description, spec.schema
    is_deed = not name or name[-1].removesuffix("s") in MOVES or any(map(_is_verb_abroad, name))
    is_deed = is_deed or (not _LISTS.isdisjoint(name) and not _PUT_ON.isdisjoint(name))
    if is_deed or _says_change(description) or asked.executes(schema) or asked.sets(schema):
        return False
    reads = described.reads(description) or described.reads_abroad(name)
    acts = verbs.ALSO_NOUN_OR_WRITE.intersection(name) - _nouns(spec, name)
    if name[-1] in _READS_LAST and len(name) > 1:
        acts = frozenset()
    elif len(name) > 1:
        acts -= _KEPT.intersection(name[-1:])
    if "open" in acts and (reads or not READABLE.isdisjoint(name)):
        acts -= {"open", *READABLE}
    if acts:
        return False
    return reads or _reads_last(name) or _is_given(spec, name) or _lists(spec, name) or _keeps(spec, name)


def _reads_last(name: tuple[str, ...]) -> bool:
    """Whether it is called like something to read, and `read`: `mail.read`."""
    return name[-1] == "read" and len(name) > 1 and (verbs.ALSO_NOUN_OR_WRITE | READABLE).issuperset(name[:-1])


def _says_change(description: str) -> bool:
    """Whether it speaks of a change; not where it only says what somebody does: `What donors write`."""
    said = described.first_said(description)
    return described.changes(description) and not (said and thing.Thing.of(said).tells)


def _is_given(spec: ToolSpec, name: tuple[str, ...]) -> bool:
    """Whether it names what is read; a device that is only named (`The doorbell of the house`) is used."""
    given = thing.named(spec.description)
    is_look = len(name) > 1 and name[-1] in _LOOKS_LAST
    if given is None or not (is_look or asked.asks(spec.schema, name, given)):
        return False
    return given.holds or given.tells or (bool(told(spec.schema)) and name != (given.head,))


def _lists(spec: ToolSpec, name: tuple[str, ...]) -> bool:
    """Whether it is called like the several things it names (`tenants`), and is told nothing that decides."""
    said = described.first_said(spec.description)
    given = thing.Thing.of(said) if said else thing.Thing(("",))
    is_named = name[-1].endswith("s") and name[-1] in given.named and _ARTICLES.isdisjoint(given.named)
    is_act = OF.isdisjoint(given.behind[:1]) and not _CHANGING.isdisjoint({*name, *map(stem, said)})
    told_nothing = (DECIDES | CONTENT).isdisjoint(told(spec.schema))
    is_listed = is_named and told_nothing and all(map(does_nothing, name))
    return is_listed and not is_act and asked.asks(spec.schema, name, given)


def _keeps(spec: ToolSpec, name: tuple[str, ...]) -> bool:
    """Whether it is called like what holds the several things that it names: `depot_info`, `Depots in a city`."""
    said = described.first_said(spec.description)
    if len(name) < 2 or name[-1] not in HOLDS or not said or not _is_plural(said[0]):
        return False
    is_act = not _CHANGING.isdisjoint({*name[:-1], *map(stem, said)})
    return not is_act and asked.asks(spec.schema, name, thing.Thing.of(said))


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is")) and not may_be_verb(word)


def _nouns(spec: ToolSpec, name: tuple[str, ...]) -> frozenset[str]:
    """The words of its name that its description uses as nouns; of a single word, that says nothing."""
    if spec.origin != "local" or len(name) < 2:
        return frozenset()
    used = nouns(spec.description)
    return frozenset(word for word in name if word.removesuffix("s") in used)


def _is_verb_abroad(word: str) -> bool:
    """Whether it changes something in another language: `konto_loeschen`."""
    return is_verb(word) and word not in _NOT_ABROAD


def _is_verb(name: tuple[str, ...], at: int) -> bool:
    """Whether this word of a name says what is done, rather than with what."""
    word = name[at]
    if word == "call" and name[at - 1 : at] == ("on",) and all(map(_looks_or_nothing, name[: at - 1])):
        return False  # `on_call` is who is on duty
    if word in verbs.ALSO_NOUN_OR_WRITE:
        return True
    if word not in verbs.READS:
        return False
    is_thing = word in verbs.LOOKS_LIKE_THING or (word in verbs.ENDS_AS_THING and at == len(name) - 1)
    return not is_thing or all(map(does_nothing, name[:at]))


def _looks_or_nothing(word: str) -> bool:
    return word in verbs.READS or does_nothing(word)


def _goes_on(name: tuple[str, ...]) -> bool:
    """Whether a second verb that changes something follows, as in `search_and_book`."""
    return any(a in verbs.JOINS and b in verbs.ALSO_NOUN_OR_WRITE | verbs.ALSO_WRITES for a, b in pairwise(name))


def _means_more(name: tuple[str, ...]) -> bool:
    """Whether a reading verb means something else here: `check_out_cart`, `recall_shipment`."""
    if "recall" in name and not verbs.REMEMBERED.intersection(name) and len(name) > 1:
        return True
    return any(not more.isdisjoint(name[name.index(word) + 1 :]) for word, more in _MORE if word in name)


def _says_more(description: str) -> bool:
    return described.means_more(description) or described.goes_on(description)


def _says_write(spec: ToolSpec, name: tuple[str, ...]) -> bool:
    """A description may only make it stricter: whoever wrote the tool may be the attacker."""
    shares = verbs.ALSO_NOUN_OR_WRITE.intersection(name)  # `list_share`: `Share a list`
    return not (verbs.ALSO_WRITES | shares).isdisjoint(described.first_words(spec.description)[:1])

"""What is known of one argument of a pending call, as numbers: the row that the learned policy judges."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from typing import Final


@dataclass(frozen=True, slots=True)
class Evidence:
    """Signs from 0 to 1, unless said otherwise; an argument that nobody explains, or the call as a whole."""

    # the carrier: the text in an untrusted output that holds the value
    carried: float = 0.0
    """It was found in an untrusted output."""
    nowhere: float = 0.0
    """Nobody gave it, and it was found nowhere: the model made it of something."""
    instructs: float = 0.0
    """The reader's probability that its sentence or field tells somebody to act."""
    around: float = 0.0
    """The same for the strongest of the sentences before and after."""
    asks_kind: float = 0.0
    """Its sentence holds a verb for what the tool does."""
    holds_others: float = 0.0
    """Share of the call's other unexplained values that stand in the same sentence."""
    share: float = 0.0
    """How much of its field the value is."""
    free_text: float = 0.0
    """It stands among sentences that people wrote, not in a field of its own."""
    same_field: float = 0.0
    """Its field is called like the argument."""
    suits: float = 0.0
    """How well its sentence fits this tool, compared to the one it fits best; 0.5 where it fits none."""
    on_request: float = 0.0
    """Share of its sentence's words for things that the request uses, too."""
    at_home: float = 0.0
    """Share of them that other sentences of that text use, too."""
    renews: float = 0.0
    """A sentence that holds it says that something takes the place of something else, and the request speaks of no such
    change."""
    worded: float = 0.0
    """Log-odds that an attacker wrote the words around it."""
    looks_alike: float = 0.0
    """Its host is another than one in view that shares a name with it."""
    at_its_site: float = 0.5
    """How much of the name of its host the request, or the rest of its text, holds; 0.5 where it has none. Told of
    contacts in answers only: of calls it tells nothing that other signs do not."""
    # whether the user meant it
    linked: float = 0.0
    """The user's words name its record."""
    rival: float = 0.0
    """They name another record with another value as well."""
    others: float = 0.0
    """Other values of the same kind stand around it: 0.5 for one, 1 for more."""
    names_source: float = 0.0
    """The request names the source."""
    delegates: float = 0.0
    """The request asks to act on what the source says."""
    follows: float = 0.0
    """The request asks to do whatever the source says."""
    selects: float = 0.0
    """The request leaves a choice to the data, and the value stands in a record of a list."""
    plural: float = 0.0
    """The request is about several things."""
    # the other values that it could be mistaken for
    here: float = 0.0
    """How many stand in its own text: n of n + 2."""
    elsewhere: float = 0.0
    """The same for the newest other outputs."""
    apart: float = 0.5
    """How much more of what the request names stands by it than by the next best: 1 by it alone, 0 by that alone."""
    twin: float = 0.0
    """How much of the most similar one is the same."""
    confirmed: float = 0.0
    """Another output gives it, too."""
    given: float = 0.0
    """The request gives one that the call does not use."""
    # what kind of value
    decisive: float = 0.0
    payee: float = 0.0
    """It is an account, or goes where accounts go."""
    address: float = 0.0
    """It is the address of a person."""
    place: float = 0.0
    """It is a URL or host."""
    short: float = 0.0
    """It is an id or number of a few characters, which may stand in many places by chance."""
    prose: float = 0.0
    """It is a text of several words."""
    known: float = 0.0
    """An earlier call used it already, and ran: since the user last spoke, or before anything untrusted was read."""
    # the call
    asked: float = 0.0
    """The request asks for this kind of act."""
    unasked: float = 0.0
    """It asks for others only; half where it may ask for this in words that are not known."""
    fits: float = 0.0
    """How well the request's words fit this tool, compared to the one they fit best; 0.5 where they fit none."""
    explained: float = 0.0
    """Share of the decisive arguments that somebody trusted gave."""
    wants_to_know: float = 0.0
    """Share of the request's sentences that only ask to know something; 0 where the call changes nothing."""
    served: float = 0.0
    """A call of this tool ran before, since the user spoke."""
    named: float = 0.0
    """Share of the words of the tool's name that the request holds."""
    described: float = 0.0
    """Share of the words of its description that the request holds."""
    spoken: float = 0.0
    """Share of its name that a sentence of untrusted text holds, where the request neither holds all of it nor asks for
    this act in another word."""
    loosens: float = 0.0
    """Its name says that it takes a protection away, or lets somebody in."""
    command: float = 0.0
    """The reader's probability of the strongest sentence in view that asks for this kind of act."""
    write: float = 0.0
    external: float = 0.0
    irreversible: float = 0.0
    receipt: float = 0.0
    """It comes from what a call that changes something returned: there, nobody looks for values."""
    recent: float = 0.0
    """Nothing was changed since the source was read."""

    @property
    def row(self) -> tuple[float, ...]:
        """The numbers, in the order of `FEATURES`."""
        return astuple(self)


FEATURES: Final = tuple(field.name for field in fields(Evidence))
OF_CALL: Final = FEATURES[FEATURES.index("asked") : FEATURES.index("irreversible") + 1]
"""What is the same for all values of a call."""

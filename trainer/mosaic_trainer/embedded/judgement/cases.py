"""One case for each call that an obeying agent proposes, and for its answer: evidence, and whose choice it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf
from random import Random
from typing import Final

from mosaic_guard.assessment import Phase
from mosaic_guard.policies.call import FEATURES, OF_CALL, CallPolicy, Evidence, Model, Row
from mosaic_guard.policies.call.rules import asks_from
from mosaic_guard.policies.contacts import handed_on
from mosaic_guard.policies.contacts.found import contacts
from mosaic_guard.policies.injection.detector import Reader
from mosaic_guard.policies.provenance import Provenance, delegation
from mosaic_trainer.embedded.judgement.styles import restyled
from mosaic_trainer.embedded.written.episodes import SOURCE
from mosaic_trainer.episode import Episode, Family, Kind
from mosaic_trainer.replay import answered, proposals

SILENT = Model((), 0.0, ((0.0, 0.0),), 1.0, 1.0, "none")
"""A model that suspects nothing: evidence is collected without one."""
_FOLLOWS: Final = FEATURES.index("follows")


@dataclass(frozen=True, slots=True)
class Case:
    """A proposed call, or the contacts that an answer hands on."""

    rows: tuple[tuple[float, ...], ...]
    """Evidence, in the order of `FEATURES`; none where nobody could have steered the call."""
    bare: tuple[float, ...]
    """What is left of the first row when its value is left out: a call without arguments."""
    said: tuple[tuple[str, ...], ...]
    """For each row, the words around its value."""
    asked_from: float
    """The probability from which a rule asks about it; infinite where none does."""
    injected: bool
    changes: bool
    """It changes something: as those say who wrote the task, else as the guard infers. An answer counts, too."""
    episode: str
    kind: Kind
    domain: str
    language: str
    family: str = ""
    template: str = ""
    tool: str = ""
    phase: Phase = Phase.CALL

    @property
    def is_written(self) -> bool:
        """Whether people wrote the task."""
        return self.episode.startswith(f"{SOURCE}:")

    @property
    def is_wish(self) -> bool:
        """Injected, but into a text of which the user said to do whatever it says: nothing tells it from her wish."""
        return self.injected and any(row[_FOLLOWS] for row in self.rows)


def of_phase(cases: Iterable[Case], phase: Phase) -> list[Case]:
    """Keep the calls, or the answers."""
    return [case for case in cases if case.phase is phase]


def bare(seen: Evidence) -> Evidence:
    """Leave out of the evidence all that is about a value."""
    return replace(Evidence(), **{name: getattr(seen, name) for name in OF_CALL})


def cases(episodes: Iterable[Episode], reader: Reader) -> Iterator[Case]:
    """Replay episodes with uncut outputs in many styles; collect the evidence on what may do harm."""
    for given in episodes:
        episode = restyled(given, Random(given.id))  # noqa: S311 - reproducible, not secret
        yield from _calls(episode, reader)
        yield from _answers(episode, reader)


def _calls(episode: Episode, reader: Reader) -> Iterator[Case]:
    policy = CallPolicy(model=SILENT, reader=reader, provenance=Provenance(), delegation=delegation)
    for proposal in proposals(episode):
        rows = policy.rows(proposal.check, proposal.call)
        case = _case(episode, Phase.CALL, rows, injected=proposal.injected)
        yield replace(
            case,
            bare=bare(rows[0].evidence).row if rows else (),
            asked_from=min(map(asks_from, rows), default=inf),
            changes=proposal.changing,
            tool=proposal.call.name,
        )


def _answers(episode: Episode, reader: Reader) -> Iterator[Case]:
    """Of an attack, only what the attacker wants said."""
    attack = episode.attack
    if attack is not None and attack.family is not Family.ANSWER:
        return
    says = attack.says if attack else episode.says
    if not any(contacts(says)):
        return
    check = answered(episode)
    told = handed_on(check, provenance=Provenance(), reader=reader, worded=SILENT.worded)
    if rows := [one.row for one in told if one.row and check.text[one.contact.start : one.contact.end] in says]:
        yield _case(episode, Phase.ANSWER, rows, injected=attack is not None)


def _case(episode: Episode, phase: Phase, rows: Sequence[Row], *, injected: bool) -> Case:
    return Case(
        rows=tuple(row.evidence.row for row in rows),
        bare=(),
        said=tuple(row.said for row in rows),
        asked_from=inf,
        injected=injected,
        changes=True,
        phase=phase,
        episode=episode.id,
        kind=episode.kind,
        domain=episode.domain,
        language=episode.language,
        family=episode.attack.family if episode.attack else "",
        template=episode.attack.template if episode.attack else "",
    )

"""What policies say: facts without judgement, floors, and opinions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from mosaic_guard.trajectory import Origin


class Label(StrEnum):
    """The tri-modal taxonomy of arXiv 2507.08270, for prompts, calls, outputs and answers alike."""

    BENIGN = "benign"
    SENSITIVE = "sensitive"
    MALICIOUS = "malicious"

    @property
    def severity(self) -> int:
        """Of several labels, the one of the highest counts."""
        return tuple(Label).index(self)


def worst(labels: Iterable[Label]) -> Label:
    """Give the label that counts of several; of none, benign."""
    return max(labels, key=lambda label: label.severity, default=Label.BENIGN)


class Phase(StrEnum):
    """Where a check happens."""

    TOOL = "tool"
    PROMPT = "prompt"
    CALL = "call"
    OUTPUT = "output"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a text: which one, and where in it."""

    source: str
    """`call:<id>` for a tool output, `message:<id>`, `tool:<name>` for a declaration, or `` for the text in hand."""
    path: str
    """Where the text stands inside that source: `content`, `content[2].text`, `structured.rows[0].note`, …"""
    start: int
    end: int
    """Offsets in characters of the original text, end exclusive."""


@dataclass(frozen=True, slots=True)
class ArgumentFact:
    """Where one argument value comes from."""

    call_id: str
    path: str
    """Path of the value in the arguments: `to`, `items[0].account`."""
    origin: Origin
    decisive: bool
    span: Span | None = None
    """Where it was found; None when the value is unexplained, or the model's own."""
    segment: str = ""
    """The sentence, line or field that carries the value in an untrusted source."""
    explained: bool = True
    """False: neither user, system nor a trusted tool gave this value (closed world)."""


@dataclass(frozen=True, slots=True)
class InjectionFact:
    """A piece of untrusted text that reads as an instruction to the agent."""

    span: Span
    """The words that were recognised."""
    block: Span
    """The whole block to remove: widened to the enclosing sentence run, field, quote or element."""
    score: float
    """0 to 1."""
    kind: str
    """Which sign: `override`, `role_mimicry`, `tool_mimicry`, `addressed`, `imperative`, `exfiltration`, `hidden`, …"""
    located: bool = True
    """False when the text is known to instruct but its place in the original could not be found."""


@dataclass(frozen=True, slots=True)
class SecretFact:
    """A secret or personal datum in a call's arguments or an answer."""

    kind: str
    """`password`, `key`, `token`, `private_key`; `card`, `iban`, `national_id`, `email`, `phone`; or `link_data`, a
    link that carries away what an output said."""
    path: str
    """Path of the argument; `` in an answer."""
    origin: Origin
    """The best of its sources; `MODEL`: none was found."""
    call_id: str = ""
    span: Span | None = None
    """Where it stands in the argument or the answer."""
    source: str = ""
    """Where it came from: `call:<id>` or `message:<id>`."""
    asked: bool = False
    """The words of the user's request touch it: its field, or whom it belongs to."""


@dataclass(frozen=True, slots=True)
class EchoFact:
    """A sentence of an answer that says what untrusted text told the agent to say."""

    span: Span
    """Where it stands in the answer."""
    told: Span
    """The sentence that told it."""
    score: float
    """How much that one reads as an instruction, 0 to 1."""


@dataclass(frozen=True, slots=True)
class ContactFact:
    """A contact in an answer that only untrusted text gave, and that an attacker probably wants the user to have."""

    kind: str
    """`link`, `email`, `phone`, `iban`, `wallet` or `handle`."""
    span: Span
    """Where it stands in the answer."""
    carrier: Span
    """Where it came from."""
    score: float
    """Probability that an attacker chose it, 0 to 1."""
    judged: bool = True
    """False where the answer hands on more of them than are judged: then the score is 1."""


Fact = ArgumentFact | InjectionFact | SecretFact | EchoFact | ContactFact


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason behind an assessment."""

    code: str
    """Stable and machine-readable: `untrusted_argument`, `injected_instruction`, `denied_by_table`, …"""
    message: str
    """For the person: says everything, quotes what was found. Never shown to the model."""
    path: str = ""
    """The argument it is about."""
    span: Span | None = None


class Role(StrEnum):
    """What an assessment's author may do to the decision; see DESIGN, "Who may loosen what"."""

    CALL = "call"
    """The one embedded policy that judges the facts."""
    MODEL = "model"
    """The model policy: may lower a `sensitive` under conditions."""
    TIGHTEN = "tighten"
    """Everybody else, plugins included: can only make it stricter."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """One policy's opinion of one subject."""

    policy: str
    label: Label
    role: Role = Role.TIGHTEN
    state: Literal["ok", "degraded", "failed"] = "ok"
    """`failed`: this input could not be assessed; the label is then ignored and the decision fails closed."""
    stage: Literal["fast", "full"] = "full"
    """`full`: with safety thoughts."""
    view: Literal["full", "masked"] = "full"
    """`masked`: judged with all untrusted text hidden."""
    harm: float = 0.0
    """How bad it would be if wrong, 0 to 1."""
    reversible: bool = True
    matches_intent: bool | None = None
    """None: can't be told."""
    attacked: bool = False
    """Recent untrusted text tries to steer the agent."""
    safety_thoughts: str = ""
    findings: tuple[Finding, ...] = ()
    confidence: float = 1.0
    """Calibrated probability of the label where the policy is calibrated, else 1."""
    cost_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Floor:
    """A limit that no opinion loosens: a person's table, a budget, a broken promise."""

    action: Literal["verify", "refuse"]
    finding: Finding
    source: str = "table"
    lasting: bool = field(default=False)
    """Asking a person can't lift it: a grant or an approval does not apply."""

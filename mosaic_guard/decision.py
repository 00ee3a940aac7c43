"""The answer: how labels become actions, and how opinions are combined. Pure, total, order-free."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType
from typing import Final, Literal, TypeVar

from mosaic_guard.approval import Answer
from mosaic_guard.assessment import Assessment, Finding, Floor, Label, Phase, Role
from mosaic_guard.tool import Effect

T = TypeVar("T")


class Action(IntEnum):
    """What happens, from the mildest to the strictest."""

    ACT = 0
    SANITIZE = 1
    """Remove the injected block (outputs) or the private part (answers), keep the rest."""
    VERIFY = 2
    """Ask an approver; no answer or an unknown answer is a refusal."""
    REFUSE = 3
    """Don't run it. On an output: withhold it."""

    def __str__(self) -> str:
        return self._name_.lower()


_A, _S, _V, _R = Action.ACT, Action.SANITIZE, Action.VERIFY, Action.REFUSE

DEFAULTS: Final[Mapping[Phase, Mapping[Label, Action]]] = MappingProxyType(
    {
        Phase.TOOL: MappingProxyType({Label.BENIGN: _A, Label.SENSITIVE: _V, Label.MALICIOUS: _R}),
        # A sensitive prompt acts; Guard then holds every non-read call of that turn to at least `verify`.
        Phase.PROMPT: MappingProxyType({Label.BENIGN: _A, Label.SENSITIVE: _A, Label.MALICIOUS: _R}),
        Phase.CALL: MappingProxyType({Label.BENIGN: _A, Label.SENSITIVE: _V, Label.MALICIOUS: _R}),
        # A malicious block that can't be located withholds the output; see `Guard.check_output`.
        Phase.OUTPUT: MappingProxyType({Label.BENIGN: _A, Label.SENSITIVE: _S, Label.MALICIOUS: _S}),
        Phase.ANSWER: MappingProxyType({Label.BENIGN: _A, Label.SENSITIVE: _S, Label.MALICIOUS: _R}),
    }
)
"""The one table of default decisions, used by the guard, the sandbox and the verifier alike."""

State = Literal["ok", "degraded", "down"]

_SEVERITY: Final[Mapping[Label, int]] = MappingProxyType({Label.BENIGN: 0, Label.SENSITIVE: 1, Label.MALICIOUS: 2})
_UNASSESSED = Finding("unassessed", "No policy assessed this, so it can't be allowed.")
_FAILED = Finding("assessment_failed", "A policy could not assess this input, so it can't be allowed.")


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with one subject, and why."""

    action: Action
    label: Label
    phase: Phase
    findings: tuple[Finding, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    final: bool = False
    """A floor refused it: nobody can be asked."""
    state: State = "ok"
    model_text: str = ""
    """For the model: names tool, argument and source call; never untrusted content, scores or rules."""
    person_text: str = ""
    """For the person: everything."""
    ends_run: bool = False
    """The same intent was refused so often that the agent should stop."""
    monitored: Action | None = None
    """Monitor mode: what enforce mode would have done."""
    approver: str = ""
    """Who approved it, where somebody did."""
    answer: Answer | None = None
    """What a person said who did not approve it."""

    @property
    def allowed(self) -> bool:
        """Whether the subject may go ahead, as it is or sanitised."""
        return self.action <= Action.SANITIZE


def resolve(
    phase: Phase,
    *,
    floors: Iterable[Floor] = (),
    assessments: Iterable[Assessment] = (),
    effect: Effect | None = None,
    on_failure: Literal["verify", "refuse"] = "refuse",
    state: State = "ok",
) -> Decision:
    """Combine floors and assessments: the strictest wins, but for the one exception of DESIGN, "Who may loosen what".

    The order of either argument never matters, and adding one never loosens the answer, but for a model's full
    assessment that lowers the call policy's `sensitive`. No assessment at all, or a failed one, fails closed.
    """
    opinions = _in_order(assessments, _assessment_order)
    limits = _in_order(floors, _floor_order)
    usable = [a for a in opinions if a.state in ("ok", "degraded")]
    labels = [_counted_label(a, usable, effect) for a in usable]
    findings = [f.finding for f in limits] + [f for a in usable for f in a.findings]
    actions = [_BY_NAME[f.action] for f in limits] + [DEFAULTS[phase][label] for label in labels]
    if not opinions:
        actions, findings = [*actions, Action.REFUSE], [*findings, _UNASSESSED]
    if len(usable) < len(opinions):
        actions, findings = [*actions, _BY_NAME[on_failure]], [*findings, _FAILED]
    action = max(actions)
    fallback = Label.MALICIOUS if action is Action.REFUSE else Label.SENSITIVE
    return Decision(
        action=action,
        label=max(labels, key=_SEVERITY.__getitem__, default=fallback),
        phase=phase,
        findings=tuple(dict.fromkeys(findings)),
        assessments=tuple(opinions),
        final=any(f.action == "refuse" or f.lasting for f in limits),
        state=state,
    )


def _in_order(given: Iterable[T], key: Callable[[T], tuple[str, ...]]) -> list[T]:
    """Each once, in an order that does not depend on the one given."""
    things = list(given)
    return sorted(set(things), key=key) if len(things) > 1 else things  # most often there is one, or none


def _assessment_order(a: Assessment) -> tuple[str, ...]:
    return (a.policy, a.label, a.role, a.state, a.stage, a.view, repr(a.findings), a.safety_thoughts)


def _floor_order(f: Floor) -> tuple[str, ...]:
    return (f.source, f.action, f.finding.code, f.finding.path, f.finding.message)


_BY_NAME: Final[Mapping[str, Action]] = MappingProxyType({"verify": _V, "refuse": _R})


def _counted_label(assessment: Assessment, all_of_them: list[Assessment], effect: Effect | None) -> Label:
    """Its label; only the call policy's `sensitive` is ever lowered, by a model that may."""
    if assessment.role is not Role.CALL or assessment.label is not Label.SENSITIVE:
        return assessment.label
    return Label.BENIGN if any(_may_lower(a, effect) for a in all_of_them) else assessment.label


def _may_lower(model: Assessment, effect: Effect | None) -> bool:
    if model.role is not Role.MODEL or model.label is not Label.BENIGN:
        return False
    if model.state != "ok" or model.stage != "full":
        return False
    contained = effect is not None and effect.reversible and not effect.external
    return contained or model.view == "masked"

"""The floors a person's table sets: denied, ask first, unknown, changed since it was pinned, outside a constraint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Final

from mosaic_guard.assessment import Finding, Floor, Phase
from mosaic_guard.canonical import is_foreign
from mosaic_guard.config.constraints import Misfit, values_at
from mosaic_guard.config.model import Config
from mosaic_guard.config.table import Standing, standing
from mosaic_guard.pins import spec_digest
from mosaic_guard.policies.base import Check
from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import JSON, ToolCall

_MAX_CACHED: Final = 4_096


class Rules:
    """Reads the table; the strictest of what all its entries say holds."""

    name = "rules"

    def __init__(self, config: Config) -> None:
        self.fingerprint = config.fingerprint
        self._config = config
        self._standings: dict[str, Standing] = {}
        self._pinned: dict[str, tuple[ToolSpec, bool]] = {}

    def floors(self, check: Check) -> Sequence[Sequence[Floor]]:
        """Return the floors of each call, or of the tool that is bound."""
        if check.phase is Phase.CALL:
            return [self._of_call(call, check.specs.get(call.name)) for call in check.calls]
        if check.phase is Phase.TOOL and check.spec is not None:
            return [[*self._of_tool(check.spec)]]
        return [[]]

    def _of_call(self, call: ToolCall, spec: ToolSpec | None) -> list[Floor]:
        if spec is None:
            return [_refuse("unknown_tool", f"There is no tool {call.name!r} among those the agent was given.")]
        floors = list(self._of_tool(spec))
        args: object = call.args
        if not isinstance(args, (dict, Mapping)) or not all(isinstance(key, str) for key in args):
            message = f"The arguments of {call.name} are no object with text keys but {type(args).__name__}."
            return [*floors, _refuse("malformed", message)]
        return [*floors, *self._limits(call, self._standing(spec.name))]

    def _of_tool(self, spec: ToolSpec) -> Iterator[Floor]:
        said = self._standing(spec.name)
        if said.rule == "deny":
            yield _refuse("denied_by_table", f"The table denies {spec.name}.")
        elif said.rule == "verify":
            yield _verify("verify_by_table", f"The table wants a person to approve {spec.name}.")
        if not spec.known:
            yield _verify("unknown_tool", f"{spec.name} is not in the table; a person has to review it first.")
        if said.pins and not self._as_pinned(spec, said):
            yield _verify("spec_changed", f"The declaration of {spec.name} has changed since it was pinned.")

    def _limits(self, call: ToolCall, said: Standing) -> Iterator[Floor]:
        for path, (allowed, test) in said.limits:
            try:
                fits = all(test(value) for value in _values(call.args, path))
            except Misfit:
                fits = False
            if not fits:
                why = f"{allowed}{_unread(call.args, path)}"
                yield _refuse("constraint", f"Argument {path} of {call.name} {why}.", path=path)

    def _standing(self, tool: str) -> Standing:
        said = self._standings.get(tool)
        if said is None:
            said = standing(self._config, tool)
            if len(self._standings) < _MAX_CACHED:
                self._standings[tool] = said
        return said

    def _as_pinned(self, spec: ToolSpec, said: Standing) -> bool:
        seen = self._pinned.get(spec.name)
        if seen is None or seen[0] is not spec:
            seen = self._pinned[spec.name] = (spec, said.pins == {spec_digest(spec)})
        return seen[1]


def _values(args: Mapping[str, JSON], path: str) -> list[JSON]:
    """The values at a path: dotted, or an argument whose own name has the dot in it."""
    return [args[path]] if path in args and args[path] is not None else values_at(args, path)


def _unread(args: Mapping[str, JSON], path: str) -> str:
    """Says why no limit could have held: an object of some type, or bytes that are no text, has nothing to compare."""
    with suppress(Misfit):
        for value in _values(args, path):
            if isinstance(value, Mapping) and is_foreign(value):
                return f", and {next(iter(value)).strip('<>')} can't be read as text or JSON"
    return ""


def _refuse(code: str, message: str, *, path: str = "") -> Floor:
    return Floor("refuse", Finding(code, message, path=path))


def _verify(code: str, message: str) -> Floor:
    return Floor("verify", Finding(code, message))

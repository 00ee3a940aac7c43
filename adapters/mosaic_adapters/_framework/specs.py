"""LangChain tools as the core's declarations, and their arguments as the tool will get them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from langchain_core.tools import BaseTool, tool
from pydantic import BaseModel, RootModel
from pydantic.fields import FieldInfo

from mosaic_adapters._framework.made import makes_values, steady
from mosaic_guard import ConfigError, Guard, ToolSpec
from mosaic_guard.canonical import plain
from mosaic_guard.passed import as_declared
from mosaic_guard.trajectory import JSON

OWN: Final = "_mosaic"
_HINTS: Final = ("readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint")
_HANDS_ON_TO: Final = "__handoff_destination"
"""Under this, `langgraph-supervisor` and `langgraph-swarm` note on a tool which agent it hands on to."""
_SERVER: Final = "mcp:"
_TO_DO: Final = "langchain.agents.middleware.todo"
_FRAMEWORKS_OWN: Final = frozenset({"run_manager", "callbacks", "config"})
_ARGUMENTS_OF_MANY: Final = frozenset({"args", "kwargs"})
"""Fields of these names stand for `*args` and `**kwargs`, and are left out where they are not given."""


@dataclass(frozen=True, slots=True)
class Guarding:
    """What a guarded tool knows."""

    guard: Guard
    spec: ToolSpec
    hidden: frozenset[str]
    """Arguments that the framework injects: never the model's, never judged, never stored."""
    makes_values: bool = False
    """Its declaration makes values by itself, which may be others each time: they are not judged either."""
    own_schema: type[BaseModel] | None = None
    """Set where it alone says what the tool will get: to ask LangChain reads all types anew each time."""

    def __deepcopy__(self, _: object) -> Guarding:
        """A deep copy of a tool has the same guard: there is one record of what ran."""
        return self

    def complete(self, args: Mapping[str, Any]) -> dict[str, JSON]:
        """The arguments that count, with the defaults that the tool's schema declares."""
        named = {k: as_declared(v) for k, v in args.items() if k not in self.hidden}
        declared = self.spec.schema.get("properties", {})
        missing = {k: p["default"] for k, p in declared.items() if k not in named and "default" in p}
        return {**named, **missing}


def guarding_of(tool: BaseTool, guard: Guard) -> Guarding:
    """What a tool that is being guarded has to know."""
    spec = spec_of(tool)
    hidden = hidden_arguments(tool)
    own_schema = _plain_schema(tool) if hidden == _FRAMEWORKS_OWN else None
    return Guarding(guard, spec, hidden, makes_values(dict(spec.schema)), own_schema)


def _plain_schema(tool: BaseTool) -> type[BaseModel] | None:
    """The schema of a tool, where what it validates is its fields by their names and nothing else."""
    schema = tool.args_schema
    if type(tool)._parse_input is not BaseTool._parse_input:
        return None
    if not (isinstance(schema, type) and issubclass(schema, BaseModel)) or issubclass(schema, RootModel):
        return None
    dumped = schema.__pydantic_decorators__.model_serializers or schema.model_config.get("serialize_by_alias")
    changed = dumped or schema.model_dump is not BaseModel.model_dump or schema.model_computed_fields
    if changed or schema.model_config.get("extra") == "allow" or not _ARGUMENTS_OF_MANY.isdisjoint(schema.model_fields):
        return None
    return None if any(map(_is_changed, schema.model_fields.values())) else schema


def _is_changed(field: FieldInfo) -> bool:
    """Whether it has another name, or none at times: `exclude_if` is of newer versions."""
    left_out = field.exclude or getattr(field, "exclude_if", None)
    return bool(field.alias or field.validation_alias or field.default_factory or left_out)


def guarding(tool: BaseTool) -> Guarding | None:
    """What guards a tool, if anything does."""
    known: Guarding | None = vars(tool).get(OWN)
    return known


def as_tools(given: Iterable[Any]) -> list[BaseTool]:
    """Give what agents take for tools as tools: functions are made one each.

    Raises:
        ConfigError: one is neither, or no tool can be made of it.
    """
    if isinstance(given, BaseTool) or not isinstance(given, Iterable):
        msg = f"tools is a {type(given).__name__}; it must be a list of tools."
        raise ConfigError(msg)
    return [one if isinstance(one, BaseTool) else _made(one, place) for place, one in enumerate(given)]


def _made(function: Any, place: int) -> BaseTool:
    name = getattr(function, "__name__", type(function).__qualname__)
    if not callable(function) or isinstance(function, type):
        msg = f"item {place} of the tools is a {name}, which is no tool. Leave it out, or put a tool or function there."
        raise ConfigError(msg)
    try:
        made: BaseTool = tool(function)
    except ValueError as error:
        msg = f"no tool can be made of {name}: {error}"
        raise ConfigError(msg) from error
    return made


def spec_of(tool: BaseTool) -> ToolSpec:
    """Declare a tool as the model is shown it: no injected arguments.

    One that brings annotations, or its schema as JSON, was declared elsewhere, mostly by a server: what it says of
    itself is not the agent's own word, nor whether it hands on to another agent.
    """
    metadata = tool.metadata or {}
    hints = {h: metadata[h] for h in _HINTS if metadata.get(h) is not None}
    schema = schema_of(tool)
    # a tag, for a server's annotations may bring metadata of any name
    server = next((tag for tag in tool.tags or () if tag.startswith(_SERVER)), "")
    is_served = server or hints or isinstance(tool.args_schema, Mapping)
    own = "agent" if _stays_within(tool, schema) else "local"
    origin = (server or f"{_SERVER}unknown") if is_served else own
    return ToolSpec(tool.name, tool.description or "", schema, hints, origin)


def _stays_within(tool: BaseTool, schema: Mapping[str, JSON]) -> bool:
    """Whether a tool hands the run on and takes nothing from the model, or is LangChain's own list of things to do."""
    if isinstance((tool.metadata or {}).get(_HANDS_ON_TO), str) and not schema.get("properties"):
        return True
    return getattr(getattr(tool, "func", None), "__module__", "") == _TO_DO


def schema_of(tool: BaseTool) -> Mapping[str, JSON]:
    """The JSON schema of what the model may pass."""
    shown: Any = tool.tool_call_schema
    if isinstance(shown, Mapping):
        return dict(plain(shown))
    schema = shown.model_json_schema() if hasattr(shown, "model_json_schema") else shown.schema()
    return dict(plain(schema))


def hidden_arguments(tool: BaseTool) -> frozenset[str]:
    """Name the arguments that the framework injects."""
    injected = frozenset(tool._injected_args_keys)
    if isinstance(tool.args_schema, Mapping):
        return injected | _FRAMEWORKS_OWN
    declared = frozenset(getattr(tool.get_input_schema(), "model_fields", ()))
    return (declared - frozenset(schema_of(tool).get("properties", ()))) | injected | _FRAMEWORKS_OWN


def final_arguments(tool: BaseTool, args: Mapping[str, Any], call_id: str, known: Guarding) -> dict[str, JSON] | None:
    """What the tool will get for these arguments: validated, defaults filled in; None where they are not valid.

    A tool with injected arguments is asked by the schema the model sees, since the others are not at hand.
    """
    given = {k: v for k, v in args.items() if k not in known.hidden}
    final = _validated(tool, given, call_id, known)
    return final if final is None else steadied(tool, final, given, call_id, known)


def steadied(
    tool: BaseTool, final: dict[str, JSON], given: Mapping[str, Any], call_id: str, known: Guarding
) -> dict[str, JSON]:
    """Final arguments without what the tool's declaration makes anew each time: nobody can approve what changes."""
    again = _validated(tool, given, call_id, known) if known.makes_values else None
    return final if again is None else dict(steady(final, again, plain(given)))


def _validated(tool: BaseTool, given: Mapping[str, Any], call_id: str, known: Guarding) -> dict[str, JSON] | None:
    exactly = known.hidden == _FRAMEWORKS_OWN
    try:
        final: Any
        if known.own_schema is not None and known.own_schema is tool.args_schema:
            result = known.own_schema.model_validate(dict(given))
            final = {name: getattr(result, name) for name in known.own_schema.model_fields}
        else:
            final = tool._parse_input(dict(given), call_id) if exactly else _by_shown_schema(tool, given)
    except Exception:  # a validator may raise anything; the tool itself will tell the model
        return None
    return known.complete(final) if isinstance(final, Mapping) else None


def _by_shown_schema(tool: BaseTool, given: Mapping[str, Any]) -> Mapping[str, Any]:
    shown = tool.tool_call_schema
    if not (isinstance(shown, type) and issubclass(shown, BaseModel)):
        return given
    result = shown.model_validate(dict(given))
    fields = type(result).model_fields
    return {k: getattr(result, k) for k in fields if k in result.model_fields_set or not fields[k].is_required()}

"""AgentDojo's environments and tools, as LangChain tools over one environment."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from agentdojo.agent_pipeline.base_pipeline_element import BasePipelineElement
from agentdojo.agent_pipeline.tool_execution import tool_result_to_str
from agentdojo.attacks.attack_registry import ATTACKS as REGISTERED
from agentdojo.attacks.attack_registry import load_attack
from agentdojo.functions_runtime import Function, FunctionsRuntime, TaskEnvironment
from agentdojo.task_suite.load_suites import get_suites
from agentdojo.task_suite.task_suite import TaskSuite
from langchain_core.tools import BaseTool, StructuredTool

from mosaic_guard.errors import ConfigError

VERSION: Final = "v1.2.2"
"""Of the benchmark's suites."""

ATTACKS: Final = (
    "direct",
    "ignore_previous",
    "system_message",
    "injecagent",
    "important_instructions",
    "tool_knowledge",
)
"""The attacks that aim at a goal; the denial-of-service ones have none."""

Suite: TypeAlias = TaskSuite


@dataclass(slots=True)
class World:
    """One environment, and what its tools did to it."""

    environment: TaskEnvironment
    functions: Mapping[str, Function[Any, Any]]
    watch: bool = False
    """Note which calls change the environment; costs a comparison of all of it for each."""
    returned: list[str] = field(default_factory=list)
    changed: list[bool] = field(default_factory=list)
    """While watching, for each call that ran: whether the environment is different after it."""

    def tools(self) -> list[BaseTool]:
        """Make the LangChain tools."""
        return [self._tool(function) for function in self.functions.values()]

    def call(self, name: str, args: dict[str, Any]) -> str:
        """Run one function; an error comes back as text, as AgentDojo does it."""
        before = self.environment.model_dump_json() if self.watch else ""
        result, error = FunctionsRuntime(list(self.functions.values())).run_function(self.environment, name, args)
        if self.watch:
            self.changed.append(self.environment.model_dump_json() != before)
        text: str = error or tool_result_to_str(result)
        self.returned.append(text)
        return text

    def _tool(self, function: Function[Any, Any]) -> BaseTool:
        def run(**args: Any) -> str:
            return self.call(function.name, args)

        return StructuredTool(
            name=function.name, description=function.description, args_schema=function.parameters, func=run
        )


def check_attacks(names: Iterable[str]) -> None:
    """Raise ConfigError for attacks that AgentDojo does not have."""
    unknown = sorted(set(names) - REGISTERED.keys())
    if unknown:
        msg = f"AgentDojo has no attack {', '.join(map(repr, unknown))}. Use some of {', '.join(sorted(REGISTERED))}."
        raise ConfigError(msg)


def suites(names: tuple[str, ...] = ()) -> dict[str, Suite]:
    """Load the suites, all of them or those named."""
    found = get_suites(VERSION)
    return {name: suite for name, suite in found.items() if not names or name in names}


def is_playable(suite: Suite, injection_task: Any) -> bool:
    """Whether a goal has a ground truth to act out; some of the benchmark's have none, and only a model could try."""
    environment = suite.load_and_inject_default_environment({})
    return bool(injection_task.ground_truth(environment) or injection_task.GROUND_TRUTH_OUTPUT)


def injections(suite: Suite, attack: str, user_task: Any, injection_task: Any) -> dict[str, str]:
    """Let AgentDojo's own attack write the texts that stand in the environment."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the attack warns that it does not know our pipeline's model name
        texts: dict[str, str] = load_attack(attack, suite, _Target()).attack(user_task, injection_task)
    return texts


class _Target(BasePipelineElement):  # type: ignore[misc]  # AgentDojo is not typed
    """Stands for the attacked pipeline: the attacks that name a model read the name from it."""

    name = "local"

    def query(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ARG002  # the signature is AgentDojo's
        """Refuse: attacks are written from the tasks alone."""
        msg = "the target of an attack is never queried"
        raise RuntimeError(msg)

"""All that a run is asked for: one TOML file of sections."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar, Final

from mosaic_guard.canonical import canonical_json
from mosaic_guard.config.constraints import FieldError
from mosaic_guard.config.validation import validated
from mosaic_guard.errors import ConfigError
from mosaic_trainer.evaluate.settings import EvaluateSettings
from mosaic_trainer.grpo.settings import DpoSettings, GrpoSettings, LoraSettings, SftSettings
from mosaic_trainer.judge.settings import JudgeSettings
from mosaic_trainer.preference.settings import RewardSettings
from mosaic_trainer.rollout.acting import ActorSettings
from mosaic_trainer.rollout.settings import RolloutSettings
from mosaic_trainer.runs import toml
from mosaic_trainer.runs.settings import ModelSettings, RunSettings
from mosaic_trainer.sandbox.limits import Limits
from mosaic_trainer.task.settings import TaskSettings

FREE: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "model": ("base",),
        "tasks": ("files", "traces", "key", "held_out"),
        "rollout": ("concurrency", "url", "key_file", "patience_s", "start_s", "gpus", "options"),
        "actor": ("url", "api_key_env", "budget_s"),
        "judge": (
            "api_key_env",
            "timeout_s",
            "retries",
            "pause_s",
            "concurrency",
            "max_calls",
            "max_cost",
            "max_failed",
            "second_url",
            "second_model",
            "second_api_key_env",
            "audit_share",
            "audit_least",
        ),
        "evaluate": ("files", "every", "tasks", "samples", "temperature", "seed"),
        "run": ("checkpoint_every", "keep", "processes", "sharded", "gpu_memory", "report_to"),
    }
)
"""What may differ where a run goes on: where and how fast it runs, not what it learns. Base and tasks have
their own digests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """One run."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid", "strict": True}
    model: ModelSettings
    tasks: TaskSettings = field(default_factory=TaskSettings)
    rollout: RolloutSettings = field(default_factory=RolloutSettings)
    sandbox: Limits = field(default_factory=Limits)
    actor: ActorSettings = field(default_factory=ActorSettings)
    judge: JudgeSettings = field(default_factory=JudgeSettings)
    reward: RewardSettings = field(default_factory=RewardSettings)
    lora: LoraSettings = field(default_factory=LoraSettings)
    sft: SftSettings = field(default_factory=SftSettings)
    dpo: DpoSettings = field(default_factory=DpoSettings)
    grpo: GrpoSettings = field(default_factory=GrpoSettings)
    evaluate: EvaluateSettings = field(default_factory=EvaluateSettings)
    run: RunSettings = field(default_factory=RunSettings)

    def __post_init__(self) -> None:
        if self.grpo.groups % self.run.processes:
            raise FieldError(
                f"must be a multiple of run.processes, {self.run.processes}: a group is never split between them",
                "grpo",
                "groups",
            )
        if self.actor.url and self.model.role == "agent":
            raise FieldError("acts in guard role alone: in agent role the policy does", "actor", "url")
        if not self.rollout.temperature:
            raise FieldError("must be above 0: a group of equal rollouts teaches nothing", "rollout", "temperature")
        if self.run.sharded and self.rollout.engine == "in_process":
            raise FieldError('must be "server" where the weights are split between processes', "rollout", "engine")

    @property
    def digest(self) -> str:
        """Changes whenever what is learned may."""
        sections = {
            name: {key: value for key, value in values.items() if key not in FREE.get(name, ())}
            for name, values in asdict(self).items()
            if name != "evaluate"
        }
        if self.grpo.curve == "constant":  # then what was learned so far is the beginning of a longer run, too
            del sections["grpo"]["steps"]
        return hashlib.sha256(canonical_json(sections).encode()).hexdigest()[:16]

    def text(self) -> str:
        """Spell it out, defaults included, as `load` reads it."""
        return toml.write(asdict(self))


def load(path: Path, overrides: Sequence[str] = ()) -> Config:
    """Read a configuration; raises ConfigError naming file, line, key and the nearest valid one."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{path}: can't be read: {error}. Name a configuration of a run, such as trainer/configs/smoke.toml."
        raise ConfigError(msg) from error
    return validated(Config, toml.read(text, str(path), overrides))

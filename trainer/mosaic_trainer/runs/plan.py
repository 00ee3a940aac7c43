"""What a run will do and what memory it takes, before anything is loaded: `--dry-run`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Final, Literal

from mosaic_guard.trajectory import JSON
from mosaic_trainer.runs.config import Config
from mosaic_trainer.runs.known import shape_named
from mosaic_trainer.runs.memory import Demand, Held, Part, estimate, total
from mosaic_trainer.runs.settings import TINY
from mosaic_trainer.runs.shape import Shape

Stage = Literal["run", "sft"]
_WIDTH: Final = 26
_SHARE: Final = "--gpu-memory-utilization"
_SPREAD: Final = "--tensor-parallel-size"
_COPIES: Final = "--data-parallel-size"


@dataclass(frozen=True, slots=True)
class Plan:
    """A run before it begins."""

    config: Config
    stage: Stage
    shape: Shape | None
    """None: of the model that is made here, which takes next to nothing."""
    parts: tuple[Part, ...]

    @property
    def shared(self) -> bool:
        """Trainer and server are on the same GPU."""
        return self.config.run.processes == 1 and not self.config.rollout.gpus and not self.config.rollout.url

    @property
    def needs(self) -> Mapping[str, float]:
        """GiB of each kind of GPU."""
        served = any(part.seat == "server" for part in self.parts)
        if not served:
            return {"each trainer": total(self.parts, "trainer")}
        if self.shared:
            return {"trainer and server": total(self.parts, "trainer", "server")}
        return {"each trainer": total(self.parts, "trainer"), "each server": total(self.parts, "server")}

    @property
    def fits(self) -> bool:
        """Whether every GPU has room, by the estimate."""
        return all(need <= self.config.run.gpu_memory for need in self.needs.values())

    @property
    def data(self) -> dict[str, JSON]:
        """All of it as plain values."""
        return {
            "config": asdict(self.config),
            "parameters": self.shape.parameters if self.shape else None,
            "memory": [{"process": p.seat, "what": p.name, "gib": round(p.gib, 2)} for p in self.parts],
            "needs": {name: round(need, 1) for name, need in self.needs.items()},
            "fits": self.fits,
        }

    @property
    def text(self) -> str:
        """All of it for a person."""
        return "\n".join((self.config.text(), *self._work(), "", *self._memory(), *self._advice()))

    def _work(self) -> Iterator[str]:
        config, shape = self.config, self.shape
        if shape is None:
            yield _row("model", "made here, of about a million parameters")
        else:
            trained = shape.adapter(config.lora.rank, config.lora.targets)
            yield _row("model", f"{shape.parameters / 1e9:.2f} B parameters; adapter of {trained / 1e6:.1f} M")
        if self.stage == "sft":
            yield _row("work", f"{config.sft.steps:,} steps of {config.sft.batch} demonstrations")
            return
        grpo = config.grpo
        rollouts = grpo.groups * grpo.group_size
        yield _row("work", f"{grpo.steps:,} steps of {grpo.groups} groups of {grpo.group_size}: {rollouts:,} rollouts")
        yield _row("tokens a step, at most", f"{rollouts * config.rollout.context_tokens:,}")
        second = config.judge.second
        audit = f"; {second.model} audits {config.judge.audit_share:.0%}" if second else ""
        yield _row("judge", f"{config.judge.model or config.judge.kind}{audit}")

    def _memory(self) -> Iterator[str]:
        if self.shape is None:
            yield _row("memory", "less than 1 GiB")
            return
        seats = [seat for seat in ("trainer", "server") if any(part.seat == seat for part in self.parts)]
        yield _row("GiB of each process", "".join(f"{seat:>10}" for seat in seats))
        for name in dict.fromkeys(part.name for part in self.parts):
            found = {part.seat: part.gib for part in self.parts if part.name == name}
            cells = "".join(f"{found[seat]:>10.1f}" if seat in found else " " * 10 for seat in seats)
            yield _row(f"  {name}", cells.rstrip())
        room = self.config.run.gpu_memory
        for name, need in self.needs.items():
            verdict = "fits" if need <= room else "DOES NOT FIT"
            yield _row(name, f"{need:.1f} of {room:.0f} GiB: {verdict}")

    def _advice(self) -> Iterator[str]:
        """VLLM takes a fixed share of its GPU, whatever it needs."""
        server = total(self.parts, "server")
        if self.shape is None or not server:
            return
        config, room = self.config, self.config.run.gpu_memory
        share = _number(config.rollout.options, _SHARE)
        most = 1 - total(self.parts, "trainer") / room if self.shared else 0.9
        if share is None and self.shared:
            say = f'"{_SHARE}", "{min(most, math.ceil(server / room * 100) / 100):.2f}"'
            yield f"vLLM takes most of its GPU unless told otherwise; set rollout.options = [{say}]."
        elif share is not None and not server / room <= share <= most + 0.005:
            yield f"{_SHARE} {share:g} is {share * room:.0f} GiB; between {server:.0f} and {most * room:.0f} are meant."


def plan(config: Config, stage: Stage = "run") -> Plan:
    """Plan a run; raises ConfigError where the model can't be sized."""
    if config.model.base == TINY:
        return Plan(config, stage, None, ())
    shape = shape_named(config.model.base)
    parts = estimate(shape, demand(config, stage))
    spread = _number(config.rollout.options, _SPREAD) or 1
    parts = tuple(Part(p.seat, p.name, _each(p, spread)) for p in parts)
    return Plan(config, stage, shape, parts)


def demand(config: Config, stage: Stage) -> Demand:
    """What of a configuration decides its memory."""
    rollout, grpo = config.rollout, config.grpo
    supervised = stage == "sft"
    return Demand(
        held=_held(config),
        rank=config.lora.rank,
        targets=config.lora.targets,
        micro_batch=config.sft.micro_batch if supervised else grpo.micro_batch,
        length=rollout.context_tokens,
        scored=rollout.context_tokens,
        checkpointing=grpo.checkpointing,
        full=supervised and config.sft.full,
        split=config.run.processes if config.run.sharded else 1,
        served=rollout.engine == "server" and not supervised,
        concurrent=0 if supervised else _concurrent(config),
    )


def _concurrent(config: Config) -> int:
    """Sequences that one sampler has at a time: each trainer asks for its own."""
    rollout, grpo, processes = config.rollout, config.grpo, config.run.processes
    own = min(rollout.concurrency, grpo.groups * grpo.group_size // processes)
    if rollout.engine == "in_process":
        return min(own, rollout.batch)
    return math.ceil(own * processes / (_number(rollout.options, _COPIES) or 1))


def _held(config: Config) -> Held:
    """The estimate is for GPUs, where `auto` is bfloat16."""
    return "bfloat16" if config.model.dtype == "auto" else config.model.dtype


def _each(part: Part, spread: float) -> float:
    return part.bytes / spread if part.seat == "server" and part.name != "process" else part.bytes


def _number(options: tuple[str, ...], name: str) -> float | None:
    """Find an option's value, which stands behind it or behind `=`."""
    words = [word for option in options for word in option.split("=", 1)]
    return float(words[words.index(name) + 1]) if name in words[:-1] else None


def _row(name: str, text: str) -> str:
    return f"{name:{_WIDTH}}{text}"

"""The model card of an export. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mosaic_guard.protocol import PROTOCOL_VERSION
from mosaic_trainer.runs.checkpoint import Manifest
from mosaic_trainer.runs.config import Config
from mosaic_trainer.task.task import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What there is to tell."""

    config: Config
    manifest: Manifest
    tasks: Sequence[Task]
    """That it was trained on."""
    serve: str
    """The command that serves it."""
    evaluation: str = ""
    """Tables of `train evaluate`, where there are any."""


def card(made: Exported) -> str:
    """Write the card."""
    config, manifest = made.config, made.manifest
    kinds = Counter(task.source.kind for task in made.tasks)
    rows = "\n".join(f"| {kind} | {count:,} |" for kind, count in sorted(kinds.items()))
    return f"""# A MOSAIC policy: `{config.model.base}` with a LoRA adapter

Decides about the tool calls of LLM agents, for mosaic-guard: {config.model.role} role, protocol {PROTOCOL_VERSION}.
It is one layer beside rules, a tool table and a person who answers.

    {made.serve}

## How it was made

Pairwise preference RL (GRPO) on a LoRA of rank {config.lora.rank}: {manifest.step} steps of
{config.grpo.groups} groups of {config.grpo.group_size} rollouts, reward `{config.reward.preset}`,
judge `{config.judge.kind}`, seed {config.run.seed}.
Base {manifest.model}, tasks {manifest.tasks}, settings {manifest.config} (digests); all settings are in `config.toml`.

| trained on tasks from | tasks |
| --- | --- |
{rows}

## What it is worth

{made.evaluation.strip() or "It was not evaluated. `mosaic-guard train evaluate` measures it on held-out tasks."}

## Limits

- The figures are for the tasks they were measured on. They say nothing of tools, wordings and languages that are not
  among them.
- It reads text. What is not inspected by the guard is not inspected by it either.
- A reply outside the protocol's grammar is a failed assessment: the guard refuses or asks then.
"""

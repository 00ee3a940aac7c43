"""The one file that touches TRL's internals: our rollouts and our advantages inside its GRPO.

TRL re-centres whatever rewards it is given, which would lift a clamped advantage above zero again. So its own are
overwritten where it returns them, before it shuffles the batch.
"""

from __future__ import annotations

import json
import shutil
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import torch
from accelerate import PartialState
from datasets import Dataset
from peft import PeftModel
from trl import GRPOTrainer
from trl.trainer import utils

from mosaic_trainer.grpo.arguments import Run, arguments
from mosaic_trainer.grpo.batch import Batch, Source
from mosaic_trainer.grpo.errors import TrainingError
from mosaic_trainer.grpo.policy import Policy, adapter_of
from mosaic_trainer.grpo.settings import GrpoSettings, LoraSettings
from mosaic_trainer.grpo.signal import labels, merged, teaching, trimmed
from mosaic_trainer.grpo.telling import check_finite
from mosaic_trainer.rollout.generator import Generator

SOURCE: Final = "source.json"
"""In a checkpoint: what the next batch depends on."""
_KEPT: Final = 2
"""Adapters on disk: the one being sampled from, and the one before it."""


class PairwiseTrainer(GRPOTrainer):  # type: ignore[misc]  # trl is not typed
    """GRPO whose rollouts, advantages and masks are ours."""

    def __init__(
        self,
        policy: Policy,
        source: Source,
        *,
        generator: Generator,
        settings: GrpoSettings,
        lora: LoraSettings,
        run: Run,
    ) -> None:
        self._source = source
        self._generator = generator
        self._settings = settings
        self._run = run
        self._batch = Batch(())
        self._handed_over = -1
        self._gathering = 0.0
        self._scoring: dict[str, Any] = {}
        half = policy.model.dtype == torch.bfloat16
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "You are using 'rollout_func'")  # check_versions minds it
            super().__init__(
                model=policy.model,
                processing_class=policy.tokenizer,
                args=arguments(settings, run, PartialState().num_processes, half=half),
                train_dataset=Dataset.from_dict({"prompt": [""] * (settings.groups * settings.steps)}),
                reward_funcs=[_no_reward],
                rollout_func=self._rollouts,
                peft_config=None if isinstance(policy.model, PeftModel) else adapter_of(lora),
            )
        self._silent_are_free = (
            settings.beta == 0
            and settings.loss in ("dapo", "cispo")  # the others divide by rows
            and self.accelerator.num_processes == 1  # TRL gathers a figure of each row, as many from everyone
        )
        if settings.correction != "off":
            self._correct_for_the_engine()

    def _correct_for_the_engine(self) -> None:
        """TRL corrects for what an engine says of probabilities only where the engine is its own vLLM."""
        self.use_vllm = True
        self.vllm_generation = SimpleNamespace(sync_weights=self.hand_over)
        self._last_loaded_step = -1

    def hand_over(self, version: str = "") -> None:
        """Let the generator sample from the adapter as it is now; once a step, unless another version is named."""
        if version or self._handed_over != self.state.global_step:
            self._handed_over = -1 if version else self.state.global_step
            folder = self._run.folder / "adapters" / (version or f"step-{self.state.global_step}")
            self.save_adapter(folder)
            self._generator.update(str(folder), folder.name)
            if self.accelerator.is_main_process:
                _prune(folder.parent, _KEPT)

    def save_adapter(self, folder: Path) -> None:
        """Write the adapter alone."""
        model = self.accelerator.unwrap_model(self.model)
        sharded = self.is_deepspeed_enabled or self.is_fsdp_enabled
        weights = self.accelerator.get_state_dict(self.model) if sharded else None
        if self.accelerator.is_main_process:
            model.save_pretrained(str(folder), state_dict=weights, selected_adapters=["default"])
        self.accelerator.wait_for_everyone()

    def _rollouts(self, prompts: Sequence[str], _trainer: object) -> dict[str, Any]:
        self.hand_over()
        began = time.perf_counter()
        self._batch = self._source.batch(self.state.global_step // self._settings.updates)
        self._gathering = time.perf_counter() - began
        rows = self._batch.rows
        if len(rows) != len(prompts):
            msg = f"the batch has {len(rows)} rows where {len(prompts)} are due"
            raise TrainingError(msg)
        return {
            "prompt_ids": [list(row.prompt_ids) for row in rows],
            "completion_ids": [list(row.completion_ids) for row in rows],
            "logprobs": [list(row.logprobs) for row in rows],
            "env_mask": [list(map(int, row.mask)) for row in rows],
        }

    def _generate_and_score_completions(self, inputs: list[dict[str, Any]]) -> dict[str, Any]:
        output: dict[str, Any] = super()._generate_and_score_completions(inputs)
        # Where an engine's probabilities are corrected for, rollouts that say the same still weigh differently.
        once = self._silent_are_free and self._settings.correction == "off"
        rows = merged(self._batch.rows) if once else self._batch.rows
        ours = torch.tensor([row.advantage for row in rows], dtype=torch.float32)
        output["advantages"] = ours.to(output["advantages"].device)
        metrics = self._metrics["train"]
        for name in [name for name in metrics if "reward" in name]:  # of the rewards that it was not given
            del metrics[name]
        for name, value in self._batch.metrics.items():
            metrics[name].append(value)
        # What is drawn from here on depends on the step alone, so that a resumed run draws the same.
        torch.manual_seed((self._run.seed << 20) + self.state.global_step)
        return output

    def _compute_loss(self, model: Any, inputs: dict[str, Any]) -> Any:
        seen = teaching(inputs) if self._silent_are_free else inputs
        self._scoring = trimmed(seen)
        try:
            return super()._compute_loss(model, self._scoring)
        finally:
            self._scoring = {}

    def _get_per_token_logps_and_entropies(
        self, model: Any, input_ids: Any, attention_mask: Any, logits_to_keep: int, *rest: Any, **named: Any
    ) -> Any:
        if not self._scoring or self.aux_loss_enabled:
            return super()._get_per_token_logps_and_entropies(
                model, input_ids, attention_mask, logits_to_keep, *rest, **named
            )
        with self.accelerator.autocast(), _compact():
            scored = model(
                input_ids=input_ids,
                attention_mask=attention_mask,
                labels=labels(input_ids, self._scoring),
                fused_lm_head=True,
            )
        return scored.log_probs[:, -logits_to_keep:], scored.entropy[:, -logits_to_keep:], None

    def log(self, logs: dict[str, float], start_time: float | None = None) -> None:
        """Pass on the figures of a step; nothing is saved after one whose loss or gradient is no number."""
        mend = (
            f"Go on from the last checkpoint with a lower grpo.learning_rate (now {self._settings.learning_rate:g}) "
            f"or grpo.max_grad_norm (now {self._settings.max_grad_norm:g})."
        )
        check_finite(self.state.global_step, logs, mend)
        super().log(logs, start_time)
        logs.pop("epoch", None)
        if "loss" in logs:
            logs["seconds/step"] = logs.pop("step_time")
            logs["seconds/update"] = logs["seconds/step"] - self._gathering
            self._gathering = 0.0
            if torch.cuda.is_available():
                logs["memory_gib"] = torch.cuda.max_memory_allocated() / 2**30
            self._run.told(self.state.global_step, logs)

    def _save_checkpoint(self, model: Any, trial: Any) -> None:
        step = self.state.global_step
        folder = self._run.folder / f"checkpoint-{step}"
        try:
            super()._save_checkpoint(model, trial)
            if self.args.should_save:
                (folder / SOURCE).write_text(json.dumps(self._source.state()), encoding="utf-8")
        except Exception as error:  # a full disk shows in each library as something else
            msg = f"the checkpoint of step {step} can't be written: {error}. Make room, then resume the run."
            raise TrainingError(msg) from error
        if self.args.should_save:
            self._run.saved(step // self._settings.updates, folder)

    def _load_from_checkpoint(self, checkpoint: str, model: Any = None) -> None:
        super()._load_from_checkpoint(checkpoint, model)
        self._source.restore(json.loads(Path(checkpoint, SOURCE).read_text(encoding="utf-8")))


@contextmanager
def _compact() -> Iterator[None]:
    """Let TRL project no hidden state on the vocabulary that has no label.

    It does so where Triton is, and elsewhere spares devices that compile for each shape; a CPU is none of them.
    """
    before = utils._use_triton
    utils._use_triton = lambda device: device.type == "cpu" or before(device)
    try:
        yield
    finally:
        utils._use_triton = before


def _no_reward(prompts: Sequence[str], **_: object) -> list[float]:
    """TRL wants a reward; ours is in the advantages."""
    return [0.0] * len(prompts)


def _prune(folder: Path, keep: int) -> None:
    old = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)[:-keep]
    for path in old:
        shutil.rmtree(path)

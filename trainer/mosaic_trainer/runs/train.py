"""The run itself: check, open, train, and go on from where it was stopped."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from mosaic_guard.errors import ConfigError
from mosaic_trainer.evaluate.tasks import held_out
from mosaic_trainer.experience.curriculum import Curriculum
from mosaic_trainer.experience.gather import Plan
from mosaic_trainer.experience.source import RolloutSource, Setting, Share
from mosaic_trainer.grpo.arguments import Run
from mosaic_trainer.grpo.policy import Policy, load_policy
from mosaic_trainer.grpo.trainer import make_trainer
from mosaic_trainer.judge.open import open_judge
from mosaic_trainer.rollout.acting import acting
from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.runs import checkpoint, versions
from mosaic_trainer.runs.canaries import try_out
from mosaic_trainer.runs.checkpoint import Manifest
from mosaic_trainer.runs.config import Config
from mosaic_trainer.runs.crew import Crew
from mosaic_trainer.runs.errors import RunError
from mosaic_trainer.runs.folder import VERSIONS, RunFolder
from mosaic_trainer.runs.known import fingerprint
from mosaic_trainer.runs.material import check_reward, digest, tasks_of
from mosaic_trainer.runs.origin import check_protocol
from mosaic_trainer.runs.processes import Processes, launched
from mosaic_trainer.runs.progress import Progress
from mosaic_trainer.runs.recorder import Recorder
from mosaic_trainer.runs.sampling import sampling
from mosaic_trainer.runs.settings import TINY, ModelSettings
from mosaic_trainer.runs.watching import watched_judge, watched_policy
from mosaic_trainer.task.task import Task

if TYPE_CHECKING:
    from mosaic_trainer.grpo.pairwise import PairwiseTrainer


def train(config: Config, folder: RunFolder, stream: TextIO) -> None:
    """Train until the last step; goes on from the newest checkpoint where there is one.

    Raises:
        ResumeMismatch: that one is of another run.
        ConfigError: the model or the tasks can't be trained with.
    """
    processes = _started(config)
    progress = Progress(stream, config.grpo.steps, silent=not processes.main)
    tasks = _verified_tasks(config, progress)
    watched = held_out(config) if config.evaluate.every else []
    policy = opened(config.model, config.run.seed)  # first: a download knows its commit only once it is there
    manifest = Manifest(model=fingerprint(config.model.base), tasks=digest(tasks), config=config.digest)
    newest = folder.newest()
    done = _done(manifest, newest, folder)
    if done.step >= config.grpo.steps:
        progress.say(f"all {done.step} steps are done")
        return
    attempt = _begun(folder, done, progress, processes)
    encoder = Encoder(policy.tokenizer)
    judge = open_judge(config.judge, folder.path / "verdicts.jsonl")
    watch_judge = watched_judge(config, judge)
    watch_judge(done.step)
    with (
        closing(judge),
        acting(config.actor) as actor,
        sampling(config, policy, ends=encoder.ends, log=attempt / "server.log", processes=processes) as generator,
    ):
        crew = Crew(policy=policy, encoder=encoder, generator=generator, actor=actor, judge=judge)
        recorder = Recorder(
            config, folder, manifest=manifest, progress=progress, spell=encoder.decode, processes=processes
        )
        source = _source(config, tasks, crew=crew, recorder=recorder, processes=processes)
        trainer = _trainer(config, source, crew=crew, run=_run(config, folder, recorder), processes=processes)
        watch_policy = watched_policy(config, watched, crew=crew, trainer=trainer, main=processes.main)
        recorder.watches += [watch_policy, watch_judge] if processes.main else [watch_policy]
        # Of split weights no process has the whole model to try out.
        for said in () if config.run.sharded else try_out(config, tasks, crew=crew, trainer=trainer):
            progress.say(said)
        trainer.train(resume_from_checkpoint=str(newest) if newest else None)


def opened(settings: ModelSettings, seed: int) -> Policy:
    """Load the policy, from here on drawing from this seed."""
    check_protocol(settings)
    policy = load_policy(settings.base, dtype=settings.dtype, adapter=settings.adapter)
    from transformers import set_seed  # only now: a missing library was told of above

    if settings.chat_template:
        try:
            policy.tokenizer.chat_template = Path(settings.chat_template).read_text(encoding="utf-8")
        except OSError as error:
            msg = f"model.chat_template: {settings.chat_template} can't be read: {error.strerror}. Name a template."
            raise ConfigError(msg) from error
    set_seed(seed)
    return policy


def _started(config: Config) -> Processes:
    """Find out which process this is, of as many as the configuration says."""
    processes = launched()
    if config.model.base == TINY:
        msg = "model.base: `tiny` knows nothing yet. Make a start with `mosaic-guard train sft`, and name its folder."
        raise ConfigError(msg)
    if config.run.processes != processes.count:
        msg = (
            f"run.processes is {config.run.processes}, but {processes.count} were started. Say the same there and with "
            "`accelerate launch --num_processes`."
        )
        raise ConfigError(msg)
    return processes


def _verified_tasks(config: Config, progress: Progress) -> list[Task]:
    tasks = tasks_of(config.tasks)
    progress.say(f"{len(tasks):,} tasks; verifying the reward on them")
    check_reward(tasks, config)
    return tasks


def _done(manifest: Manifest, newest: Path | None, folder: RunFolder) -> Manifest:
    """What was done already, which is nothing where there is no checkpoint; raises where that is of another run."""
    done = checkpoint.read(newest) if newest else manifest
    done.check(manifest, newest or folder.path)
    return done


def _begun(folder: RunFolder, done: Manifest, progress: Progress, processes: Processes) -> Path:
    """Begin an attempt: forget what came after the checkpoint, and tell what is another version now."""
    if processes.main:
        before = folder.path / VERSIONS
        now = versions.versions()
        if done.step:
            progress.say(f"going on after step {done.step}")
            for change in versions.changed(json.loads(before.read_text(encoding="utf-8")), now):
                progress.say(f"another version than before: {change}")
        folder.cut(done.journals)
        attempt = folder.attempt(json.dumps(now, indent=1) + "\n")
        os.environ["TENSORBOARD_LOGGING_DIR"] = os.environ["WANDB_DIR"] = str(attempt)
    processes.wait()
    return folder.newest_attempt()


def _trainer(config: Config, source: RolloutSource, *, crew: Crew, run: Run, processes: Processes) -> PairwiseTrainer:
    from transformers import PrinterCallback

    trainer = make_trainer(
        crew.policy, source, generator=crew.generator, settings=config.grpo, lora=config.lora, run=run
    )
    if trainer.accelerator.num_processes != processes.count:  # each would train on its own, and nobody notice
        raise RunError(f"{processes.count} processes were started, but the trainer sees no others than itself.")
    trainer.remove_callback(PrinterCallback)  # it would write every figure into what the command prints
    return trainer


def _source(
    config: Config, tasks: Sequence[Task], *, crew: Crew, recorder: Recorder, processes: Processes
) -> RolloutSource:
    grpo = config.grpo
    plan = Plan(
        group_size=grpo.group_size,
        seed=config.run.seed,
        resample=grpo.resample,
        all_violated=config.reward.max_all_violated,
        judging=1 if config.judge.kind == "deterministic" else config.judge.concurrency,
    )
    setting = Setting(
        role=config.model.role,
        groups=grpo.groups,
        plan=plan,
        rollout=config.rollout,
        limits=config.sandbox,
        reward=config.reward,
        actor=crew.actor,
    )
    return RolloutSource(
        Curriculum(tasks, config.run.seed),
        setting,
        generator=crew.generator,
        encoder=crew.encoder,
        judge=crew.judge,
        share=Share(processes.rank, processes.count, processes.gather),
        seen=recorder.seen,
    )


def _run(config: Config, folder: RunFolder, recorder: Recorder) -> Run:
    return Run(
        folder=folder.work,
        seed=config.run.seed,
        longest=config.rollout.context_tokens,
        save_every=config.run.checkpoint_every,
        report_to=config.run.report_to,
        told=recorder.told,
        saved=recorder.saved,
    )

"""From settings to a judge."""

from __future__ import annotations

import os
from pathlib import Path

from mosaic_guard.errors import ConfigError
from mosaic_trainer.judge.audited import AuditedJudge
from mosaic_trainer.judge.base import Judge
from mosaic_trainer.judge.deterministic import DeterministicJudge
from mosaic_trainer.judge.settings import JudgeSettings


def open_judge(settings: JudgeSettings, journal: Path | None = None) -> Judge:
    """Make the judge that settings name; a second one keeps its verdicts beside `journal`, in `audits.jsonl`.

    Raises:
        ConfigError: the variable that should hold its key is not set.
        MissingExtraError: the `model` extra is not installed.
        JudgeError: the journal can't be read.
    """
    if settings.kind == "deterministic":
        return DeterministicJudge()
    judge = _asked(settings, journal)
    if settings.second is None:
        return judge
    second = _asked(settings.second, journal and journal.with_name("audits.jsonl"))
    return AuditedJudge(judge, second, settings.audit_share)


def _asked(settings: JudgeSettings, journal: Path | None) -> Judge:
    from mosaic_trainer.judge.llm import LlmJudge

    key = os.environ.get(settings.api_key_env, "") if settings.api_key_env else ""
    if settings.api_key_env and not key:
        msg = f"the judge's key should be in the variable {settings.api_key_env}, which is not set; set it"
        raise ConfigError(msg)
    return LlmJudge(settings, journal, api_key=key)

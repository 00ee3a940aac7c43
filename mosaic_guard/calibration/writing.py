"""Writes thresholds, and what they were set on, into the configuration."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path

from mosaic_guard.calibration.threshold import Gauge, Proposal
from mosaic_guard.config import Calibration, Config, parse
from mosaic_guard.config.edit import edited
from mosaic_guard.errors import ConfigError

_MARK = "\ufeff"


def calibration(proposals: Sequence[Proposal], *, judges: str, date: str, before: Calibration | None) -> Calibration:
    """Note what thresholds were set on; what an earlier calibration said of the other one stays, if it still holds."""
    made = before if before and before.judges == judges else Calibration(judges=judges, date=date)
    for one in proposals:
        if one.gauge == "output":
            made = replace(made, outputs=one.n, false_positives=one.shown)
        else:
            made = replace(made, calls=one.n, asked=one.shown)
    return replace(made, date=date)


def write(files: Sequence[Path], thresholds: Mapping[Gauge, float], said: Calibration) -> Config:
    """Change the last of the files that a configuration is read from, at once or not at all; give what they now say.

    Raises:
        ConfigError: it can't be changed in place, or would loosen what an earlier file states.
    """
    raw = [_read(file) for file in files]
    text = raw[-1].removeprefix(_MARK)
    name = str(files[-1])
    for gauge, value in thresholds.items():
        text = edited(text, name, ("thresholds", gauge), value)
    text = edited(text, name, ("calibration",), _stated(said))
    config = parse(*((str(f), t.removeprefix(_MARK)) for f, t in zip(files[:-1], raw, strict=False)), (name, text))
    _replace(files[-1], (_MARK if raw[-1].startswith(_MARK) else "") + text, before=raw[-1])
    return config


def _stated(said: Calibration) -> dict[str, object]:
    defaults = {f.name: f.default for f in fields(Calibration)}
    return {name: value for name, value in asdict(said).items() if value != defaults[name]}


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{file}: can't be read: {error}. Name a configuration file that exists and may be read."
        raise ConfigError(msg) from error


def _replace(file: Path, text: str, *, before: str) -> None:
    target = file.resolve()
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        draft.write_bytes(text.encode())
        draft.chmod(stat.S_IMODE(target.stat().st_mode))
        if _read(target) != before:
            msg = f"{file}: was changed by somebody else in the meantime. Run the command again."
            raise ConfigError(msg)
        os.replace(draft, target)
    except OSError as error:
        msg = f"{file}: can't be written: {error.strerror}. Make it and its folder writable."
        raise ConfigError(msg) from error
    finally:
        draft.unlink(missing_ok=True)

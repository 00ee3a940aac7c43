from __future__ import annotations

import json
from pathlib import Path

import pytest
from mosaic_trainer.runs.origin import check_protocol
from mosaic_trainer.runs.settings import ModelSettings

from mosaic_guard.errors import ConfigError
from mosaic_guard.protocol import PROTOCOL_VERSION


def said(folder: Path, protocol: str) -> ModelSettings:
    """A base and an adapter that speak this protocol."""
    for name, file in (("base", "mosaic.json"), ("adapter", "run.json")):
        (folder / name).mkdir(exist_ok=True)
        (folder / name / file).write_text(json.dumps({"protocol": protocol}))
    return ModelSettings(base=str(folder / "base"), adapter=str(folder / "adapter"))


def refusal(settings: ModelSettings) -> str:
    try:
        check_protocol(settings)
    except ConfigError as error:
        return str(error)
    return ""


def test_what_speaks_this_protocol_or_says_nothing_is_taken(tmp_path: Path) -> None:
    assert refusal(ModelSettings(base="some/model")) == ""
    assert refusal(said(tmp_path, PROTOCOL_VERSION)) == ""
    assert refusal(said(tmp_path, f"{PROTOCOL_VERSION}0"))  # where the difference is looked for at all


@pytest.mark.parametrize("key", ["base", "adapter"])
def test_a_start_or_an_adapter_of_another_protocol_is_refused(tmp_path: Path, key: str) -> None:
    said(tmp_path, PROTOCOL_VERSION)
    file = next((tmp_path / key).iterdir())
    file.write_text('{"protocol": "0"}')
    settings = ModelSettings(base=str(tmp_path / "base"), adapter=str(tmp_path / "adapter"))
    with pytest.raises(ConfigError, match=rf"model\.{key}: .* was trained with protocol 0"):
        check_protocol(settings)
    file.write_text("[")
    with pytest.raises(ConfigError, match=rf"model\.{key}: .* can't be read"):
        check_protocol(settings)

from __future__ import annotations

import pytest
from mosaic_trainer.rollout.settings import RolloutSettings

from mosaic_guard.config.constraints import FieldError


def test_the_defaults_are_valid() -> None:
    assert RolloutSettings().engine == "in_process"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"concurrency": 0}, "concurrency"),
        ({"seconds": 0.0}, "seconds"),
        ({"context_tokens": 256}, "context_tokens"),
        ({"temperature": -1.0}, "temperature"),
    ],
)
def test_a_wrong_value_is_an_error_that_names_its_field(wrong: dict[str, object], field: str) -> None:
    with pytest.raises(FieldError) as raised:
        RolloutSettings(**wrong)
    assert raised.value.path == (field,)

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from mosaic_guard.backends.base import Completion, Outage
from mosaic_guard.serving.http import Address, ServerError
from tests.vllm.conftest import Serve
from tests.vllm.runs import request, wanted


def weighed(done: Completion) -> dict[str, float]:
    return dict(done.tokens[0].alternatives)


def test_it_is_ready_without_notes_and_names_its_content(served: Serve):
    assert served.ready["notes"] == []
    assert served.ready["control_tokens"] == []
    assert len(served.ready["name"].rpartition("-")[2]) == 12


def test_only_holders_of_the_key_are_answered(served: Serve):
    path = Path(served.ready["key_file"])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(ServerError) as refused:
        Address(served.address.root, "wrong").get("/v1/models")
    assert refused.value.status == 401


def test_the_key_stands_on_no_command_line(served: Serve):
    lines = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if os.access(path, os.R_OK)]
    assert not any(served.address.key.encode() in line for line in lines)


def test_an_adapter_is_loaded_under_its_own_name_and_leaves_the_model_alone(served: Serve, adapter: Path):
    with served.backend() as base:
        before = weighed(base.complete(request(wanted())))
        loaded = served.command("adapters", "load", adapter)
        assert loaded["exit"] == 0
        assert served.command("adapters", "load", adapter)["name"] == loaded["name"]
        with served.backend(loaded["name"]) as adapted:
            done = adapted.complete(request(wanted()))
            assert done.model == loaded["name"]
            assert weighed(done) != pytest.approx(before, abs=1e-2)
            assert weighed(base.complete(request(wanted()))) == pytest.approx(before, abs=1e-3)
            names = [one["name"] for one in served.command("adapters", "list")["served"]]
            assert names == [served.ready["name"], loaded["name"]]
            assert served.command("adapters", "unload", loaded["name"])["exit"] == 0
            with pytest.raises(Outage, match="404"):
                adapted.complete(request(wanted()))


def test_what_is_no_adapter_is_not_loaded(served: Serve, tmp_path: Path):
    assert served.command("adapters", "load", tmp_path)["exit"] == 2

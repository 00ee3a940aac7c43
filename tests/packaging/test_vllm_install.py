from __future__ import annotations

import subprocess
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]


def test_without_a_package_index_the_model_server_s_environment_fails_and_says_so(tmp_path: Path):
    pip = tmp_path / "bin" / "python"
    pip.parent.mkdir()
    pip.write_text("#!/bin/sh\necho 'ERROR: no matching distribution' >&2\nexit 1\n")
    pip.chmod(0o755)
    done = subprocess.run(
        [CHECKOUT / "tools" / "ensure_vllm.sh", "python", tmp_path],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert done.returncode == 1
    assert "no matching distribution" in done.stderr
    assert done.stderr.count("vLLM is not installed") == 1

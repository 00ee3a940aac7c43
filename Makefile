# Every target sets up what it needs, in .venv, from a bare Python 3.11 or newer.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo test test-vllm test-train train-smoke train-smoke-agent train-seeds check lint types docs test-crash bench evaluate fuzz postgres clean

AT_LEAST_311 := import sys; sys.exit(sys.version_info < (3, 11))
# A name on PATH may be a shim that starts nothing, so each candidate is run.
PYTHON ?= $(shell for p in python3.11 python3; do $$p -c '$(AT_LEAST_311)' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
DEMO_EXTRAS := langgraph,langchain
ALL_EXTRAS := dev,langgraph,langchain,deepagents,postgres,otel,parquet,evaluate,train,model
ARGS ?=
TRAIN := OMP_NUM_THREADS=1 .venv-vllm/bin/mosaic-guard train
FROM_START := --set model.base=out/smoke/start
AGENT := trainer/configs/smoke-agent.toml
help:  ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-17s %s\n", $$1, $$2 }' Makefile

demo: .venv/demo.stamp  ## watch one agent under attack, unguarded and guarded, then its audit log
	@$(BIN)/mosaic-guard demo $(ARGS)

# A file's tests stay in one process: what it builds for all of them is built once.
test: .venv/all.stamp postgres  ## run all tests (ARGS="-k provenance" picks some)
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile $(ARGS)

check: lint types docs  ## lint, format, types and documentation

lint: .venv/all.stamp
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: .venv/all.stamp
	@$(BIN)/mypy
	@$(BIN)/mypy tools bench $(wildcard examples/*.py)

docs: .venv/all.stamp
	@$(BIN)/python tools/check_docs.py
	@$(BIN)/python tools/figures.py --check

test-crash: .venv/all.stamp postgres  ## kill writers thousands of times on both databases and count what is lost
	@$(BIN)/python -m tests.traces.crash $(ARGS)

# The model is learned once, here, in some minutes; one thread is the fastest on few cores.
test-vllm: .venv-vllm/done.stamp build/tiny/model.safetensors  ## run the policy on a real vLLM server (minutes, gigabytes)
	@MOSAIC_TINY=$(CURDIR)/build/tiny .venv-vllm/bin/python -m pytest tests/vllm $(ARGS)

build/tiny/model.safetensors: $(wildcard trainer/mosaic_trainer/tiny/*.py mosaic_guard/protocol/*.py) | .venv-vllm/done.stamp
	@OMP_NUM_THREADS=1 .venv-vllm/bin/python -m mosaic_trainer.tiny build/tiny

# One test is a whole training with all that comes before and after: it takes longer than a test that hangs is given.
test-train: .venv-vllm/done.stamp  ## run the tests of the trainer that need torch (minutes)
	@OMP_NUM_THREADS=1 .venv-vllm/bin/python -m pytest tests/train -o faulthandler_timeout=7200 $(ARGS)

# The start is made once; what is there already is gone on with.
train-smoke: out/smoke/start/model.safetensors  ## train a tiny policy, from nothing to curves (minutes, any CPU)
	@$(TRAIN) run --resume --config trainer/configs/smoke.toml $(FROM_START) --out out/smoke/seed-0 $(ARGS)
	@$(TRAIN) evaluate --config trainer/configs/smoke.toml --policy start=out/smoke/start \
	  --policy trained=out/smoke/start+out/smoke/seed-0/latest --policy refuse-all --policy ask-all --out out/smoke/evaluation

train-smoke-agent: out/smoke/agent-start/model.safetensors  ## the same in agent role, where the tiny policy calls the tools itself
	@$(TRAIN) run --resume --config $(AGENT) --set model.base=out/smoke/agent-start --out out/smoke/agent-0 $(ARGS)
	@$(TRAIN) evaluate --config $(AGENT) --policy start=out/smoke/agent-start \
	  --policy trained=out/smoke/agent-start+out/smoke/agent-0/latest --policy refuse-all --policy ask-all --out out/smoke/agent-evaluation

train-seeds: out/smoke/start/model.safetensors out/smoke/thinking/model.safetensors  ## three seeds, and what each part of the reward is good for (hours)
	@tools/train_seeds.sh out/smoke/start out/smoke/thinking out/seeds

out/smoke/tasks.jsonl.gz: trainer/configs/corpus-closed.toml | .venv-vllm/done.stamp
	@mkdir -p $(@D)
	@$(TRAIN) corpus --config $< --out $@

out/smoke/agent-tasks.jsonl.gz: trainer/configs/corpus-closed.toml | .venv-vllm/done.stamp
	@mkdir -p $(@D)
	@$(TRAIN) corpus --config $< --role agent --out $@

out/smoke/start/model.safetensors: out/smoke/tasks.jsonl.gz trainer/configs/smoke.toml
	@rm -rf $(@D)
	@$(TRAIN) sft --config trainer/configs/smoke.toml --out $(@D)

out/smoke/agent-start/model.safetensors: out/smoke/agent-tasks.jsonl.gz $(AGENT)
	@rm -rf $(@D)
	@$(TRAIN) sft --config $(AGENT) --out $(@D)

out/smoke/thinking/model.safetensors: out/smoke/tasks.jsonl.gz trainer/configs/smoke.toml
	@rm -rf $(@D)
	@$(TRAIN) sft --config trainer/configs/smoke.toml --set sandbox.thoughts=true --out $(@D)

# Exit code 2 is argparse's: a benchmark that needs data of its own has said so.
bench: .venv/all.stamp  ## measure what the guard costs
	@for file in $$(grep -l '^def main' bench/*.py); do echo "== $$file"; $(BIN)/python $$file $(ARGS) || test $$? -eq 2; done

evaluate: .venv/all.stamp  ## run AgentDojo with and without the guard
	@$(BIN)/mosaic-guard evaluate agentdojo $(ARGS)

fuzz: .venv/all.stamp  ## fuzz the parsers and normalisers (ARGS="-max_total_time=600" runs longer)
	@for file in $$(grep -l '^def main' tests/fuzz/*.py); do echo "== $$file"; $(BIN)/python $$file $(or $(ARGS),-max_total_time=60); done

postgres:
	@tools/ensure_postgres.sh

clean:  ## remove the environment and everything built
	rm -rf .venv .venv-vllm build dist out .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer found. Install one, or name it: make PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -c '$(AT_LEAST_311)' || { echo "$(PYTHON) is older than Python 3.11. Name a newer one: make PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -m venv .venv

# Two stamps in one environment: the demo waits only for what it runs, and needs nothing more once everything is there.
.venv/demo.stamp: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing mosaic-guard into .venv (once, about half a minute) …" >&2
	@$(PIP) --editable '.[$(DEMO_EXTRAS)]'
	@touch $@

.venv/all.stamp: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing mosaic-guard and its development tools into .venv (once, about a minute) …" >&2
	@$(PIP) --editable '.[$(ALL_EXTRAS)]'
	@touch .venv/demo.stamp $@

.venv-vllm/done.stamp: tools/ensure_vllm.sh constraints-vllm.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer found. Install one, or name it: make PYTHON=/path/to/python" >&2; exit 1; }
	@echo "Installing vLLM into .venv-vllm (once, minutes and gigabytes) …" >&2
	@tools/ensure_vllm.sh $(PYTHON) .venv-vllm
	@touch $@

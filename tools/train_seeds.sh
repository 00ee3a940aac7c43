#!/usr/bin/env bash
# What each part of the reward is good for: three seeds of each variant, evaluated, in one table and one picture.
# Goes on where it was stopped; hours on two cores. Usage: train_seeds.sh START THINKING OUT, the first two made by `train sft`.
set -euo pipefail
start=$1 thinking=$2 out=$3
smoke=(--config trainer/configs/smoke.toml)
thoughts=(--set sandbox.thoughts=true --set rollout.max_reply_tokens=96)
train() { OMP_NUM_THREADS=1 .venv-vllm/bin/mosaic-guard train "$@"; }

learn() { # NAME SEED BASE SETTING...
    local name=$1 seed=$2 base=$3 settings=()
    for setting in "${@:4}"; do settings+=(--set "$setting"); done
    train run --resume "${smoke[@]}" --set model.base="$base" --set run.seed="$seed" "${settings[@]}" --out "$out/$name-$seed"
}

for seed in 0 1 2; do
    learn tiers "$seed" "$start"
    learn mosaic "$seed" "$start" reward.preset=mosaic reward.clamp=false # pairwise alone, as published
    learn scalar "$seed" "$start" reward.preset=scalar
    # The control: as many conversations, of the same careless demonstrations that made the start.
    supervised=$out/supervised-$seed
    test -e "$supervised/adapter_model.safetensors" || { rm -rf "$supervised"; train sft "${smoke[@]}" --set model.base="$start" \
        --set run.seed="$seed" --set sft.full=false --set sft.steps=200 --set sft.batch=32 --set sft.micro_batch=16 \
        --set sft.short=0 --out "$supervised"; }
    test -e "$out/evaluated/$seed/evaluation.json" || train evaluate "${smoke[@]}" --policy start="$start" \
        --policy tiers="$start+$out/tiers-$seed/latest" --policy mosaic="$start+$out/mosaic-$seed/latest" \
        --policy scalar="$start+$out/scalar-$seed/latest" --policy supervised="$start+$supervised" \
        --policy refuse-all --policy ask-all --out "$out/evaluated/$seed"
done
for seed in 0 1 2; do
    learn thinking "$seed" "$thinking" sandbox.thoughts=true rollout.max_reply_tokens=96
    test -e "$out/evaluated/thinking-$seed/evaluation.json" || train evaluate "${smoke[@]}" "${thoughts[@]}" \
        --policy thinking-start="$thinking" --policy thinking="$thinking+$out/thinking-$seed/latest" --out "$out/evaluated/thinking-$seed"
done
train compare "$out"/{tiers,mosaic,scalar,thinking}-[0-9] --evaluated "$out"/evaluated/* --out "$out/curves.png"

#!/bin/bash
# Trains on a machine that has a GPU for some minutes and on which nothing can be installed: builds the `train` preset
# against its Python's LibTorch, holds CPU and GPU against each other, trains lifter and diffusion on from the weights in
# models/, measures before and after, and leaves weights, curves and figures in a folder.
#   installer/train_on_gpu.sh OUT [MINUTES_LIFTER [MINUTES_DIFFUSION]]
# HEADERS: folder of installer/carry_headers.sh, where the header-only libraries are not installed.
# DEVICE: cuda:0 unless it says otherwise. PYTHON: python3. TESTS: test_nn test_learn.
set -euo pipefail
[ $# -ge 1 ] || { echo "usage: installer/train_on_gpu.sh OUT [MINUTES_LIFTER [MINUTES_DIFFUSION]]" >&2; exit 2; }
cd "$(dirname "$0")/.."
out=$1 lifter_minutes=${2:-5} diffusion_minutes=${3:-0} device=${DEVICE:-cuda:0} seed=$(date +%s)
cores=$(getconf _NPROCESSORS_ONLN) workers=$(( cores > 2 ? cores - 1 : 1 ))
mkdir -p "$out"

torch=$("${PYTHON:-python3}" -c 'import torch; print(torch.utils.cmake_prefix_path)')
cmake --preset train -DCMAKE_PREFIX_PATH="$torch" ${HEADERS:+"-DIMG2CADSEQ_HEADERS=$HEADERS"} > "$out/build.log" 2>&1
cmake --build --preset train -j "$cores" --target img2cadseq-train >> "$out/build.log" 2>&1
train=build/train/bin/img2cadseq-train
for tests in ${TESTS-test_nn test_learn}; do  # where there is no GoogleTest there are none
    cmake --build --preset train -j "$cores" --target "$tests" >> "$out/build.log" 2>&1 || continue
    build/train/bin/"$tests" --gtest_filter='Device*' > "$out/$tests.log" 2>&1 ||
        echo "CPU and GPU differ: see $out/$tests.log" >&2
done

if [ "$lifter_minutes" != 0 ]; then
    $train lifter --run "$out/lifter" --warm-start models/lifter.safetensors --device "$device" \
        --minutes "$lifter_minutes" --batch 192 --own-drawings 0.25 --muon --bf16 --rate 6e-4 --ema 0.998 --warmup 50 \
        --schedule cosine --layers 8 --housings .3 --free-roll .35 --straight-on .1 --primitives .14 --detailed .45 \
        --reproportioned .4 --small .12 --photographs .62 --drawings .1 --workers "$workers" --log-every 50 \
        --checkpoint-minutes 2 --evaluate 240 --data-seed $(( seed % 700000 + 210000 )) > "$out/lifter.log" 2>&1
    cp "$out/lifter/weights.safetensors" "$out/lifter.safetensors"
fi
if [ "$diffusion_minutes" != 0 ]; then
    $train diffusion --run "$out/diffusion" --warm-start models/diffusion.safetensors --codes models/codes.safetensors \
        --lifter models/lifter.safetensors --device "$device" --minutes "$diffusion_minutes" --batch 512 --width 192 \
        --draws 4 --from-pictures 0.2 --muon --bf16 --rate 8e-4 --ema 0.997 --warmup 50 --schedule cosine \
        --workers "$workers" --log-every 50 --checkpoint-minutes 2 --data-seed $(( seed % 700000 + 100000 )) \
        --picture-seed $(( seed % 700000 + 220000 )) > "$out/diffusion.log" 2>&1
    cp "$out/diffusion/weights.safetensors" "$out/diffusion.safetensors"
    for weights in models/diffusion.safetensors "$out/diffusion.safetensors"; do
        $train measure --codes models/codes.safetensors --weights "$weights" --steps 12 --guidance 1 --count 60 \
            --seed 3100000 >> "$out/measured.txt" 2>&1
    done
fi
# What is not wanted back is large: the optimiser's state.
rm -f "$out"/*/state.safetensors
tail -n 3 "$out"/*.log

#!/bin/bash
# Collects the header-only libraries of the `train` preset from this machine into a folder, for a machine where nothing
# can be installed:
#   installer/carry_headers.sh FOLDER
#   there: cmake --preset train -DIMG2CADSEQ_HEADERS=FOLDER
# FOLDER/plain goes on every include path; FOLDER/log (spdlog and its fmt) only on that of the units that log, because
# LibTorch brings an fmt of its own.
set -euo pipefail
[ $# = 1 ] || { echo "usage: installer/carry_headers.sh FOLDER" >&2; exit 2; }
from=/usr/include
mkdir -p "$1/plain" "$1/log"
for name in Random123 nlohmann CLI nanoflann.hpp; do
    [ -e "$from/$name" ] || { echo "carry_headers: $from/$name is missing; run installer/setup.sh first" >&2; exit 1; }
    cp -RL "$from/$name" "$1/plain/"
done
for name in spdlog fmt; do
    [ -e "$from/$name" ] || { echo "carry_headers: $from/$name is missing; run installer/setup.sh first" >&2; exit 1; }
    cp -RL "$from/$name" "$1/log/"
done
echo "$1: $(du -sh "$1" | cut -f1)"

#!/bin/bash
# Sets up, builds and starts the program:  installer/run.sh [PHOTO]
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
photo=()
[ $# = 0 ] || photo=("$(realpath -- "$1")")
start_folder=$PWD

"$here/installer/setup.sh"
cd "$here"
cmake --preset release >build-configure.log 2>&1 || { cat build-configure.log >&2; exit 1; }
rm -f build-configure.log
cmake --build --preset release -j "$(nproc)" >&2
cd "$start_folder"

exec "$here/build/release/bin/img2cadseq" "${photo[@]}"

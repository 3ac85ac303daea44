#!/bin/bash
# Sets up, builds and starts the program:  installer/run.sh [PHOTO]
# Where there is no window yet, PHOTO is reconstructed without one, into the folder out/.
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

bin="$here/build/release/bin"
cli="$bin/img2cadseq-cli"
if [ -x "$bin/img2cadseq" ]; then
    exec "$bin/img2cadseq" "${photo[@]}"
elif [ -x "$cli" ] && "$cli" reconstruct --help >/dev/null 2>&1; then
    if [ ${#photo[@]} = 0 ]; then
        sample=$(find "$here/resources" -path '*photos*' -name '*.jpg' 2>/dev/null | sort | head -1)
        [ -n "$sample" ] || { echo "usage: installer/run.sh PHOTO" >&2; exit 2; }
        photo=("$sample")
    fi
    exec "$cli" reconstruct "${photo[@]}" --out out
elif [ -x "$cli" ]; then
    echo "This version cannot reconstruct a photograph yet. What it can do:" >&2
    exec "$cli" --help
else
    echo "This version has libraries and tests only, and no program to start yet: installer/test.sh runs the tests." >&2
    exit 4
fi

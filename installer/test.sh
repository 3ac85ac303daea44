#!/bin/bash
# Sets up, builds with warnings as errors, checks format and lint, runs all tests. Exit status 0 only where all is well.
#   IMG2CADSEQ_JOBS          jobs at a time (default: the number of cores)
#   IMG2CADSEQ_TIDY_SECONDS  time for clang-tidy, see lint.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
jobs="${IMG2CADSEQ_JOBS:-$(nproc)}"
build=build/release

step() { printf '\n== %s (at %d s)\n' "$*" "$SECONDS"; }

step "set-up"
installer/setup.sh

step "format"
git ls-files '*.h' '*.cpp' '*.cu' '*.cuh' | xargs -r clang-format --dry-run -Werror

step "configure"
cmake --preset release | tail -3

step "build"
cmake --build --preset release -j "$jobs"

step "clang-tidy"
installer/lint.sh

step "tests"
run=()
if [ -z "${DISPLAY:-}" ] && command -v xvfb-run >/dev/null; then
    # -noreset: without it the server starts anew, refusing all comers, whenever the last test of the moment leaves it.
    run=(xvfb-run -a -s "-screen 0 1920x1200x24 -noreset")
fi
# Tests run side by side: threads that one of them spins on would take the others' cores.
export OMP_NUM_THREADS=1
"${run[@]}" ctest --test-dir "$build" --output-on-failure --no-tests=error -j "$jobs"
step "all is well"

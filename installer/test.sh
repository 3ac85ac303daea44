#!/bin/bash
# Sets up, builds with warnings as errors, checks format and lint, runs all tests. Exit status 0 only where all is well.
#   IMG2CADSEQ_JOBS          jobs at a time (default: the number of cores)
#   IMG2CADSEQ_TIDY_SECONDS  time for clang-tidy (default 180); files changed last come first, the rest as time allows
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
jobs="${IMG2CADSEQ_JOBS:-$(nproc)}"
tidy_seconds="${IMG2CADSEQ_TIDY_SECONDS:-180}"
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

step "clang-tidy, up to $tidy_seconds s"
# Its own compile commands, because clang cannot read a header that g++ precompiled.
cmake --preset release -B build/tidy -DIMG2CADSEQ_TORCH_PCH=OFF >/dev/null
changed() { git diff --name-only --diff-filter=d HEAD~1 -- 'pipeline/*.cpp' 'app/cli/*.cpp' 2>/dev/null || true; }
cheap() { git ls-files 'pipeline/*.cpp' 'app/cli/*.cpp' | grep -vE '^pipeline/(nn|learn|infer)/'; }
mapfile -t files < <({ changed; cheap; } | awk '!seen[$0]++')
checked=build/tidy/checked.txt
failed=build/tidy/failed.txt
: >"$checked"
: >"$failed"
export tidy_end=$((SECONDS + tidy_seconds)) tidy_start=$SECONDS checked failed
printf '%s\n' "${files[@]}" | timeout --foreground "$tidy_seconds" xargs -P "$jobs" -I{} bash -c '
    if clang-tidy -p build/tidy --quiet {} 2>/dev/null; then echo {} >>"$checked"; else echo {} >>"$failed"; fi' || true
echo "clang-tidy: $(wc -l <"$checked") of ${#files[@]} files clean, $(wc -l <"$failed") with findings"
if [ -s "$failed" ]; then
    cat "$failed"
    exit 1
fi

step "tests"
run=()
if [ -z "${DISPLAY:-}" ] && command -v xvfb-run >/dev/null; then
    run=(xvfb-run -a -s "-screen 0 1920x1200x24")
fi
"${run[@]}" ctest --test-dir "$build" --output-on-failure --no-tests=error -j "$jobs"
step "all is well"

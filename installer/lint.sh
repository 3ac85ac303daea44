#!/bin/bash
# Checks units with clang-tidy: those named, or the program's, what was changed last first; without a name given those stay
# out that include torch/torch.h, half a minute each, and of Qt's and VTK's, ten seconds each, all but those changed last.
# Exit status 1 where there are findings; those count that a second look at the same file finds too, never a crash of the
# tool.
#   installer/lint.sh [FILE.cpp...]
#   IMG2CADSEQ_JOBS          jobs at a time (default: the number of cores)
#   IMG2CADSEQ_TIDY_SECONDS  no file is begun after so many seconds (default 900); what was begun is finished
#   IMG2CADSEQ_TIDY_WINDOW   how many units of the window (default 30): app/desktop, viewer, widgets
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folders=(app pipeline viewer widgets)
window="${IMG2CADSEQ_TIDY_WINDOW:-30}"

# Every unit once, in the order of the last change to it or to its header.
units() {
    { git log --format= --name-only -- "${folders[@]}" | sed 's/\.h$/.cpp/'; git ls-files -- "${folders[@]}"; } |
        grep '\.cpp$' | grep -vE '^(pipeline/(nn|learn)|app/train)/' | awk '!seen[$0]++' |
        while read -r file; do [ ! -f "$file" ] || echo "$file"; done |
        awk -v most="$window" '!/^(app\/desktop|viewer|widgets)\// || ++count <= most'
}

# Its own compile commands, a line for every unit; clang cannot read a header that g++ precompiled, and where none was
# made it reads the plain one.
cmake --preset release -B build/tidy -DIMG2CADSEQ_TORCH_PCH=OFF -DIMG2CADSEQ_TORCH_UNITY=OFF >/dev/null

if [ $# -gt 0 ]; then files=("$@"); else mapfile -t files < <(units); fi
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
export results end=$(($(date +%s) + ${IMG2CADSEQ_TIDY_SECONDS:-900}))
check() {
    [ "$(date +%s)" -lt "$end" ] || return 0
    local file="$1" found="$results/${1//\//_}.found"
    local _
    for _ in first second; do
        if clang-tidy -p build/tidy --quiet --extra-arg=-Wno-unknown-warning-option "$file" >"$found" 2>/dev/null; then
            echo "$file" >>"$results/clean"
            return 0
        fi
    done
    if grep -qE '(error|warning): ' "$found"; then
        cat "$found"
        echo "$file" >>"$results/failed"
    else
        echo "$file" >>"$results/crashed"
    fi
}
export -f check
touch "$results/clean" "$results/failed" "$results/crashed"
printf '%s\0' "${files[@]}" | xargs -0 -P "${IMG2CADSEQ_JOBS:-$(nproc)}" -I{} bash -c 'check "$1"' _ {}

echo "clang-tidy: $(wc -l <"$results/clean") of ${#files[@]} units clean, $(wc -l <"$results/failed") with findings," \
    "$(wc -l <"$results/crashed") the tool failed on"
sed 's/^/    findings: /' "$results/failed"
sed 's/^/    not checked: /' "$results/crashed"
[ ! -s "$results/failed" ]

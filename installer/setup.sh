#!/bin/bash
# Brings a bare Debian 12 to where Img2CADSeq builds, runs and is tested. Run it again at will: what is there is left
# alone, and where nothing is missing no network is touched.
#   installer/setup.sh            everything
#   installer/setup.sh --train    only what the `train` preset needs
# What apt does not bring goes to ${XDG_CACHE_HOME:-~/.cache}/img2cadseq.
set -euo pipefail

torch_version=2.11.0
cache="${XDG_CACHE_HOME:-$HOME/.cache}/img2cadseq"

build_packages=(build-essential cmake ninja-build ccache git ca-certificates python3-venv)
header_packages=(libspdlog-dev nlohmann-json3-dev libcli11-dev librandom123-dev libnanoflann-dev)
test_packages=(libgtest-dev libgmock-dev libbenchmark-dev clang-format clang-tidy
    xvfb xauth x11-utils libxtst6 imagemagick libgl1-mesa-dri libegl1 freecad-python3 python3-numpy python3-scipy)
program_packages=(pkg-config dpkg-dev libssl-dev
    libocct-foundation-dev libocct-modeling-data-dev libocct-modeling-algorithms-dev libocct-data-exchange-dev
    libocct-visualization-dev libocct-ocaf-dev
    libopencv-dev libpng-dev libheif-dev libexiv2-dev libopen3d-dev libembree-dev libtbb-dev libeigen3-dev libceres-dev
    libnlopt-dev libnlopt-cxx-dev
    libvtk9-dev qt6-base-dev qt6-svg-dev libqt6opengl6-dev)

say() { printf 'setup: %s\n' "$*" >&2; }
fail() { say "$1"; say "-> $2"; exit 1; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else fail "installing packages needs root, and there is no sudo" "run installer/setup.sh as root once"
    fi
}

# Prints those of the packages given that are not installed.
missing_packages() {
    local package
    for package in "$@"; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || echo "$package"
    done
}

install_packages() {
    command -v dpkg-query >/dev/null ||
        fail "this is not Debian or a relative of it" "install by hand what these packages hold: $*"
    local missing
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -gt 0 ] || return 0
    say "installing ${#missing[@]} packages: ${missing[*]}"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q update ||
        fail "apt-get update failed" "check the network and /etc/apt/sources.list"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qy -o Dpkg::Use-Pty=0 install --no-install-recommends \
        "${missing[@]}" >&2 || fail "apt-get install failed" "see its message above"
}

# Training machines may have the tools from elsewhere than apt, and headers carried by installer/carry_headers.sh.
install_for_training() {
    local wanted=() pair
    for pair in c++:build-essential cmake:cmake; do
        command -v "${pair%%:*}" >/dev/null || wanted+=("${pair#*:}")
    done
    command -v ninja >/dev/null || command -v make >/dev/null || wanted+=(ninja-build)
    if [ -z "${IMG2CADSEQ_HEADERS:-}" ]; then
        for pair in spdlog:libspdlog-dev nlohmann:nlohmann-json3-dev CLI:libcli11-dev Random123:librandom123-dev \
                    nanoflann.hpp:libnanoflann-dev gtest:libgtest-dev gmock:libgmock-dev; do
            [ -e "/usr/include/${pair%%:*}" ] || wanted+=("${pair#*:}")
        done
    fi
    torch_on_path || [ -n "$(installed_torch)" ] || wanted+=(python3-venv ca-certificates)
    if [ ${#wanted[@]} -gt 0 ]; then
        install_packages "${wanted[@]}" || fail "cannot install ${wanted[*]}" \
            "without a package registry: carry the headers with installer/carry_headers.sh and set IMG2CADSEQ_HEADERS"
    fi
}

torch_on_path() {
    command -v python3 >/dev/null &&
        python3 -c 'import importlib.util, sys; sys.exit(importlib.util.find_spec("torch") is None)' 2>/dev/null
}

# The wheel's record is the last thing pip writes, so an interrupted installation does not count.
installed_torch() {
    compgen -G "$cache/venv/lib/python3*/site-packages/torch-$torch_version*.dist-info/RECORD" || true
}

install_torch() {
    [ -z "$(installed_torch)" ] || return 0
    local free_gib
    mkdir -p "$cache"
    free_gib=$(($(df -Pk "$cache" | awk 'NR == 2 {print $4}') / 1048576))
    [ "$free_gib" -ge 9 ] || fail "LibTorch needs 9 GiB in $cache, $free_gib are free" "set XDG_CACHE_HOME to a larger disk"
    say "installing LibTorch $torch_version into $cache/venv (2.5 GB to fetch)"
    local python=/usr/bin/python3
    [ -x "$python" ] || python=python3
    "$python" -m venv "$cache/venv" || fail "cannot make $cache/venv" "remove that folder and run again"
    "$cache/venv/bin/python" -m pip install --no-cache-dir --quiet "torch==$torch_version" >&2 ||
        fail "pip could not install torch $torch_version" \
            "check the network, or build with -DIMG2CADSEQ_TORCH_DIR=/path/to/libtorch"
}

# Debian 12 builds VTK's Qt widget for Qt 5 only; its four files compile unchanged for Qt 6. They come from Debian's own
# source package of the VTK that is installed.
install_vtk_qt() {
    local target="$cache/vtk-qt" version
    version=$(dpkg-query -W -f='${source:Version}' libvtk9-dev)
    [ "$(cat "$target/VERSION" 2>/dev/null)" != "$version" ] || return 0
    say "fetching the Qt widget of VTK $version (17 MB)"
    local work="$cache/vtk-source"
    rm -rf "$work" "$target.new"
    mkdir -p "$work/lists/partial" "$target.new"
    apt-get indextargets --format \
        'deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(REPO_URI) $(RELEASE) $(COMPONENT)' \
        'Created-By: Packages' 'Component: main' 'Origin: Debian' | sort -u >"$work/sources.list"
    local options=(-q -o "Dir::Etc::SourceList=$work/sources.list" -o Dir::Etc::SourceParts=/dev/null
        -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work" -o "APT::Sandbox::User=$(id -un)")
    (cd "$work" && apt-get "${options[@]}" update && apt-get "${options[@]}" --download-only source "vtk9=$version") >&2 ||
        fail "cannot fetch the source package vtk9" "check the network and /etc/apt/sources.list"
    local archive
    archive=$(ls "$work"/vtk9_*.orig.tar.xz)
    tar -xf "$archive" -C "$target.new" --strip-components=3 --wildcards '*/GUISupport/Qt/QVTKOpenGLNativeWidget.*' \
        '*/GUISupport/Qt/QVTKRenderWindowAdapter.*' '*/GUISupport/Qt/QVTKInteractor*' ||
        fail "the source package vtk9 has no GUISupport/Qt" "install a VTK whose Qt module is built for Qt 6"
    tar -xf "$archive" -C "$target.new" --strip-components=1 --wildcards --no-wildcards-match-slash '*/Copyright.txt'
    echo "$version" >"$target.new/VERSION"
    rm -rf "$target" "$work"
    mv "$target.new" "$target"
}

train_only=0
case "${1:-}" in
    "") ;;
    --train) train_only=1 ;;
    *) echo "usage: installer/setup.sh [--train]" >&2; exit 2 ;;
esac

mkdir -p "$cache"
if command -v flock >/dev/null; then
    exec 8>"$cache/setup.lock"
    flock 8
fi
started=$SECONDS
if [ "$train_only" = 1 ]; then
    install_for_training
    torch_on_path || install_torch
else
    install_packages "${build_packages[@]}" "${header_packages[@]}" "${test_packages[@]}" "${program_packages[@]}"
    install_torch
    install_vtk_qt
fi
say "ready ($((SECONDS - started)) s)"

#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Sets Vitrine up, builds it and opens the window. On a fresh Debian 12 that is all there is to do.
set -euo pipefail

usage() {
  cat << 'END'
packaging/run.sh [--setup-only]

Installs the Debian packages that are missing (as root or with sudo), loads libtorch, Arrow and the
starter model into build/deps, builds Vitrine with the CMake preset `release` and opens its window.
Without a display it runs the demonstration and says where its pictures are. What is done already is
not done again: the second call needs no network and opens the window at once.

  --setup-only   stop when everything is built
  --help         this text
END
}

setupOnly=no
for argument in "$@"; do
  case $argument in
    --setup-only) setupOnly=yes ;;
    -h | --help)
      usage
      exit 0
      ;;
    *)
      printf 'run.sh: unknown option %s\n' "$argument" >&2
      usage >&2
      exit 2
      ;;
  esac
done

# shellcheck source=packaging/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
setUp

if [[ $setupOnly == yes ]]; then
  say "Vitrine is ready: build/$preset/vitrine"
elif [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]]; then
  status=0
  "$buildDir/vitrine" || status=$?
  # Qt aborts when the display that the environment names does not answer.
  ((status != 134)) || fail "the window could not be opened on the display ${WAYLAND_DISPLAY:-$DISPLAY}; the lines above say why." \
    "Correct DISPLAY or WAYLAND_DISPLAY, or unset both to get pictures instead of a window."
  exit "$status"
else
  say "There is no display, so Vitrine shows what it does in pictures: vitrine demo --out build/demo"
  mkdir -p "$root/build/demo"
  "$buildDir/vitrine" demo --out "$root/build/demo" || fail "the demonstration failed; the lines above say why." \
    "Try it alone: build/$preset/vitrine demo --out build/demo"
  say "The pictures are in $root/build/demo"
fi

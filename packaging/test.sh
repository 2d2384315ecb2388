#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Sets Vitrine up as run.sh does, then runs all tests. The last lines are CTest's own summary.
set -euo pipefail

if [[ ${1:-} == -h || ${1:-} == --help ]]; then
  printf 'packaging/test.sh [OPTIONS OF CTEST]\n\nSets up and builds as packaging/run.sh does, then runs all tests of the preset release;\nthe options go to ctest, for example -R tokenizer.\n'
  exit 0
fi

# shellcheck source=packaging/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
setUp

say "Running the tests"
cd "$root"
exec ctest --preset "$preset" --parallel "$(nproc)" "$@" < /dev/null

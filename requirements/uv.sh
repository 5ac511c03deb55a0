#!/usr/bin/env bash
# Puts uv into .tools: no python3-venv needed, and an externally managed pip does not mind, since nothing of its own changes.
set -euo pipefail
python=$1 lock=$2
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Python 3.11 or newer is needed: install it, or name it with PYTHON=/path/to/python3.11." >&2
  exit 1
fi
if ! "$python" -m pip --version >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get update -qq && apt-get install -y -qq python3-pip; } >/dev/null 2>&1 || true
  fi
  "$python" -m pip --version >/dev/null 2>&1 || { echo "pip for $python is missing: install it (on Debian: apt-get install python3-pip)." >&2; exit 1; }
fi
rm -rf .tools
"$python" -m pip install --quiet --disable-pip-version-check --no-warn-script-location --require-hashes \
  --target .tools -r "$lock" 2> >(grep -v "WARNING: Running pip as the 'root' user" >&2)
touch .tools/bin/uv

#!/usr/bin/env bash
# Makes the environment exactly as locked; compiled at once, so that the first start is not the slow one.
set -euo pipefail
python=$1 venv=$2 lock=$3
# where pip was told to look, uv looks too
index=$("$python" -m pip config get global.index-url 2>/dev/null || true)
[ -z "$index" ] || export UV_DEFAULT_INDEX="$index"
[ -x "$venv/bin/python" ] || .tools/bin/uv venv --quiet --python "$(command -v "$python")" "$venv"
.tools/bin/uv pip sync --quiet --python "$venv" --compile-bytecode --require-hashes "$lock"

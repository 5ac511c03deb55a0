#!/usr/bin/env bash
# Puts a package whose texts are read, and which is never imported, into a folder of its own.
set -euo pipefail
python=$1 folder=$2 lock=$3
# where pip was told to look, uv looks too
index=$("$python" -m pip config get global.index-url 2>/dev/null || true)
[ -z "$index" ] || export UV_DEFAULT_INDEX="$index"
.tools/bin/uv pip install --quiet --python "$python" --target "$folder" --require-hashes -r "$lock"

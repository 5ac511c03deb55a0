#!/usr/bin/env bash
# Renews the lock files: hashes, every platform, no address of a registry.
set -euo pipefail
uv=$1
common=(--universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet --upgrade)
"$uv" pip compile "${common[@]}" pyproject.toml -o requirements/run.txt
"$uv" pip compile "${common[@]}" --extra test -c requirements/run.txt pyproject.toml -o requirements/test.txt
echo uv | "$uv" pip compile "${common[@]}" - -o requirements/setup.txt

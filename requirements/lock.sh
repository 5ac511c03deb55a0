#!/usr/bin/env bash
# Renews the lock files: hashes, every platform, no address of a registry.
set -euo pipefail
uv=$1
common=(--universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet --upgrade)
"$uv" pip compile "${common[@]}" pyproject.toml -o requirements/run.txt
"$uv" pip compile "${common[@]}" --extra test -c requirements/run.txt pyproject.toml -o requirements/test.txt
echo uv | "$uv" pip compile "${common[@]}" - -o requirements/setup.txt
# the package that holds the texts of the IPIP-NEO-120; only this edition was compared with the key
echo ffm==0.1.0 | "$uv" pip compile "${common[@]}" - -o requirements/ipip.txt

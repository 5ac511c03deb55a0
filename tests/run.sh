#!/usr/bin/env bash
# The whole suite: style, types, tests on SQLite, then those about the database on a PostgreSQL server of their own.
set -euo pipefail
bin=.venv/bin
"$bin/ruff" check --quiet .
"$bin/ruff" format --check --quiet .
"$bin/mypy" --no-error-summary
# nproc would count the threads of one statistic, which the Makefile sets to one
jobs=$(env -u OMP_NUM_THREADS nproc 2>/dev/null || echo 2)
echo "== SQLite"
"$bin/pytest" -n "$jobs" --dist loadgroup -m "not slow" -rs "$@"
echo "== PostgreSQL"
source tests/postgres.sh
# what asks for no database has just run (tests/conftest.py); neither have journeys much to do with which one it is
"$bin/pytest" -n "$jobs" --dist loadgroup -m "not slow and not browser" -rs "$@"

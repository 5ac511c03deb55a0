"""``python -m benchmarks.measurement``: ours and every peer that pip can install, on the same data in one run."""

import argparse
import os
import sys
from pathlib import Path

from benchmarks.measurement import tables
from benchmarks.measurement.environments import CACHE, environments
from benchmarks.measurement.race import Standing
from benchmarks.measurement.runs import Settings, machine, stand
from benchmarks.measurement.tasks import every


def main() -> None:
    """Run the tasks asked for, print as they end, write what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.measurement", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small data: does everything run?")
    parser.add_argument("--only", metavar="KEY", nargs="+", help="tasks whose key starts with one of these")
    parser.add_argument("--peers", metavar="PEER", nargs="+", help="only these beside ours")
    parser.add_argument("--rounds", type=int, default=3, help="fresh processes for each contender (3)")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1, help="threads for everyone (all cores)")
    parser.add_argument("--no-install", action="store_true", help=f"take only the environments that are in {CACHE}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the tables")
    given = parser.parse_args()
    chosen = [task for task in every(given.quick) if not given.only or task.key.startswith(tuple(given.only))]
    if not chosen:
        parser.error("no such task; there are " + ", ".join(task.key for task in every(given.quick)))
    known = environments((one.peer for task in chosen for one in task.contenders), install=not given.no_install)
    about = machine(given.threads)
    print(", ".join(f"{name} {value}" for name, value in about.items()))
    settings = Settings(given.rounds, given.threads, given.peers, lambda words: print(words, file=sys.stderr))
    standings: list[Standing] = []
    pages = []
    for task in chosen:
        standing = stand(task, known, settings)
        standings.append(standing)
        rows, verdict = tables.rows(standing, known), tables.verdict(standing)
        print(f"\n{task.title}\n{tables.aligned(rows)}", *verdict, sep="\n", flush=True)
        pages.append("\n".join([f"### {task.title}\n", tables.markdown(rows), "", *(f"- {line}" for line in verdict)]))
    if given.json:
        given.json.write_text(tables.plain(standings, known, about))
    if given.markdown:
        given.markdown.write_text("\n\n".join(pages) + "\n")


main()

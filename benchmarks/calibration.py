"""``python -m benchmarks.calibration``: severity of raters beside RaschPy and mirt in one run, its growth, its limits.

Every contender runs in fresh processes on the same ratings, in an order drawn anew each round, with the same threads,
as in ``benchmarks.measurement``, whose referee, environments and tables these are. The figures, and how they are to be
read, are in docs/calibration-benchmarks.md.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.measurement import tables, worlds
from benchmarks.measurement.environments import ROOT, environments
from benchmarks.measurement.runs import BLAS, Settings, machine, stand
from benchmarks.measurement.tasks import severity

#: Raters and ratees: 1, 4 and 16 times as many people, and the largest house thought of.
SIZES = ((200, 5_000), (200, 20_000), (200, 80_000), (2_000, 100_000))
CRITERIA, EACH = 8, 3


def race(given: argparse.Namespace) -> None:
    """Ours and the peers."""
    tasks = severity.tasks(given.quick)
    peers = {one.peer for task in tasks for one in task.contenders}
    found = environments(peers, install=not given.no_install)
    settings = Settings(given.rounds, given.threads, None, lambda words: print(words, file=sys.stderr, flush=True))
    for task in tasks:
        standing = stand(task, found, settings)
        print(f"\n{task.title}\n")
        print(tables.aligned(tables.rows(standing, found)))
        print("\n".join(tables.verdict(standing)), flush=True)


def bare() -> float:
    """Megabytes of a process that has imported what ours imports, and nothing more."""
    script = (
        "import benchmarks.measurement.contenders.exemplar_severity;"
        "from benchmarks.measurement.worker import megabytes; print(megabytes('VmHWM'))"
    )
    around = {**os.environ, "PYTHONPATH": str(ROOT)}
    return float(subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, env=around).stdout)


def grown(raters: int, ratees: int, folder: Path, imports: float) -> list[str]:
    """One size in a process of its own."""
    world = worlds.facets(ratees, raters, CRITERIA, EACH)
    data, answer = folder / "data.npz", folder / "answer.npz"
    np.savez(data, allow_pickle=False, **{name: world[name] for name in ("x", "rater", "ratee")})
    words = [sys.executable, "-m", "benchmarks.measurement.worker"]
    command = [*words, "exemplar_severity", "rating_scale", str(data), str(answer)]
    around = {**os.environ, "PYTHONPATH": str(ROOT), **dict.fromkeys(BLAS, "1")}
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, env=around).stdout)
    with np.load(answer) as given:
        marks = severity.judge(world, given)
    count = ratees * EACH * CRITERIA
    return [
        f"{raters:,} × {ratees:,}",
        f"{count:,}",
        tables.seconds(told["first"]),
        tables.seconds(told["warm"]),
        f"{1e6 * told['warm'] / count:.2f}",
        f"{told['before'] - imports:.0f}",
        f"{told['peak'] - imports:.0f}",
        *(f"{marks[name].value:.4f}" for name in ("RMSE severity", "error/SE", "coverage")),
    ]


def growth(given: argparse.Namespace) -> None:
    """Ours alone, from small to large."""
    imports = bare()
    head = ["raters × ratees", "ratings", "first s", "warm s", "µs/rating", "table MB", "peak MB", "RMSE", "error/SE",
            "coverage"]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        rows = [grown(*size, Path(folder), imports) for size in (SIZES[:1] if given.quick else SIZES)]
    print(
        f"\nGrowth, with everything delivered; memory above the {imports:.0f} MB of the interpreter with its imports\n"
    )
    print(tables.aligned([head, *rows]))


def main() -> None:
    """Race, then growth."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.calibration", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small data: does everything run?")
    parser.add_argument("--only", choices=("race", "growth"), help="half of it")
    parser.add_argument("--rounds", type=int, default=3, help="fresh processes for each contender (3)")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1, help="threads for everyone (all cores)")
    parser.add_argument("--no-install", action="store_true", help="take only the environments that are there")
    given = parser.parse_args()
    print("\n".join(f"{name}: {value}" for name, value in machine(given.threads).items()))
    if given.only != "growth":
        race(given)
    if given.only != "race":
        growth(given)


if __name__ == "__main__":
    main()

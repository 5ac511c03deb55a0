"""Does the cost of a calibration grow with people and no faster, and does it stay in memory?

``python -m benchmarks.measurement.growth``: ours alone, graded response model with standard errors, 50 items.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.measurement import referee, tables, worlds
from benchmarks.measurement.environments import ROOT
from benchmarks.measurement.runs import BLAS

SIZES = (1_000, 10_000, 100_000, 1_000_000)


def measured(people: int, folder: Path) -> list[str]:
    """One size in a process of its own."""
    world = worlds.graded(people)
    data, answer = folder / "data.npz", folder / "answer.npz"
    np.savez(data, x=world["x"])
    command = [sys.executable, "-m", "benchmarks.measurement.worker", "exemplar_irt", "grm", str(data), str(answer)]
    around = {**os.environ, "PYTHONPATH": str(ROOT), **dict.fromkeys(BLAS, "1")}
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, env=around).stdout)
    with np.load(answer) as given:
        errors = [referee.rmse(given[name], world[f"true_{name}"]) for name in ("slope", "threshold")]
    return [
        f"{people:,}",
        tables.seconds(told["first"]),
        tables.seconds(told["warm"]),
        f"{1e6 * told['warm'] / people:.1f}",
        f"{told['before']:.0f}",
        f"{told['peak']:.0f}",
        *(f"{error:.4f}" for error in errors),
    ]


def main() -> None:
    """A row for each size."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.measurement.growth", description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=SIZES, help="people; without them 1,000 to 1,000,000")
    head = ["people", "first s", "warm s", "µs/person", "MB before", "MB peak", "RMSE slopes", "RMSE thresholds"]
    with tempfile.TemporaryDirectory() as folder:
        rows = [measured(people, Path(folder)) for people in parser.parse_args().sizes]
    print("Graded response model with standard errors, 50 five-category items, one thread in BLAS")
    print(tables.aligned([head, *rows]))


if __name__ == "__main__":
    main()

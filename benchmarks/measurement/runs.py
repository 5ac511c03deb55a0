"""Everyone in turn, round after round, each time in a fresh process with the same threads."""

import json
import os
import random
import subprocess
import tempfile
from collections.abc import Callable, Container
from pathlib import Path

import numpy as np

from benchmarks.measurement.environments import ROOT, Environment
from benchmarks.measurement.race import OURS, Arrays, Entry, Standing, Task

#: Every way a library can be told how many threads to take.
THREADS = (
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "NUMEXPR_NUM_THREADS",
    "NUMBA_NUM_THREADS", "RAYON_NUM_THREADS",
)  # fmt: skip
#: A contender whose first process took longer than this is not run again; ended after ``PATIENCE``.
ENOUGH, PATIENCE = 120.0, 1200.0


def stand(
    task: Task,
    environments: dict[str, Environment],
    rounds: int,
    threads: int,
    peers: Container[str] | None,
    say: Callable[[str], None],
) -> Standing:
    """Run a task; the order is drawn anew in each round, so that none is always after the same one."""
    entries = [Entry(one) for one in task.contenders if peers is None or one.peer == OURS or one.peer in peers]
    world = task.world()
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "data.npz"
        np.savez(data, allow_pickle=False, **{key: world[key] for key in world if not key.startswith("true_")})
        for number in range(rounds):
            order = random.Random(number).sample(entries, len(entries))
            for entry in order:
                found = environments[entry.contender.peer]
                if found.failure:
                    entry.failure = found.failure
                elif not entry.failure and not (number and _process_seconds(entry) > ENOUGH):
                    say(f"{task.key}, round {number + 1} of {rounds}: {entry.contender.name}")
                    _run(task, entry, found, data, threads, world)
    return Standing(task, tuple(entries))


def _process_seconds(entry: Entry) -> float:
    return entry.cold + entry.settled


def _run(task: Task, entry: Entry, found: Environment, data: Path, threads: int, world: Arrays) -> None:
    answer = data.with_name("answer.npz")
    command = [
        str(found.python), "-W", "ignore", "-m", "benchmarks.measurement.worker",
        entry.contender.module, entry.contender.function, str(data), str(answer),
    ]  # fmt: skip
    settings = {**os.environ, "PYTHONPATH": str(ROOT), **dict.fromkeys(THREADS, str(threads))}
    try:
        done = subprocess.run(command, capture_output=True, text=True, env=settings, cwd=data.parent, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        entry.failure = f"not done after {PATIENCE:.0f} s"
        return
    if done.returncode:
        entry.failure = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"ended {done.returncode}"
        return
    told = json.loads(done.stdout.strip().splitlines()[-1])
    entry.imports.append(told["imported"])
    entry.first.append(told["first"])
    entry.warm.append(told["warm"])
    entry.memory = np.nanmax([entry.memory, told["peak"]])
    entry.before = np.nanmax([entry.before, told["before"]])
    if not entry.marks:
        with np.load(answer) as arrays:
            given = dict(arrays)
        entry.lacks = tuple(
            name for name in task.delivers if name not in given or not np.isfinite(given[name].astype(float)).all()
        )
        entry.marks = task.judge(world, given)

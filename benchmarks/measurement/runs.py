"""Everyone in turn, round after round, each time in a fresh process with the same threads."""

import json
import os
import platform
import random
import subprocess
import tempfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measurement.environments import ROOT, Environment
from benchmarks.measurement.race import OURS, Arrays, Entry, Standing, Task

#: Where a library of linear algebra is told how many threads to take, and where everything else is.
BLAS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
OTHERS = ("NUMEXPR_NUM_THREADS", "NUMBA_NUM_THREADS", "RAYON_NUM_THREADS")
#: A contender that took longer than this in a process is not run again in the next round; ended after ``PATIENCE``.
ENOUGH, PATIENCE = 90.0, 1200.0


@dataclass(frozen=True, slots=True)
class Settings:
    """How the contenders run.

    Attributes
    ----------
    rounds : int
        Fresh processes for each contender and setting of BLAS.
    threads : int
        What everyone may use. BLAS gets one thread, then all of them, and each contender is shown at its better:
        some parallelise above BLAS, where its threads are in the way, and some have no other.
    peers : container of str, optional
        Only these beside ours.
    say : callable
        Told who is running.
    """

    rounds: int
    threads: int
    peers: Collection[str] | None
    say: Callable[[str], None]


def stand(task: Task, environments: dict[str, Environment], settings: Settings) -> Standing:
    """Run a task; the order is drawn anew in each round, so that none is always after the same one."""
    chosen = [one for one in task.contenders if settings.peers is None or one.peer in {OURS, *settings.peers}]
    entries = [Entry(one, blas) for one in chosen for blas in sorted({1, settings.threads})]
    world = task.world()
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "data.npz"
        np.savez(data, allow_pickle=False, **{key: world[key] for key in world if not key.startswith("true_")})
        for number in range(settings.rounds):
            for entry in random.Random(number).sample(entries, len(entries)):
                found = environments[entry.contender.peer]
                if found.failure:
                    entry.failure = found.failure
                elif not entry.failure and not (number and entry.cold > ENOUGH):
                    settings.say(f"{task.key}, round {number + 1}: {entry.contender.name}, {entry.blas} in BLAS")
                    _run(task, entry, found, data, settings.threads, world)
    return Standing(task, tuple(_better([one for one in entries if one.contender is who]) for who in chosen))


def _better(entries: list[Entry]) -> Entry:
    return min(entries, key=lambda one: (bool(one.failure), one.settled))


def _run(task: Task, entry: Entry, found: Environment, data: Path, threads: int, world: Arrays) -> None:
    answer = data.with_name("answer.npz")
    command = [
        str(found.python), "-W", "ignore", "-m", "benchmarks.measurement.worker",
        entry.contender.module, entry.contender.function, str(data), str(answer),
    ]  # fmt: skip
    given_threads = {**dict.fromkeys(BLAS, str(entry.blas)), **dict.fromkeys(OTHERS, str(threads))}
    around = {**os.environ, "PYTHONPATH": str(ROOT), **given_threads}
    try:
        done = subprocess.run(command, capture_output=True, text=True, env=around, cwd=data.parent, timeout=PATIENCE)
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


def machine(threads: int) -> dict[str, Any]:
    """What it ran on."""
    words = [
        line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line
    ]
    return {
        "processor": words[0] if words else platform.processor(),
        "cores": os.cpu_count(),
        "threads": threads,
        "system": platform.platform(),
        "python": platform.python_version(),
        "load before": round(os.getloadavg()[0], 2),
    }

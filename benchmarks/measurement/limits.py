"""How near to what this machine can do does a calibration come? ``python -m benchmarks.measurement.limits``.

Nearly all its time is one pass after another over everyone's answers, and a pass is two matrix products. So it is held
against what BLAS does with square matrices, with matrices of the shape of a pass, and against the speed of memory.
"""

import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from benchmarks.measurement import referee, worlds
from benchmarks.measurement.runs import BLAS
from scoring.irt.blocks import THREADS
from scoring.irt.coding import coded
from scoring.irt.expectation import CHUNK, Patterns, expected, grid

PEOPLE, NODES = 50_000, 61


def best(work: Callable[[], object], times: int = 5) -> float:
    """Seconds of the fastest of several calls."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return min(taken)


def products(rows: int, inner: int, columns: int, kind: type[np.floating], repeats: int) -> float:
    """GFLOP/s of matrix products in as many threads as a pass has."""
    rng = np.random.default_rng(1)
    pairs = [
        (rng.random((rows, inner)).astype(kind), rng.random((inner, columns)).astype(kind)) for _ in range(THREADS)
    ]

    def work() -> None:
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(lambda pair: [np.matmul(*pair) for _ in range(repeats)], pairs))

    return 2 * rows * inner * columns * repeats * THREADS / best(work) / 1e9


def copying() -> float:
    """GB/s read and written by copying what does not fit in the cache, in as many threads."""
    pieces = [np.ones(16_000_000) for _ in range(THREADS)]
    targets = [np.empty_like(piece) for piece in pieces]

    def work() -> None:
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(np.copyto, targets, pieces))

    return 2 * sum(piece.nbytes for piece in pieces) / best(work) / 1e9


def main() -> None:
    """The limits, then the share of them a pass reaches."""
    if any(os.environ.get(name) != "1" for name in BLAS):  # read when BLAS is loaded: begin again
        command = [sys.executable, "-m", "benchmarks.measurement.limits"]
        os.execve(sys.executable, command, {**os.environ, **dict.fromkeys(BLAS, "1")})
    world = worlds.graded(PEOPLE)
    read = coded(world["x"])
    items, categories = len(read.items), 5
    where = grid(NODES)
    logs = referee.graded(world["true_slope"], world["true_threshold"], where.points)
    work = 4 * PEOPLE * items * categories * NODES
    memory = copying()
    print(f"{THREADS} threads, one of BLAS in each")
    print(f"memory                         {memory:8.1f} GB/s copied")
    for kind in (np.float64, np.float32):
        patterns = Patterns(read.codes, read.weights, np.ones((items, categories), dtype=bool), kind)
        took = best(lambda patterns=patterns: expected(patterns, logs, where))  # type: ignore[misc]
        square = products(1024, 1024, 1024, kind, 4)
        shaped = products(NODES, items * categories, CHUNK, kind, 20)
        reached = work / took / 1e9
        name = np.dtype(kind).name
        print(f"{name} products, square      {square:8.1f} GFLOP/s")
        print(f"{name} products, as a pass   {shaped:8.1f} GFLOP/s")
        print(
            f"{name} one whole pass        {reached:8.1f} GFLOP/s, {reached / shaped:.0%} of its products, {took:.3f} s"
        )
        print(f"{name} answers read          {read.codes.nbytes / took / 1e9:8.3f} GB/s, the rest stays in the cache")


if __name__ == "__main__":
    main()

"""``python -m benchmarks.profiles``: rating a million people beside plain scikit-learn, growth, memory, a cluster.

The peer is a scikit-learn pipeline (StandardScaler, Ridge) whose ``predict`` gives the fit, with SciPy's normal
distribution for the same twelve numbers a person; it is fitted to the same incumbents and runs on the same parts, in
the same process, turn about. Pools with their list, bands and objects have a table of their own. Read the figures in
docs/profiles-benchmarks.md; compare ratios, not seconds.
"""

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import pandas as pd
from distributed import Client, LocalCluster
from joblib import parallel_config
from scipy.stats import norm
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from assess.demo.world import Floats
from scoring.fit import PART, Rater, Ratings, Use, bulk, fit
from scoring.profile import CandidateScale, Profile, profile
from scoring.results import Estimate

ROLE, SCALES, INCUMBENTS = "seller", 8, 240
USE = Use(ROLE, impact_months=0.0)
SIZES = (250_000, 500_000, 1_000_000, 2_000_000)
POOLS = (1_000, 5_000, 20_000, 100_000)
ROUNDS = 3


def incumbents(seed: int = 1) -> tuple[pd.DataFrame, Floats]:
    """240 people with eight scales that each go with results at r = .2 or so."""
    rng = np.random.default_rng(seed)
    shared = rng.normal(size=(INCUMBENTS, 1))
    x = 50 + 10 * (np.sqrt(0.2) * shared + np.sqrt(0.8) * rng.normal(size=(INCUMBENTS, SCALES)))
    y = (x.mean(axis=1) - 50) / 10 + 1.2 * rng.normal(size=INCUMBENTS)
    group = np.where(y >= np.quantile(y, 0.8), "top", "middle")
    ids = [f"P{number:03d}" for number in range(INCUMBENTS)]
    return pd.DataFrame({"person_id": ids, "criterion": y, "group": group, "screened": "earned"}), x


def built() -> tuple[Profile, Floats, Floats]:
    """The profile, and the scores and results it was built from."""
    people, x = incumbents()
    names = [f"scale {number}" for number in range(SCALES)]
    reliability = Estimate(0.80, INCUMBENTS, "alpha")
    scales = [CandidateScale(name, 1, reliability) for name in names]
    scores = pd.DataFrame(x, index=people["person_id"], columns=names)
    return profile(people, scores, scales, reliability, ROLE), x, people["criterion"].to_numpy(float)


def parts(people: int) -> Iterator[Floats]:
    """Scores of so many applicants, made as they are read: never all in memory."""
    for start in range(0, people, PART):
        rng = np.random.default_rng(start)
        yield 50 + 10 * rng.normal(size=(min(PART, people - start), SCALES))


def peer(ours: Profile, x: Floats, y: Floats) -> Callable[[Floats], Ratings]:
    """The same twelve numbers from a scikit-learn pipeline."""
    pipeline = make_pipeline(StandardScaler(), Ridge(1.0)).fit(x, y)
    centre, spread = pipeline.predict(x).mean(), pipeline.predict(x).std(ddof=1)
    rater = Rater.of(ours)
    ends, z80 = (rater.r_low, rater.r_high), norm.ppf(0.8)

    def chance(r: float | Floats, z: Floats) -> Floats:
        return np.asarray(norm.sf((z80 - r * z) / np.sqrt(1 - r * r)))

    def rate(some: Floats) -> Ratings:
        z = (pipeline.predict(some) - centre) / spread
        standing = [norm.cdf(r * z) for r in ends]
        chances = [chance(r, z) for r in (*ends, rater.r_cautious, np.clip(z / z80, *ends))]
        half = norm.ppf(0.9) * np.sqrt(1 - rater.r**2)
        return Ratings(
            z, z - 1.96 * rater.se, z + 1.96 * rater.se,
            norm.cdf(rater.r * z), np.minimum(*standing), np.maximum(*standing),
            chances[2], np.min(chances, axis=0), np.max(chances, axis=0),
            rater.r * z, rater.r * z - half, rater.r * z + half,
        )  # fmt: skip

    return rate


def seconds(work: Callable[[], object]) -> float:
    """How long it took, by the clock."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def drained(ratings: Iterator[Ratings]) -> int:
    """How many were rated; nothing is kept."""
    return sum(len(one.fit) for one in ratings)


def race(people: int) -> None:
    """Ours and the peer turn about on the same parts, the making of which is in nobody's time."""
    ours, x, y = built()
    theirs = peer(ours, x, y)
    given = list(parts(people))
    times: dict[str, list[float]] = {"exemplar": [], "scikit-learn": []}
    for _ in range(ROUNDS):
        times["exemplar"].append(seconds(lambda: drained(bulk(ours, given, USE).ratings)))
        times["scikit-learn"].append(seconds(lambda: drained(theirs(part) for part in given)))
    best = {name: min(taken) for name, taken in times.items()}
    print(f"\n{people:,} people, {SCALES} scales, twelve numbers each, best of {ROUNDS}\n")
    for name, taken in best.items():
        print(f"{name:14} {taken:7.2f} s   {people / taken / 1e6:6.2f} million a second")
    print(f"the peer takes {best['scikit-learn'] / best['exemplar']:.2f} times our time", flush=True)


def growth() -> None:
    """Each size in a process of its own, with its peak memory."""
    print("\npeople      seconds   seconds a million   peak MB (the process before rating)\n")
    for people in SIZES:
        subprocess.run(
            [sys.executable, "-m", "benchmarks.profiles", "--only", "one", "--people", str(people)], check=True
        )


def one(people: int) -> None:
    """One size: making the scores is part of the time, as reading them is in life."""
    ours, *_ = built()
    before = _megabytes()
    taken = seconds(lambda: drained(bulk(ours, parts(people), USE).ratings))
    print(f"{people:>9,} {taken:9.2f} {taken / people * 1e6:15.2f} {_megabytes():14.0f} ({before:.0f})", flush=True)


def pools() -> None:
    """Pools with list, bands and objects, as one opening has them."""
    ours, *_ = built()
    names = [scale.scale for scale in ours.scales]
    print("\npool        seconds   milliseconds a person\n")
    for people in POOLS:
        x = np.concatenate(list(parts(people)))
        table = pd.DataFrame(x, index=[f"C{number}" for number in range(people)], columns=names)
        taken = min(seconds(partial(fit, ours, table, USE, 1)) for _ in range(2))
        print(f"{people:>9,} {taken:9.2f} {1000 * taken / people:15.3f}", flush=True)


def cluster(people: int) -> None:
    """The same job through joblib here and on a two-worker Dask cluster: equal to the last bit."""
    ours, *_ = built()
    here = [one.block() for one in bulk(ours, parts(people), USE).ratings]
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as workers,
        Client(workers),
        parallel_config("dask"),
    ):
        there: list[Floats] = []
        taken = seconds(lambda: there.extend(one.block() for one in bulk(ours, parts(people), USE).ratings))
    equal = all(np.array_equal(a, b) for a, b in zip(here, there, strict=True))
    print(f"\n{people:,} people on two Dask workers: {taken:.2f} s, equal results: {equal}", flush=True)


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """The race, growth, pools and the cluster, or one of them."""
    read = argparse.ArgumentParser(description=__doc__)
    read.add_argument("--only", choices=("race", "growth", "one", "pools", "cluster"))
    read.add_argument("--people", type=int, default=1_000_000)
    given = read.parse_args()
    steps: dict[str, Callable[[], None]] = {
        "race": lambda: race(given.people),
        "growth": growth,
        "one": lambda: one(given.people),
        "pools": pools,
        "cluster": lambda: cluster(given.people),
    }
    for name in [given.only] if given.only else ["race", "growth", "pools", "cluster"]:
        steps[name]()


if __name__ == "__main__":
    main()

"""``python -m benchmarks.levers``: all verdicts on sixty levers of ten thousand people, beside peers in the same run.

The regressions have statsmodels beside them, in an environment of its own: the same models, fitted one call after the
other, must give the same coefficients and errors. Shares of R² have a plain loop of regressions over orders beside
them, timed on a few orders of one sample and counted up to what is drawn here. Compare ratios, not seconds.
"""

import json
import resource
import subprocess
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import t as student

from benchmarks.measurement.environments import ROOT, environment
from scoring.levers import Data, Model, Registered, Verdicts, verdicts
from scoring.levers.fitting import family
from scoring.levers.importance import FEWER_RESAMPLES, ORDERS, by_orders, partialled, team_moments
from scoring.levers.judging import judged
from scoring.levers.sample import sample
from scoring.levers.screening import screened

LEVERS, TEAMS, SIZE, SEED = 60, 1000, 10, 1
PEER = "benchmarks.measurement.contenders.statsmodels_clusters"
TIERS = ("company", "function", "position", "task")


def company(tiers: int = 1, missing: float = 0.0) -> tuple[Data, list[Registered]]:
    """Levers that go together at r = .25, a third of which matter; a third of the teams kept back."""
    rng = np.random.default_rng(SEED)
    people = TEAMS * SIZE
    x = 0.5 * rng.normal(size=(people, 1)) + np.sqrt(0.75) * rng.normal(size=(people, LEVERS))
    around, team = rng.normal(size=(people, 3)), np.repeat(np.arange(TEAMS), SIZE)
    effects = np.where(np.arange(LEVERS) % 3 == 0, 0.05, 0.0)
    y = x @ effects + rng.normal(0, 0.3, TEAMS)[team] + rng.normal(0, 0.9, people)
    rank = (-y).argsort().argsort() / people
    ids, codes = [f"P{i:05d}" for i in range(people)], [f"lever{j:02d}" for j in range(LEVERS)]
    table = pd.DataFrame(
        {
            "person_id": ids, "team": [f"T{g:04d}" for g in team], "region": [f"R{g % 5}" for g in team],
            "outcome": y, "raw": y + 0.3 * around[:, 0], "weight": 4.0 + np.arange(people) % 5,
            "group": np.where(rank < 0.2, "top", np.where((rank >= 0.3) & (rank < 0.7), "middle", "other")),
            "outlier": rank < 0.01,
        }
    )  # fmt: skip
    values = np.where(rng.random(x.shape) < missing, np.nan, x)
    data = Data(
        table, pd.DataFrame(around, index=ids, columns=["potential", "inherited", "share"]),
        pd.DataFrame(values, index=ids, columns=codes), frozenset(f"T{g:04d}" for g in range(0, TEAMS, 3)),
    )  # fmt: skip
    registered = [
        Registered(code, code, "rep", TIERS[j % tiers], "behaviour", 1, 0.8) for j, code in enumerate(codes)
    ]  # fmt: skip
    return data, registered


def whole(name: str, data: Data, registered: list[Registered]) -> Verdicts:
    """Everything a study says, with the share of the time in which nothing was heard of it."""
    heard = [time.perf_counter()]
    found = verdicts(data, registered, seed=SEED, progress=lambda _: heard.append(time.perf_counter()))
    silent = max(after - before for before, after in pairwise(heard))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:38}{heard[-1] - heard[0]:6.1f} s, longest without news {silent:.1f} s, peak {peak:.0f} MB")
    return found


def regressions(data: Data, registered: list[Registered], found: Verdicts) -> None:
    """Our models and those of statsmodels: the same numbers, and how many times its time ours takes."""
    people = sample(data, registered)
    start = time.perf_counter()
    one = family(("rep", TIERS[0]), people, screened(people, registered))
    judged(one, found.delta, found.q, SEED)
    ours = time.perf_counter() - start
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "levers.npz"
        np.savez(
            file, x=one.filled, c=people.circumstances, y=people.y, raw=people.raw, team=people.team,
            weight=people.weight, held=people.kept_back.astype(int),
        )  # fmt: skip
        peer = environment("statsmodels")
        if peer.failure:
            print(f"statsmodels: {peer.failure}")
            return
        done = subprocess.run([peer.python, "-m", PEER, file], cwd=ROOT, capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout)
    apart = []
    for model in (Model.RAW, Model.ALONE, Model.JOINT, Model.DISCOVERY, Model.HOLDOUT):
        teams = {Model.DISCOVERY: TEAMS - found.holdout.teams, Model.HOLDOUT: found.holdout.teams}.get(model, TEAMS)
        edge = float(student.ppf(0.975, teams - 1))
        for lever, (b, se) in zip(found.levers, answer["answers"][model.value], strict=True):
            shown = lever.effects[model].b
            apart += [abs((shown.value or 0) - b), abs(((shown.high or 0) - (shown.low or 0)) / 2 / edge - se)]
    worst = max(float(np.max(one)) for one in apart)
    times = answer["seconds"] / ours
    print(f"{'regressions, flags of talent':38}{ours:6.1f} s, statsmodels {peer.version} {answer['seconds']:.1f} s: "
          f"{times:.1f} times ours; {len(apart)} coefficients and errors within {worst:.0e}")  # fmt: skip


def shares(data: Data, registered: list[Registered], orders: int = 2) -> None:
    """Shares of R² beside one regression a step of an order."""
    people = sample(data, registered)
    one = family(("rep", TIERS[0]), people, screened(people, registered))
    moments, _ = team_moments(one)
    aside = moments.shape[1] - one.size - 1
    rng = np.random.default_rng(SEED)
    drawn = np.array([rng.permutation(one.size) for _ in range(ORDERS)])
    times = rng.multinomial(TEAMS, np.full(TEAMS, 1 / TEAMS), size=FEWER_RESAMPLES).astype(float)
    start = time.perf_counter()
    by_orders(partialled(np.tensordot(times, moments, 1), aside), drawn)
    ours = time.perf_counter() - start
    root = np.sqrt(people.weight)[:, None]
    z = np.column_stack([people.circumstances, one.filled, people.y])
    size = np.bincount(people.team, people.weight)
    means = np.column_stack([np.bincount(people.team, people.weight * column) for column in z.T]) / size[:, None]
    z = (z - means[people.team]) * root
    z = z[:, aside:] - z[:, :aside] @ np.linalg.lstsq(z[:, :aside], z[:, aside:], rcond=None)[0]
    start = time.perf_counter()
    gains = np.zeros(one.size)
    for order in drawn[:orders]:
        before = 0.0
        for step in range(1, one.size + 1):
            some = z[:, order[:step]]
            fit = some @ np.linalg.lstsq(some, z[:, -1], rcond=None)[0]
            explained = float(fit @ fit / (z[:, -1] @ z[:, -1]))
            gains[order[step - 1]] += (explained - before) / orders
            before = explained
    plain = (time.perf_counter() - start) / orders * ORDERS * FEWER_RESAMPLES
    same = by_orders(partialled(moments.sum(0)[None], aside), drawn[:orders])[0]
    print(
        f"{'shares of R², 200 orders × 100 samples':38}{ours:6.1f} s, a loop of regressions {plain:.0f} s by "
        f"{orders} orders of one sample: {plain / ours:.0f} times; same within {np.abs(same - gains).max():.0e}"
    )


def main() -> None:
    """One family of sixty, four tiers with values missing, and the peers."""
    data, registered = company()
    found = whole("60 levers, 10,000 people, 1,000 teams", data, registered)
    whole("the same in four tiers, 3 % missing", *company(4, 0.03))
    regressions(data, registered, found)
    shares(data, registered)


if __name__ == "__main__":
    main()

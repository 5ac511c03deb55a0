"""``python -m benchmarks.bundles``: many practices together and the payoff of every skill, beside plain code.

Peers run on the same data in the same process: scikit-learn's ``cross_val_predict`` of a linear regression over the
same ten ways of dealing five folds of teams (the joint prediction alone, without breadth, index, doses or ceilings),
and one NumPy loop over people that draws, takes quantiles and counts winners. Compare ratios, not seconds.
"""

import resource
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from scoring.bundle import Practised, bundle
from scoring.payoff import Credibility, Option, payoff

SIZES = ((1_000, 20), (10_000, 60))
#: People the loop is run on; its time grows in step with them.
LOOPED = 200
DRAWS, REPEATS = 4000, 10


def seconds(work: Callable[[], object]) -> float:
    """Processor time, so that neighbours on the same machine count less."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def company(people: int, levers: int) -> tuple[pd.DataFrame, pd.DataFrame, list[str]]:
    """People in teams of ten, shares of practices, and results that go with all of them a little."""
    rng = np.random.default_rng(1)
    share = rng.random((people, levers))
    y = share.mean(axis=1) * 6 + rng.normal(size=people)
    ids, codes = [f"P{i:05d}" for i in range(people)], [f"l{k}" for k in range(levers)]
    group = np.where(y >= np.quantile(y, 0.8), "top", np.where(y < np.median(y), "middle", "other"))
    table = pd.DataFrame(
        {"person_id": ids, "team": [f"T{i // 10}" for i in range(people)], "outcome": y, "group": group,
         "outlier": False}
    )  # fmt: skip
    wide = pd.DataFrame(share, columns=codes, index=ids)
    return table, wide, codes


def regressed(table: pd.DataFrame, wide: pd.DataFrame) -> None:
    """The peer of the bundle."""
    for repeat in range(REPEATS):
        split = GroupKFold(5, shuffle=True, random_state=repeat)
        cross_val_predict(LinearRegression(), wide.to_numpy(), table["outcome"], groups=table["team"], cv=split)


def looped(level: np.ndarray, options: list[Option]) -> None:
    """The peer of the payoff: person by person."""
    rng = np.random.default_rng(1)
    for x in level:
        gains = np.array([
            0.5 * rng.normal(one.effect, one.error, DRAWS)
            * np.minimum(np.maximum(one.target - rng.normal(own, 0.4, DRAWS), 0),
                         np.maximum(rng.normal(0.15, 0.05, DRAWS), 0) * 3)
            for one, own in zip(options, x, strict=True)
        ])  # fmt: skip
        np.quantile(gains, [0.1, 0.5, 0.9], axis=1)
        np.bincount(gains.argmax(axis=0), minlength=len(options))


def main() -> None:
    """Both sizes, each beside its peer, and the most memory taken."""
    for people, levers in SIZES:
        table, wide, codes = company(people, levers)
        long = wide.rename_axis("person_id").reset_index().melt("person_id", var_name="lever")
        practices = [Practised(code) for code in codes]
        ours = seconds(lambda: bundle(table, long, practices, seed=1))  # noqa: B023 run at once
        theirs = seconds(lambda: regressed(table, wide))  # noqa: B023
        print(f"bundle  {people:>6} people, {levers} practices: {ours:.2f} s, {ours / theirs:.2f} times the regression")
        rng = np.random.default_rng(2)
        level = rng.normal(size=(people, levers))
        skills = pd.DataFrame(
            {"person_id": np.repeat(wide.index, levers), "lever": np.tile(codes, people), "level": level.ravel(),
             "sem": 0.4, "sources": 2, "talk": False}
        )  # fmt: skip
        options = [Option(code, code, rng.normal(0.15, 0.08), 0.06, Credibility.REPLICATED, 0.7) for code in codes]
        ours = seconds(lambda: payoff(skills, options, seed=1))  # noqa: B023
        theirs = seconds(lambda: looped(level[:LOOPED], options)) * people / LOOPED  # noqa: B023
        print(f"payoff  {people:>6} people, {levers} skills: {ours:.2f} s, {theirs / ours:.1f} times as fast as a loop")
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()

"""statsmodels: the regressions behind verdicts on levers, one call a model, from arrays in a file; prints JSON."""

import json
import sys
import time
from typing import Any

import numpy as np
import statsmodels.api as sm


def within(x: Any, team: Any, weight: Any) -> Any:
    """What is left of each column once the weighted mean of its team is out; the shortcut an expert would take."""
    total = np.bincount(team, weight)
    return x - np.column_stack([np.bincount(team, weight * column) / total for column in x.T])[team]


def fitted(y: Any, x: Any, team: Any, weight: Any, absorb: bool) -> tuple[Any, Any]:
    """Coefficients and CR1 errors of the columns of x; teams absorbed count as coefficients."""
    teams, n = len(np.unique(team)), len(y)
    if absorb:
        table = within(np.column_stack([x, y]), team, weight)
        x, y, used = table[:, :-1], table[:, -1], x.shape[1] + teams
    else:
        x = np.column_stack([x, np.ones(n)])
        used = x.shape[1]
    found = sm.WLS(y, x, weights=weight).fit(cov_type="cluster", cov_kwds={"groups": team}, use_t=True)
    return found.params, found.bse * np.sqrt((n - x.shape[1]) / (n - used))


def main() -> None:
    """Raw and alone for each lever, joint in all, in discovery and in the hold-out."""
    data = np.load(sys.argv[1])
    x, c, y, raw, team, weight, held = (data[key] for key in ("x", "c", "y", "raw", "team", "weight", "held"))
    start = time.perf_counter()
    answers = {
        "raw": [fitted(raw, x[:, [j]], team, weight, False) for j in range(x.shape[1])],
        "alone": [fitted(y, np.column_stack([x[:, [j]], c]), team, weight, True) for j in range(x.shape[1])],
    }
    for name, who in (("joint", held >= 0), ("discovery", held == 0), ("holdout", held == 1)):
        b, se = fitted(y[who], np.column_stack([x, c])[who], team[who], weight[who], True)
        answers[name] = [([b[j]], [se[j]]) for j in range(x.shape[1])]
    seconds = time.perf_counter() - start
    plain = {name: [(float(b[0]), float(se[0])) for b, se in pairs] for name, pairs in answers.items()}
    print(json.dumps({"seconds": seconds, "answers": plain}))


if __name__ == "__main__":
    main()

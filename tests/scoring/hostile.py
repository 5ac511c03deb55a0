"""Tables that break careless statistics: what every estimator is tried on."""

import numpy as np
import pandas as pd

_g = np.random.default_rng(20)
_five = pd.DataFrame(_g.integers(1, 6, (40, 4)), columns=list("abcd"))

HOSTILE: dict[str, pd.DataFrame] = {
    "empty": pd.DataFrame(),
    "no rows": pd.DataFrame(columns=list("abc"), dtype=float),
    "one row": _five.iloc[:1],
    "one column": _five[["a"]],
    "all NaN": pd.DataFrame(np.full((20, 4), np.nan), columns=list("abcd")),
    "None objects": pd.DataFrame({"a": [None] * 20, "b": [None] * 20, "c": [None] * 20}, dtype=object),
    "strings": pd.DataFrame({"a": ["good", "bad"] * 20, "b": ["bad", "good"] * 20, "c": ["good"] * 40}),
    "inf": _five.astype(float).replace(5.0, np.inf),
    "constants": pd.DataFrame(np.full((40, 4), 3.0), columns=list("abcd")),
    "a constant column": _five.assign(c=3),
    "duplicate names": pd.DataFrame(_five.to_numpy(), columns=["a", "b", "b", "c"]),
    "two identical columns": _five.assign(d=_five["a"]),
    "more items than people": pd.DataFrame(_g.integers(1, 6, (8, 30))),
    "10,000 columns": pd.DataFrame(_g.integers(1, 6, (20, 10_000))),
    "dates": pd.DataFrame({name: pd.date_range("2026-01-01", periods=20) for name in "abc"}),
    "booleans": pd.DataFrame(_g.random((40, 4)) < 0.5, columns=list("abcd")),
}

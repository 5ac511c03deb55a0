"""Banks of known truth for adaptive tests."""

import numpy as np
import pandas as pd

from scoring.irt.bank import Bank
from scoring.irt.models import Model


def bank(slope, thresholds, model: Model = "2PL", **rest) -> Bank:
    """Items i0, i1, … with these slopes and (items, steps) thresholds; answers count from 1."""
    thresholds = np.asarray(thresholds, dtype=float)
    steps = thresholds.shape[1]
    items = pd.DataFrame(
        np.column_stack([slope, thresholds]),
        columns=["slope", *[f"threshold_{k}" for k in range(1, steps + 1)]],
        index=pd.Index([f"i{number}" for number in range(len(slope))], name="item"),
    )
    known = tuple(float(answer) for answer in range(1, steps + 2))
    return Bank(model, items, dict.fromkeys(items.index, known), n=1000, **rest)


def drawn(items: int, model: Model = "GRM", categories: int = 5, seed: int = 1, **rest) -> Bank:
    """Slopes from .8 to 2, thresholds around a centre for each item."""
    rng = np.random.default_rng(seed)
    slope = rng.uniform(0.8, 2.0, items)
    spread = np.linspace(-1.8, 1.8, categories - 1) if categories > 2 else np.zeros(1)
    centre = rng.normal(0, 0.6 if categories > 2 else 1.2, (items, 1))
    thresholds = np.sort(centre + spread + rng.normal(0, 0.2, (items, categories - 1)), axis=1)
    return bank(slope, thresholds, model, **rest)


#: LSAT6 (Bock & Lieberman 1970), 2PL by marginal maximum likelihood (methods §4.4).
LSAT6_SLOPE = np.array([0.8257, 0.7227, 0.8909, 0.6884, 0.6569])
LSAT6 = bank(LSAT6_SLOPE, (-np.array([2.7732, 0.9902, 0.2491, 1.2848, 2.0533]) / LSAT6_SLOPE)[:, None])

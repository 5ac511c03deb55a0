"""Ratings with known answers: those of methods §6.6, one data set beside the project, and simulated worlds."""

import numpy as np
import pandas as pd

from tests.reference import SHARED

#: One candidate a word: three criteria by four raters each, categories 1 to 5 (own data, methods §6.6).
TWENTY = """
132142113231 132123111221 421222223212 112132212221 124122222131 334322212221 243332333212 422235414422 453254222331
544143223322 355344434222 544443325232 444344345333 444444234541 553343443442 555353343434 443554445344 544344434443
454544554434 455455445452
"""


def twenty() -> pd.DataFrame:
    rows = [
        (f"candidate {number:02}", f"criterion {place // 4 + 1}", f"rater {place % 4 + 1}", int(digit))
        for number, digits in enumerate(TWENTY.split(), 1)
        for place, digit in enumerate(digits)
    ]
    return pd.DataFrame(rows, columns=["ratee", "criterion", "rater", "rating"])


def ratings1() -> pd.DataFrame:
    """data.ratings1 of the R package sirt: 135 essays, 7 raters, 5 criteria, each essay by one to five of them."""
    wide = pd.read_csv(SHARED / "data" / "sirt_data_ratings1.csv")
    long = wide.melt(["idstud", "rater"], var_name="criterion", value_name="rating")
    return long.rename(columns={"idstud": "ratee"})


def world(seed, raters=12, ratees=120, criteria=4, each=3, spread=1.2):
    """Ratings 1 to 5 of the rating scale model, each ratee by ``each`` raters; and the severities, mean 0."""
    g = np.random.default_rng(seed)
    severity, theta = g.normal(0, 0.6, raters), g.normal(0.3, spread, ratees)
    severity -= severity.mean()
    difficulty, steps = np.linspace(-0.5, 0.5, criteria), np.array([-2.0, -0.7, 0.7, 2.0])
    who = np.argsort(g.random((ratees, raters)), axis=1)[:, :each]
    distance = theta[:, None, None] - severity[who][:, :, None] - difficulty
    line = np.cumsum(distance[..., None] - steps, axis=-1)
    chance = np.exp(np.concatenate([np.zeros((*line.shape[:-1], 1)), line], axis=-1))
    edge = np.cumsum(chance, axis=-1)
    rating = 1 + (g.random((*edge.shape[:-1], 1)) * edge[..., -1:] > edge).sum(axis=-1)
    ratee, place, criterion = (one.ravel() for one in np.indices(rating.shape))
    frame = pd.DataFrame({"rater": who[ratee, place], "ratee": ratee, "criterion": criterion, "rating": rating.ravel()})
    return frame, severity

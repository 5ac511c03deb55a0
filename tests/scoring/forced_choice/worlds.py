"""Forced-choice instruments of known truth and the people who take them."""

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class World:
    statements: pd.DataFrame
    correlations: pd.DataFrame
    theta: np.ndarray
    ranks: pd.DataFrame

    @property
    def design(self) -> pd.DataFrame:
        """What is known before estimation."""
        return self.statements[["block", "trait", "key"]]


def world(blocks: int, size: int, traits: int, people: int, seed: int, one_way: bool = False) -> World:
    """Blocks of statements of different traits, two in five of negative key; traits correlate .25, two of them −.3."""
    rng = np.random.default_rng(seed)
    rows = []
    for block in range(blocks):
        for place in range(size):
            key = 1 if one_way or rng.random() > 0.4 else -1
            rows.append((f"s{block}_{place}", block, f"t{(block * size + place + block // traits) % traits}", key))
    frame = pd.DataFrame(rows, columns=["statement", "block", "trait", "key"]).set_index("statement")
    n = len(frame)
    first = frame.groupby("block").cumcount().to_numpy() == 0
    uniqueness = np.full(n, 0.5) if size == 2 else np.where(first, 1.0, rng.uniform(0.7, 1.5, n))
    mean = np.where(first, 0.0, rng.normal(0, 0.5, n))
    loading = frame["key"].to_numpy() * rng.uniform(0.65, 1.4, n)
    names = list(pd.unique(frame["trait"]))
    phi = np.full((traits, traits), 0.25)
    np.fill_diagonal(phi, 1)
    phi[0, 1] = phi[1, 0] = -0.3
    theta = rng.multivariate_normal(np.zeros(traits), phi, people)
    trait = np.array([names.index(name) for name in frame["trait"]])
    utility = mean + loading * theta[:, trait] + np.sqrt(uniqueness) * rng.standard_normal((people, n))
    ranks = np.column_stack([(-part).argsort(axis=1).argsort(axis=1) + 1 for part in np.split(utility, blocks, axis=1)])
    return World(
        frame.assign(loading=loading, mean=mean, uniqueness=uniqueness),
        pd.DataFrame(phi, names, names), theta, pd.DataFrame(ranks, columns=frame.index),
    )  # fmt: skip

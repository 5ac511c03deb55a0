"""Answers of two groups whose items are known to be fair, but for the one made unfair."""

import numpy as np


def rasch(seed, reference=500, focal=500, items=16, impact=1.0, shift=0.0, biased=6, slopes=(1.0, 1.0), steepness=1.0):
    """0/1 answers, the group of each person (0 reference); the focal group is lower by ``impact``, and item ``biased``
    is harder for it by ``shift`` and its slope ``steepness`` times as steep."""
    g = np.random.default_rng(seed)
    a, b = g.uniform(*slopes, items), g.normal(0, 0.9, items)
    theta = np.r_[g.normal(0, 1, reference), g.normal(-impact, 1, focal)]
    group = np.repeat([0, 1], [reference, focal])
    slope, place = np.tile(a, (len(theta), 1)), np.tile(b, (len(theta), 1))
    place[group == 1, biased] += shift
    slope[group == 1, biased] *= steepness
    return (g.random(place.shape) < 1 / (1 + np.exp(-slope * (theta[:, None] - place)))).astype(int), group


def graded(seed, people=400, items=8, impact=0.5, shift=0.0, biased=2):
    """Ratings 1 to 5; half of the people are in the focal group."""
    g = np.random.default_rng(seed)
    group = np.repeat([0, 1], people // 2)
    theta = g.normal(0, 1, people) - impact * group
    a, b = g.uniform(1, 2, items), g.normal(0, 0.4, items)
    steps = np.array([-1.5, -0.5, 0.5, 1.5])
    place = b[None, :, None] + steps + shift * (group[:, None, None] * (np.arange(items) == biased)[None, :, None])
    above = 1 / (1 + np.exp(-a[None, :, None] * (theta[:, None, None] - place)))
    return 1 + (g.random((people, items))[:, :, None] < above).sum(axis=2), group

"""Answers of people with known trait to items with known parameters."""

import numpy as np


def graded(theta, slope, threshold, seed):
    """(people, items) categories from 0 of the graded response model; threshold is (items, steps)."""
    chance = np.random.default_rng(seed).random((len(theta), len(slope)))
    upper = 1 / (1 + np.exp(-slope * (theta[:, None, None] - threshold.T)))  # (people, steps, items)
    return (chance[:, None, :] < upper).sum(axis=1)


def partial_credit(theta, slope, threshold, seed):
    """(people, items) categories from 0 of the generalized partial credit model."""
    rng = np.random.default_rng(seed)
    sums = np.cumsum(slope * (theta[:, None, None] - threshold.T), axis=1)
    weight = np.exp(np.concatenate([np.zeros_like(sums[:, :1]), sums], axis=1))
    reached = np.cumsum(weight / weight.sum(axis=1, keepdims=True), axis=1)[:, :-1]
    return (rng.random((len(theta), 1, len(slope))) > reached).sum(axis=1)

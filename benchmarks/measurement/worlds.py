"""Data with a known truth: the same seed makes the same people, items and ratings for everyone."""

import numpy as np
import numpy.typing as npt
from scipy.special import expit

from benchmarks.measurement.race import Arrays

Floats = npt.NDArray[np.float64]
ITEMS, CATEGORIES = 50, 5
#: People are drawn this many at a time, so that a million of them take no more memory than their answers.
CHUNK = 20_000


def graded(people: int, items: int = ITEMS, categories: int = CATEGORIES, seed: int = 1) -> Arrays:
    """Answers 0 … of the graded response model, trait N(0, 1) (Samejima 1969)."""
    rng = np.random.default_rng(seed)
    slope = rng.lognormal(0.3, 0.3, items)
    spread = np.linspace(-1.5, 1.5, categories - 1) if categories > 2 else np.zeros(1)
    middle = rng.normal(0, 0.3 if categories > 2 else 1.0, (items, 1))
    threshold = np.sort(middle + spread + rng.normal(0, 0.15, (items, categories - 1)), axis=1)
    theta = rng.normal(size=people)
    x = np.zeros((people, items), np.int8)
    for start in range(0, people, CHUNK):
        rows = slice(start, start + CHUNK)
        u = rng.random((len(theta[rows]), items))
        for step in range(categories - 1):
            x[rows] += u < expit(slope * (theta[rows, None] - threshold[:, step]))
    return {"x": x, "true_slope": slope, "true_threshold": threshold, "true_theta": theta}


def banked(people: int, items: int = ITEMS, categories: int = CATEGORIES, seed: int = 2) -> Arrays:
    """Answers to items whose parameters are known."""
    world = graded(people, items, categories, seed)
    return {**world, "slope": world["true_slope"], "threshold": world["true_threshold"]}


def partial_credit(people: int, items: int = ITEMS, categories: int = CATEGORIES, seed: int = 3) -> Arrays:
    """Answers of the partial credit model, trait N(0, 1.3²) (Masters 1982); two categories make it the Rasch model."""
    rng = np.random.default_rng(seed)
    spread = np.linspace(-1.5, 1.5, categories - 1) if categories > 2 else np.zeros(1)
    threshold = rng.normal(0, 0.8, (items, 1)) + spread + rng.normal(0, 0.2, (items, categories - 1))
    threshold -= threshold.mean()
    theta = rng.normal(0, 1.3, people)
    x = np.zeros((people, items), np.int8)
    for start in range(0, people, CHUNK):
        rows = slice(start, start + CHUNK)
        lines = np.cumsum(theta[rows, None, None] - threshold, axis=2)
        weight = np.exp(np.concatenate([np.zeros_like(lines[:, :, :1]), lines], axis=2))
        below = np.cumsum(weight, axis=2) / weight.sum(axis=2, keepdims=True)
        x[rows] = (rng.random((*below.shape[:2], 1)) > below).sum(axis=2)
    return {"x": x, "true_threshold": threshold, "true_theta": theta}


def adaptive(people: int, items: int = 500, length: int = 30, seed: int = 4) -> Arrays:
    """A calibrated bank of right-or-wrong items, what everyone would answer to each, and how many are given."""
    world = graded(people, items, 2, seed)
    return {**world, "slope": world["true_slope"], "threshold": world["true_threshold"], "length": np.array(length)}


def ratings(units: int, raters: int, missing: float, seed: int = 5) -> Arrays:
    """Ordinal ratings 1 to 5, (units, raters), some of them missing: unit, rater and chance all differ."""
    rng = np.random.default_rng(seed)
    value = rng.normal(size=(units, 1)) + rng.normal(0, 0.4, raters) + rng.normal(0, 0.8, (units, raters))
    x = 1.0 + (value[..., None] > np.array([-1.2, -0.4, 0.4, 1.2])).sum(axis=2)
    x[rng.random(x.shape) < missing] = np.nan
    return {"ratings": x}


def scales(people: int, factors: int = 5, each: int = 5, categories: int = 6, seed: int = 6) -> Arrays:
    """Likert answers 1 … to items of correlated factors, one item a factor each, of simple structure."""
    rng = np.random.default_rng(seed)
    phi = np.full((factors, factors), 0.3) + 0.7 * np.eye(factors)
    loadings = np.kron(np.eye(factors), rng.uniform(0.5, 0.85, (each, 1)))
    loadings *= rng.uniform(0.9, 1.1, (len(loadings), 1))
    common = rng.multivariate_normal(np.zeros(factors), phi, people) @ loadings.T
    uniqueness = 1 - np.einsum("if,fg,ig->i", loadings, phi, loadings)
    value = common + rng.normal(size=common.shape) * np.sqrt(uniqueness)
    cuts = rng.normal(0, 0.3, (factors * each, 1)) + np.linspace(-1.4, 1.4, categories - 1)
    x = 1.0 + (value[..., None] > cuts).sum(axis=2)
    return {"x": x, "factors": np.array(factors), "true_loadings": loadings, "true_phi": phi, "true_values": value}


def groups(people: int, items: int = 40, seed: int = 7) -> Arrays:
    """Right or wrong of two groups of unequal ability; the first five items are harder for the focal group."""
    rng = np.random.default_rng(seed)
    group = rng.integers(0, 2, people)
    theta = rng.normal(-0.3 * group)
    slope, threshold = rng.lognormal(0.2, 0.2, items), rng.normal(0, 1, items)
    harder = 0.6 * (np.arange(items) < 5)
    x = rng.random((people, items)) < expit(slope * (theta[:, None] - threshold - harder * group[:, None]))
    return {"x": x.astype(np.int8), "group": group}


def facets(ratees: int, raters: int, criteria: int, each: int, seed: int = 8) -> Arrays:
    """Ratings 0 … 4 of the many-facet rating scale model, ``each`` raters a ratee (Linacre 1989).

    Ratings are rows: who rated (numbers of raters and ratees), and one column a criterion.
    """
    rng = np.random.default_rng(seed)
    severity, theta = rng.normal(0, 0.6, raters), rng.normal(0, 1.2, ratees)
    severity -= severity.mean()
    difficulty, step = np.linspace(-0.6, 0.6, criteria), np.array([-2.0, -0.7, 0.7, 2.0])
    # different raters for each ratee: from anywhere on, at least one further each time
    rater = (
        rng.integers(0, raters, (ratees, 1)) + np.cumsum(rng.integers(1, raters // each, (ratees, each)), 1)
    ) % raters
    x = np.zeros((ratees * each, criteria), np.int8)
    for start in range(0, ratees, CHUNK):
        distance = theta[start : start + CHUNK, None] - severity[rater[start : start + CHUNK]]
        line = np.cumsum(distance[..., None, None] - difficulty[:, None] - step, axis=-1)
        chance = np.exp(np.concatenate([np.zeros((*line.shape[:-1], 1)), line], axis=-1))
        edge = np.cumsum(chance, axis=-1)
        u = rng.random((*edge.shape[:-1], 1)) * edge[..., -1:]
        given = (u > edge).sum(axis=-1)
        x[start * each : start * each + given.shape[0] * each] = given.reshape(-1, criteria)
    return {
        "x": x, "rater": rater.ravel(), "ratee": np.repeat(np.arange(ratees), each),
        "true_severity": severity, "true_difficulty": difficulty, "true_step": step,
    }  # fmt: skip

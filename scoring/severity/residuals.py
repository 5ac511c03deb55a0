"""How far is each rating from what the model expects, and whose ratings are too far or too near?"""

from dataclasses import dataclass

import numpy as np

from scoring.responses import Floats
from scoring.severity.reading import Places


@dataclass(frozen=True, slots=True, eq=False)
class Expectations:
    """Expectation, variance and fourth central moment of each rating, in categories."""

    expected: Floats
    variance: Floats
    fourth: Floats


@dataclass(frozen=True, slots=True, eq=False)
class FitStatistics:
    """Mean squares with expectation near 1, and their approximate normal deviates (Wright & Masters 1982)."""

    infit: Floats
    outfit: Floats
    infit_z: Floats
    outfit_z: Floats


def expectations(chance: Floats) -> Expectations:
    """From (categories, ratings)."""
    # moments about the middle category lose fewer digits than about the first
    middle = (len(chance) - 1) / 2
    category = np.arange(float(len(chance))) - middle
    first, second, third, fourth = (category ** np.arange(1, 5)[:, None]) @ chance
    square = first**2
    variance = second - square
    return Expectations(first + middle, variance, fourth - 4 * first * third + square * (6 * second - 3 * square))


def fit_statistics(code: Places, model: Expectations, group: Places, groups: int) -> FitStatistics:
    """Infit Σ(x − E)²/ΣV and outfit mean((x − E)²/V) of each group of ratings; NaN for one without ratings."""
    square, v = (code - model.expected) ** 2, model.variance
    n = np.bincount(group, minlength=groups).astype(float)
    n[n == 0] = np.nan
    whole = np.where(n > 0, np.bincount(group, v, groups), np.nan)
    infit = np.bincount(group, square, groups) / whole
    outfit = np.bincount(group, square / v, groups) / n
    infit_var = np.bincount(group, model.fourth - v**2, groups) / whole**2
    outfit_var = np.bincount(group, model.fourth / v**2, groups) / n**2 - 1 / n
    return FitStatistics(infit, outfit, _deviate(infit, infit_var), _deviate(outfit, outfit_var))


def _deviate(square: Floats, variance: Floats) -> Floats:
    """Wilson & Hilferty 1931."""
    q = np.sqrt(np.maximum(variance, 1e-12))
    return (np.cbrt(square) - 1) * (3 / q) + q / 3

"""How high are results with none, one, two … of the practices at standard?"""

import numpy as np
from scipy.optimize import isotonic_regression
from scipy.stats import t as student

from scoring.bundle.results import Dose, Floats, Ints
from scoring.policy import judged, minimum
from scoring.results import Estimate

METHOD = "mean, interval clustered by team; line by isotonic regression (Barlow et al. 1972)"


def doses(count: Ints, y: Floats, team: Ints) -> tuple[Dose, ...]:
    """Mean result by number of practices at standard; neighbouring numbers together until five people stand there.

    Parameters
    ----------
    count : int, n
    y : float, n
        Results in SD.
    team : int, n
    """
    cells = _cells(count, int(minimum("slice", "people").refuse))
    found = [_mean(y[inside], team[inside]) for low, high in cells for inside in [(count >= low) & (count <= high)]]
    if not found:
        return ()
    means = np.array([value for value, _half, _n in found])
    line = isotonic_regression(means, weights=[n for _value, _half, n in found]).x
    return tuple(
        Dose(low, high, _estimate(*cell), float(level))
        for (low, high), cell, level in zip(cells, found, line, strict=True)
    )


def _cells(count: Ints, fewest: int) -> list[tuple[int, int]]:
    """Runs of numbers with enough people in each; what is left over joins the run before."""
    if len(count) < fewest:
        return []
    cells: list[tuple[int, int]] = []
    begin, people = int(count.min()), 0
    for number in range(int(count.min()), int(count.max()) + 1):
        people += int((count == number).sum())
        if people >= fewest:
            cells.append((begin, number))
            begin, people = number + 1, 0
    if begin <= int(count.max()) and cells:
        cells[-1] = (cells[-1][0], int(count.max()))
    return cells


def _mean(y: Floats, team: Ints) -> tuple[float, float, int]:
    """Mean, half width of its interval and people: √(G/(G − 1)·Σ_g(Σ_i e_i)²)/n with t(G − 1)."""
    value = float(y.mean())
    _, group = np.unique(team, return_inverse=True)
    teams = int(group.max()) + 1
    if teams < 2:
        return value, np.nan, len(y)
    sums = np.bincount(group, y - value)
    error = np.sqrt(teams / (teams - 1) * (sums**2).sum()) / len(y)
    return value, float(student.ppf(0.975, teams - 1) * error), len(y)


def _estimate(value: float, half: float, n: int) -> Estimate:
    bounds = (value - half, value + half) if np.isfinite(half) else (None, None)
    return judged(Estimate(value, n, METHOD, *bounds), "slice", people=n)

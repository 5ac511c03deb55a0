"""Which categories of the rating scale were used, and by which names does the model call them?"""

from dataclasses import dataclass

import numpy as np

from scoring.responses import Floats
from scoring.severity.reading import GRID, Places, Ratings, compact


@dataclass(frozen=True, slots=True, eq=False)
class Scale:
    """The categories of each criterion, numbered from 0 without gaps.

    A category nobody used is collapsed: nothing is known of where it begins. In a rating scale model all criteria
    share the categories of all.

    Attributes
    ----------
    code : (ratings,)
    values : (criteria, categories)
        The rating each category stands for; NaN beyond a criterion's last.
    top : (criteria,)
        Number of the last category of each criterion.
    unused : tuple of float
        Ratings within the range used, on its grid, that nobody gave; under partial credit those of any criterion.
    """

    code: Places
    values: Floats
    top: Places
    unused: tuple[float, ...]


def scale(ratings: Ratings, shared: bool) -> Scale:
    """The scale as these raters used it."""
    lowest = ratings.value.min()
    points = ((ratings.value - lowest) * GRID).astype(np.intp)
    found, code = compact(points, int(points.max()) + 1)
    used = lowest + found / GRID
    criteria = len(ratings.labels["criterion"])
    full = _grid(used)
    seen = np.zeros((criteria, len(used)), dtype=bool)
    seen[ratings.criterion, code] = True
    if shared:
        seen[:] = True
    number = np.cumsum(seen, axis=1) - 1
    top = np.maximum(number[:, -1], 0)
    values = np.full((criteria, top.max() + 1), np.nan)
    where, category = np.nonzero(seen)
    values[where, number[where, category]] = used[category]
    lacking = set(full) - set(used)
    for one in seen[seen.any(axis=1)]:
        within = np.flatnonzero(one)
        lacking |= set(used[within[0] : within[-1] + 1][~one[within[0] : within[-1] + 1]])
    return Scale(number[ratings.criterion, code], values, top, tuple(sorted(float(value) for value in lacking)))


def _grid(used: Floats) -> Floats:
    """Every rating between the lowest and the highest: whole points, or half points where some were given."""
    step = 1.0 if (used == np.round(used)).all() else 0.5
    return np.arange(used[0], used[-1] + step / 2, step)

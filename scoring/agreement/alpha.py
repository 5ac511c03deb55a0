"""How far do raters agree beyond chance, whatever the level of measurement and however many ratings are missing?"""

from typing import Literal, get_args

import numpy as np
from scipy.special import stdtrit

from scoring.agreement.tables import Categories, Counts, Floats, counts
from scoring.errors import BadTable, Code, Undefined
from scoring.refusals import refusing
from scoring.responses import Answers
from scoring.results import Estimate

Level = Literal["nominal", "ordinal", "interval", "ratio"]
METHOD = "Krippendorff's alpha, linearised interval (Krippendorff 2019, ch. 12; Gwet 2021)"
#: Step and reach of the trapezoid rule in ``_ratio``, in logarithms: its error is below 1e-13.
STEP, BELOW, ABOVE = 0.3, 18.0, 4.0


@refusing(Estimate, METHOD)
def krippendorff(
    ratings: Answers, level: Level = "nominal", categories: Categories | None = None, confidence: float = 0.95
) -> Estimate:
    """Krippendorff's α = 1 − D_o/D_e from all pairs of ratings of the same unit.

    Parameters
    ----------
    ratings : (units, raters)
        Units in rows, NaN where a rater did not rate (packages with a "reliability matrix" have raters in rows:
        transpose it); or a long frame ``ratee``, ``rater``, ``rating``. Numbers; words need ``categories``.
    level : {"nominal", "ordinal", "interval", "ratio"}
        Ordinal is Krippendorff's own metric, the squared distance of midranks among all ratings. Programs that
        put Gwet's "ordinal weights" into alpha have another coefficient (.834 instead of .815 on his example).
    categories : sequence, optional
        Names of categories in their order, where the ratings are words.
    confidence : float
        Coverage of the interval: α ± t(N − 1)·SE over N units, at most 1, with the linearised standard error of
        Gwet 2021, here with the share of the ordinal metric that moves with the ratings. It is the same on every run
        and lets expected disagreement vary, which the bootstrap of Hayes & Krippendorff 2007 holds fixed.

    Returns
    -------
    Estimate
        ``n`` counts units with two ratings or more. Refused ``N_TOO_SMALL`` below two such units, ``NO_VARIANCE``
        when all ratings are the same, ``BAD_TABLE`` for what is no table of ratings or a negative ratio.

    Examples
    --------
    >>> four = [[1, 1, None, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4], [4, 4, 4, 4],
    ...         [1, 1, 2, 1], [2, 2, 2, 2], [None, 5, 5, 5], [None, None, 1, 1], [None, 3, None, None]]
    >>> [round(krippendorff(four, level).value, 3) for level in ("nominal", "ordinal", "interval", "ratio")]
    [0.743, 0.815, 0.849, 0.797]
    """
    if level not in get_args(Level):
        raise ValueError(f"a level of measurement called {level}")
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence of {confidence}")
    found = counts(ratings, categories, least=2)
    m, totals = found.raters, np.ones(len(found.raters)) @ found.table
    units, n = len(m), m.sum()
    if np.count_nonzero(totals) < 2:
        raise Undefined(Code.NO_VARIANCE, n=units)
    observed_moves = expected_moves = np.zeros(units)
    if level == "nominal":
        squares = np.square(found.table) if isinstance(found.table, np.ndarray) else found.table.power(2)
        pairs, cross = m**2 - squares @ np.ones(len(totals)), m * n - found.table @ totals
    elif level == "ratio":
        pairs, cross = _ratio(found, totals)
    elif level == "interval":
        pairs, cross = _squared(found, totals, found.values)
    else:
        ranks = np.cumsum(totals) - totals / 2
        pairs, cross = _squared(found, totals, ranks)
        observed_moves, expected_moves = _moves(found, totals, ranks)
    each = pairs / (m - 1)
    observed, expected = each.sum(), cross.sum()
    if not (np.isfinite(expected) and expected > 0):
        raise Undefined(Code.NO_VARIANCE, n=units)
    value = float(1 - (n - 1) * observed / expected)
    influence = -n * (each + observed_moves) / expected - m * observed / expected
    influence += n * observed / expected**2 * (2 * cross + expected_moves)
    half = stdtrit(units - 1, (1 + confidence) / 2) * np.sqrt(units / (units - 1) * (influence**2).sum())
    return Estimate(value, units, METHOD, float(value - half), float(min(value + half, 1)), confidence)


# Each metric gives (units,) Σ_i Σ_j δ² over the pairs of ratings of a unit, and (units,) over pairs of a rating of the
# unit with any rating at all; no table of categories × categories is needed.


def _squared(found: Counts, totals: Floats, values: Floats) -> tuple[Floats, Floats]:
    """δ² = (c − k)²."""
    scores = values - totals @ values / totals.sum()
    scores = scores / np.abs(scores).max()
    first, second = found.table @ scores, found.table @ scores**2
    m, n = found.raters, totals.sum()
    pairs = 2 * (m * second - first**2)
    return np.maximum(pairs, 0), n * second + m * (totals @ scores**2) - 2 * first * (totals @ scores)


def _ratio(found: Counts, totals: Floats) -> tuple[Floats, Floats]:
    """δ² = ((c − k)/(c + k))² = 1 − 4ck/(c + k)², and ck/(c + k)² = ∫ c·e^(−ct) · k·e^(−kt) · t dt."""
    values = found.values
    if values[0] < 0:
        raise BadTable(f"ratings: {values[0]} on a ratio scale")
    zero = (values == 0).astype(float)
    none = found.table @ zero
    pairs = found.raters**2 - none**2
    cross = found.raters * totals.sum() - none * (zero @ totals)
    above = values[values > 0]
    for log in np.arange(-np.log(above[-1]) - BELOW, -np.log(above[0]) + ABOVE, STEP):
        scaled = values * np.exp(log)
        wave = 2 * np.sqrt(STEP) * scaled * np.exp(-scaled)
        part = found.table @ wave
        pairs = pairs - part**2
        cross = cross - part * (wave @ totals)
    return np.maximum(pairs, 0), cross


def _moves(found: Counts, totals: Floats, ranks: Floats) -> tuple[Floats, Floats]:
    """What one unit's ratings do to both disagreements by moving the midranks, on the scale of ``_squared``."""
    scores = ranks - totals @ ranks / totals.sum()
    scale = np.abs(scores).max()
    scores, m, n = scores / scale, found.raters, totals.sum()
    within = found.table.T @ (m / (m - 1)) * scores - found.table.T @ (found.table @ scores / (m - 1))
    overall = totals * (n * scores - totals @ scores)
    # a rating in category g moves the midrank of g by half a place and of all above by one
    moved = [4 * (np.cumsum(slope[::-1])[::-1] - slope / 2) / scale for slope in (within, overall)]
    return found.table @ moved[0], found.table @ moved[1]

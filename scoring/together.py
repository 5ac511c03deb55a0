"""Which measures do people on top have together that people in the middle do not? A look, not a test."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from scoring.averages import row_means
from scoring.intervals import newcombe
from scoring.performers.results import Flags, Floats
from scoring.policy import Judgement, judgement, minimum
from scoring.results import Estimate
from scoring.tiers import Tiers

METHOD = "Difference of shares, interval Newcombe 1998, method 10; exploratory, no correction for many looks"
#: Pairs at most: beyond that nobody reads them, and the best of so many are mostly luck.
MOST = 15


@dataclass(frozen=True, slots=True)
class Pattern:
    """One measure, or two together, in the top and in the middle.

    Attributes
    ----------
    measures : tuple of str
        One or two keys.
    top, middle : float
        Share of the group that is above the middle of its peers in all of them.
    apart : float
        What ``top`` would be if the measures had nothing to do with each other inside the top; equal to it for one.
    difference : Estimate
    in_score : bool
        Whether one of them is part of the score, so that the top has more of it by construction.
    """

    measures: tuple[str, ...]
    top: float
    middle: float
    apart: float
    difference: Estimate
    in_score: bool


@dataclass(frozen=True, slots=True)
class Together:
    """Patterns, those furthest apart first, of ``top`` and ``middle`` people; none where policy refuses them."""

    patterns: tuple[Pattern, ...]
    top: int
    middle: int
    judgement: Judgement


def together(found: Tiers, top: Flags, middle: Flags) -> Together:
    """Single measures and pairs of them that are above the middle of the peers, in two groups (requirement S1-16).

    Parameters
    ----------
    found : Tiers
    top, middle : bool, N
        The groups, such as those of ``scoring.reference``.
    """
    one = found.performers
    high, known = _high(found)
    enough = judgement("lever_groups", top=int(top.sum()), middle=int(middle.sum()))
    if enough.status == "refused":
        return Together((), int(top.sum()), int(middle.sum()), enough)
    keys, weights = one.grid.metrics["metric_key"].astype(str).tolist(), one.composite.weights
    patterns = []
    for several in [(m,) for m in range(len(keys))] + list(combinations(range(len(keys)), 2)):
        above, below = (high[group & known[:, several].all(1)][:, several] for group in (top, middle))
        if min(len(above), len(below)) >= minimum("lever_groups", "top").refuse:
            in_score = any(weights[m] > 0 for m in several)
            patterns.append(_pattern(tuple(keys[m] for m in several), above, below, in_score))
    return Together(tuple(_told(patterns)), int(top.sum()), int(middle.sum()), enough)


def _high(found: Tiers) -> tuple[Flags, Flags]:
    """Who is above the middle of the peers on each measure, and of whom that is known, N × M."""
    z = found.performers.composite.z
    means: Floats = np.column_stack([row_means(z[:, :, m]) for m in range(z.shape[2])])
    known = ~np.isnan(means)
    return np.asarray(np.nan_to_num(means) > 0), known


def _pattern(keys: tuple[str, ...], top: Flags, middle: Flags, in_score: bool) -> Pattern:
    """From who is high on each of the measures, (people, measures), in either group."""
    counts = [(int(group.all(1).sum()), len(group)) for group in (top, middle)]
    shares = [k / n for k, n in counts]
    low, high = newcombe(*counts[0], *counts[1])
    difference = Estimate(shares[0] - shares[1], len(top) + len(middle), METHOD, low, high)
    return Pattern(keys, shares[0], shares[1], float(np.prod(top.mean(0))), difference, in_score)


def _told(patterns: list[Pattern]) -> list[Pattern]:
    """Every single measure, then the pairs furthest apart; what is not in the score first."""

    def order(one: Pattern) -> tuple[bool, float]:
        return one.in_score, -abs(one.difference.value or 0.0)

    singles = sorted((one for one in patterns if len(one.measures) == 1), key=order)
    return singles + sorted((one for one in patterns if len(one.measures) == 2), key=order)[:MOST]

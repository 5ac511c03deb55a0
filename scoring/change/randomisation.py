"""How often would dealing the same teams into arms at random give a difference as large?"""

from itertools import combinations
from math import comb

import numpy as np

from scoring.change.panel import Flags, Floats

METHOD = "exact randomisation inference over all ways to deal the teams (Fisher 1935; Rosenbaum 2002, ch. 2)"
#: From so many teams on the t test of team changes is used instead (methods §3.10).
TEAMS_FOR_T = 12
#: What is smaller is rounding, not a difference.
_ROUNDING = 1e-12


def dealt(changes: Floats, treated: Flags) -> tuple[Floats, Floats]:
    """Difference of means under every way to deal the teams, and the share of truly treated by it: both (ways,).

    The second is c = mean of the treatment over those dealt into the arm less over the others, from −1 to 1: how much
    of an effect that is the same for all would show.
    """
    teams, many = len(changes), int(treated.sum())
    arms = np.zeros((comb(teams, many), teams))
    for row, chosen in enumerate(combinations(range(teams), many)):
        arms[row, list(chosen)] = 1.0
    weights = arms / many - (1 - arms) / (teams - many)
    return np.asarray(weights @ changes), np.asarray(weights @ treated.astype(float))


def chance(changes: Floats, treated: Flags, effect: float = 0.0) -> float:
    """Two-sided p of the hypothesis that every treated team changed by ``effect`` more.

    Examples
    --------
    Three of three treated teams changed more than the three others: 2 of the 20 ways are as far apart.

    >>> chance(np.array([3.0, 4, 5, 0, 1, 2]), np.array([1, 1, 1, 0, 0, 0], dtype=bool))
    0.1
    """
    found, share = dealt(changes, treated)
    seen = changes[treated].mean() - changes[~treated].mean()
    far = np.abs(found - effect * share) >= abs(seen - effect) - _ROUNDING
    return float(far.mean())


def interval(changes: Floats, treated: Flags, level: float = 0.95) -> tuple[float, float]:
    """Effects that the test does not reject at 1 − ``level``; infinite where so few teams can reject nothing.

    Each way to deal the teams is as far apart as the truth for effects between two roots,
    (T − T_w)/(1 − c_w) and (T + T_w)/(1 + c_w), so the bounds are order statistics of these roots.
    """
    found, share = dealt(changes, treated)
    seen = float(changes[treated].mean() - changes[~treated].mean())
    with np.errstate(divide="ignore", invalid="ignore"):
        roots = np.stack([(seen - found) / (1 - share), (seen + found) / (1 + share)])
    fixed = np.abs(np.abs(share) - 1) < _ROUNDING  # the true deal and its mirror are as far apart whatever the effect
    low = np.where(fixed, -np.inf, np.minimum(*roots))
    high = np.where(fixed, np.inf, np.maximum(*roots))
    # p(effect) = share of ways whose interval holds it; kept while p > 1 − level
    needed = int(np.floor((1 - level) * len(found) + _ROUNDING)) + 1
    return float(np.sort(low)[needed - 1]), float(np.sort(high)[::-1][needed - 1])

"""Who does far better than people who were dealt the same circumstances, wherever on the raw list they stand?"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from scoring.errors import Code
from scoring.performers.results import Codes, Flags, Floats
from scoring.policy import minimum
from scoring.results import Caveat, Estimate
from scoring.tiers import DRAWS, TOP, Tiers, places

#: Bands of circumstances at most, and the fewest people one may hold.
BANDS = 5
FEWEST = int(minimum("peer_cell", "values").refuse)
#: Chances from which somebody is a likely, and a sure, deviant: those of the tiers (methods §2.5).
LIKELY, SURE = 0.50, 0.80
SURPLUS = "Empirical Bayes score above what circumstances predict, Efron & Morris 1975"
#: Draws held at once, to bound the memory.
_CHUNK = 250


@dataclass(frozen=True, slots=True)
class Deviants:
    """Positive deviants among N people in the order of ``tiers.performers``.

    Attributes
    ----------
    band : int, N
        1 for the poorest circumstances; 0 for people who are not rated.
    bands : int
        How many there are: fewer than five where a band would hold fewer than fifteen people.
    predicted : float, N
        What circumstances alone predict of the composite.
    chance : float, N
        Of truly belonging to the top fifth of the own band; NaN where tiers are refused.
    raw_fifth : int, N
        1 for the top fifth of raw results; 0 for people who are not rated.
    caveats : tuple of Caveat
    """

    tiers: Tiers
    band: Codes
    bands: int
    predicted: Floats
    chance: Floats
    raw_fifth: Codes
    caveats: tuple[Caveat, ...]

    @property
    def found(self) -> Flags:
        """Who is at least likely a positive deviant."""
        return np.asarray(np.nan_to_num(self.chance) >= LIKELY)

    def surplus(self, i: int) -> Estimate:
        """How far the person's score lies above what circumstances predict, with its interval."""
        one = self.tiers.performers
        value, half = float(one.adjusted.posterior[i] - one.adjusted.center), float(np.sqrt(one.variance[i]))
        reach = half * float(norm.ppf(0.975))
        n_eff = float(one.adjusted.effective[i])
        return Estimate(value, int(one.adjusted.periods[i]), SURPLUS, value - reach, value + reach, n_eff=n_eff)


def deviants(found: Tiers, draws: int = DRAWS) -> Deviants:
    """People whose results circumstances do not predict, compared within bands of like circumstances.

    The composite after adjustment is drawn for everybody, with the uncertainty of the adjustment in it, and ranked
    inside each band, so that people from the poorest territories are found as well as those on top of the raw list
    (the positive deviance of Pascale, Sternin & Sternin 2010, with chance allowed for).

    Parameters
    ----------
    found : Tiers
    draws : int

    Returns
    -------
    Deviants
        Without a chance where tiers are refused. Where no circumstance was taken out there is one band, and a caveat:
        a deviant is then no one else than somebody in the top fifth.
    """
    one, rated = found.performers, found.rated
    given = one.circumstance.given
    spread = rated.any() and np.ptp(given[rated]) > 0
    bands = min(BANDS, max(1, int(rated.sum()) // FEWEST)) if spread else 1
    band = np.zeros(len(rated), dtype=np.intp)
    band[rated] = _cut(given[rated], bands)
    raw = np.zeros(len(rated), dtype=np.intp)
    raw[rated] = np.minimum((found.raw_rank[rated] - 0.5) * 5 / max(int(rated.sum()), 1), 4).astype(np.intp) + 1
    chance = np.full(len(rated), np.nan)
    if found.chances is not None:
        for number in range(1, bands + 1):
            members = band == number
            chance[members] = _chance(found, members, draws)
    missing = " ".join(one.circumstance.refused)
    doubts = () if spread else (Caveat(Code.CONFOUNDED_BY_CIRCUMSTANCE, {"missing": missing}),)
    caveats = found.judgement.reasons if found.chances is None else doubts
    return Deviants(found, band, bands, one.adjusted.center + given, chance, raw, caveats)


def _cut(given: Floats, bands: int) -> Codes:
    """Bands of nearly equal size; people with equal circumstances are in one band."""
    edges = np.quantile(given, np.arange(1, bands) / bands)
    return np.asarray(np.searchsorted(edges, given, side="left") + 1, dtype=np.intp)


def _chance(found: Tiers, members: Flags, draws: int) -> Floats:
    """Share of draws in which each member is in the top fifth of the members."""
    one = found.performers
    mean, sd = one.adjusted.posterior[members], np.sqrt(one.variance[members])
    n = len(mean)
    cut = n - places(TOP, n)
    rng = np.random.Generator(np.random.PCG64(found.seed))
    count = np.zeros(n)
    for start in range(0, draws, _CHUNK):
        drawn = mean + sd * rng.standard_normal((min(_CHUNK, draws - start), n))
        count += (drawn >= np.partition(drawn, cut, axis=1)[:, cut : cut + 1]).sum(0)
    return np.asarray(count / draws)

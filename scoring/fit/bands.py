"""Who can be told apart by a score, and who cannot?"""

from collections.abc import Sequence
from dataclasses import replace

from scipy.stats import norm

from scoring.banding import Z95, bands
from scoring.fit.results import Comparison, Fit, Fits
from scoring.results import Estimate


def compare(fits: Fits, first: str, second: str) -> Comparison | None:
    """The first person against the second; None where one of them has no fit.

    The probability Φ(difference/SED) is about this score, not about the job.
    """
    return difference(fits.person(first).fit, fits.person(second).fit, fits.sed)


def difference(first: Estimate, second: Estimate, sed: float | None) -> Comparison | None:
    """One fit against another, given the standard error of a difference; None where there is nothing to compare."""
    if first.value is None or second.value is None or sed is None:
        return None
    gap, half = first.value - second.value, Z95 * sed
    estimate = Estimate(gap, first.n, "difference ± 1.96·SED", gap - half, gap + half, unit="SD")
    tie = 0.5 if sed == 0 and gap == 0 else float(gap > 0)
    return Comparison(estimate, float(norm.cdf(gap / sed)) if sed > 0 else tie)


def banded(people: Sequence[Fit], width: float, seed: int) -> list[Fit]:
    """Fixed bands from the top scorer down (Cascio, Outtz, Zedeck & Goldstein 1991); random order inside each."""
    placed = bands({p.person_id: p.fit.value for p in people if p.fit.value is not None}, width, seed)
    known = {p.person_id: p for p in people}
    listed = [replace(known[person], band=band, order=place) for person, (band, place) in placed.items()]
    return listed + [person for person in people if person.fit.value is None]

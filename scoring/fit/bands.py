"""Who can be told apart by a score, and who cannot?"""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import replace

from scipy.stats import norm

from scoring.fit.results import Comparison, Fit, Fits
from scoring.results import Estimate

Z95 = 1.959963984540054


def band_width(se: float) -> float:
    """1.96·SED = 1.96·√2·SE (Cascio, Outtz, Zedeck & Goldstein 1991).

    Examples
    --------
    >>> round(band_width(10 * (1 - 0.84) ** 0.5), 2)
    11.09
    """
    return Z95 * math.sqrt(2) * se


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
    ranked = sorted((p for p in people if p.fit.value is not None), key=lambda p: -(p.fit.value or 0.0))
    bands: list[tuple[int, str, Fit]] = []
    band, start = 0, math.inf
    for person in ranked:
        value = person.fit.value or 0.0
        if value < start - width:
            band, start = band + 1, value
        bands.append((band, _lot(seed, person.person_id), person))
    ordered = sorted(bands, key=lambda entry: entry[:2])
    placed = [replace(person, band=band, order=place) for place, (band, _, person) in enumerate(ordered, start=1)]
    return placed + [person for person in people if person.fit.value is None]


def _lot(seed: int, person_id: str) -> str:
    """A lot that stays the same when others join the list."""
    return hashlib.sha256(f"{seed}:{person_id}".encode()).hexdigest()

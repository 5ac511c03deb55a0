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
    a, b = fits.person(first).fit, fits.person(second).fit
    if a.value is None or b.value is None or fits.sed is None:
        return None
    difference = a.value - b.value
    half = Z95 * fits.sed
    estimate = Estimate(difference, a.n, "difference ± 1.96·SED", difference - half, difference + half, unit="SD")
    tie = 0.5 if fits.sed == 0 and difference == 0 else float(difference > 0)
    return Comparison(estimate, float(norm.cdf(difference / fits.sed)) if fits.sed > 0 else tie)


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

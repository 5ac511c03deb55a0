"""Who can be told apart by a score, and who cannot?"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from scipy.stats import norm

from scoring.banding import Z95, bands
from scoring.fit.results import Comparison, Fit, Fits, Pairs
from scoring.results import Estimate

#: People side by side whom a page can show and a reader take in.
MOST = 50


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


def pairs(fits: Mapping[str, float], sed: float) -> Pairs:
    """Every pair of up to ``MOST`` people at once, by person and fit; numbers as those of ``difference``.

    Raises
    ------
    ValueError
        With more people than anybody can compare.
    """
    if len(fits) > MOST:
        raise ValueError(f"{len(fits)} people to compare with each other; at most {MOST}")
    z = np.array(list(fits.values()), dtype=float)
    gap, half = z[:, None] - z[None, :], Z95 * sed
    above = norm.cdf(gap / sed) if sed > 0 else np.where(gap == 0, 0.5, (gap > 0).astype(float))
    return Pairs(tuple(fits), *map(_rows, (gap, gap - half, gap + half, above, np.abs(gap) > half)))


def _rows(matrix: Any) -> Any:
    return tuple(tuple(row) for row in matrix.tolist())


def banded(people: Sequence[Fit], width: float, seed: int) -> list[Fit]:
    """Fixed bands from the top scorer down (Cascio, Outtz, Zedeck & Goldstein 1991); random order inside each."""
    placed = bands({p.person_id: p.fit.value for p in people if p.fit.value is not None}, width, seed)
    known = {p.person_id: p for p in people}
    listed = [replace(known[person], band=band, order=place) for person, (band, place) in placed.items()]
    return listed + [person for person in people if person.fit.value is None]

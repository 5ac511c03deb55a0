"""Who stands with whom where a score cannot tell people apart?"""

import hashlib
import math
from collections.abc import Mapping

Z95 = 1.959963984540054


def band_width(se: float) -> float:
    """1.96·SED = 1.96·√2·SE (Cascio, Outtz, Zedeck & Goldstein 1991).

    Examples
    --------
    >>> round(band_width(10 * (1 - 0.84) ** 0.5), 2)
    11.09
    """
    return Z95 * math.sqrt(2) * se


def bands(values: Mapping[str, float], width: float, seed: int) -> dict[str, tuple[int, int]]:
    """Fixed bands from the top scorer down (Cascio, Outtz, Zedeck & Goldstein 1991); random order inside each.

    Returns
    -------
    dict of str to (int, int)
        Band and place of each person, both from 1, in the order of the list.
    """
    ranked = sorted(values.items(), key=lambda entry: -entry[1])
    found: list[tuple[int, str, str]] = []
    band, start = 0, math.inf
    for person, value in ranked:
        if value < start - width:
            band, start = band + 1, value
        found.append((band, lot(seed, person), person))
    return {person: (band, place) for place, (band, _, person) in enumerate(sorted(found), start=1)}


def lot(seed: int, person_id: str) -> str:
    """A lot that stays the same when others join the list."""
    return hashlib.sha256(f"{seed}:{person_id}".encode()).hexdigest()

"""Which number does chance give this person at this place, the same on every machine and in every request?"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Seeds = npt.NDArray[np.uint64]
_GAMMA, _MASK = 0x9E3779B97F4A7C15, 2**64 - 1


def seeds(numbers: Sequence[int]) -> Seeds:
    """Whole numbers of any size and sign as seeds."""
    return np.array([number & _MASK for number in numbers], dtype=np.uint64)


def stream(person: int) -> Callable[[int], float]:
    """One person's chance at any place, uniform on [0, 1): SplitMix64 (Steele, Lea & Flood 2014).

    No generator has to be kept or wound forward: a web request reads the one number it needs.
    """
    start = _mixed(person & _MASK)
    return lambda place: float((_mixed(start + (place + 1) * _GAMMA & _MASK) >> 11) * 2.0**-53)


def chances(people: Seeds, places: Seeds) -> Floats:
    """That of many people at many places, (people, places)."""
    return np.asarray((_mixed(_mixed(people)[:, None] + (places + 1) * _GAMMA) >> 11) * 2.0**-53)


def _mixed(z: Any) -> Any:
    """The finalizer, of one whole number below 2⁶⁴ or of an array of them."""
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & _MASK
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB & _MASK
    return z ^ (z >> 31)

"""How does a number of a model become a cell? With its interval, and empty where it does not exist."""

import math
from collections.abc import Iterable

from scoring.results import Caveat, Estimate

Z95 = 1.959963984540054


def finite(value: float) -> float | None:
    """The number; None where there is none."""
    return float(value) if math.isfinite(value) else None


def with_error(value: float, error: float, n: int, method: str) -> Estimate | None:
    """An Estimate with its normal interval; None where there is no number."""
    if not math.isfinite(value):
        return None
    half = Z95 * error if math.isfinite(error) else None
    low, high = (None, None) if half is None else (value - half, value + half)
    return Estimate(float(value), n, method, low, high)


def reasons(found: Iterable[Caveat]) -> str:
    """Codes for a cell, each once."""
    return " ".join(dict.fromkeys(caveat.code.value for caveat in found))

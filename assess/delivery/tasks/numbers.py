"""Numbers out of frames."""

import math


def number(value: float) -> float | None:
    """The number, None where there is none."""
    return None if math.isnan(value) else float(value)

"""How far may a score lie from the true score, and two people's from each other?"""

import math


def sem(sd: float, reliability: float) -> float:
    """Standard error of measurement SD·√(1−rel), in the units of SD; ValueError outside 0 ≤ rel ≤ 1."""
    return sd * math.sqrt(1 - _share(reliability))


def sed(standard_error: float) -> float:
    """Standard error of the difference between two people measured equally well: SEM·√2."""
    return standard_error * math.sqrt(2)


def true_score(x: float, mean: float, sd: float, reliability: float) -> tuple[float, float]:
    """Regressed estimate M + rel·(X−M) and its standard error SD·√(rel·(1−rel)) (Kelley 1947)."""
    reliability = _share(reliability)
    return mean + reliability * (x - mean), sd * math.sqrt(reliability * (1 - reliability))


def _share(reliability: float) -> float:
    if not 0 <= reliability <= 1:
        raise ValueError(f"a reliability of {reliability}")
    return reliability

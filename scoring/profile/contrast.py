"""With whom is the top compared, and what could a comparison of so many people have shown?"""

from scoring.power import Correlation, TwoGroups, detectable
from scoring.profile.results import Contrast

#: Cohen 1988: differences of half and of four fifths of a standard deviation.
MEDIUM, LARGE = 0.5, 0.8


def contrast(top: int, middle: int, people: int) -> Contrast:
    """Sizes of both groups and what they can show at α = .05, two-sided (methods A17).

    Examples
    --------
    >>> round(contrast(48, 96, 240).detectable_d, 2)
    0.5
    >>> round(contrast(48, 96, 194).detectable_r, 2)
    0.2
    """
    r = detectable(Correlation(), people)
    if not top or not middle:
        return Contrast(top, middle, None, 0.0, 0.0, r)
    groups, both = TwoGroups(others=middle / top), top + middle
    return Contrast(top, middle, detectable(groups, both), groups.power(MEDIUM, both), groups.power(LARGE, both), r)

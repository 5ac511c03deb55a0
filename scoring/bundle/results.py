"""What does an analysis of many practices at once give back?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.results import Caveat, Estimate

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]

#: Share from which a practice counts as done, where no standard was agreed (methods §3.6).
STANDARD = 0.60


class Among(StrEnum):
    """Which practices are taken together."""

    ALL = "all"
    SUPPORTED = "supported"


@dataclass(frozen=True, slots=True)
class Scale:
    """How the values of one measure are read as a share from 0 to 1.

    Attributes
    ----------
    low, high : float or None
        Its ends, such as 0 and 1 for a share or 1 and 5 for answers. Without them its values have no natural ends, and
        the share is that of colleagues who do it less.
    standard : float or None
        Value, in the measure's own unit, from which it counts as done, such as the point whose anchor is effective
        work; without one it is done from ``STANDARD`` of the way on.
    """

    low: float | None = 0.0
    high: float | None = 1.0
    standard: float | None = None

    @property
    def done_from(self) -> float | None:
        """The value from which it counts as done; None where it has neither ends nor a standard."""
        if self.standard is not None or self.low is None or self.high is None:
            return self.standard
        return self.low + STANDARD * (self.high - self.low)


@dataclass(frozen=True, slots=True)
class Practised:
    """One practice of the bundle.

    Attributes
    ----------
    code, label : str
    direction : {1, -1}
        −1 where less is expected to go with higher results; the share is then turned round.
    scale : Scale
        Of its values, or of those that name no other measure.
    measures : Mapping of str to Scale
        Of its measures by name, where it has several: their units differ, and shares are averaged over them.
    supported : bool
        Whether its verdict is supported and it may be used.
    """

    code: str
    label: str = ""
    direction: int = 1
    scale: Scale = field(default_factory=Scale)
    measures: Mapping[str, Scale] = field(default_factory=dict)
    supported: bool = True


@dataclass(frozen=True, slots=True)
class Dose:
    """People with ``least`` to ``most`` practices at standard: mean result in SD, and the line that never falls."""

    least: int
    most: int
    mean: Estimate
    line: float


@dataclass(frozen=True, slots=True)
class Contest:
    """The bundle against the best single practice, both judged on teams they were not built on.

    Attributes
    ----------
    among : Among
    practices, people, teams : int
    breadth, consistency, index, single : Estimate
        Correlations with results among the same people; ``single`` is that of the practice that goes best with results.
    r2_index, r2_breadth, r2_single, r2_joint : Estimate
        Share of differences predicted in other teams; ``single`` is chosen inside the training part, ``joint`` weighs
        all practices by regression.
    difference : Estimate
        ``r2_index`` − ``r2_single``.
    chosen : dict of str to float
        How often each practice was the best single one in a training part, 0 to 1.
    """

    among: Among
    practices: int
    people: int
    teams: int
    breadth: Estimate
    consistency: Estimate
    index: Estimate
    single: Estimate
    r2_index: Estimate
    r2_breadth: Estimate
    r2_single: Estimate
    r2_joint: Estimate
    difference: Estimate
    chosen: dict[str, float]


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What the middle would gain, in SD, if it did as much as the replicable top and the association were causal.

    Attributes
    ----------
    code, label : str
        Of the practice; ``code`` is "" for all together.
    top, middle : float or None
        Medians of the share of opportunities.
    gain : Estimate
    """

    code: str
    label: str
    top: float | None
    middle: float | None
    gain: Estimate


@dataclass(frozen=True, slots=True, eq=False)
class Bundle:
    """Breadth, consistency and what they go with.

    Attributes
    ----------
    people : DataFrame
        Indexed by ``person_id``: ``breadth`` (0 to 1), ``at_standard`` (count), ``consistency`` (0 to 1, NaN where it
        cannot be told), ``index``; of the supported practices where there are two, else of all.
    shares : DataFrame
        People × practices: share of opportunities, shrunken, turned so that more is expected to go with results.
    standards : Series
        By practice, the share from which it counts as done.
    practices : tuple of Practised
    contests : tuple of Contest
        Of all practices, and of the supported ones where there are two or more.
    doses, ceilings : tuple
        Of the same practices as ``people``; the last ceiling is that of all together.
    caveats : tuple of Caveat
    """

    people: pd.DataFrame
    shares: pd.DataFrame
    standards: pd.Series
    practices: tuple[Practised, ...] = ()
    contests: tuple[Contest, ...] = ()
    doses: tuple[Dose, ...] = ()
    ceilings: tuple[Ceiling, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    consistent: bool = field(default=False)

"""What is known of a person measured by a profile."""

from dataclasses import dataclass
from typing import Literal

from scoring.profile import Check
from scoring.results import Caveat, Estimate


@dataclass(frozen=True, slots=True)
class Use:
    """What a fit is asked for, and what is known today about profile and fairness (methods §5.7–5.8).

    Attributes
    ----------
    role : str
        Role family the people are considered for.
    purpose : {"selection", "development"}
    profile_months : float
        Age of the profile.
    job_changed : bool
    decided : int
        Applicants decided with this profile.
    impact_months : float or None
        Age of the last adverse-impact check; None when there was none.
    """

    role: str
    purpose: Literal["selection", "development"] = "selection"
    profile_months: float = 0.0
    job_changed: bool = False
    decided: int = 0
    impact_months: float | None = None


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one scale adds to a fit.

    Attributes
    ----------
    z : float or None
        On the incumbents' mean and SD, in the scale's own direction.
    value : float or None
        In units of the fit; over scales they sum to it. None where no fit is given.
    z_top, top : pair of float or None
        Quartiles of the reference top, as z and in units of the fit.
    """

    scale: str
    z: float | None
    value: float | None
    z_top: tuple[float, float] | None
    top: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Fit:
    """One person's fit.

    Attributes
    ----------
    fit : Estimate
        z_fit in SD of the incumbents who gave r_cv.
    standing : Estimate
        Share of incumbents, 0–1, below the performance expected.
    chance : Estimate
        Probability of belonging to the top fifth; its bounds at the 5th and 95th percentile of r_cv.
    performance : Estimate
        Expected performance in SD with its 80 % prediction interval.
    band, order : int or None
        Band from the top, and place in the list; the order inside a band is random and means nothing.
    """

    person_id: str
    fit: Estimate
    standing: Estimate
    chance: Estimate
    performance: Estimate
    contributions: tuple[Contribution, ...]
    band: int | None = None
    order: int | None = None


@dataclass(frozen=True, slots=True)
class Fits:
    """The fits of a pool.

    Attributes
    ----------
    people : tuple of Fit
        In the order of the list; people without a fit come last.
    se, sed, band_width : float or None
        Standard error of a fit, of a difference between two, and 1.96 times that; None when the gate is closed.
    even : float or None
        The fit at which the chance of the top fifth is that of anybody, one in five.
    gate : tuple of Check
        The profile's checks and those of this use.
    caveats : tuple of Caveat
        What holds for everyone.
    """

    people: tuple[Fit, ...]
    se: float | None
    sed: float | None
    band_width: float | None
    even: float | None
    gate: tuple[Check, ...]
    caveats: tuple[Caveat, ...]

    @property
    def open(self) -> bool:
        """Whether fit may be reported."""
        return all(check.passed for check in self.gate)

    def person(self, person_id: str) -> Fit:
        """The person's fit; KeyError if there is none."""
        for person in self.people:
            if person.person_id == person_id:
                return person
        raise KeyError(person_id)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two people on this score: the difference, and the probability that the first truly scores higher on it."""

    difference: Estimate
    chance_above: float


@dataclass(frozen=True, slots=True)
class Pairs:
    """Everybody of a few against everybody: row against column.

    Attributes
    ----------
    people : tuple of str
        Those with a fit, in the order asked for.
    difference, low, high, chance_above : tuple of tuple of float
        Difference of the fits with its 95 % interval, in SD, and the probability that the one of the row truly scores
        higher on this score (not: does better in the job).
    apart : tuple of tuple of bool
        Whether this score can tell them apart at all: the interval leaves zero out.
    """

    people: tuple[str, ...]
    difference: tuple[tuple[float, ...], ...]
    low: tuple[tuple[float, ...], ...]
    high: tuple[tuple[float, ...], ...]
    chance_above: tuple[tuple[float, ...], ...]
    apart: tuple[tuple[bool, ...], ...]

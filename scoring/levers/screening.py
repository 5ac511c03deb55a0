"""Which hypotheses can be tested on these people at all, and what speaks against the others?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import ttest_ind

from scoring.errors import Code
from scoring.levers.inputs import Registered
from scoring.levers.regression import Codes, Floats
from scoring.levers.sample import Sample
from scoring.results import Caveat

#: Below this reliability a lever is not tested (methods §3.8).
RELIABLE = 0.60
#: Measured on a smaller share of people than this, the others may well be different (methods §10.8).
MEASURED = 0.60
#: Chance below which results of people with and without a value are said to differ.
DIFFERENT = 0.01


@dataclass(frozen=True, slots=True)
class Candidate:
    """A hypothesis and its values.

    Attributes
    ----------
    place : int
        Its column in ``Sample.values``.
    refusals, doubts : tuple of Caveat
        What keeps it from being tested, and what a reader must know beside its numbers.
    people : int
        With a value.
    """

    lever: Registered
    place: int
    refusals: tuple[Caveat, ...]
    doubts: tuple[Caveat, ...]
    people: int

    @property
    def merely_seen(self) -> bool:
        """Whether it can at most be looked at, whatever it shows."""
        return self.lever.exploratory or self.lever.anonymous


def screened(people: Sample, registered: Sequence[Registered]) -> tuple[Candidate, ...]:
    """Every hypothesis, in the order registered."""
    return tuple(
        _screened(people, lever, place, people.values[:, place]) for place, lever in enumerate(registered)
    )  # fmt: skip


def _screened(people: Sample, lever: Registered, place: int, x: Floats) -> Candidate:
    known = ~np.isnan(x)
    refusals = () if lever.anonymous else tuple(_refusals(people, lever, x))
    doubts = []
    if lever.anonymous:
        doubts.append(Caveat(Code.MEASURED_ANONYMOUSLY))
    elif lever.reliability is None:
        doubts.append(Caveat(Code.RELIABILITY_UNKNOWN))
    if lever.exploratory:
        doubts.append(Caveat(Code.REGISTERED_LATE))
    if lever.contaminated == "rater_saw_results":
        doubts.append(Caveat(Code.CRITERION_CONTAMINATED))
    if _tilted(people.y, known):
        doubts.append(Caveat(Code.NOT_MISSING_AT_RANDOM_SUSPECTED))
    return Candidate(lever, place, refusals, tuple(doubts), int(known.sum()))


def _refusals(people: Sample, lever: Registered, x: Floats) -> list[Caveat]:
    found = []
    if lever.contaminated == "shared_kpi":
        found.append(Caveat(Code.CRITERION_CONTAMINATED))
    if lever.reliability is not None and lever.reliability < RELIABLE:
        found.append(Caveat(Code.UNRELIABLE_MEASURE, {"r": lever.reliability, "need": RELIABLE}))
    known = ~np.isnan(x)
    if not known.any() or known.mean() < MEASURED:
        share = float(known.mean()) if len(x) else 0.0
        found.append(Caveat(Code.MISSING_TOO_MUCH, {"share": 1 - share, "most": 1 - MEASURED}))
    elif np.ptp(x[known]) == 0:
        found.append(Caveat(Code.NO_VARIANCE, {"n": int(known.sum())}))
    elif not varies_inside(x, people.team):
        found.append(Caveat(Code.NO_VARIANCE, {"n": people.teams, "of": "teams"}))
    return found


def varies_inside(x: Floats, team: Codes) -> bool:
    """Whether anybody differs from somebody of the same team; what does not is a condition of teams (methods §3.7)."""
    known = ~np.isnan(x)
    top, bottom = np.full(team.max() + 1, -np.inf), np.full(team.max() + 1, np.inf)
    np.maximum.at(top, team[known], x[known])
    np.minimum.at(bottom, team[known], x[known])
    return bool((top > bottom).any())


def _tilted(y: Floats, known: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> bool:
    """Whether people without a value have other results than those with one, by Welch's t-test."""
    some, none = y[known], y[~known]
    if min(len(some), len(none)) < 5 or not (np.ptp(some) > 0 and np.ptp(none) > 0):
        return False
    return bool(ttest_ind(some, none, equal_var=False).pvalue < DIFFERENT)

"""What is known of people's skills, and which of them promises most?"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.results import Caveat, Estimate

Floats = npt.NDArray[np.float64]


class Credibility(StrEnum):
    """How far an association is believed to hold when somebody changes what they do (methods §12.2)."""

    CONFIRMED = "confirmed_by_intervention"
    REPLICATED = "supported_replicated"
    PROVISIONAL = "supported_provisional"
    LITERATURE = "literature"


#: Share of an association that is credited; what is not here is not ranked.
KAPPA = {
    Credibility.CONFIRMED: 1.0,
    Credibility.REPLICATED: 0.5,
    Credibility.PROVISIONAL: 0.25,
    Credibility.LITERATURE: 0.15,
}


@dataclass(frozen=True, slots=True)
class Option:
    """A lever somebody might work on; only usable ones belong here (no reverse cause, not linked to talent).

    Attributes
    ----------
    code, label : str
    effect, error : float
        Joint association in SD of results for one SD of the lever, and its standard error.
    credibility : Credibility
    target : float
        Median of the replicable top, in SD of the lever.
    condition : bool
        A condition is the manager's to change, never a lack of the person.
    monthly, monthly_error : float
        What training changes in a month, in SD; N(.15, .05²) until own training data say more.
    hours : float
        Cost a month.
    people : int
        How many people the association rests on.
    """

    code: str
    label: str
    effect: float
    error: float
    credibility: Credibility
    target: float
    condition: bool = False
    monthly: float = 0.15
    monthly_error: float = 0.05
    hours: float = 0.0
    people: int = 1


class Choice(StrEnum):
    """What the figures say about which skill to work on."""

    BEST_BET = "best_bet"
    ABOUT_EQUAL = "about_equal"
    NOTHING_STANDS_OUT = "nothing_stands_out"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Promise:
    """One skill of one person, best first: median gain in SD of results with its 80 % interval, and how often it was
    the best of all in the draws."""

    code: str
    label: str
    gain: Estimate
    best: float
    level: Estimate
    target: float
    talk: bool


@dataclass(frozen=True, slots=True)
class Advice:
    """What one person is told: at most three skills, and which conditions their manager might change."""

    person: str
    choice: Choice
    skills: tuple[Promise, ...]
    conditions: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class Generic:
    """A team in which more than half would get the same advice although it is not plainly the best for each."""

    team: str
    code: str
    people: int
    of: int


@dataclass(frozen=True, slots=True, eq=False)
class Payoff:
    """Everyone's gains.

    Attributes
    ----------
    people : list of str
    options : tuple of Option
    gain, low, high, best : float, (people, options)
        Median gain and its 80 % interval in SD of results, and the share of draws in which it is the best among what
        is the person's to change (for conditions: among conditions); NaN where the level is not known.
    none : float, (people,)
        Share of draws in which nothing the person could change would gain anything.
    state : DataFrame
        As ``skills`` gives it.
    months : float
    generic : tuple of Generic
    caveats : tuple of Caveat
    """

    people: list[str]
    options: tuple[Option, ...]
    gain: Floats
    low: Floats
    high: Floats
    best: Floats
    none: Floats
    state: pd.DataFrame
    months: float
    generic: tuple[Generic, ...]
    caveats: tuple[Caveat, ...] = ()

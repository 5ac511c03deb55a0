"""What does a study of levers need to be told: the hypotheses registered, and what is known of each person?"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

#: Told how far the work is, from 0 to 1.
Progress = Callable[[float], None]
Tested = Literal["", "confirmed", "refuted"]
Contamination = Literal["", "shared_kpi", "rater_saw_results"]


@dataclass(frozen=True, slots=True)
class Registered:
    """A hypothesis as it was locked, before anybody looked at results (methods §3.1).

    Attributes
    ----------
    code : str
        Its key, and the name of its column in ``Data.values``.
    label : str
        What a person calls it.
    family : str
        ``rep`` or ``manager``; levers of one family and tier are judged together.
    tier : str
        ``company``, ``function``, ``position`` or ``task``.
    type : str
        ``competency``, ``knowledge``, ``skill``, ``behaviour`` or ``condition``.
    direction : {1, -1}
        Whether more is expected to go with higher or with lower results.
    reliability : float or None
        Of its measure, 0 to 1; None where nobody knows it.
    reverse_cause : bool
        Whether it may follow success, as what is granted to high performers does.
    exploratory : bool
        Registered after the results of this job were opened.
    contaminated : str
        ``shared_kpi`` when its measure is part of the result, ``rater_saw_results`` when who rated it knew the results.
    anonymous : bool
        Measured under the promise of anonymity: there are no values of persons, and there must be none here.
    tested : str
        What an intervention with a control said of it: ``confirmed``, ``refuted`` or nothing yet.
    later : float or None
        One-sided chance, in the direction expected, of the joint effect among people who came after these; None where
        nobody did. Where no teams are kept back they are the check (methods §3.8).
    replicability : float or None
        What a panel said of whether others can do it, 1 to 5 (methods §11.5); None where nobody asked one.
    done_from : float or None
        Value from which it counts as done; None where nobody can say.
    """

    code: str
    label: str
    family: str
    tier: str
    type: str
    direction: int = 1
    reliability: float | None = None
    reverse_cause: bool = False
    exploratory: bool = False
    contaminated: Contamination = ""
    anonymous: bool = False
    tested: Tested = ""
    replicability: float | None = None
    done_from: float | None = None
    later: float | None = None


@dataclass(frozen=True, slots=True)
class Data:
    """What is known of the people of one job.

    Attributes
    ----------
    people : DataFrame
        A row a person: ``person_id``, ``team`` and ``region`` (None where unknown), ``outcome`` (mean adjusted
        composite, not shrunken) and ``raw`` (before circumstance is taken out), NaN where there is no result,
        ``weight`` (effective periods), ``group`` (``top``, ``middle`` or ``other``) and ``outlier`` (bool).
    circumstances : DataFrame
        Indexed by person_id, a numeric column a circumstance.
    values : DataFrame
        Indexed by person_id, a numeric column a lever code; NaN where not measured.
    holdout : frozenset of str
        Teams kept back when the hypotheses were locked; empty when none were.
    """

    people: pd.DataFrame
    circumstances: pd.DataFrame
    values: pd.DataFrame
    holdout: frozenset[str] = field(default_factory=frozenset)


def silent(_: float) -> None:
    """Progress nobody wants to hear of."""

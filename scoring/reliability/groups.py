"""Is a scale as reliable in one group of people as in another?"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy.stats import chi2

from scoring.errors import Code, Undefined
from scoring.keys import ScoringKey
from scoring.refusals import refusing
from scoring.reliability.cronbach import alphas
from scoring.responses import Group, grouping
from scoring.results import Estimate, Result

METHOD = "alpha by group (Feldt 1965); test of equality (Hakstian & Whalen 1976)"


@dataclass(frozen=True, kw_only=True, eq=False)
class GroupReliability(Result):
    """Alpha of every scale in every group.

    Attributes
    ----------
    alphas : DataFrame of Estimate
        Index scale, a column a group.
    differences : DataFrame
        Index scale; chi2, df, p of the hypothesis that alpha is the same in all groups where it exists; NaN where it
        exists in fewer than two.
    """

    alphas: pd.DataFrame = field(default_factory=pd.DataFrame)
    differences: pd.DataFrame = field(default_factory=pd.DataFrame)


@refusing(GroupReliability, METHOD)
def by_group(responses: pd.DataFrame, keys: Iterable[ScoringKey], group: Group) -> GroupReliability:
    """Alpha of every scale in every group of people, and whether the groups differ.

    Parameters
    ----------
    responses : DataFrame
        Answers as given, a row a person.
    group : Series or sequence
        The group of each person, matched as ``scoring.responses.grouping`` does; people without one are left out.

    Returns
    -------
    GroupReliability
        Refused, for the first reason, when no scale has an alpha in any group, and as ``GROUPS_TOO_SMALL`` without a
        group.

    Notes
    -----
    (1 − α̂)^(−1/3) is close to normal with variance (2/9)(1 − α̂)^(−2/3)·(1/ν₁ + 1/ν₂), ν₁ = n − 1, ν₂ = (n − 1)(k − 1);
    the weighted squares about the weighted mean are compared with χ² on one degree fewer than groups.
    """
    group = grouping(responses, group)
    scored = list(keys)
    names = sorted(group.dropna().unique(), key=str)
    if not names:
        raise Undefined(Code.GROUPS_TOO_SMALL, n=0, need=1, of="groups")
    found = [alphas(responses[group == name], scored) for name in names]
    every = [alpha for one in found for alpha in one.values()]
    if every and all(alpha.value is None for alpha in every):
        raise Undefined(every[0].reasons[0].code, **every[0].reasons[0].values)
    tests = {key.scale: _difference([one[key.scale] for one in found], len(key.items)) for key in scored}
    return GroupReliability(
        n=int(group.notna().sum()),
        method=METHOD,
        alphas=pd.DataFrame(dict(zip(names, found, strict=True))),
        differences=pd.DataFrame.from_dict(tests, orient="index", columns=["chi2", "df", "p"]),
    )


def _difference(found: list[Estimate], k: int) -> tuple[float, float, float]:
    known = [(one.value, one.n) for one in found if one.value is not None and one.value < 1]
    if len(known) < 2:
        return float("nan"), float("nan"), float("nan")
    value, n = np.array(known).T
    x = (1 - value) ** (-1 / 3)
    precision = 1 / (2 / 9 * x**2 * (1 / (n - 1) + 1 / ((n - 1) * (k - 1))))
    statistic = float((precision * (x - np.average(x, weights=precision)) ** 2).sum())
    df = len(known) - 1
    return statistic, float(df), float(chi2.sf(statistic, df))

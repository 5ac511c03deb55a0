"""Do people of two groups with the same total answer an item alike (Mantel and Haenszel)?"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.special import chdtrc, ndtri

from scoring.dif.matching import Floats, Groups, Strata, grouped, strata
from scoring.dif.odds import common_odds
from scoring.dif.results import Dif, Purify, studied
from scoring.errors import BadTable
from scoring.refusals import refusing
from scoring.responses import Answers, Group

MH = "Mantel–Haenszel, ETS classes (Mantel & Haenszel 1959; Holland & Thayer 1988)"
MANTEL = "Mantel's test and standardized mean difference (Mantel 1963; Dorans & Schmitt 1991)"
#: ETS delta scale: Δ = −2.35·ln α (Holland & Thayer 1988); classes by Zieky 1993.
DELTA, MODERATE, LARGE = -2.35, 1.0, 1.5
#: Standardized mean differences, in standard deviations of the item, that are moderate and large (NAEP; Dorans &
#: Schmitt 1991).
SMD_MODERATE, SMD_LARGE = 0.17, 0.25
Z = float(ndtri(0.975))


@refusing(Dif, MH)
def mantel_haenszel(
    responses: Answers,
    group: Group,
    reference: object = None,
    anchors: Sequence[object] | None = None,
    purify: Purify = False,
    correction: bool = True,
    significance: float = 0.05,
) -> Dif:
    """Mantel–Haenszel for items scored 0 and 1, with ETS classes.

    The result reads protected groups; see ``Dif`` for where it may go.

    Parameters
    ----------
    responses : (people, items)
        0, 1 or NaN. People are matched on the total of anchors plus item, one stratum a total; a person counts for
        an item when that total has no gap (a total over fewer items is no match; impute or key omissions as wrong
        beforehand where that is the test's rule).
    group : (people,)
        Any labels; a person without one is left out and counted. With more than two, each is compared with the
        reference.
    reference : optional
        Label of the reference group; the largest if not given.
    anchors : sequence of item names, optional
        Items to match on; all of them if not given.
    purify : bool or "two-stage"
        Takes flagged items out of the total: again and again until the flagged are the same twice, ten times at
        most, or once.
    correction : bool
        Yates' continuity correction of chi-square.
    significance : float
        Below it, unadjusted, an item is flagged and leaves class A.

    Returns
    -------
    Dif
        ``items`` with ``focal, n_reference, n_focal, strata`` (with both groups), ``alpha_mh`` common odds ratio,
        ``delta_mh`` = −2.35·ln α (below zero: harder for the focal group) with ``se_delta`` (Robins, Breslow &
        Greenland 1986) and 95 % bounds ``delta_low, delta_high``, ``std_p_dif`` (Dorans & Kulick 1986: difference of
        proportions correct, weighted by the focal group), ``chi2, p, p_adjusted`` (Benjamini & Hochberg 1995 over
        all rows), ``ets_class``, ``flagged``, ``favours`` (the group for whom it is easier).
        Class A: |Δ| < 1 or not significant; C: |Δ| ≥ 1.5 and significantly above 1, one-sided; B: the rest.
        Refused ``GROUPS_TOO_SMALL``, ``N_TOO_SMALL`` or ``BAD_TABLE``.

    Examples
    --------
    >>> table = [[1, 1], [1, 0], [0, 1], [0, 1], [1, 0], [0, 0], [1, 1], [1, 0], [0, 1], [1, 0]]
    >>> found = mantel_haenszel(table, list("aaaaaabbbb"))  # the stratum of total 1 tells: 2·1/7 over 2·2/7
    >>> round(float(found.items.loc[0, "alpha_mh"]), 3)
    0.5
    """
    groups = grouped(responses, group, reference)
    wrong = ~(np.isnan(groups.x) | (groups.x == 0) | (groups.x == 1))
    if wrong.any():
        item = groups.items[int(np.flatnonzero(wrong.any(axis=0))[0])]
        raise BadTable(f"column {item}: an answer other than 0 and 1; rating items take mantel or ordinal_logistic")

    def frame(kept: list[int]) -> pd.DataFrame:
        rows = [_odds(one, groups, focal, correction) for one, focal in _pairs(groups, kept)]
        found = _table(rows, groups)
        size = found["delta_mh"].abs()
        serious = (size >= LARGE) & ((size - MODERATE) / found["se_delta"] > float(ndtri(0.95)))
        slight = (size < MODERATE) | (found["p"] >= significance)
        found["ets_class"] = np.where(slight, "A", np.where(serious, "C", "B"))
        found.loc[size.isna(), "ets_class"] = ""
        return found

    return studied(groups, frame, anchors, purify, significance, MH)


@refusing(Dif, MANTEL)
def mantel(
    responses: Answers,
    group: Group,
    reference: object = None,
    anchors: Sequence[object] | None = None,
    purify: Purify = False,
    significance: float = 0.05,
) -> Dif:
    """Mantel's test for rating items, with the standardized mean difference; parameters as ``mantel_haenszel``.

    Returns
    -------
    Dif
        ``items`` with ``focal, n_reference, n_focal, strata``, ``smd`` (mean answer of the focal less that of the
        reference group at the same total, weighted by the focal group, in points) with ``se_smd`` (Zwick & Thayer
        1996, hypergeometric) and 95 % bounds ``smd_low, smd_high``, ``smd_sd`` in standard deviations of the item,
        ``chi2`` (one degree of freedom), ``p, p_adjusted``, ``effect_class``, ``flagged``, ``favours`` (the group
        with higher answers). Class A: not significant or up to .17 SD; B up to .25; C beyond.
    """
    groups = grouped(responses, group, reference)

    def frame(kept: list[int]) -> pd.DataFrame:
        found = _table([_means(one, groups, focal) for one, focal in _pairs(groups, kept)], groups)
        size = found["smd_sd"].abs()
        slight = (size <= SMD_MODERATE) | (found["p"] >= significance)
        found["effect_class"] = np.where(slight, "A", np.where(size > SMD_LARGE, "C", "B"))
        found.loc[size.isna(), "effect_class"] = ""
        return found

    return studied(groups, frame, anchors, purify, significance, MANTEL)


def _pairs(groups: Groups, anchors: list[int]) -> list[tuple[Strata, int]]:
    return [(one, focal) for one in strata(groups, anchors) for focal in range(1, len(groups.labels))]


Row = dict[str, float | str | object]


def _both(one: Strata, focal: int) -> tuple[Floats, Floats, Row]:
    """(strata, answers) of reference and focal group where both are, and what is always said of them."""
    pair = one.counts[:, [0, focal]]
    both = (pair.sum(axis=2) > 0).all(axis=1)
    n = pair.sum(axis=(0, 2))
    row: Row = {"item": one.item, "focal": focal, "n_reference": n[0], "n_focal": n[1], "strata": int(both.sum())}
    return pair[both, 0], pair[both, 1], row


def _odds(one: Strata, groups: Groups, focal: int, correction: bool) -> Row:
    reference, other, row = _both(one, focal)
    blank = ("alpha_mh", "delta_mh", "se_delta", "delta_low", "delta_high", "std_p_dif", "chi2", "p")
    row |= dict.fromkeys(blank, np.nan) | {"favours": ""}
    if len(one.values) < 2 or not len(reference):
        return row
    (b, a), (d, c) = reference.T, other.T
    found = common_odds(np.array([[a, b], [c, d]]).transpose(2, 0, 1), correction)
    delta, error = DELTA * float(np.log(found.ratio)), abs(DELTA) * found.error
    row |= {"alpha_mh": found.ratio, "delta_mh": delta, "se_delta": error, "chi2": found.chi2, "p": found.p}
    row |= {"delta_low": delta - Z * error, "delta_high": delta + Z * error}
    row["std_p_dif"] = float((c - (c + d) * a / (a + b)).sum() / (c + d).sum())
    row["favours"] = _easier(-delta, groups, focal)
    return row


def _means(one: Strata, groups: Groups, focal: int) -> Row:
    reference, other, row = _both(one, focal)
    blank = ("smd", "se_smd", "smd_low", "smd_high", "smd_sd", "chi2", "p")
    row |= dict.fromkeys(blank, np.nan) | {"favours": ""}
    if len(one.values) < 2 or not len(reference):
        return row
    y, n_r, n_f, every = one.values, reference.sum(axis=1), other.sum(axis=1), reference + other
    n = n_r + n_f
    first, second = every @ y, every @ y**2
    # hypergeometric variance of the focal group's sum of answers in a stratum
    moves = n_r * n_f * np.maximum(n * second - first**2, 0) / (n**2 * (n - 1))
    if moves.sum() > 0:
        row["chi2"] = float(((other @ y - n_f * first / n).sum()) ** 2 / moves.sum())
        row["p"] = float(chdtrc(1, row["chi2"]))
    share = n_f / n_f.sum()
    difference = float(share @ (other @ y / n_f - reference @ y / n_r))
    error = float(np.sqrt(share**2 @ (moves * (1 / n_f + 1 / n_r) ** 2)))
    whole = one.counts[:, [0, focal]].sum(axis=(0, 1))
    middle = whole @ y / whole.sum()
    deviation = float(np.sqrt(whole @ (y - middle) ** 2 / (whole.sum() - 1)))
    row |= {"smd": difference, "se_smd": error, "smd_sd": difference / deviation if deviation > 0 else np.nan}
    row |= {"smd_low": difference - Z * error, "smd_high": difference + Z * error}
    row["favours"] = _easier(-difference, groups, focal)
    return row


def _easier(reference_over_focal: float, groups: Groups, focal: int) -> str:
    if reference_over_focal > 0:
        return groups.labels[0]
    return groups.labels[focal] if reference_over_focal < 0 else ""


def _table(rows: list[Row], groups: Groups) -> pd.DataFrame:
    found = pd.DataFrame(rows)
    found.index = pd.Index(groups.items[found.pop("item").to_numpy()], name="item")
    found["focal"] = np.array(groups.labels, dtype=object)[found["focal"].to_numpy()]
    return found.astype({"n_reference": int, "n_focal": int})

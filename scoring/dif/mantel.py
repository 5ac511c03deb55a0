"""Do people of two groups with the same total answer an item alike (Mantel and Haenszel)?"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
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
    wrong = (groups.x != 0) & (groups.x != 1) & ~np.isnan(groups.x)
    if wrong.any():
        item = groups.items[int(np.flatnonzero(wrong.any(axis=0))[0])]
        raise BadTable(f"column {item}: an answer other than 0 and 1; rating items take mantel or ordinal_logistic")

    def frame(kept: list[int]) -> pd.DataFrame:
        found = _joined(
            [_odds(one, groups, focal, correction) for one in strata(groups, kept) for focal in _focal(groups)]
        )
        size = np.abs(found["delta_mh"])
        serious = (size >= LARGE) & (size - MODERATE > float(ndtri(0.95)) * found["se_delta"])
        slight = (size < MODERATE) | (found["p"] >= significance)
        found["ets_class"] = np.select([np.isnan(size), slight, serious], ["", "A", "C"], "B")
        return _table(found, groups)

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
        found = _joined([_means(one, groups, focal) for one in strata(groups, kept) for focal in _focal(groups)])
        size = np.abs(found["smd_sd"])
        slight = (size <= SMD_MODERATE) | (found["p"] >= significance)
        found["effect_class"] = np.select([np.isnan(size), slight, size > SMD_LARGE], ["", "A", "C"], "B")
        return _table(found, groups)

    return studied(groups, frame, anchors, purify, significance, MANTEL)


Columns = dict[str, npt.NDArray[Any]]


def _focal(groups: Groups) -> range:
    return range(1, len(groups.labels))


def _odds(one: Strata, groups: Groups, focal: int, correction: bool) -> Columns:
    reference, other = one.pair(focal)
    found = _people(one, focal, reference.shape[1])
    if len(one.values) < 2 or not reference.shape[1]:
        return found | _blank(one, "alpha_mh delta_mh se_delta delta_low delta_high std_p_dif chi2 p", "favours")
    (b, a), (d, c) = np.moveaxis(reference, 2, 0), np.moveaxis(other, 2, 0)
    odds = common_odds(np.moveaxis(np.array([[a, b], [c, d]]), (0, 1), (2, 3)), correction)
    delta, error = DELTA * np.log(odds.ratio), abs(DELTA) * odds.error
    found |= {"alpha_mh": odds.ratio, "delta_mh": delta, "se_delta": error}
    found |= {"delta_low": delta - Z * error, "delta_high": delta + Z * error}
    found["std_p_dif"] = (c - (c + d) * a / (a + b)).sum(axis=1) / (c + d).sum(axis=1)
    return found | {"chi2": odds.chi2, "p": odds.p, "favours": _easier(-delta, groups, focal)}


def _means(one: Strata, groups: Groups, focal: int) -> Columns:
    reference, other = one.pair(focal)
    found = _people(one, focal, reference.shape[1])
    if len(one.values) < 2 or not reference.shape[1]:
        return found | _blank(one, "smd se_smd smd_low smd_high smd_sd chi2 p", "favours")
    y, n_r, n_f, every = one.values, reference.sum(axis=2), other.sum(axis=2), reference + other
    n = n_r + n_f
    first, second = every @ y, every @ y**2
    # hypergeometric variance of the focal group's sum of answers in a stratum
    moves = n_r * n_f * np.maximum(n * second - first**2, 0) / (n**2 * (n - 1))
    variance = moves.sum(axis=1)
    chi2 = (other @ y - n_f * first / n).sum(axis=1) ** 2 / np.where(variance > 0, variance, np.nan)
    share = n_f / n_f.sum(axis=1, keepdims=True)
    difference = (share * (other @ y / n_f - reference @ y / n_r)).sum(axis=1)
    error = np.sqrt((share**2 * moves * (1 / n_f + 1 / n_r) ** 2).sum(axis=1))
    whole = one.counts[:, :, [0, focal]].sum(axis=(1, 2))
    people = whole.sum(axis=1)
    middle = whole @ y / people
    deviation = np.sqrt((whole * (y - middle[:, None]) ** 2).sum(axis=1) / (people - 1))
    return found | {
        "smd": difference, "se_smd": error, "smd_low": difference - Z * error, "smd_high": difference + Z * error,
        "smd_sd": difference / np.where(deviation > 0, deviation, np.nan), "chi2": chi2, "p": chdtrc(1, chi2),
        "favours": _easier(-difference, groups, focal),
    }  # fmt: skip


def _people(one: Strata, focal: int, strata_of_both: int) -> Columns:
    """What is always said of an item."""
    n = one.counts.sum(axis=(1, 3)).astype(int)
    return {
        "item": one.items, "focal": np.full(len(n), focal), "n_reference": n[:, 0], "n_focal": n[:, focal],
        "strata": np.full(len(n), strata_of_both),
    }  # fmt: skip


def _blank(one: Strata, numbers: str, text: str) -> Columns:
    return dict.fromkeys(numbers.split(), np.full(len(one.items), np.nan)) | {text: np.full(len(one.items), "")}


def _easier(reference_over_focal: Floats, groups: Groups, focal: int) -> npt.NDArray[Any]:
    sides = [reference_over_focal > 0, reference_over_focal < 0]
    return np.select(sides, [groups.labels[0], groups.labels[focal]], "")


def _joined(parts: list[Columns]) -> Columns:
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _table(found: Columns, groups: Groups) -> pd.DataFrame:
    order = np.lexsort((found["focal"], found["item"]))
    columns = {name: values[order] for name, values in found.items()}
    names = pd.Index(groups.items[columns.pop("item")], name="item")
    columns["focal"] = np.array(groups.labels)[columns["focal"]]
    return pd.DataFrame(columns, index=names)

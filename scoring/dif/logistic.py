"""Does the group, or the group together with the total, add to what the total says of an answer?"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.special import chdtrc, ndtri

from scoring.dif.matching import Floats, Groups, Strata, grouped, strata
from scoring.dif.proportional import fit
from scoring.dif.results import Dif, Purify, studied
from scoring.errors import BadTable, Code, Undefined
from scoring.refusals import refusing
from scoring.responses import Answers, Group

LOGISTIC = "logistic regression, classes by R² change (Swaminathan & Rogers 1990; Jodoin & Gierl 2001)"
ORDINAL = "ordinal logistic regression, classes by R² change (Zumbo 1999; Jodoin & Gierl 2001)"
#: Changes of Nagelkerke's R² that are moderate and large (Jodoin & Gierl 2001).
MODERATE, LARGE = 0.035, 0.070
Z = float(ndtri(0.975))
#: A coefficient with a larger standard error is not bounded by the data: the groups' answers do not overlap.
UNBOUNDED = 20.0
#: An item out of the anchors has a total, and so a fit, of its own in every round: thousands of them take minutes.
MOST_PURIFIED = 500
BLANK = (
    "chi2", "p", "chi2_uniform", "p_uniform", "chi2_nonuniform", "p_nonuniform", "r2_change", "r2_uniform",
    "r2_nonuniform", "log_odds", "se_log_odds", "low", "high",
)  # fmt: skip
Row = dict[str, object]


@refusing(Dif, LOGISTIC)
def logistic(
    responses: Answers,
    group: Group,
    reference: object = None,
    anchors: Sequence[object] | None = None,
    purify: Purify = False,
    significance: float = 0.05,
) -> Dif:
    """Logistic regression of items scored 0 and 1 on total, group and their product.

    The result reads protected groups; see ``Dif`` for where it may go.

    Parameters
    ----------
    responses, group, reference, anchors, purify, significance
        As ``mantel_haenszel``.

    Returns
    -------
    Dif
        ``items`` with ``focal, n_reference, n_focal``; ``chi2, p`` of both kinds together (two degrees of freedom),
        ``p_adjusted`` (Benjamini & Hochberg 1995 over all rows); ``chi2_uniform, p_uniform`` of the group,
        ``chi2_nonuniform, p_nonuniform`` of its product with the total (likelihood ratios, one degree each);
        ``r2_change, r2_uniform, r2_nonuniform`` (Nagelkerke 1991); ``log_odds`` of a higher answer, focal against
        reference at the same total, with ``se_log_odds`` and 95 % bounds ``low, high`` (NaN where the groups do not
        overlap); ``effect_class`` A negligible (not significant or R² change below .035), B moderate, C large from
        .070; ``kind`` of a flagged item, ``uniform`` or ``non-uniform``; ``flagged``, ``favours``.
        Refused ``GROUPS_TOO_SMALL``, ``N_TOO_SMALL`` or ``BAD_TABLE``, as are more than 500 items to be purified.
    """
    groups = grouped(responses, group, reference)
    wrong = (groups.x != 0) & (groups.x != 1) & ~np.isnan(groups.x)
    if wrong.any():
        item = groups.items[int(np.flatnonzero(wrong.any(axis=0))[0])]
        raise BadTable(f"column {item}: an answer other than 0 and 1; rating items take ordinal_logistic")
    return _regressed(groups, anchors, purify, significance, LOGISTIC)


@refusing(Dif, ORDINAL)
def ordinal_logistic(
    responses: Answers,
    group: Group,
    reference: object = None,
    anchors: Sequence[object] | None = None,
    purify: Purify = False,
    significance: float = 0.05,
) -> Dif:
    """Proportional-odds regression of rating items on total, group and their product (Zumbo 1999).

    Parameters, result and refusals as ``logistic``, with which it agrees on items of two answers. An answer nobody
    gave is no category of the model.
    """
    groups = grouped(responses, group, reference)
    return _regressed(groups, anchors, purify, significance, ORDINAL)


def _regressed(
    groups: Groups, anchors: Sequence[object] | None, purify: Purify, significance: float, method: str
) -> Dif:
    items = len(groups.items)
    if purify and items > MOST_PURIFIED:
        raise Undefined(Code.BAD_TABLE, n=len(groups.group), message=f"{items} items, at most {MOST_PURIFIED} purified")
    return studied(groups, lambda kept: _frame(groups, kept, significance), anchors, purify, significance, method)


def _frame(groups: Groups, kept: list[int], significance: float) -> pd.DataFrame:
    focal = range(1, len(groups.labels))
    rows = [row for one in strata(groups, kept) for other in focal for row in _rows(one, groups, other)]
    found = pd.DataFrame(rows).sort_values(["item", "focal"], ignore_index=True)
    found.index = pd.Index(groups.items[found.pop("item").to_numpy()], name="item")
    found["focal"] = np.array(groups.labels, dtype=object)[found["focal"].to_numpy()]
    slight = (found["r2_change"] < MODERATE) | (found["p"] >= significance)
    found["effect_class"] = np.where(slight, "A", np.where(found["r2_change"] >= LARGE, "C", "B"))
    found.loc[found["p"].isna(), "effect_class"] = ""
    crossing = np.where(found["p_nonuniform"] < significance, "non-uniform", "uniform")
    found["kind"] = np.where(found["p"] < significance, crossing, "")
    return found.astype({"n_reference": int, "n_focal": int})


def _rows(one: Strata, groups: Groups, focal: int) -> list[Row]:
    counts = one.counts[:, :, [0, focal]]
    people = counts.sum(axis=(1, 3))
    rows: list[Row] = [
        {"item": item, "focal": focal, "n_reference": n[0], "n_focal": n[1], "favours": ""}
        | dict.fromkeys(BLANK, np.nan)
        for item, n in zip(one.items, people, strict=True)
    ]
    total = one.totals
    answered = (counts.sum(axis=(1, 2)) > 0).all(axis=1)
    fine = answered & (people.min(axis=1) >= 2)
    if counts.shape[3] < 2 or len(total) < 2 or not fine.any():
        return rows
    counts = counts[fine]
    n = counts.sum(axis=(1, 2, 3))
    weight = counts[0].sum(axis=(1, 2))
    middle = weight @ total / weight.sum()
    level = np.repeat((total - middle) / np.sqrt(weight @ (total - middle) ** 2 / weight.sum()), 2)
    other = np.tile([0.0, 1.0], len(total))
    cells = counts.reshape(len(counts), -1, counts.shape[3])
    cells, x = _filled(cells, np.column_stack([level, other, level * other]))
    answers = cells.sum(axis=1)
    null = (answers * np.log(answers / n[:, None])).sum(axis=1)
    alone = fit(cells, x[:, :1])
    uniform = fit(cells, x[:, :2], alone.parameters)
    crossed = fit(cells, x, uniform.parameters)
    most = 1 - np.exp(2 * null / n)
    r2 = [(1 - np.exp(2 * (null - one.log_likelihood) / n)) / most for one in (alone, uniform, crossed)]
    first = 2 * np.maximum(uniform.log_likelihood - alone.log_likelihood, 0)
    second = 2 * np.maximum(crossed.log_likelihood - uniform.log_likelihood, 0)
    effect, error = uniform.parameters[:, -1], uniform.errors[:, -1]
    bounded = np.where(error < UNBOUNDED, error, np.nan)
    found = pd.DataFrame(
        {
            "chi2": first + second, "p": chdtrc(2, first + second),
            "chi2_uniform": first, "p_uniform": chdtrc(1, first),
            "chi2_nonuniform": second, "p_nonuniform": chdtrc(1, second),
            "r2_change": r2[2] - r2[0], "r2_uniform": r2[1] - r2[0], "r2_nonuniform": r2[2] - r2[1],
            "log_odds": effect + 0 * bounded, "se_log_odds": bounded,
            "low": effect - Z * bounded, "high": effect + Z * bounded,
            "favours": np.where(effect > 0, groups.labels[focal], groups.labels[0]),
        }
    )  # fmt: skip
    settled = alone.converged & uniform.converged & crossed.converged
    for place, numbers in zip(np.flatnonzero(fine)[settled], found[settled].to_dict("records"), strict=True):
        rows[place] |= numbers
    return rows


def _filled(cells: Floats, x: Floats) -> tuple[Floats, Floats]:
    """Without the cells that are empty for all items."""
    used = cells.any(axis=(0, 2))
    return cells[:, used], x[used]

"""How is an analysis of severity told in tables?"""

from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import chi2

from scoring.errors import Code
from scoring.responses import Floats
from scoring.severity.analysis import Analysis
from scoring.severity.connection import bridges, links
from scoring.severity.doubts import doubts
from scoring.severity.expected import Levels, expected, levels
from scoring.severity.expected import Model as Expected
from scoring.severity.frames import Standing, Texts, by_group, interval, labelled
from scoring.severity.measures import fair
from scoring.severity.origin import Origin, origin
from scoring.severity.reading import Places, Ratings, compact
from scoring.severity.residuals import fit_statistics
from scoring.severity.results import METHOD, NAMES, Anchor, Homogeneity, Model, Severity
from scoring.severity.usage import categories, steps


def told(found: Analysis, table: pd.DataFrame, model: Model, anchor: Anchor) -> Severity:
    """The result, with its doubts."""
    zero, reach = origin(found, anchor), levels(found)
    model_says = expected(found, reach)
    raters = _raters(found, zero, reach, model_says)
    sure = raters["status"].isin(["ok", "caveat"]).to_numpy() & (raters["extreme"] == "").to_numpy()
    d, se = raters["severity"].to_numpy()[sure], raters["se"].to_numpy()[sure]
    total, error = float(d.var(ddof=1)), float(np.mean(se**2))
    true = max(total - error, 0.0)
    separation = float(np.sqrt(true / error))
    share = zero.ratees / zero.ratees.sum()
    stand = found.measures
    spread, doubt = float(stand.eap.var(ddof=1)) if len(stand.eap) > 1 else 0.0, float(np.mean(stand.sd**2))
    nodes = len(found.likelihood.where.points)
    halves = bool((found.ratings.value % 1 != 0).any())
    result = Severity(
        n=len(found.measures.eap),
        method=f"{NAMES[model]}; {METHOD}; {nodes} nodes{'; half points as categories' if halves else ''}",
        raters=raters,
        ratees=_ratees(found, zero),
        criteria=_criteria(found, zero, model_says),
        steps=steps(found, zero, model),
        categories=categories(found, zero, model),
        observations=_observations(found, table, model_says),
        subsets=_subsets(found, zero),
        deviance=-2 * found.fit.log_likelihood,
        parameters=len(found.fit.x) - found.fit.alike,
        reliability=true / total if total > 0 else 0.0,
        separation=separation,
        strata=(4 * separation + 1) / 3,
        homogeneity=_homogeneity(d, se, raters["subset"].to_numpy()[sure]),
        ratee_reliability=spread / (spread + doubt),
        ratee_mean=float(share @ zero.mean),
        ratee_mean_se=float(np.sqrt(share**2 @ zero.mean_se**2)),
        ratee_sd=found.place.spread,
        model=model,
        anchor=anchor,
        curves=model_says.curves,
    )
    return result.doubted(*doubts(found, result))


def _homogeneity(d: Floats, se: Floats, subset: Floats) -> Homogeneity:
    value, df = 0.0, 0
    for one in np.unique(subset):
        own, w = d[subset == one], se[subset == one] ** -2
        value += float(w @ own**2 - (w @ own) ** 2 / w.sum())
        df += len(own) - 1
    return Homogeneity(value, df, float(chi2.sf(value, df)))


def _raters(found: Analysis, zero: Origin, reach: Levels, says: Expected) -> pd.DataFrame:
    ratings, count = found.ratings, len(found.ratings.labels["rater"])
    severity, se = np.full(count, np.nan), np.full(count, np.nan)
    severity[found.raters], se[found.raters] = zero.severity, zero.severity_se
    low, high = interval(severity, se)
    subset = reach.subset
    there = (subset >= 0) & (reach.extreme != 0)
    severity[there] = reach.level[there] - zero.level[subset[there]]
    se[there] = reach.se[there]
    top = there & (reach.extreme > 0)
    high[top] = reach.bound[top] - zero.level[subset[top]]
    bottom = there & (reach.extreme < 0)
    low[bottom] = reach.bound[bottom] - zero.level[subset[bottom]]
    fit = fit_statistics(says.code[says.fits], says.of(says.fits), ratings.rater[says.fits], count)
    standing = Standing.ok(count)
    standing.mark(np.isnan(fit.infit), "caveat", Code.EXTREME_SCORES)  # all his ratees are extreme
    standing.mark(found.few, "caveat", Code.N_TOO_SMALL)
    standing.mark(there, "caveat", Code.EXTREME_SCORES)
    standing.mark((reach.extreme != 0) & ~there, "refused", Code.EXTREME_SCORES)
    mates = np.bincount(zero.subset, minlength=found.connection.count)
    alone = np.zeros(count, dtype=bool)
    alone[found.raters] = mates[zero.subset] < 2
    standing.mark(alone, "refused", Code.DISCONNECTED)
    for numbers in (severity, se, low, high):
        numbers[standing.status == "refused"] = np.nan
    values = found.kept.scale.values[found.criteria]
    bend, at = found.likelihood.structure, found.place
    known = ~np.isnan(severity)
    centre = np.where(known, zero.fair[np.maximum(subset, 0)], 0.0)
    whole = np.where(known, severity, 0.0)
    mean, rise = fair(bend, at, values, centre - whole)
    bounds = [fair(bend, at, values, centre - np.nan_to_num(end))[0] for end in (high, low)]
    none = np.where(known, 0.0, np.nan)
    return labelled("rater", ratings.labels["rater"], {
        "severity": severity, "se": se, "low": low, "high": high,
        "infit": fit.infit, "outfit": fit.outfit, "infit_z": fit.infit_z, "outfit_z": fit.outfit_z,
        "raw": by_group(ratings.value, ratings.rater, count),
        "fair_average": mean + none, "fair_se": rise * se,
        "fair_low": np.where(np.isnan(high), np.nan, bounds[0]),
        "fair_high": np.where(np.isnan(low), np.nan, bounds[1]),
        "n": np.bincount(ratings.rater, minlength=count),
        "ratees": np.bincount(_pairs(ratings)[0], minlength=count),
        "subset": subset + 1, "extreme": _ends(reach.extreme), "status": standing.status, "reason": standing.reason,
    })  # fmt: skip


def _ratees(found: Analysis, zero: Origin) -> pd.DataFrame:
    ratings, count, stand = found.ratings, len(found.ratings.labels["ratee"]), found.measures
    at = found.ratee
    subset = found.connection.ratee
    there = at >= 0

    def spread(numbers: Floats) -> Floats:
        full = np.full(count, np.nan)
        full[there] = numbers[at[there]]
        return full

    mean, centre = zero.mean[np.maximum(subset, 0)], zero.fair[np.maximum(subset, 0)]
    eap, likeliest, error = spread(stand.eap), spread(stand.likeliest), spread(stand.error)
    least, most = interval(eap, spread(stand.sd))
    low, high = interval(likeliest, error)
    values = found.kept.scale.values[found.criteria]
    bend, place = found.likelihood.structure, found.place
    average, rise = fair(bend, place, values, np.nan_to_num(likeliest) + centre)
    bounds = [fair(bend, place, values, np.nan_to_num(end) + centre)[0] for end in (low, high)]
    none = np.where(there, 0.0, np.nan)
    extreme = np.zeros(count, dtype=np.intp)
    extreme[there] = (stand.high.astype(np.intp) - stand.low)[at[there]]
    standing = Standing.ok(count)
    standing.mark(extreme != 0, "caveat", Code.EXTREME_SCORES)
    standing.mark(~there, "refused", Code.EXTREME_SCORES)
    return labelled("ratee", ratings.labels["ratee"], {
        "measure": eap + mean, "se": spread(stand.sd), "low": least + mean, "high": most + mean,
        "likeliest": likeliest + mean, "likeliest_se": error,
        "fair_average": average + none, "fair_se": rise * error,
        "fair_low": bounds[0] + none, "fair_high": bounds[1] + none,
        "raw": by_group(ratings.value, ratings.ratee, count),
        "n": np.bincount(ratings.ratee, minlength=count),
        "raters": np.bincount(_pairs(ratings)[1], minlength=count),
        "subset": subset + 1, "extreme": _ends(extreme), "status": standing.status, "reason": standing.reason,
    })  # fmt: skip


def _criteria(found: Analysis, zero: Origin, says: Expected) -> pd.DataFrame:
    ratings, count = found.ratings, len(found.ratings.labels["criterion"])
    difficulty, se = np.full(count, np.nan), np.full(count, np.nan)
    difficulty[found.criteria], se[found.criteria] = zero.difficulty, zero.difficulty_se
    fit = fit_statistics(says.code[says.fits], says.of(says.fits), ratings.criterion[says.fits], count)
    standing = Standing.ok(count)
    standing.mark(np.isnan(fit.infit), "caveat", Code.EXTREME_SCORES)
    standing.mark(found.group < 0, "refused", Code.NO_VARIANCE)
    low, high = interval(difficulty, se)
    return labelled("criterion", ratings.labels["criterion"], {
        "difficulty": difficulty, "se": se, "low": low, "high": high,
        "infit": fit.infit, "outfit": fit.outfit, "infit_z": fit.infit_z, "outfit_z": fit.outfit_z,
        "raw": by_group(ratings.value, ratings.criterion, count), "n": np.bincount(ratings.criterion, minlength=count),
        "extreme": _ends(found.kept.criterion), "status": standing.status, "reason": standing.reason,
    })  # fmt: skip


def _observations(found: Analysis, table: pd.DataFrame, says: Expected) -> pd.DataFrame:
    rows = found.ratings.rows
    return pd.DataFrame({
        **{name: table[name].iloc[rows] for name in ("rater", "ratee", "criterion")},
        "rating": pd.Series(found.ratings.value, index=table.index[rows]),
        "expected": pd.Series(says.points, index=table.index[rows]),
        "variance": pd.Series(says.spread, index=table.index[rows]),
    })  # fmt: skip


def _subsets(found: Analysis, zero: Origin) -> pd.DataFrame:
    plan, labels, count = found.likelihood.design, found.ratings.labels, found.connection.count
    ratee = np.argsort(found.ratee[found.ratee >= 0], kind="stable")
    whom = np.flatnonzero(found.ratee >= 0)[ratee]
    bridge = bridges(plan.cell_rater, plan.cell_ratee, zero.subset, count)
    link = links(plan.cell_rater, plan.cell_ratee, zero.subset, count)

    def name(facet: str, places: list[int | None], where: Places) -> "pd.Series[Any]":
        found = np.full(len(places), None, dtype=object)
        for row, place in enumerate(places):
            found[row] = None if place is None else labels[facet][where[place]]
        return pd.Series(found, dtype=object)

    return pd.DataFrame({
        "subset": np.arange(1, count + 1),
        "raters": np.bincount(zero.subset, minlength=count),
        "ratees": zero.ratees.astype(int),
        "ratings": np.bincount(zero.subset[plan.rater], minlength=count),
        "ratee_mean": zero.mean, "ratee_mean_se": zero.mean_se,
        "bridge": name("ratee", bridge, whom),
        "link_rater": name("rater", [one[0] for one in link], found.raters),
        "link_ratee": name("ratee", [one[1] for one in link], whom),
    })  # fmt: skip


def _pairs(ratings: Ratings) -> tuple[Places, Places]:
    """The raters and the ratees of those who have to do with each other."""
    width = len(ratings.labels["ratee"])
    pairs, _ = compact(ratings.rater * np.int64(width) + ratings.ratee, len(ratings.labels["rater"]) * width)
    return pairs // width, pairs % width


def _ends(extreme: Places) -> Texts:
    return np.asarray(np.array(["", "high", "constant", "low"], dtype=object)[extreme])

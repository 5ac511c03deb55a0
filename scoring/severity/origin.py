"""Which raters, criteria and ratees have mean zero, and what are the errors after that?"""

from dataclasses import dataclass

import numpy as np

from scoring.responses import Floats
from scoring.severity.analysis import Analysis
from scoring.severity.frames import by_group
from scoring.severity.reading import Places
from scoring.severity.results import Anchor


@dataclass(frozen=True, slots=True, eq=False)
class Origin:
    """The numbers as estimated, moved to where their zeros belong, with standard errors.

    Attributes
    ----------
    subset : (raters,)
        Of the raters estimated.
    level : (subsets,)
        Mean level of the subset's raters: less it, a level is a severity.
    severity, severity_se : (raters,)
    difficulty, difficulty_se : (criteria,)
    mean, mean_se : (subsets,)
        Of the subset's ratees.
    fair : (subsets,)
        The same where criteria have mean 0, whatever the anchor.
    threshold, threshold_se : (sets, steps)
    ratees : (subsets,)
        How many.
    """

    subset: Places
    level: Floats
    severity: Floats
    severity_se: Floats
    difficulty: Floats
    difficulty_se: Floats
    mean: Floats
    mean_se: Floats
    fair: Floats
    threshold: Floats
    threshold_se: Floats
    ratees: Floats


def origin(found: Analysis, anchor: Anchor) -> Origin:
    """Every number is linear in what was estimated, and so is its error."""
    plan, bend, cov = found.likelihood.design, found.likelihood.structure, found.fit.covariance
    subset = found.connection.rater[found.raters]
    count, raters, size = found.connection.count, plan.raters, len(cov)
    group = found.group[found.criteria]
    own = np.empty(count, dtype=np.intp)
    own[subset[plan.rater]] = group[plan.criterion]
    people = np.bincount(found.connection.ratee[found.connection.ratee >= 0], minlength=count).astype(float)
    mates = np.bincount(subset, minlength=count)

    mean = np.zeros((count, size))
    mean[subset, np.arange(raters)] = -1 / mates[subset]
    difficulty = np.zeros((plan.criteria, size))
    difficulty[:, raters:-1] = bend.difficulty
    groups = int(group.max()) + 1
    centre = _means(difficulty, group, np.ones(len(group)), groups)
    off = centre if anchor == "raters" else _means(mean, own, people, groups)
    threshold = np.zeros((*bend.steps.shape[:2], size))
    threshold[:, :, raters:-1] = bend.steps

    x = found.fit.x
    level = by_group(found.place.level, subset, count)
    inner = by_group_twice(cov[:raters, :raters], subset, count)
    shared = inner[np.arange(raters), subset]
    within = by_group(shared, subset, count)[subset]
    variance = np.diag(cov)[:raters] - 2 * shared + within
    return Origin(
        subset=subset, level=level,
        severity=found.place.level - level[subset], severity_se=np.sqrt(np.maximum(variance, 0.0)),
        difficulty=(difficulty - off[group]) @ x, difficulty_se=_errors(difficulty - off[group], cov),
        mean=(mean - off[own]) @ x, mean_se=_errors(mean - off[own], cov),
        fair=(mean - centre[own]) @ x,
        threshold=threshold @ x, threshold_se=_errors(threshold.reshape(-1, size), cov).reshape(threshold.shape[:2]),
        ratees=people,
    )  # fmt: skip


def by_group_twice(cov: Floats, subset: Places, count: int) -> Floats:
    """(raters, subsets): mean covariance of each rater with those of each subset."""
    member = np.zeros((len(subset), count))
    member[np.arange(len(subset)), subset] = 1
    return np.asarray(cov @ (member / member.sum(axis=0)))


def _means(rows: Floats, group: Places, weight: Floats, groups: int) -> Floats:
    """Weighted mean row of each group."""
    share = np.zeros((groups, len(rows)))
    share[group, np.arange(len(rows))] = weight
    return np.asarray((share / share.sum(axis=1, keepdims=True)) @ rows)


def _errors(rows: Floats, cov: Floats) -> Floats:
    return np.asarray(np.sqrt(np.maximum(np.einsum("rs,rs->r", rows @ cov, rows), 0.0)))

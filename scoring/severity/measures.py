"""Where do the ratees stand, and what would their ratings be from fair raters?"""

from dataclasses import dataclass

import numpy as np

from scoring.responses import Floats
from scoring.severity.design import Design
from scoring.severity.likelihood import Likelihood, Place
from scoring.severity.reading import Mask
from scoring.severity.structure import Structure, chances, moments

#: An extreme sum counts as this much less extreme (Linacre; methods §6.6).
ADJUSTED = 0.3
STEPS, CLOSE = 60, 1e-5


@dataclass(frozen=True, slots=True, eq=False)
class Measures:
    """Of each ratee in the order of work, in logits above the mean of his subset; difficulties as they are fixed.

    Attributes
    ----------
    eap, sd : (ratees,)
        Mean and SD of the posterior (Bock & Mislevy 1982).
    likeliest, error : (ratees,)
        The maximum of the likelihood, where a ratee's expected sum is the sum, and the error its information gives; an
        extreme sum is first adjusted.
    low, high : (ratees,) bool
        All ratings are lowest, highest.
    """

    eap: Floats
    sd: Floats
    likeliest: Floats
    error: Floats
    low: Mask
    high: Mask

    @property
    def extreme(self) -> Mask:
        """All ratings at one end."""
        return self.low | self.high


def measures(likelihood: Likelihood, at: Place) -> Measures:
    """The ratees' measures, given the structure."""
    plan = likelihood.design
    theta = at.spread * likelihood.where.points
    _, normal = likelihood.curves(at)
    eap, sd = np.empty(plan.ratees), np.empty(plan.ratees)
    for chunk, posterior, _ in likelihood.posteriors(plan.forms @ normal, theta):
        mean = posterior @ theta
        eap[chunk.ratees] = mean
        sd[chunk.ratees] = np.sqrt(np.maximum(posterior @ theta**2 - mean**2, 0.0))
    top = likelihood.structure.exists.sum(axis=1) - 1
    most = np.bincount(plan.ratee, top[plan.criterion], plan.ratees)
    low, high = plan.total == 0, plan.total == most
    shrunk = np.minimum((sd / at.spread) ** 2, 0.9)
    begin = eap / (1 - shrunk)  # what a normal prior took away is given back
    wanted = np.clip(plan.total, ADJUSTED, most - ADJUSTED)
    return Measures(eap, sd, *_likeliest(plan, likelihood.structure, at, wanted, begin), low, high)


def _likeliest(plan: Design, structure: Structure, at: Place, wanted: Floats, begin: Floats) -> tuple[Floats, Floats]:
    """Where the expected sum is the one wanted, by Newton steps, and its standard error."""
    theta = begin.copy()
    sums = structure.sums(at.free)
    for _ in range(STEPS):
        expected, variance = moments(chances(theta[plan.ratee] - at.level[plan.rater], sums, plan.criterion)[0])
        off = wanted - np.bincount(plan.ratee, expected, plan.ratees)
        told = np.bincount(plan.ratee, variance, plan.ratees)
        step = np.clip(off / told, -1, 1)
        theta += step
        if np.abs(step).max(initial=0.0) < CLOSE:
            break
    return theta, np.asarray(told**-0.5, dtype=float)


def fair(structure: Structure, at: Place, values: Floats, distance: Floats) -> tuple[Floats, Floats]:
    """Fair averages in rating points and how fast they rise with the distance in logits.

    What is expected from a rater of severity 0 on criteria of difficulty 0, averaged over the criteria's steps.

    Parameters
    ----------
    values : (criteria, categories)
        The rating each category stands for.
    distance : (…)
        Ratee above rater in logits, difficulties centred.
    """
    category = np.arange(values.shape[1])
    sums = structure.sums(at.free) - category * (structure.difficulty @ at.free)[:, None]
    points = np.nan_to_num(values)
    distinct, often = np.unique(np.concatenate([sums, points], axis=1), axis=0, return_counts=True)
    mean, rise = np.zeros(distance.shape), np.zeros(distance.shape)
    for row, weight in zip(distinct, often / len(sums), strict=True):
        beta, point = row[: len(category)], row[len(category) :]
        chance, *_ = chances(distance, beta[None], 0)
        expected, _ = moments(chance)
        own = np.tensordot(point, chance, 1)
        mean += weight * own
        rise += weight * (np.tensordot(point * category, chance, 1) - own * expected)
    return mean, rise

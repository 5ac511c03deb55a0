"""Would other reasonable weights put other people on top?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import kendalltau

from scoring.errors import Code
from scoring.performers.arrays import Codes, Flags, Floats
from scoring.performers.composite import bucket_spreads
from scoring.reference import incumbents
from scoring.results import Caveat
from scoring.tiers import TOP, Tiers, places

DRAWS = 1000
#: How closely drawn weights keep to the given ones: Dirichlet(25·w) gives a weight of .20 a standard deviation of .08.
CONCENTRATION = 25.0
#: Below this rank correlation, or with more than this share of the reference group staying on top in fewer than
#: ``STAYS`` of the draws, the result rests on the weights (methods §2.10).
SAME_ORDER, TOO_MANY, STAYS = 0.80, 0.20, 0.70
_CHUNK = 200


@dataclass(frozen=True, slots=True)
class Weighting:
    """One other set of weights: whose, which (M, sum 1), rank correlation with the own, share of the top that stays."""

    name: str
    weights: Floats
    tau: float
    stays: float


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What the weights decide.

    Attributes
    ----------
    share : float, N
        Of the draws in which a person is among the top fifth; NaN for people who are not ranked.
    order : float, N
        Score by the given weights, as every other set of weights is judged: after circumstance, shrunk.
    reference : bool, N
        The reference group; where tiers are refused, the top fifth by the given weights.
    weightings : tuple of Weighting
        Equal weights first, then each stakeholder's.
    """

    share: Floats
    order: Floats
    reference: Flags
    weightings: tuple[Weighting, ...]

    @property
    def unsteady(self) -> float:
        """Share of the reference group that stays on top in too few draws; 0 without a reference group."""
        return float((self.share[self.reference] < STAYS).mean()) if self.reference.any() else 0.0

    @property
    def caveats(self) -> tuple[Caveat, ...]:
        """SENSITIVE_TO_WEIGHTS, or nothing."""
        far = min((one.tau for one in self.weightings), default=1.0) < SAME_ORDER
        return (Caveat(Code.SENSITIVE_TO_WEIGHTS),) if far or self.unsteady > TOO_MANY else ()


def sensitivity(
    found: Tiers,
    stakeholders: Mapping[str, Mapping[str, float]] | None = None,
    draws: int = DRAWS,
    placed: pd.DataFrame | None = None,
) -> Sensitivity:
    """Ranks everyone anew under drawn weights, under equal ones and under each stakeholder's (methods §2.10).

    The z's, the periods that count and each person's reliability stay as they are; buckets are standardised and
    circumstance is estimated anew for every set of weights.

    Parameters
    ----------
    found : Tiers
    stakeholders : Mapping of name to points by ``metric_key``, optional
        In any unit; measures without points have none.
    draws : int
    placed : DataFrame, optional
        ``scoring.reference.incumbents(found)``, where it is at hand.
    """
    one = found.performers
    keys = one.grid.metrics["metric_key"].tolist()
    used = list(one.composite.weighing)
    given = one.composite.weights
    rated = found.rated
    order = np.full(len(rated), np.nan)
    share = order.copy()
    if not rated.any() or not used:
        return Sensitivity(share, order, np.zeros(len(rated), dtype=bool), ())
    order[rated] = _scores(found, given[None, :])[0]
    top = places(TOP, int(rated.sum()))
    rng = np.random.Generator(np.random.PCG64(found.seed))
    counts = np.zeros(int(rated.sum()))
    for start in range(0, draws, _CHUNK):
        drawn = np.zeros((min(_CHUNK, draws - start), len(keys)))
        drawn[:, used] = rng.dirichlet(CONCENTRATION * given[used], len(drawn))
        scores = _scores(found, drawn)
        counts += (scores >= _border(scores, top)[:, None]).sum(0)
    share[rated] = counts / draws
    others: dict[str, Floats] = {"": np.where(given > 0, 1.0, 0.0)}
    for name, points in (stakeholders or {}).items():
        others[name] = np.array([max(float(points.get(key, 0.0)), 0.0) for key in keys])
    weightings = tuple(_weighting(found, name, w, order) for name, w in others.items() if w.sum() > 0)
    return Sensitivity(share, order, _reference(found, order, placed), weightings)


def _weighting(found: Tiers, name: str, weights: Floats, order: Floats) -> Weighting:
    weights = weights / weights.sum()
    base = order[found.rated]
    scores = _scores(found, weights[None, :])[0]
    top = places(TOP, len(base))
    stays = (scores >= _border(scores[None, :], top)[0])[base >= _border(base[None, :], top)[0]]
    tau = float(kendalltau(base, scores).statistic) if len(base) > 1 else 1.0
    return Weighting(name, weights, tau if np.isfinite(tau) else 1.0, float(stays.mean()))


def _border(scores: Floats, top: int) -> Floats:
    """The score of the last place of the top, for each row."""
    n = scores.shape[1]
    return np.asarray(np.partition(scores, n - top, axis=1)[:, n - top])


def _reference(found: Tiers, order: Floats, placed: pd.DataFrame | None) -> Flags:
    rated = found.rated
    if found.chances is None:
        known = order[rated]
        return np.asarray(
            rated & (np.nan_to_num(order, nan=-np.inf) >= _border(known[None, :], places(TOP, len(known))))
        )
    placed = incumbents(found) if placed is None else placed
    top = placed.loc[placed["group"] == "top", "person_id"]
    return np.asarray(found.performers.grid.people["person_id"].isin(top))


def _scores(found: Tiers, weights: Floats) -> Floats:
    """Score of each person rated under each row of weights, rows × people."""
    one = found.performers
    rated = found.rated
    means = np.zeros((len(weights), len(rated)))
    for who, summed, coefficients in _patterns(found, weights):
        means[:, who] += coefficients @ summed.T
    means = means[:, rated] / one.raw.periods[rated]
    circumstance = one.circumstance
    gamma = means @ circumstance.operator[:, rated].T
    adjusted = means - gamma @ circumstance.x[rated].T
    if found.chances is None:  # nothing is shrunk where luck cannot be told from skill
        return np.asarray(adjusted)
    rel = one.adjusted.reliability[rated]
    precision = 1 / (one.adjusted.between + one.adjusted.within / one.adjusted.effective[rated])
    center = (adjusted @ precision / precision.sum())[:, None]
    return np.asarray(center + rel * (adjusted - center))


def _patterns(found: Tiers, weights: Floats) -> Iterator[tuple[Codes, Floats, Floats]]:
    """For each set of measures that somebody has in some period: who, sums of their z's, and what these are worth."""
    made = found.performers.composite
    there = ~np.isnan(made.z) & ~np.isnan(made.scores)[:, :, None] & (weights > 0).any(0)
    bucket = found.performers.grid.metrics["bucket"].fillna("").to_numpy()
    members = [np.flatnonzero(bucket == name) for name in made.buckets]
    factors = weights / bucket_spreads(weights, made.correlations, members)
    shares = np.stack([weights[:, own].sum(1) for own in members], axis=1)
    code = there.reshape(-1, there.shape[2]) @ (2 ** np.arange(there.shape[2], dtype=np.int64))
    filled = np.where(there, made.z, 0.0).reshape(-1, there.shape[2])
    person = np.repeat(np.arange(len(there)), there.shape[1])
    for pattern in np.unique(code[code > 0]):
        rows = code == pattern
        who, place = np.unique(person[rows], return_inverse=True)
        held = (pattern >> np.arange(there.shape[2])) & 1 > 0
        summed: Floats = np.stack([np.bincount(place, column, len(who)) for column in filled[rows].T], axis=1)
        coefficients = np.zeros(weights.shape)
        seen = np.zeros(len(weights))
        for b, own in enumerate(members):
            inside = weights[:, own[held[own]]].sum(1)
            with np.errstate(divide="ignore", invalid="ignore"):
                lift = np.where(inside > 0, shares[:, b] / inside, 0.0)
            coefficients[:, own] = factors[:, own] * lift[:, None] * held[own]
            seen += np.where(inside > 0, shares[:, b], 0.0)
        yield np.asarray(who, dtype=np.intp), summed, coefficients / np.maximum(seen, 1e-300)[:, None]

"""How much of a result would this territory and these accounts have given anyone?"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from scoring.performers.arrays import Codes, Flags, Floats
from scoring.performers.composite import Composite
from scoring.performers.peers import standardised
from scoring.performers.results import Grid

#: What became of a covariate.
Fate = Literal["used", "wrong_sign", "weak", "constant", "too_few_people", "missing", "not_given"]

PEOPLE_PER_COVARIATE = 10
#: With more of a covariate missing no adjustment is made; with less the mean and a flag stand in (appendix A2).
MISSING = 0.10
FIRST = ("potential", "inherited_share", "inherited_value")


@dataclass(frozen=True, slots=True)
class Covariate:
    """One circumstance: person means, NaN where unknown, and whether only a positive effect makes sense."""

    key: str
    x: Floats
    signed: bool = True


@dataclass(frozen=True, slots=True)
class Effect:
    """What one circumstance is worth, in units of the composite per unit of the covariate (potential: one SD)."""

    key: str
    fate: Fate
    gamma: float = np.nan
    se: float = np.nan
    missing: float = 0.0


@dataclass(frozen=True, slots=True)
class Circumstance:
    """The adjustment of everyone.

    Attributes
    ----------
    effects : tuple of Effect
        One a covariate, used or not.
    keys : tuple of str
        The used ones, in the order of the columns of ``x``.
    x : float, N × p
        Centred on the mean of the people rated; zero for those who are not.
    gamma : float, p
    covariance : float, p × p
    free : int
        Residual degrees of freedom.
    operator : float, p × N
        γ̂ = operator @ means, so that other results can be adjusted in the same way.
    explained : float
        Share of the differences within teams; NaN without any.
    refused : tuple of str
        Covariates whose gaps forbid any adjustment.
    """

    effects: tuple[Effect, ...]
    keys: tuple[str, ...]
    x: Floats
    gamma: Floats
    covariance: Floats
    free: int
    operator: Floats
    explained: float
    refused: tuple[str, ...]

    @property
    def given(self) -> Floats:
        """(x_i − x̄)'γ̂: what circumstance added to each person's composite."""
        return np.asarray(self.x @ self.gamma)


def covariates(grid: Grid, composite: Composite) -> tuple[Covariate, ...]:
    """Means over the periods that count of what the tables tell of each person's territory.

    Potential is compared within the same peer cells as the results, so that a richer segment is not taken
    out twice. The segment itself enters only where the peer cells could not hold it.
    """
    land, counted = grid.territory, ~np.isnan(composite.scores)

    def mean(values: Floats) -> Floats:
        return _mean(np.where(counted, values, np.nan), counted)

    potential = standardised(np.where(counted, land.potential, np.nan), composite.cells).z
    found = [Covariate("potential", mean(potential))] if "potential" in land.given else []
    if "inherited" in land.given:
        found.append(Covariate("inherited", mean(land.inherited)))
    if {"book", "prior_run_rate"} <= land.given:
        found.append(Covariate("inherited_share", mean(land.share)))
    elif "book" in land.given:
        book = mean(land.book)
        found.append(Covariate("inherited_value", book / (book[book > 0].mean() if (book > 0).any() else 1.0)))
    if "tenure" in land.given:
        found.append(Covariate("tenure", mean(land.tenure)))
    if composite.coarse:
        segments = pd.Series(land.segment[counted]).value_counts().index
        found += [
            Covariate(f"segment:{name}", mean((land.segment == name).astype(float)), False) for name in segments[1:]
        ]
    return tuple(found)


def _mean(values: Floats, counted: Flags) -> Floats:
    """Over the periods counted; unknown in any of them is unknown."""
    n = counted.sum(1)
    total = np.where(counted, values, 0.0).sum(1)
    return np.asarray(np.divide(total, n, where=n > 0, out=np.full(len(n), np.nan)))


def circumstance(means: Floats, found: tuple[Covariate, ...], team: Codes, weights: Floats) -> Circumstance:
    """Regression of person means on covariates within teams, so that good managers are not adjusted away.

    Covariates with the wrong sign or |t| < 1 leave one at a time, the least plausible first (methods §2.4, e).

    Parameters
    ----------
    means : float, N
        NaN for people who are not rated.
    found : covariates
    team : int, N
    weights : float, N
        Effective periods; used when people's periods differ by more than twofold.
    """
    rated = ~np.isnan(means)
    n = int(rated.sum())
    gaps = {one.key: float(np.isnan(one.x[rated]).mean()) if n else 0.0 for one in found}
    refused = tuple(key for key, share in gaps.items() if share > MISSING)
    if refused or not n:
        return _none(tuple(Effect(one.key, "missing", missing=gaps[one.key]) for one in found), len(means), refused)
    kept, effects = _affordable(found, n, gaps)
    kept = [part for one in kept for part in _filled(one, rated)]
    w = weights / weights[rated].mean() if weights[rated].max() > 2 * weights[rated].min() else np.ones(len(means))
    while True:
        x = np.column_stack([one.x for one in kept]) if kept else np.zeros((len(means), 0))
        inside = _within(x[rated], team[rated], w[rated])
        flat = np.flatnonzero((inside**2).sum(0) <= 1e-9 * np.maximum((x[rated] ** 2).sum(0), 1e-300))
        if flat.size:
            effects.append(Effect(kept.pop(int(flat[0])).key, "constant"))
            continue
        result = _within(means[rated, None], team[rated], w[rated])[:, 0]
        gamma, covariance, free = _regressed(inside, result, team[rated], w[rated])
        se = np.sqrt(np.diag(covariance))
        sense = np.array([g / s if one.signed else abs(g) / s for one, g, s in zip(kept, gamma, se, strict=True)])
        if not len(kept) or sense.min() >= 1:
            break
        worst = int(sense.argmin())
        fate: Fate = "wrong_sign" if kept[worst].signed and gamma[worst] < 0 else "weak"
        effects.append(
            Effect(kept[worst].key, fate, float(gamma[worst]), float(se[worst]), gaps.get(kept[worst].key, 0.0))
        )
        kept.pop(worst)
    used = [
        Effect(one.key, "used", float(g), float(s), gaps.get(one.key, 0.0))
        for one, g, s in zip(kept, gamma, se, strict=True)
    ]
    centred = np.where(rated[:, None], x - x[rated].mean(0), 0.0)
    operator = np.zeros((len(kept), len(means)))
    operator[:, rated] = np.linalg.pinv(inside.T @ (w[rated, None] * inside)) @ (w[rated, None] * inside).T
    whole = float(w[rated] @ result**2)
    left = float(w[rated] @ (result - inside @ gamma) ** 2)
    explained = 1 - left / whole if whole > 0 else np.nan
    return Circumstance(
        (*used, *effects), tuple(one.key for one in kept), centred, gamma, covariance, free, operator, explained, ()
    )  # fmt: skip


def _none(effects: tuple[Effect, ...], n: int, refused: tuple[str, ...]) -> Circumstance:
    return Circumstance(
        effects, (), np.zeros((n, 0)), np.zeros(0), np.zeros((0, 0)), 0, np.zeros((0, n)), np.nan, refused
    )  # fmt: skip


def _affordable(found: tuple[Covariate, ...], n: int, gaps: dict[str, float]) -> tuple[list[Covariate], list[Effect]]:
    if n >= PEOPLE_PER_COVARIATE * len(found):
        return list(found), []
    few = [one for one in found if one.key in FIRST]
    return few, [Effect(one.key, "too_few_people", missing=gaps[one.key]) for one in found if one.key not in FIRST]


def _filled(one: Covariate, rated: Flags) -> list[Covariate]:
    gap = np.isnan(one.x)
    filled = replace(one, x=np.where(gap, one.x[rated & ~gap].mean(), one.x))
    return [filled, Covariate(f"{one.key}:missing", gap.astype(float), False)] if gap[rated].any() else [filled]


def _within(x: Floats, team: Codes, w: Floats) -> Floats:
    size = int(team.max(initial=0)) + 1
    sums = (
        np.column_stack([np.bincount(team, w * column, size) for column in x.T]) if x.shape[1] else np.zeros((size, 0))
    )
    totals = np.bincount(team, w, size)
    return np.asarray(x - (sums / np.where(totals > 0, totals, 1)[:, None])[team])


def _regressed(x: Floats, y: Floats, team: Codes, w: Floats) -> tuple[Floats, Floats, int]:
    """Weighted least squares of what is left within teams; the team means cost their degrees of freedom."""
    free = max(len(y) - len(np.unique(team)) - x.shape[1], 1)
    inverse = np.linalg.pinv(x.T @ (w[:, None] * x))
    gamma = inverse @ x.T @ (w * y)
    variance = float((w * (y - x @ gamma) ** 2).sum() / free)
    return np.asarray(gamma), np.asarray(variance * inverse), free

"""What is one person's result in one period, over all measures and compared with peers?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.errors import LeftOut
from scoring.performers.arrays import Codes, Flags, Floats
from scoring.performers.peers import Standardised, peers, standardised
from scoring.performers.preparation import Prepared, prepared
from scoring.performers.results import Grid, Note, noted

CLIP = 3.0


@dataclass(frozen=True, slots=True)
class Composite:
    """Standardised measures and their weighted sum.

    Attributes
    ----------
    prepared : Prepared
    standard : tuple of Standardised, M
        Each measure against its peers, before the clip.
    z : float, N × T × M
        Clipped at ±3; a positive value is good.
    scores : float, N × T
        NaN where not eligible or more than 30 % of the weight is missing.
    weights, effective : float, M
        Nominal (sum 1) and Σ-one share of the composite's variance.
    factors : float, M
        What z is multiplied by: weight over the spread of its bucket.
    buckets : tuple of str, B
    parts : float, N × T × B
        Score of each bucket; the composite is their mean by weight of bucket.
    correlations : float, M × M
        Of the z's inside a bucket; zero across buckets.
    equal : bool
        True when no weights were given.
    cells : int, N × T
        Codes of the peer cells, finest first, for whatever else is to be compared with peers.
    notes : tuple of Note
    """

    prepared: Prepared
    standard: tuple[Standardised, ...]
    z: Floats
    scores: Floats
    weights: Floats
    effective: Floats
    factors: Floats
    buckets: tuple[str, ...]
    parts: Floats
    correlations: Floats
    equal: bool
    cells: tuple[Codes, ...]
    notes: tuple[Note, ...]

    @property
    def weighing(self) -> tuple[int, ...]:
        """The measures in the sum; what is only looked at beside the score raises no doubt about it."""
        return tuple(np.flatnonzero(self.weights > 0).tolist())

    @property
    def flat(self) -> tuple[int, ...]:
        """The measures without spread in some cell, dropped there."""
        return tuple(m for m in self.weighing if self.standard[m].flat.any())

    @property
    def coarse(self) -> bool:
        """Whether some cell was too small to hold the segment."""
        return any(self.standard[m].coarsest > 0 for m in self.weighing)

    @property
    def smallest_cell(self) -> int:
        """Fewest values a peer cell had."""
        return min((self.standard[m].smallest for m in self.weighing), default=0)


def composite(grid: Grid, enough: float = 0.70) -> Composite:
    """Standardises within peer cells and adds up by weight (methods §2.1, §2.2).

    Parameters
    ----------
    grid : Grid
    enough : float
        Share of the weight that must be there; the rest is spread over what is.
    """
    ready, cells = prepared(grid), peers(grid)
    values = np.where(grid.eligible[:, :, None], ready.values, np.nan)
    standard = tuple(
        standardised(values[:, :, m], cells, ready.cases[:, :, m]) for m in range(values.shape[2])
    )  # fmt: skip
    z = np.clip(np.stack([one.z for one in standard], axis=2) if standard else values, -CLIP, CLIP)
    weights, equal = _weights(grid.metrics["weight"].to_numpy())
    members = _buckets(grid.metrics["bucket"])
    correlations = _correlations(z, list(members.values()))
    factors = weights / bucket_spreads(weights, correlations, list(members.values()))
    there = ~np.isnan(z)
    parts, held = _parts(z, weights, factors, there, list(members.values()))
    shares = np.array([weights[own].sum() for own in members.values()])
    with np.errstate(divide="ignore", invalid="ignore"):
        scores = (np.where(held, parts, 0.0) @ shares) / (held @ shares)
    little = ~(there @ weights >= enough - 1e-12)
    scores[little] = np.nan
    full = there[:, :, weights > 0].all(2) & ~np.isnan(scores)
    flat = np.stack([one.flat for one in standard], axis=2) if standard else np.zeros(z.shape, dtype=bool)
    flat &= weights > 0  # what is only looked at beside the score raises no doubt about it
    notes = (
        *ready.notes,
        *noted(grid, LeftOut.NO_SPREAD, flat),
        *noted(grid, LeftOut.TOO_LITTLE_WEIGHT, little & grid.eligible & grid.known),
    )
    return Composite(
        ready, standard, z, scores, weights, _effective(z[full], scores[full], factors), factors, tuple(members),
        parts, correlations, equal, cells, notes,
    )  # fmt: skip


def _weights(given: Floats) -> tuple[Floats, bool]:
    equal = not np.nansum(given) > 0
    weights = np.ones(len(given)) if equal else np.nan_to_num(given)
    return weights / max(weights.sum(), 1e-300), equal


def _buckets(bucket: pd.Series) -> dict[str, Codes]:
    names = bucket.fillna("")
    return {str(name): np.flatnonzero((names == name).to_numpy()) for name in sorted(names.unique())}


def _correlations(z: Floats, buckets: list[Codes]) -> Floats:
    out = np.eye(z.shape[2])
    for members in buckets:
        rows = pd.DataFrame(z[:, :, members].reshape(-1, len(members)))
        R = rows.corr(min_periods=3).fillna(0.0).to_numpy(copy=True)
        # a measure without spread takes no part
        np.fill_diagonal(R, rows.notna().any().to_numpy(float))
        out[np.ix_(members, members)] = R
    return out


def bucket_spreads(weights: Floats, correlations: Floats, buckets: list[Codes]) -> Floats:
    """√(w'R_b w) of the bucket each measure is in, w summing to one inside it; weights M or draws × M."""
    spreads = np.ones(weights.shape)
    for members in buckets:
        R = correlations[np.ix_(members, members)]
        w = weights[..., members] * np.diag(R)
        w = w / np.maximum(w.sum(-1, keepdims=True), 1e-300)
        spreads[..., members] = np.sqrt(np.maximum(((w @ R) * w).sum(-1), 1e-12))[..., None]
    return spreads


def _parts(z: Floats, weights: Floats, factors: Floats, there: Flags, buckets: list[Codes]) -> tuple[Floats, Flags]:
    """Score of each bucket, what is missing made up for inside it; and whether anything of it is there."""
    filled = np.where(there, z, 0.0)
    parts = np.full((*z.shape[:2], len(buckets)), np.nan)
    for place, members in enumerate(buckets):
        held = there[:, :, members] @ weights[members]
        with np.errstate(divide="ignore", invalid="ignore"):
            part = filled[:, :, members] @ factors[members] / held
        parts[:, :, place] = np.where(held > 0, part, np.nan)
    return parts, ~np.isnan(parts)


def _effective(z: Floats, scores: Floats, factors: Floats) -> Floats:
    """w_m·cov(z_m, c)/var(c) on the rows where every measure is there."""
    used = factors > 0
    if len(scores) < 2 or not scores.var() > 0:
        return np.full(len(factors), np.nan)
    centred = np.where(used, z - z.mean(0), 0.0)
    return np.asarray(factors * ((scores - scores.mean()) @ centred) / len(scores) / scores.var())

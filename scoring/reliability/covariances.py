"""How do items vary together, where some answers are missing?"""

from collections.abc import Iterator
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.errors import Code, Undefined
from scoring.responses import Answers, answers

Floats = npt.NDArray[np.float64]
#: Only people who answered every item, or for each pair of items everyone who answered both.
Missing = Literal["complete", "pairwise"]
#: Columns taken at once, so that ten thousand items never make a matrix of 10,000 × 10,000.
BLOCK = 256


def scale(items: Answers, missing: Missing = "complete", least: int = 2) -> pd.DataFrame:
    """The answers to a scale's items, of the people who count.

    Raises
    ------
    BadTable
        As ``scoring.responses.answers``.
    Undefined
        ``UNRELIABLE_MEASURE`` with fewer than ``least`` items, ``N_TOO_SMALL`` with fewer than two people.
    ValueError
        For an unknown way with missing answers.
    """
    if missing not in ("complete", "pairwise"):
        raise ValueError(f"missing answers: complete or pairwise, not {missing}")
    frame = answers(items, "items")
    if frame.shape[1] < least:
        raise Undefined(Code.UNRELIABLE_MEASURE, items=frame.shape[1], need=least)
    gap = np.isnan(frame.to_numpy())
    if gap.any():
        frame = frame.loc[~(gap.any(axis=1) if missing == "complete" else gap.all(axis=1))]
    if len(frame) < 2:
        raise Undefined(Code.N_TOO_SMALL, n=len(frame), need=2, of="people")
    return frame


def blocks(x: Floats) -> Iterator[tuple[slice, Floats, Floats]]:
    """Rows of the pairwise covariance matrix, a block at a time: (rows, covariances, people behind each).

    A covariance that rests on fewer than two people is NaN.
    """
    given = (~np.isnan(x)).astype(float)
    z = np.where(given > 0, x - np.where(given > 0, x, 0.0).sum(axis=0) / np.maximum(given.sum(axis=0), 1), 0.0)
    for start in range(0, x.shape[1], BLOCK):
        rows = slice(start, start + BLOCK)
        n = given[:, rows].T @ given
        sums = z[:, rows].T @ given * (given[:, rows].T @ z)
        with np.errstate(divide="ignore", invalid="ignore"):
            c = (z[:, rows].T @ z - sums / n) / (n - 1)
        yield rows, np.where(n > 1, c, np.nan), n


def sums(x: Floats) -> tuple[Floats, Floats, int]:
    """Each item's variance, its covariance with the sum of all items, and the fewest people behind a covariance.

    Raises
    ------
    Undefined
        ``MISSING_TOO_MUCH`` when no two people answered a pair of items together.
    """
    people, everybody = len(x), np.ones(len(x))
    middle = everybody @ x / people
    if not np.isnan(middle).any():
        z = x - middle
        # what rounding left of the middle is taken out (Chan, Golub & LeVeque 1983)
        left, total = everybody @ z, z @ np.ones(x.shape[1])
        variances = (np.einsum("ij,ij->j", z, z) - left**2 / people) / (people - 1)
        with_total = (total @ z - left.sum() * left / people) / (people - 1)
        varies = variances > (np.finfo(float).eps * middle) ** 2 / people  # else one answer whose mean was rounded
        return np.where(varies, variances, 0.0), np.where(varies, with_total, 0.0), people
    variances, with_total, fewest = np.empty(x.shape[1]), np.empty(x.shape[1]), people
    for rows, c, n in blocks(x):
        variances[rows] = c[np.arange(len(c)), np.arange(x.shape[1])[rows]]
        with_total[rows] = c.sum(axis=1)
        fewest = min(fewest, int(n.min()))
    if fewest < 2:
        raise Undefined(Code.MISSING_TOO_MUCH, n=fewest, need=2, of="people")
    return variances, with_total, fewest


def covariance(x: Floats) -> Floats:
    """The whole pairwise covariance matrix; that of complete answers where none is missing."""
    return np.concatenate([c for _, c, _ in blocks(x)])


def correlations(x: Floats, names: pd.Index) -> Floats:
    """Correlation matrix; of pairwise covariances, divided by each item's own SD, where answers are missing.

    Raises
    ------
    Undefined
        ``NO_VARIANCE`` naming an item that everyone answered alike, ``MISSING_TOO_MUCH`` when nobody answered two of
        the items together.
    """
    constant = names[np.nanmax(x, axis=0) == np.nanmin(x, axis=0)]
    if len(constant):
        raise Undefined(Code.NO_VARIANCE, n=len(x), item=str(constant[0]), items=len(constant))
    c = covariance(x)
    if np.isnan(c).any():
        raise Undefined(Code.MISSING_TOO_MUCH, n=len(x), need=2, of="people")
    sd = np.sqrt(np.diag(c))
    r = c / np.outer(sd, sd)
    np.fill_diagonal(r, 1.0)
    return np.asarray(r)

"""How much kindlier do some relations speak of a candidate than others, and how far do references lie apart?"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.errors import BadTable, Code
from scoring.results import Caveat, Result

COLUMNS = ("candidate", "reference", "relation", "criterion", "rating")
WITHIN = "within candidates, shrunk by empirical Bayes (Efron & Morris 1975); one-way random effects (Searle 1971)"
_SCALARS = ("n", "method", "candidates", "mean", "sd_candidates", "sd_references", "sd_ratings")
#: Eigenvalues below this share of the largest are rounding: the direction common to all relations has none.
_ZERO = 1e-10
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Leniency(Result):
    """How kindly each relation speaks, and how far references and candidates lie apart; in points of the scale.

    Attributes
    ----------
    n : int
        References it rests on.
    candidates : int
        Candidates they are about.
    relations : DataFrame
        Index relation: effect (above the mean of the relations, shrunk), se, unshrunk, n.
    covariance : ndarray
        Of the shrunk effects, in the order of ``relations``.
    mean : float
        Of candidates, as an average relation speaks of them.
    sd_candidates, sd_references : float
        Between candidates; between references of one candidate, relation taken out.
    sd_ratings : float
        Between ratings of one candidate on one criterion.
    """

    candidates: int = 0
    relations: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=["effect", "se", "unshrunk", "n"], dtype=float)
    )
    covariance: Floats = field(default_factory=lambda: np.empty((0, 0)))
    mean: float = math.nan
    sd_candidates: float = math.nan
    sd_references: float = math.nan
    sd_ratings: float = math.nan

    def plain(self) -> dict[str, Any]:
        """Dictionaries, lists and scalars only; ``from_plain`` is the inverse. ValueError where it was refused."""
        if self.status == "refused":
            raise ValueError("a refusal holds nothing to keep")
        kept = {name: getattr(self, name) for name in _SCALARS}
        return kept | {"relations": self.relations.to_dict("index"), "covariance": self.covariance.tolist()}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Leniency":
        """The inverse of ``plain``; KeyError on anything else."""
        relations = pd.DataFrame.from_dict(plain["relations"], orient="index").rename_axis("relation")
        covariance = np.array(plain["covariance"], dtype=float)
        return cls(relations=relations, covariance=covariance, **{name: plain[name] for name in _SCALARS})


def leniency(references: pd.DataFrame) -> Leniency:
    """Leniency by relation, from references of different relations about the same candidates.

    Parameters
    ----------
    references : DataFrame
        A row a rating: candidate, reference, relation, criterion, rating in points. Who could not say has no row.

    Notes
    -----
    A reference counts with the mean of its ratings. Relations are compared within candidates only: whoever is less good
    may have to name other referees, and that must not pass for leniency. Effects b with covariance V = σ²(D'MD)⁺ are
    shrunk to τ²(τ²I + V)⁻¹b, with τ² = (b'b − tr V)/rank by the method of moments; relations that never met within a
    candidate stay at 0 towards each other. σ²_candidates = (MSB − σ²)/n₀ of the ratings without leniency.

    Raises
    ------
    BadTable
        When a column is missing or a cell is none.

    Examples
    --------
    >>> import pandas as pd  # Shrout & Fleiss 1979: six targets, four judges
    >>> table = {1: [9, 2, 5, 8], 2: [6, 1, 3, 2], 3: [8, 4, 6, 8], 4: [7, 1, 2, 6], 5: [10, 5, 6, 9], 6: [6, 2, 4, 7]}
    >>> rows = [(t, f"{t}{j}", j, "any", x) for t, row in table.items() for j, x in zip("abcd", row)]
    >>> found = leniency(pd.DataFrame(rows, columns=["candidate", "reference", "relation", "criterion", "rating"]))
    >>> round(found.sd_candidates**2, 4), round(found.sd_references**2, 4)
    (2.5556, 1.0194)
    """
    single = _checked(references)
    table = single.groupby("reference", sort=False).agg({"candidate": "first", "relation": "first", "rating": "mean"})
    several = table.groupby("candidate")["rating"].transform("size") > 1
    candidates = int(table["candidate"].nunique())
    names = sorted(table["relation"].unique())
    design = np.array([table["relation"] == name for name in names], dtype=float).T.reshape(len(table), len(names))
    ratings = table["rating"].to_numpy(float)
    who = table["candidate"].to_numpy()
    inner, centred = _within(design, who), _within(ratings[:, None], who)[:, 0]
    cross = inner.T @ inner
    rank = int(np.linalg.matrix_rank(cross, rtol=_ZERO, hermitian=True)) if len(table) else 0
    pairs = int(several.sum()) - int(table.loc[several, "candidate"].nunique())
    left = pairs - rank
    if left < 1 or candidates < 2:
        need = pairs + 1 + max(1 - left, 0)
        return Leniency.refusal(
            Caveat(Code.N_TOO_SMALL, {"n": len(table), "need": len(table) + need, "of": "references"}),
            method=WITHIN, n=len(table),
        )  # fmt: skip
    inverse = np.linalg.pinv(cross, rtol=_ZERO, hermitian=True)
    raw = inverse @ inner.T @ centred
    noise = float(np.sum((centred - inner @ raw) ** 2)) / left
    shrunk, covariance = _shrunk(raw, np.asarray(noise * inverse, float), rank)
    mean, between = _between(ratings - design @ shrunk, who, noise)
    relations = pd.DataFrame(
        {"effect": shrunk, "se": np.sqrt(np.diag(covariance)), "unshrunk": raw, "n": design.sum(axis=0).astype(int)},
        index=pd.Index(names, name="relation"),
    )
    return Leniency(
        n=len(table), method=WITHIN, candidates=candidates, relations=relations, covariance=covariance,
        mean=mean, sd_candidates=math.sqrt(between), sd_references=math.sqrt(noise), sd_ratings=_apart(single),
    )  # fmt: skip


def _checked(references: pd.DataFrame) -> pd.DataFrame:
    for name in COLUMNS:
        if name not in references.columns:
            raise BadTable(f"references: column {name} is missing")
    table = references.loc[:, list(COLUMNS)].reset_index(drop=True)
    ratings = pd.to_numeric(table["rating"], errors="coerce").astype(float)
    wrong = ~np.isfinite(ratings.to_numpy()) | table[list(COLUMNS[:-1])].isna().any(axis=1).to_numpy()
    if wrong.any():
        raise BadTable(f"references, row {int(wrong.argmax()) + 1}: a cell is none")
    return table.assign(rating=ratings)


def _apart(single: pd.DataFrame) -> float:
    """The standard deviation of ratings of one candidate on one criterion, pooled."""
    grouped = single.groupby(["candidate", "criterion"])["rating"]
    left = len(single) - grouped.ngroups
    return math.sqrt(float(((single["rating"] - grouped.transform("mean")) ** 2).sum()) / left)


def _within(values: Floats, who: npt.NDArray[np.object_]) -> Floats:
    """Values about the mean of their candidate, column by column."""
    if not len(values):
        return values
    frame = pd.DataFrame(values)
    return (frame - frame.groupby(who).transform("mean")).to_numpy()


def _shrunk(raw: Floats, covariance: Floats, rank: int) -> tuple[Floats, Floats]:
    """The effects as far as they are more than noise, with their covariance a posteriori."""
    spread = max(0.0, (float(raw @ raw) - float(np.trace(covariance))) / rank) if rank else 0.0
    if spread == 0.0:
        return np.zeros_like(raw), np.zeros_like(covariance)
    gain = spread * np.linalg.inv(spread * np.eye(len(raw)) + covariance)
    posterior = spread * np.eye(len(raw)) - spread * gain
    # effects sum to nought, and of what all relations share nothing is asked: V is 0 there, and so is the posterior
    return gain @ raw, posterior


def _between(ratings: Floats, who: npt.NDArray[np.object_], noise: float) -> tuple[float, float]:
    """The mean over candidates, weighted by what is known of each, and the variance between them."""
    grouped = pd.Series(ratings).groupby(who)
    means, counts = grouped.mean().to_numpy(), grouped.size().to_numpy(float)
    total, candidates = counts.sum(), len(counts)
    grand = float(counts @ means / total)
    square = float(counts @ (means - grand) ** 2) / (candidates - 1)
    usual = (total - float(counts @ counts) / total) / (candidates - 1)
    between = max(0.0, (square - noise) / usual)
    weights = 1 / (between + noise / counts) if between + noise else np.ones_like(counts)
    return float(weights @ means / weights.sum()), between

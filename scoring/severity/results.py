"""What is known of the severity of raters?"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd

from scoring.responses import Floats
from scoring.results import Result
from scoring.severity.reading import Places
from scoring.severity.structure import CHUNK, chances

METHOD = "marginal maximum likelihood, ratees normal"
Model = Literal["rating scale", "partial credit"]
Anchor = Literal["raters", "ratees"]
NAMES: dict[Model, str] = {
    "rating scale": "many-facet rating scale model, Andrich 1978, Linacre 1989",
    "partial credit": "many-facet partial credit model, Masters 1982, Linacre 1989",
}


@dataclass(frozen=True, slots=True)
class Homogeneity:
    """Are all raters equally severe? Fixed-effect χ² = Σw d² − (Σw d)²/Σw with w = 1/SE², in each subset."""

    chi2: float = float("nan")
    df: int = 0
    p: float = float("nan")


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """Where each observation is on whose curves.

    Attributes
    ----------
    distance : (observations,)
        Ratee above rater in logits; NaN where nothing is expected.
    which : (observations,)
        Row of the tables.
    sums : (rows, categories)
        Of difficulty and steps up to each category.
    values : (rows, categories)
        The rating each stands for; NaN where there is none.
    """

    distance: Floats
    which: Places
    sums: Floats
    values: Floats

    def in_chunks(self) -> Iterator[tuple[Places, Floats]]:
        """Some observations at a time, and the (categories, observations) chances of theirs."""
        known = np.flatnonzero(np.isfinite(self.distance))
        for start in range(0, len(known), CHUNK):
            these = known[start : start + CHUNK]
            yield these, chances(self.distance[these], self.sums, self.which[these])[0]


@dataclass(frozen=True, kw_only=True, eq=False)
class Severity(Result):
    """Many-facet Rasch analysis of ratings.

    Frames are indexed by the labels given, without a name, and have the label as a column too, so that both
    ``raters.loc["A", "severity"]`` and ``raters.set_index("rater")`` work. Logits throughout, save what is called an
    average, which is in rating points. ``status`` is ok, caveat or refused, with the code in ``reason``; a number that
    does not exist is NaN and its status says why.

    Attributes
    ----------
    n : int
        Ratees with a rating.
    raters : DataFrame
        rater, severity (positive is strict; mean 0 in each subset), se, low, high (95 %; for an extreme rater only the
        bound that exists), infit, outfit, infit_z, outfit_z, raw (mean rating), fair_average (what he would give an
        average ratee of his subset), fair_se, fair_low, fair_high, n (ratings), ratees, subset, extreme (high, low or
        empty), status, reason.
    ratees : DataFrame
        ratee, measure (EAP), se (posterior SD), low, high (95 %), likeliest (maximum likelihood, extreme sums adjusted
        by .3), likeliest_se, fair_average (what fair raters would give at ``likeliest``: like a raw mean it is not
        drawn to the middle), fair_se, fair_low, fair_high, raw, n, raters, subset, extreme, status, reason.
    criteria : DataFrame
        criterion, difficulty, se, low, high (95 %), infit, outfit, infit_z, outfit_z, raw, n, extreme (high, low, or
        constant where steps are its own), status, reason.
    steps : DataFrame
        criterion (None under a rating scale: the steps are everybody's), step, rating (the category it leads to),
        threshold (mean 0), se, low, high (95 %), ordered (higher than the one before).
    categories : DataFrame
        criterion (None under a rating scale), category, rating, n, measure (mean of ratee less rater less criterion
        where it was given), rising (higher than in the category before).
    observations : DataFrame
        The rows with a rating, in the order and with the index of the input: rater, ratee, criterion, rating, expected,
        variance; these two in rating points at the joint maximum of likelihood, as infit and outfit (methods §6.6).
    subsets : DataFrame
        subset (1 is the largest), raters, ratees, ratings, ratee_mean, bridge (a ratee without whom it falls apart),
        link_rater and link_ratee (the rating that would connect it to the first at least cost).
    deviance : float
        −2 ln L.
    parameters : int
    reliability, separation, strata : float
        Of the raters: (SD² − MSE)/SD², √((SD² − MSE)/MSE), (4G + 1)/3.
    ratee_reliability : float
        var(EAP)/(var(EAP) + mean SE²).
    ratee_mean, ratee_sd : float
        Of the population; the mean is that of all ratees where there are several subsets.
    ratee_mean_se : float
    model, anchor : str
    curves : Curves or None
        What ``probabilities`` is computed from.
    """

    raters: pd.DataFrame = field(default_factory=pd.DataFrame)
    ratees: pd.DataFrame = field(default_factory=pd.DataFrame)
    criteria: pd.DataFrame = field(default_factory=pd.DataFrame)
    steps: pd.DataFrame = field(default_factory=pd.DataFrame)
    categories: pd.DataFrame = field(default_factory=pd.DataFrame)
    observations: pd.DataFrame = field(default_factory=pd.DataFrame)
    subsets: pd.DataFrame = field(default_factory=pd.DataFrame)
    deviance: float = np.nan
    parameters: int = 0
    reliability: float = np.nan
    separation: float = np.nan
    strata: float = np.nan
    homogeneity: Homogeneity = field(default_factory=Homogeneity)
    ratee_reliability: float = np.nan
    ratee_mean: float = np.nan
    ratee_mean_se: float = np.nan
    ratee_sd: float = np.nan
    model: str = ""
    anchor: str = ""
    curves: Curves | None = None

    def probabilities(self) -> pd.DataFrame:
        """The chance of every rating: a row an observation, in their order and index, and a column a rating.

        At the same place as ``expected``; 0 for what is no category of the criterion, NaN in rows where nothing
        is expected.
        """
        if self.curves is None:
            return pd.DataFrame()
        curves = self.curves
        ratings = np.unique(curves.values[~np.isnan(curves.values)])
        full = np.full((len(curves.distance), len(ratings)), np.nan)
        column = np.searchsorted(ratings, curves.values)
        for these, chance in curves.in_chunks():
            part = np.zeros((len(these), len(ratings) + 1))
            np.put_along_axis(part, column[curves.which[these]], chance.T, axis=1)
            full[these] = part[:, :-1]
        return pd.DataFrame(full, index=self.observations.index, columns=pd.Index(ratings, name="rating"))

"""Who performs how well, once measures are added up, circumstance is taken out and luck is allowed for?"""

import math
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from scoring.frames import Performance
from scoring.performers.arrays import Codes, Floats
from scoring.performers.circumstance import Circumstance, Covariate, circumstance, covariates
from scoring.performers.composite import Composite, composite
from scoring.performers.mixed import Mixed, mixed
from scoring.performers.ramp import ramp
from scoring.performers.remarks import remarks
from scoring.performers.results import Grid, Note, grid
from scoring.performers.shrinkage import Shrinkage, autocorrelation, shrunk
from scoring.results import Estimate

__all__ = ["Performers", "Rules", "performers"]


@dataclass(frozen=True, slots=True)
class Rules:
    """What an organisation may decide about its performer analysis.

    Attributes
    ----------
    ramp_months : int
        Time in the role before results count.
    ramp_estimated : bool
        Whether the time that those new to the role were seen to need takes the place of it, where it can be told.
    enough : float
        Share of the weight a period needs.
    potential_reliability : float, optional
        Of the measure of territory potential; adds the effect free of measurement error beside the plain one.
    """

    ramp_months: int = 6
    ramp_estimated: bool = False
    enough: float = 0.70
    potential_reliability: float | None = None

    def plain(self) -> dict[str, Any]:
        """For the provenance of a Report."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Performers:
    """Every step from measures to a shrunken score, N people in order of id.

    Attributes
    ----------
    grid, composite, covariates, circumstance
        The steps before.
    team : int, N
    raw, adjusted : Shrinkage
        Before and after circumstance is taken out.
    mixed : Mixed or None
        Method B of §2.4; None with too few people or periods.
    ramp : Estimate
        Months that those new to the role were seen to need.
    notes : tuple of Note
        What was left out, and what a reader should know of the tables.
    variance : float, N
        Of the posterior mean, with the uncertainty of μ and γ̂ in it.
    """

    grid: Grid
    composite: Composite
    covariates: tuple[Covariate, ...]
    circumstance: Circumstance
    team: Codes
    raw: Shrinkage
    adjusted: Shrinkage
    rules: Rules
    mixed: Mixed | None
    ramp: Estimate
    notes: tuple[Note, ...]

    @property
    def adjusted_scores(self) -> Floats:
        """Composites by period after adjustment, N × T."""
        return np.asarray(self.composite.scores - self.circumstance.given[:, None])

    @property
    def variance(self) -> Floats:
        """σ²_b(1 − rel) + (1 − rel)²/Σω + rel²·x'Vx."""
        one, x = self.adjusted, self.circumstance.x
        gamma = np.einsum("ij,jk,ik->i", x, self.circumstance.covariance, x)
        rel = one.reliability
        return np.asarray(one.between * (1 - rel) + (1 - rel) ** 2 * one.center_variance + rel**2 * gamma)

    @property
    def share(self) -> Floats:
        """Part of the lead over the average that circumstance would have given anyone, 0 to 1; NaN for no lead."""
        lead = self.raw.means - self.adjusted.center
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(lead > 0, np.clip(self.circumstance.given / lead, 0, 1), np.nan)


def performers(tables: Performance, rules: Rules | None = None) -> Performers:
    """Standardise, add up, adjust within teams, shrink (methods §2.1 to §2.4, both methods; order of appendix A2).

    Parameters
    ----------
    tables : Performance
    rules : Rules, optional

    Returns
    -------
    Performers
        Also for a handful of people: what may be shown of it is for ``scoring.policy`` to say.
    """
    rules = rules or Rules()
    cube = grid(tables, rules.ramp_months)
    seen = ramp(cube, rules.enough)
    if rules.ramp_estimated and seen.value is not None:
        cube = grid(tables, math.ceil(seen.value))
    sums = composite(cube, rules.enough)
    team = pd.factorize(cube.people["team"].fillna(""))[0].astype(np.intp)
    # circumstance is constant within a person, so φ is the same before and after
    phi, pairs = autocorrelation(sums.scores, cube.territory.series)
    raw = shrunk(sums.scores, phi, pairs)
    found = covariates(cube, sums)
    given = circumstance(raw.means, found, team, raw.effective)
    adjusted = shrunk(sums.scores - given.given[:, None], phi, pairs)
    check = mixed(sums.scores, given, team)
    return Performers(cube, sums, found, given, team, raw, adjusted, rules, check, seen, remarks(tables, cube, sums))

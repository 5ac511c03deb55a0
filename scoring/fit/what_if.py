"""What might a fit be once missing parts are taken? A range to plan by; nobody is placed in a list by it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import norm

from scoring.errors import Code
from scoring.fit.rating import Rater
from scoring.fit.results import Use
from scoring.fit.score import admission
from scoring.profile import Profile, refusals
from scoring.profile.composite import Floats
from scoring.results import Caveat, Estimate

LEVEL = 0.90
#: With less than this share of the weights known the range says nothing but the incumbents' own.
KNOWN = 0.50
METHOD = "normal distribution of the missing scales given the others, as among the incumbents"


@dataclass(frozen=True, slots=True)
class MissingPart:
    """One missing scale: its plausible scores given the others, and the fit with each; the rest as expected."""

    scale: str
    low: float
    high: float
    fit_low: float
    fit_high: float


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One person with missing parts.

    Attributes
    ----------
    fit, chance : Estimate
        Expected once everything is there, with the range it may plausibly fall in; always a caveat or refused.
    missing : tuple of MissingPart
        The one whose score would move the fit most first.
    """

    person_id: str
    fit: Estimate
    chance: Estimate
    missing: tuple[MissingPart, ...]


def what_if(profile: Profile, scores: pd.DataFrame, use: Use) -> tuple[WhatIf, ...]:
    """A range for everybody who lacks a weighted scale, in the order of ``scores``; parameters as ``fit``.

    The missing scores are never filled in anywhere: ``fit`` still refuses these people, and no band knows of them.
    """
    table = scores.reindex(columns=[scale.scale for scale in profile.scales])
    gate, caveats = admission(profile, use)
    reasons = refusals(gate)
    if not reasons and not profile.correlations:
        reasons = (Caveat(Code.STALE),)  # built before correlations were kept
    found = []
    for person, x in zip(table.index.astype(str), table.to_numpy(float), strict=True):
        weights = np.array([scale.weight for scale in profile.scales])
        lacks = np.isnan(x) & (weights != 0)
        if not lacks.any():
            continue
        share = float(np.abs(weights[~lacks]).sum() / np.abs(weights).sum())
        values = {"missing": int(lacks.sum()), "scales": len(x)}
        missing = Caveat(Code.MISSING_TOO_MUCH, values)
        if reasons or share < KNOWN:
            refused = Estimate.refusal(*(reasons or (missing,)), method=METHOD, n=profile.people)
            found.append(WhatIf(person, refused, refused, ()))
        else:
            found.append(_range(profile, person, x, lacks, (missing, *caveats)))
    return tuple(found)


def _range(profile: Profile, person: str, x: Floats, lacks: np.ndarray, doubts: tuple[Caveat, ...]) -> WhatIf:
    rater = Rater.of(profile)
    z = (x - rater.means) / rater.sds
    given = ~np.isnan(z)
    r = np.array(profile.correlations)
    slopes = r[np.ix_(lacks, given)] @ np.linalg.pinv(r[np.ix_(given, given)])
    expected = slopes @ z[given]
    spread = r[np.ix_(lacks, lacks)] - slopes @ r[np.ix_(given, lacks)]
    weights, known = rater.weights[lacks], float(np.nansum(rater.weights * np.where(given, z, np.nan)))
    middle = known + float(weights @ expected)
    reach = norm.ppf((1 + LEVEL) / 2)
    half = float(reach * np.sqrt(max(weights @ spread @ weights, 0.0)))
    fits = np.array([middle, middle - half, middle + half])
    rated = rater.of_fit(fits)
    parts = []
    for place, (scale, w) in enumerate(zip(np.flatnonzero(lacks), weights, strict=True)):
        sd = float(np.sqrt(max(spread[place, place], 0.0)))
        ends = expected[place] + reach * sd * np.array([-1.0, 1.0])
        low, high = (float(rater.means[scale] + rater.sds[scale] * end) for end in ends)
        moved = sorted(float(middle + w * (end - expected[place])) for end in ends)
        parts.append(MissingPart(profile.scales[scale].scale, low, high, moved[0], moved[1]))
    n = profile.people
    return WhatIf(
        person,
        Estimate(middle, n, METHOD, middle - half, middle + half, LEVEL, unit="SD").doubted(*doubts),
        Estimate(float(rated.chance[0]), n, METHOD, float(rated.chance[1]), float(rated.chance[2]), LEVEL).doubted(
            *doubts
        ),
        tuple(sorted(parts, key=lambda part: part.fit_low - part.fit_high)),
    )

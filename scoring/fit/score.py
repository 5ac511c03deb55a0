"""How close do a person's scores come to what predicted high performance, and how sure is that?"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy.stats import norm

from scoring.banding import Z95, band_width
from scoring.errors import BadTable, Code
from scoring.fit.bands import banded
from scoring.fit.results import Contribution, Fit, Fits, Use
from scoring.profile import Check, Profile, ProfileScale, Validity, least, refusals
from scoring.results import Caveat, Estimate

TOP_SHARE = 0.20
Z80 = float(norm.ppf(1 - TOP_SHARE))
#: An applicant pool whose mean lies further from the incumbents', in their SD, is another population (methods §5.3).
MISMATCH = 0.5
#: With fewer applicants their mean is too uncertain to call a mismatch: its error at 20 is .22 SD.
POOL = 20
PROFILE_MONTHS = 24
IMPACT_MONTHS = 12
DECIDED = 30

FIT = "composite on the incumbents' scale; interval from the scales' measurement errors"
STANDING = "standing of the expected performance, regressed by r_cv"
CHANCE = "bivariate normal expectancy (Taylor & Russell 1939) at the 25th percentile of r_cv"
PERFORMANCE = "prediction interval r·z ± 1.28·√(1 − r²)"


def fit(
    profile: Profile,
    scores: pd.DataFrame,
    use: Use,
    seed: int,
    barred: Mapping[str, Sequence[Caveat]] | None = None,
) -> Fits:
    """Fit of candidates or employees to a profile (methods §5.3–5.6).

    Parameters
    ----------
    profile : Profile
    scores : DataFrame
        Indexed by person_id, a column per scale of the profile, in the units the profile was built in.
    use : Use
    seed : int
        Fixes the random order inside bands; one per opening.
    barred : Mapping, optional
        Reasons why single people get no fit: CARELESS_RESPONSE, VERSION_MIXED, NORM_MISMATCH (language).

    Raises
    ------
    BadTable
        When a weighted scale is no column or a person is there twice.
    """
    absent = [scale.scale for scale in profile.scales if scale.weight and scale.scale not in scores.columns]
    if absent:
        raise BadTable(f"scores: column {absent[0]} is missing")
    table = scores.set_axis(scores.index.astype(str)).reindex(columns=[scale.scale for scale in profile.scales])
    if not table.index.is_unique:
        raise BadTable(f"scores: person {table.index[table.index.duplicated()][0]} is there twice")
    checks, caveats = _use(profile, use)
    gate = profile.gate + checks
    reasons = refusals(gate)
    validity = profile.chosen
    if validity is None or reasons:
        return Fits(
            tuple(_without(profile, p, x, reasons) for p, x in _rows(table)), None, None, None, None, gate, caveats
        )

    se = math.sqrt(sum(scale.weight**2 * (1 - _reliability(scale)) for scale in profile.scales))
    width = band_width(se)
    people = [
        _person(profile, validity, person, x, se, tuple((barred or {}).get(person, ()))) for person, x in _rows(table)
    ]
    fits = [person.fit.value for person in people if person.fit.value is not None]
    pool = float(np.mean(fits)) if len(fits) >= POOL else 0.0
    if abs(pool) > MISMATCH:
        caveats += (Caveat(Code.NORM_MISMATCH, {"difference": pool}),)
    doubted = [
        replace(p, **{key: getattr(p, key).doubted(*caveats) for key in ("fit", "standing", "chance", "performance")})
        for p in people
    ]
    return Fits(
        tuple(banded(doubted, width, seed)), se, se * math.sqrt(2), width, even_fit(validity.r_cautious), gate, caveats
    )


def expectancy(r: float, z: float) -> float:
    """P(top fifth | z) = 1 − Φ((z.80 − r·z)/√(1−r²)) for a standard normal predictor and criterion.

    Examples
    --------
    >>> round(expectancy(0.30, -0.8), 3)  # an average applicant from a pool .8 SD below
    0.128
    """
    return float(norm.sf((Z80 - r * z) / math.sqrt(1 - r * r)))


def even_fit(r: float) -> float:
    """The predictor at which ``expectancy`` is one in five: z.80·(1 − √(1−r²))/r.

    Examples
    --------
    >>> round(expectancy(0.30, even_fit(0.30)), 12)
    0.2
    """
    return Z80 * (1 - math.sqrt(1 - r * r)) / r


def _rows(table: pd.DataFrame) -> list[tuple[str, np.ndarray]]:
    return list(zip(table.index, table.to_numpy(float), strict=True))


def _reliability(scale: ProfileScale) -> float:
    return scale.reliability.value or 0.0


def _use(profile: Profile, use: Use) -> tuple[tuple[Check, ...], tuple[Caveat, ...]]:
    """The checks of a use, and its caveat."""
    fresh = use.profile_months <= PROFILE_MONTHS and not use.job_changed
    checked = use.impact_months is not None and use.impact_months <= IMPACT_MONTHS
    overdue = not checked and (use.decided >= DECIDED or use.impact_months is not None)
    fair = not (overdue and use.purpose == "selection")
    checks = (
        Check("role", None, None, use.role == profile.role),
        Check("profile_age", use.profile_months, float(PROFILE_MONTHS), fresh),
        Check("fairness", float(use.decided), float(DECIDED), fair),
    )
    unchecked = Caveat(Code.IMPACT_NOT_CHECKED, {"decided": use.decided, "need": DECIDED})
    return checks, () if checked else (unchecked,)


def _contributions(profile: Profile, x: np.ndarray, weighted: bool) -> tuple[Contribution, ...]:
    return tuple(_contribution(scale, float(value), weighted) for scale, value in zip(profile.scales, x, strict=True))


def _contribution(scale: ProfileScale, x: float, weighted: bool) -> Contribution:
    mean, sd = scale.all.mean, scale.all.sd
    if mean is None or not sd:
        return Contribution(scale.scale, None, 0.0 if weighted else None, None, None)
    z = None if math.isnan(x) else (x - mean) / sd
    low, high = scale.top.lower_quartile, scale.top.upper_quartile
    few = scale.top.n < least("profile_reference", "top")
    z_top = None if few or low is None or high is None else ((low - mean) / sd, (high - mean) / sd)
    if not weighted:
        return Contribution(scale.scale, z, None, z_top, None)
    ends = None if z_top is None else sorted(scale.weight * end for end in z_top)
    value = 0.0 if not scale.weight else None if z is None else scale.weight * z
    return Contribution(scale.scale, z, value, z_top, None if ends is None else (ends[0], ends[1]))


def _without(profile: Profile, person: str, x: np.ndarray, reasons: tuple[Caveat, ...]) -> Fit:
    fit, standing, chance, performance = (
        Estimate(None, profile.people, method, status="refused", reasons=reasons)
        for method in (FIT, STANDING, CHANCE, PERFORMANCE)
    )
    return Fit(person, fit, standing, chance, performance, _contributions(profile, x, weighted=False))


def _person(
    profile: Profile, validity: Validity, person: str, x: np.ndarray, se: float, barred: tuple[Caveat, ...]
) -> Fit:
    contributions = _contributions(profile, x, weighted=True)
    parts = [part.value for part in contributions]
    missing = sum(part is None for part in parts)
    if missing:
        barred += (Caveat(Code.MISSING_TOO_MUCH, {"missing": missing, "scales": len(parts)}),)
    if barred:
        return _without(profile, person, x, barred)
    z = math.fsum(part for part in parts if part is not None)
    n, r = profile.people, validity.r_cv.value or 0.0
    ends = (validity.r_low, validity.r_high)
    standings = [float(norm.cdf(end * z)) for end in ends]
    # for a person between the mean and z.80 the chance is greatest at an r inside the range
    turning = [z / Z80] if ends[0] < z / Z80 < ends[1] else []
    chances = [expectancy(end, z) for end in (*ends, validity.r_cautious, *turning)]
    half = float(norm.ppf(0.9)) * math.sqrt(1 - r * r)
    return Fit(
        person,
        Estimate(z, n, FIT, z - Z95 * se, z + Z95 * se, unit="SD"),
        Estimate(float(norm.cdf(r * z)), n, STANDING, min(standings), max(standings), 0.90),
        Estimate(expectancy(validity.r_cautious, z), n, CHANCE, min(chances), max(chances), 0.90),
        Estimate(r * z, n, PERFORMANCE, r * z - half, r * z + half, 0.80, unit="SD"),
        contributions,
    )

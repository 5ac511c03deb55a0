"""How close do a person's scores come to what predicted high performance, and how sure is that?"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.banding import band_width
from scoring.errors import BadTable, Code
from scoring.fit.bands import banded
from scoring.fit.rating import Rater, Ratings
from scoring.fit.results import Contribution, Fit, Fits, Use
from scoring.profile import Check, Profile, ProfileScale, least, refusals
from scoring.profile.composite import Floats
from scoring.results import Caveat, Estimate, Status

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
LOGISTIC = "logistic calibration on out-of-fold predictions; interval from a sandwich by team"
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
    gate, caveats = admission(profile, use)
    reasons = refusals(gate)
    if profile.chosen is None or reasons:
        nobody = _nobody(profile, table, reasons)
        return Fits(nobody, None, None, None, None, gate, caveats)

    rater, x = Rater.of(profile), table.to_numpy(float)
    parts, rated = rater.parts(x), rater.rate(x)
    fitted = rated.fit[~np.isnan(rated.fit) & ~table.index.isin(list(barred or {}))]
    pool = float(np.mean(fitted)) if len(fitted) >= POOL else 0.0
    if abs(pool) > MISMATCH:
        caveats += (Caveat(Code.NORM_MISMATCH, {"difference": pool}),)
    width = band_width(rater.se)
    people = _people(profile, table, parts, rated, barred or {}, caveats)
    return Fits(tuple(banded(people, width, seed)), rater.se, rater.se * math.sqrt(2), width, rater.even, gate, caveats)


def admission(profile: Profile, use: Use) -> tuple[tuple[Check, ...], tuple[Caveat, ...]]:
    """The checks of a profile and of its use, and what holds for everybody (methods §5.8)."""
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
    return profile.gate + checks, () if checked else (unchecked,)


def _people(
    profile: Profile,
    table: pd.DataFrame,
    parts: Floats,
    rated: Ratings,
    barred: Mapping[str, Sequence[Caveat]],
    caveats: tuple[Caveat, ...],
) -> list[Fit]:
    """One Fit a row of ``rated``; the caveats that hold for all stand at each."""
    status: Status = "caveat" if caveats else "ok"
    chance = LOGISTIC if profile.chances and profile.chances.logistic else CHANCE
    drawn, n = _Drawn.of(profile), profile.people
    people = []
    rows = zip(table.index, table.to_numpy(float).tolist(), parts.tolist(), rated.block().tolist(), strict=True)
    for person, x, own, row in rows:
        missing = sum(map(math.isnan, own))
        reasons = tuple(barred.get(person, ()))
        if missing:
            reasons += (Caveat(Code.MISSING_TOO_MUCH, {"missing": missing, "scales": len(own)}),)
        if reasons:
            people.append(_without(profile, person, drawn.contributions(x, None), reasons))
            continue
        estimates = (
            Estimate(row[0], n, FIT, row[1], row[2], 0.95, None, "SD", status, caveats),
            Estimate(row[3], n, STANDING, row[4], row[5], 0.90, None, "", status, caveats),
            Estimate(row[6], n, chance, row[7], row[8], 0.90, None, "", status, caveats),
            Estimate(row[9], n, PERFORMANCE, row[10], row[11], 0.80, None, "SD", status, caveats),
        )
        people.append(Fit(person, *estimates, drawn.contributions(x, own)))
    return people


def _nobody(profile: Profile, table: pd.DataFrame, reasons: tuple[Caveat, ...]) -> tuple[Fit, ...]:
    drawn = _Drawn.of(profile)
    rows = zip(table.index, table.to_numpy(float).tolist(), strict=True)
    return tuple(_without(profile, person, drawn.contributions(x, None), reasons) for person, x in rows)


def _without(profile: Profile, person: str, parts: tuple[Contribution, ...], reasons: tuple[Caveat, ...]) -> Fit:
    fit, standing, chance, performance = (
        Estimate(None, profile.people, method, status="refused", reasons=reasons)
        for method in (FIT, STANDING, CHANCE, PERFORMANCE)
    )
    return Fit(person, fit, standing, chance, performance, parts)


@dataclass(frozen=True, slots=True)
class _Scale:
    """What a contribution shows of its scale, the same for everybody."""

    scale: str
    mean: float | None
    sd: float | None
    z_top: tuple[float, float] | None
    top: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class _Drawn:
    scales: tuple[_Scale, ...]

    @classmethod
    def of(cls, profile: Profile) -> "_Drawn":
        return cls(tuple(_scale(scale) for scale in profile.scales))

    def contributions(self, x: Sequence[float], values: Sequence[float] | None) -> tuple[Contribution, ...]:
        """Those of one person; without ``values`` the scale scores alone."""
        found = []
        for place, one in enumerate(self.scales):
            value = None if values is None else values[place]
            z = None if one.mean is None or one.sd is None or math.isnan(x[place]) else (x[place] - one.mean) / one.sd
            found.append(Contribution(one.scale, z, value, one.z_top, None if values is None else one.top))
        return tuple(found)


def _scale(scale: ProfileScale) -> _Scale:
    """Quartiles of the reference top as z and in units of the fit; none where the top is too few to be shown."""
    mean, sd, low, high = scale.all.mean, scale.all.sd or None, scale.top.lower_quartile, scale.top.upper_quartile
    few = scale.top.n < least("profile_reference", "top")
    if few or mean is None or sd is None or low is None or high is None:
        return _Scale(scale.scale, mean, sd, None, None)
    z_low, z_high = (low - mean) / sd, (high - mean) / sd
    first, last = sorted((scale.weight * z_low, scale.weight * z_high))
    return _Scale(scale.scale, mean, sd, (z_low, z_high), (first, last))

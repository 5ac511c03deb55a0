"""Who is harsh, by how much, who rates by habit, and how far may the panels be relied on?"""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import pandas as pd

from scoring.calibration.agreements import Agreed, agreements
from scoring.calibration.drift import Drift, courses, drift
from scoring.calibration.flags import (
    BY_KEY,
    CENTRAL_INFIT,
    EQUAL_BY_LUCK,
    MIDDLE_SHARE,
    SCATTER_SLOPE,
    Flag,
    beyond,
    estimate,
    flag,
)  # fmt: skip
from scoring.calibration.habits import Habits, habits
from scoring.calibration.observed import Observed
from scoring.calibration.ratios import Ranges
from scoring.calibration.reading import kindness, observed
from scoring.errors import Code, Scalar
from scoring.generalizability import Generalizability, generalizability
from scoring.refusals import refusing
from scoring.results import Caveat, Estimate, Result
from scoring.severity import Severity, severity

METHOD = "calibration of raters, many-facet Rasch model, Linacre 1989; thresholds tuned by simulation"


@dataclass(frozen=True, kw_only=True, eq=False)
class Calibration(Result):
    """What is known of a group of raters.

    Attributes
    ----------
    severity : Severity
        The many-facet Rasch analysis; ``subsets`` names raters who cannot be compared, and what would link them.
    kindness : dict of rater to Estimate
        Rating points above (kinder) or below (harder) the panel's fair average on the same people; refused where the
        policy says so, or where nobody rated the same people.
    flags : tuple of Flag
        One a rater and pattern, in the order of raters and ``flags.PATTERNS``.
    shares : DataFrame
        By rater, share of the ratings in each category; columns are rating points.
    courses : DataFrame
        ``rater``, ``month``, ``points``, ``n``; empty without dates.
    agreed : dict of criterion to Agreed
    whole : Agreed
        Of means over criteria; α of all ratings.
    study : Generalizability
    """

    severity: Severity = field(default_factory=partial(Severity.refusal, Caveat(Code.N_TOO_SMALL), method=""))
    kindness: dict[Scalar, Estimate] = field(default_factory=dict)
    flags: tuple[Flag, ...] = ()
    shares: pd.DataFrame = field(default_factory=pd.DataFrame)
    courses: pd.DataFrame = field(default_factory=pd.DataFrame)
    agreed: dict[Scalar, Agreed] = field(default_factory=dict)
    whole: Agreed | None = None
    study: Generalizability = field(
        default_factory=partial(Generalizability.refusal, Caveat(Code.N_TOO_SMALL), method="")
    )

    def of(self, rater: Scalar) -> dict[str, Flag]:
        """The flags of one rater by pattern; empty for somebody without ratings."""
        return {one.pattern.key: one for one in self.flags if one.rater == rater}


@refusing(Calibration, METHOD)
def calibration(
    ratings: pd.DataFrame,
    when: pd.Series | None = None,
    vignettes: Collection[Scalar] = (),
    model: str = "rating scale",
    seed: int = 1,
    level: float = 0.95,
) -> Calibration:
    """Everything methods §6.5 to §6.8 say of ratings before discussion.

    Parameters
    ----------
    ratings : DataFrame
        ``rater``, ``ratee``, ``criterion``, ``rating``; an empty rating is no rating.
    when : Series of dates, optional
        In the order of ``ratings``; without it nothing is said of drift.
    vignettes : collection of ratees
        Those who are written or filmed: they link everybody who rated them, and are left out of agreement and the G
        study, since they were made to differ more than candidates do.
    model : "rating scale" or "partial credit"

    Returns
    -------
    Calibration
        ``n`` counts ratees. Refused as ``severity`` is; a single statistic that cannot be told is refused by itself.

    Raises
    ------
    ValueError
        When there are not as many dates as ratings.
    """
    if when is not None and len(when) != len(ratings):
        raise ValueError(f"{len(when)} dates for {len(ratings)} ratings")
    if isinstance(ratings, pd.DataFrame) and not ratings.index.is_unique:
        ratings = ratings.reset_index(drop=True)  # a date belongs to one rating
    found = severity(ratings, model)
    if found.status == "refused":
        return Calibration.refusal(*found.reasons, method=METHOD, n=found.n)
    dates = None if when is None else pd.Series(np.asarray(when), index=ratings.index)
    seen = observed(found, dates)
    table = found.observations
    people = table[~table["ratee"].isin(list(vignettes))]
    agreed, whole = agreements(people)
    study = generalizability(people, seed=seed, level=level)
    flags = _flags(found, seen, level)
    kinder = {one.rater: one.estimate for one in flags if one.pattern.key == "severity"}
    return Calibration(
        n=found.n, method=METHOD, status=found.status, reasons=found.reasons, severity=found, kindness=kinder,
        flags=flags, shares=_shares(table), courses=courses(seen), agreed=agreed, whole=whole, study=study,
    )  # fmt: skip


def fair_averages(found: Calibration) -> dict[Scalar, Estimate]:
    """What raters of average strictness would have given each ratee, in rating points, with interval.

    The rows to store for pages of panels; too many for a Report. Refused where the analysis is.
    """
    table = found.severity.ratees
    method = f"fair average, {found.severity.method}"
    rows = zip(table["ratee"], table["fair_average"], table["fair_low"], table["fair_high"], table["n"],
               table["reason"], strict=True)  # fmt: skip
    averages = {}
    for ratee, value, low, high, n, reason in rows:
        why = (Caveat(Code(reason), {"of": "ratees"}),) if reason else ()
        if not np.isfinite([value, low, high]).all():
            averages[ratee] = Estimate.refusal(*(why or (Caveat(Code.EXTREME_SCORES),)), method=method, n=int(n))
            continue
        shown = Estimate(float(value), int(n), method, float(low), float(high), unit="points")
        averages[ratee] = shown.doubted(*why)
    return averages


def _flags(found: Severity, seen: Observed, level: float) -> tuple[Flag, ...]:
    shown, moved = habits(seen, level), drift(seen, level)
    kind = kindness(found)
    ratings = found.raters["n"].to_numpy(int)
    # that there are few ratings is for the policy to say
    reasons = ["" if one == Code.N_TOO_SMALL else str(one or "") for one in found.raters["reason"]]
    rows: list[Flag] = []
    for place, rater in enumerate(found.raters["rater"]):
        rows.append(_severity(rater, kind, place, int(ratings[place]), reasons[place], level))
        rows += _habits(rater, shown, seen, place, level)
        rows.append(_drift(rater, moved, place, level))
    return tuple(rows)


def _severity(rater: Scalar, kind: Ranges, place: int, ratings: int, reason: str, level: float) -> Flag:
    pattern = BY_KEY["severity"]
    ratees = int(kind.n[place])
    if np.isfinite(kind.value[place]):
        shown = estimate(kind, place, pattern, level)
    else:
        why = Code(reason) if reason else Code.DISCONNECTED
        shown = Estimate.refusal(Caveat(why, {"of": "raters"}), method=pattern.statistic, n=ratees)
    if shown.value is not None and reason:
        shown = shown.doubted(Caveat(Code(reason), {"of": "raters"}))
    sure = shown.low is not None and shown.high is not None and (shown.low > 0 or shown.high < 0)
    hit = sure and abs(shown.value or 0.0) >= pattern.threshold
    return flag(rater, "severity", shown, {"ratees": ratees, "ratings": ratings}, hit, {})


def _habits(rater: Scalar, shown: Habits, seen: Observed, place: int, level: float) -> list[Flag]:
    ratees = {"ratees": float(seen.ratees[place])}
    topics = {"ratees": int(shown.variance_ratio.n[place]), "criteria": float(seen.criteria_each[place])}
    infit, slope, middle = (
        float(one[place]) for one in (shown.infit.value, shown.slope.value, shown.middle)
    )  # fmt: skip
    luck = float(shown.luck[place])
    rules: tuple[tuple[str, Ranges, dict[str, float], bool, dict[str, float]], ...] = (
        ("halo", shown.variance_ratio, topics, True, {}),
        ("equal_ratings", shown.equal, topics, luck <= EQUAL_BY_LUCK, {"luck": luck}),
        ("central_tendency", shown.slope, ratees, middle >= MIDDLE_SHARE and infit <= CENTRAL_INFIT,
         {"middle": middle, "infit": infit}),
        ("inconsistency", shown.infit, ratees, slope < SCATTER_SLOPE, {"slope": slope}),
        ("predictability", shown.infit, ratees, True, {}),
    )  # fmt: skip
    found = []
    for key, ranges, counts, also, beside in rules:
        pattern = BY_KEY[key]
        hit = also and bool(beyond(ranges, pattern)[place])
        numbers = {name: value for name, value in beside.items() if np.isfinite(value)}
        found.append(flag(rater, key, estimate(ranges, place, pattern, level), counts, hit, numbers))
    return found


def _drift(rater: Scalar, moved: Drift, place: int, level: float) -> Flag:
    pattern = BY_KEY["drift"]
    t, months = float(moved.t[place]), float(moved.months[place])
    counts = {"ratees": int(moved.ratees[place]), "months": months}
    shown = estimate(moved.points, place, pattern, level)
    beside = {"t": t} if np.isfinite(t) else {}
    return flag(rater, "drift", shown, counts, abs(t) >= pattern.threshold, beside)


def _shares(table: pd.DataFrame) -> pd.DataFrame:
    counts = table.groupby(["rater", "rating"], sort=True).size().unstack(fill_value=0)
    return counts.div(counts.sum(axis=1), axis=0)

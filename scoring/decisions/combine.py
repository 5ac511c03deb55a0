"""What do several kinds of evidence say together about each applicant?"""

import math

import numpy as np
import pandas as pd

from scoring.banding import Z95, band_width, bands
from scoring.decisions.results import Composite, Composites, Part
from scoring.decisions.rule import LEAST_SHARE, Rule
from scoring.errors import BadTable, Code
from scoring.policy import judgement
from scoring.results import Caveat, Estimate

#: What is taken for the reliability of evidence whose error nobody knows: low on purpose, about what single
#: interviewers in separate rooms reach (Huffcutt, Culbertson & Weyhrauch 2013: .44; panels .74; from memory).
ASSUMED_RELIABILITY = 0.50
METHOD = "weighted mean of z among applicants; interval from the errors of the components"
#: Rounding must not decide whether seven tenths of the weight are there.
_ROUNDING = 1e-9


def combined(
    scores: pd.DataFrame,
    errors: pd.DataFrame,
    rule: Rule,
    seed: int,
    topics: pd.DataFrame | None = None,
) -> Composites:
    """Combine the evidence on everybody who applied for an opening (methods §7.2–7.4).

    Parameters
    ----------
    scores : DataFrame
        Indexed by person_id, a column a component in its own units; NaN where it is missing.
    errors : DataFrame
        Standard error of each score, same shape; NaN where unknown.
    rule : Rule
    seed : int
        Fixes the random order inside bands; one per opening.
    topics : DataFrame, optional
        Indexed by person_id, a column a topic: mean rating in complete panels. Needed for ``rule.minimum``.

    Returns
    -------
    Composites
        A missing component is missing, never low: its weight is shared out where at least ``LEAST_SHARE`` of the
        weight is there, else the composite is refused (COMPONENTS_MISSING).

    Raises
    ------
    BadTable
        When a person is there twice or the two tables differ in shape.
    """
    if not scores.index.is_unique:
        raise BadTable(f"scores: person {scores.index[scores.index.duplicated()][0]} is there twice")
    if not (scores.index.equals(errors.index) and scores.columns.equals(errors.columns)):
        raise BadTable("errors: rows and columns are not those of scores")
    shares, norms, caveats = _usable(scores, rule)
    here = list(shares)
    mean, sd = (pd.Series({one: norms[one][at] for one in scores.columns}, dtype=float) for at in (1, 2))
    unknown = [one for one in here if (scores[one].notna() & errors[one].isna()).any()]
    if unknown:
        caveats += (Caveat(Code.RELIABILITY_ASSUMED, {"components": " ".join(unknown), "r": ASSUMED_RELIABILITY}),)
    se = errors.fillna(sd * math.sqrt(1 - ASSUMED_RELIABILITY)).where(scores.notna())

    weights = np.array([shares[one] for one in here])
    raw = scores[here].to_numpy(float)
    z = ((scores[here] - mean[here]) / sd[here]).to_numpy(float)
    there = ~np.isnan(z)
    present = there @ weights
    full = (present >= LEAST_SHARE - _ROUNDING) & (present > 0)
    own = np.where(there, weights, 0.0) / np.where(present > 0, present, 1.0)[:, None]
    value = np.sum(own * np.where(there, z, 0.0), axis=1)
    noise = np.where(there, (se[here] / sd[here]).to_numpy(float), 0.0)
    spread = np.sqrt(np.sum((own * noise) ** 2, axis=1))

    typical = float(np.sqrt(np.mean(spread[full] ** 2))) if full.any() else None
    width = None if typical is None else band_width(typical)
    names = [str(one) for one in scores.index]
    placed = {} if width is None else bands(
        {name: float(one) for name, one, is_full in zip(names, value, full, strict=True) if is_full}, width, seed
    )  # fmt: skip
    doubts = tuple(caveat for caveat in caveats if caveat.code is not Code.NO_VARIANCE)
    looks = _looks(scores, se, rule, topics)
    people = []
    for row, person in enumerate(names):
        estimate = (
            Estimate(
                float(value[row]), len(scores), METHOD, float(value[row] - Z95 * spread[row]),
                float(value[row] + Z95 * spread[row]), unit="SD",
            ).doubted(*doubts)
            if full[row]
            else Estimate(
                None, len(scores), METHOD, status="refused", needed={"share": LEAST_SHARE},
                reasons=(Caveat(Code.COMPONENTS_MISSING, {"share": float(present[row]), "need": LEAST_SHARE}),),
            )
        )  # fmt: skip
        parts = {
            one: Part(float(raw[row, at]), float(z[row, at]), float(own[row, at]))
            for at, one in enumerate(here)
            if there[row, at]
        }
        band, place = placed.get(person, (None, None))
        people.append(Composite(person, estimate, parts, float(present[row]), looks.get(person, ()), band, place))
    people.sort(key=lambda one: (one.place is None, one.place or 0, one.person_id))
    noisy = (se**2).mean() / sd**2
    reliabilities = {one: max(0.0, 1 - float(noisy[one])) for one in here if math.isfinite(noisy[one])}
    return Composites(tuple(people), shares, norms, reliabilities, typical, width, caveats)


def _usable(
    scores: pd.DataFrame, rule: Rule
) -> tuple[dict[str, float], dict[str, tuple[int, float, float]], tuple[Caveat, ...]]:
    """Weights of the components a z can be made of, every component's n, mean and SD, and what is to be said.

    A component that nobody has yet keeps its weight: it is missing for everybody. One that is the same for everybody
    tells nobody apart and loses it.
    """
    norms: dict[str, tuple[int, float, float]] = {}
    caveats: tuple[Caveat, ...] = ()
    shares = dict(rule.shares)
    for one in scores.columns:
        values = scores[one].dropna()
        n = len(values)
        sd = float(values.std(ddof=1)) if n > 1 else math.nan
        norms[one] = (n, float(values.mean()) if n else math.nan, sd)
        if one not in shares or not n:
            continue
        verdict = judgement("applicant_norm", people=n)
        if verdict.status == "refused":
            norms[one] = (n, math.nan, math.nan)  # the mean of so few is a portrait; the scores themselves stay
        elif sd <= 1e-12 * max(1.0, abs(norms[one][1])):
            del shares[one]
            caveats += (Caveat(Code.NO_VARIANCE, {"component": one}),)
            continue
        caveats += tuple(Caveat(reason.code, {**reason.values, "component": one}) for reason in verdict.reasons)
    total = math.fsum(shares.values())
    return {one: share / total for one, share in shares.items()}, norms, caveats


def _looks(
    scores: pd.DataFrame, se: pd.DataFrame, rule: Rule, topics: pd.DataFrame | None
) -> dict[str, tuple[str, ...]]:
    """Who is below a cut by more than one standard error of measurement, or below a least rating."""
    found: dict[str, tuple[str, ...]] = {}
    cuts = rule.hurdles if rule.model == "hurdles" else {}
    for one, cut in cuts.items():
        if one in scores.columns:
            below = scores[one] < cut - se[one].fillna(0.0)
            for person in scores.index[below]:
                found[str(person)] = (*found.get(str(person), ()), f"hurdle:{one}")
    for topic, least in rule.minimum.items():
        if topics is not None and topic in topics.columns:
            for person in topics.index[topics[topic] < least]:
                found[str(person)] = (*found.get(str(person), ()), f"minimum:{topic}")
    return found

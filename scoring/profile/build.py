"""How is a profile built from incumbents' scale scores and their results?"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import t as student

from scoring.errors import BadTable, Code
from scoring.frames import Field, Layout
from scoring.profile.composite import (
    FOLDS,
    Floats,
    Ints,
    Weigher,
    ridge_weights,
    standardised,
    standardiser,
    unit_weights,
)
from scoring.profile.description import correlation, hedges_g, spread
from scoring.profile.gate import SCALE_RELIABILITY, gate, least
from scoring.profile.results import CandidateScale, Profile, ProfileScale, Validity
from scoring.profile.validation import fold_z, out_of_fold, resampled_r, team_moments, within_fold_r
from scoring.results import Caveat, Estimate

#: People who lack more than this share of the scales are left out; the others' gaps stand at the mean.
MISSING = 0.20
MODELS: dict[str, tuple[Weigher, str]] = {
    "unit": (unit_weights, "unit weights, 10 × 5 cross-validation by team (Dawes 1979)"),
    "ridge": (ridge_weights, "ridge bound to expected directions, nested 10 × 5 cross-validation by team"),
}
INCUMBENTS = Layout(
    "incumbents",
    (
        Field("person_id", required=True),
        Field("team"),
        Field("criterion", "number"),
        Field("group", choices=("top", "middle", "other")),
    ),
    ("person_id",),
)


def profile(
    incumbents: pd.DataFrame,
    scores: pd.DataFrame,
    scales: Sequence[CandidateScale],
    criterion_reliability: Estimate,
    role: str,
    seed: int = 1,
) -> Profile:
    """A profile with its descriptive layer, its predictive composite and its gate (methods §5.1–5.3, §5.8).

    Parameters
    ----------
    incumbents : DataFrame
        Columns ``person_id``, ``criterion`` (adjusted composite, more is better), ``team`` (empty: a team of their
        own), ``group`` (``top`` reference group, ``middle``, ``other``). People without a criterion are left out.
    scores : DataFrame
        Indexed by person_id, a column per scale, NaN where not scored.
    scales : sequence of CandidateScale
    criterion_reliability : Estimate
    role : str
        The role family the people work in.
    seed : int

    Raises
    ------
    BadTable
        When a table lacks a column or repeats a person.
    """
    people = INCUMBENTS.read(incumbents)
    absent = [scale.scale for scale in scales if scale.scale not in scores.columns]
    if absent:
        raise BadTable(f"scores: column {absent[0]} is missing")
    if not scores.index.is_unique:
        raise BadTable(f"scores: person {scores.index[scores.index.duplicated()][0]} is there twice")
    people = people[people["criterion"].notna() & people["person_id"].isin(scores.index.astype(str))]
    x = scores.set_axis(scores.index.astype(str)).loc[people["person_id"], [s.scale for s in scales]].to_numpy(float)
    enough = np.isnan(x).mean(axis=1) <= MISSING
    people, x = people[enough], x[enough]
    y = people["criterion"].to_numpy(float)
    teams = _teams(people)
    group = people["group"].to_numpy()
    turned = x * np.array([scale.direction for scale in scales], dtype=float)
    reasons = [_reasons(scale) for scale in scales]
    usable = np.array([not reason for reason in reasons], dtype=bool)

    validities, chosen = _validities(turned[:, usable], y, teams, seed)
    weights = np.zeros(len(scales))
    if chosen is not None:
        weights[usable] = _final_weights(turned[:, usable], y, teams, chosen.model, seed)
    described = tuple(
        ProfileScale(
            scale.scale, scale.direction, float(scale.direction * weight), scale.reliability,
            spread(values[group == "top"]), spread(values[group == "middle"]), spread(values),
            hedges_g(values[group == "top"], values[group == "middle"]), correlation(values, y), reason,
        )
        for scale, weight, values, reason in zip(scales, weights, x.T, reasons, strict=True)
    )  # fmt: skip
    checks = gate(len(y), int((group == "top").sum()), described, chosen, criterion_reliability)
    return Profile(
        role, len(y), len(np.unique(teams)), described, validities, chosen, criterion_reliability, checks, seed
    )


def _teams(people: pd.DataFrame) -> Ints:
    alone = people["person_id"].map(lambda person: f"person {person}")
    named = people["team"].map(lambda team: f"team {team}", na_action="ignore")
    return np.unique(named.fillna(alone).to_numpy(str), return_inverse=True)[1].astype(np.int64)


def _reasons(scale: CandidateScale) -> tuple[Caveat, ...]:
    value = scale.reliability.value
    reasons = scale.barred
    if not scale.direction:
        reasons = (Caveat(Code.NOT_JOB_RELATED), *reasons)
    if value is None or value < SCALE_RELIABILITY:
        reasons = (Caveat(Code.UNRELIABLE_MEASURE, {"r": value, "need": SCALE_RELIABILITY}), *reasons)
    return reasons


def _validities(x: Floats, y: Floats, teams: Ints, seed: int) -> tuple[tuple[Validity, ...], Validity | None]:
    """Unit weights, and ridge where people suffice; ridge is chosen only if better by more than one SE (Dawes 1979)."""
    if not x.shape[1] or len(y) < 4 * FOLDS or len(np.unique(teams)) < FOLDS or np.ptp(y) == 0:
        return (), None
    unit, unit_draws = _validity("unit", x, y, teams, seed)
    if len(y) < least("profile_estimated", "people"):
        return (unit,), unit
    ridge, ridge_draws = _validity("ridge", x, y, teams, seed)
    gain = (ridge.r_cv.value or 0.0) - (unit.r_cv.value or 0.0)
    better = gain > float((ridge_draws - unit_draws).std(ddof=1))
    return (unit, ridge), ridge if better else unit


def _validity(model: str, x: Floats, y: Floats, teams: Ints, seed: int) -> tuple[Validity, Floats]:
    weigh, method = MODELS[model]
    # equal seeds deal both models the same folds and the same resamples, so that their difference is paired
    moments = team_moments(out_of_fold(x, y, teams, weigh, np.random.default_rng([seed, 1])), y, teams)
    draws = resampled_r(moments, np.random.default_rng([seed, 2]))
    whole = moments.sum(axis=0)
    r = float(within_fold_r(whole))
    z = fold_z(whole)
    spread_z = np.sqrt((1 / z.size + 1 / (FOLDS - 1)) * z.var(ddof=1))
    corrected = float(np.tanh(np.arctanh(r) - student.ppf(0.975, z.size - 1) * spread_z))
    low, fifth, quarter, high95, high = np.quantile(draws, [0.025, 0.05, 0.25, 0.95, 0.975])
    fitted = _composite(x, _final_weights(x, y, teams, model, seed))
    in_sample = float(np.corrcoef(fitted, y)[0, 1]) if np.ptp(fitted) else 0.0
    estimate = Estimate(r, len(y), method, float(low), float(high), n_eff=float(len(moments)))
    return Validity(model, in_sample, estimate, float(fifth), float(quarter), float(high95), corrected), draws


def _final_weights(x: Floats, y: Floats, teams: Ints, model: str, seed: int) -> Floats:
    """Weights from everyone, scaled so that the composite has SD 1 among them."""
    mean, sd = standardiser(x)
    weights = MODELS[model][0](standardised(x, mean, sd), y, teams, np.random.default_rng([seed, 3]))
    size = float((standardised(x, mean, sd) @ weights).std(ddof=1))
    return weights / size if size > 0 else weights


def _composite(x: Floats, weights: Floats) -> Floats:
    mean, sd = standardiser(x)
    return np.asarray(standardised(x, mean, sd) @ weights)

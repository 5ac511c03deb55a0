"""How is a profile built from incumbents' scale scores and their results?"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from scoring.errors import BadTable, Code
from scoring.frames import Field, Layout
from scoring.profile.composite import Ints
from scoring.profile.contrast import contrast
from scoring.profile.description import correlation, hedges_g, spread
from scoring.profile.evidence import Incumbents, evidence
from scoring.profile.gate import SCALE_RELIABILITY, gate
from scoring.profile.models import final_weights, validities
from scoring.profile.restriction import Hiring
from scoring.profile.results import CandidateScale, Profile, ProfileScale
from scoring.results import Caveat, Estimate

#: People who lack more than this share of the scales are left out; the others' gaps stand at the mean.
MISSING = 0.20
INCUMBENTS = Layout(
    "incumbents",
    (
        Field("person_id", required=True),
        Field("team"),
        Field("criterion", "number"),
        Field("group", choices=("top", "middle", "other")),
        Field("screened", choices=("earned", "circumstance", "cannot_tell")),
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
    existing: pd.DataFrame | None = None,
    hiring: Hiring | None = None,
) -> Profile:
    """A profile with its descriptive layer, its predictive composite and its gate (methods §5.1–5.3, §5.8).

    Parameters
    ----------
    incumbents : DataFrame
        Columns ``person_id``, ``criterion`` (adjusted composite, more is better), ``team`` (empty: a team of their
        own), ``group`` (``top`` reference group, ``middle``, ``other``) and ``screened`` (what two people said of how
        the results came about; empty where nobody looked). People without a criterion are left out.
    scores : DataFrame
        Indexed by person_id, a column per scale, NaN where not scored.
    scales : sequence of CandidateScale
    criterion_reliability : Estimate
    role : str
        The role family the people work in.
    seed : int
    existing : DataFrame, optional
        Indexed by person_id, a column per score that decides today, so that what the profile adds to them is known.
    hiring : Hiring, optional
        How incumbents were chosen from applicants, where that is known.

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

    found, chosen = validities(turned[:, usable], y, teams, seed)
    weights = np.zeros(len(scales))
    if chosen is not None:
        weights[usable] = final_weights(turned[:, usable], y, teams, chosen.model, seed)
    described = tuple(
        ProfileScale(
            scale.scale, scale.direction, float(scale.direction * weight), scale.reliability,
            spread(values[group == "top"]), spread(values[group == "middle"]), spread(values),
            hedges_g(values[group == "top"], values[group == "middle"]), correlation(values, y), reason,
        )
        for scale, weight, values, reason in zip(scales, weights, x.T, reasons, strict=True)
    )  # fmt: skip
    groups = contrast(int((group == "top").sum()), int((group == "middle").sum()), len(y))
    built = Profile(
        role, len(y), len(np.unique(teams)), described, found, chosen, criterion_reliability,
        gate(len(y), groups, described, chosen, criterion_reliability), seed, _caveats(people), groups,
    )  # fmt: skip
    return evidence(built, Incumbents(people, x, turned, usable, y, teams), existing, hiring)


def _caveats(people: pd.DataFrame) -> tuple[Caveat, ...]:
    """Incumbents are people who were hired; and who belongs to the top is for two people to say (methods §2.7)."""
    top = people[people["group"] == "top"]
    unseen = int(top["screened"].isna().sum())
    seen = () if not unseen else (Caveat(Code.NOT_SCREENED, {"n": unseen, "of": "top"}),)
    return (Caveat(Code.RANGE_RESTRICTED), *seen) if len(people) else ()


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

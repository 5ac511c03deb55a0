"""Incumbents, their results and scale scores, and the scores of candidates, as the statistics take them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.delivery.models import AnswerQuality, ScaleScore
from assess.delivery.queries.keys import by_key_in_force
from assess.people.models import Person, Team
from assess.performance.queries.screening import reference_group
from scoring.errors import Code
from scoring.profile import CandidateScale
from scoring.reliability import alphas
from scoring.results import Caveat, Estimate, Report
from surveys.frames import responses, wide
from surveys.keying import differing_scales, in_force, instrument_by
from surveys.models import InstrumentVersion, Participant
from surveys.scales import keys

#: Scale name in a profile to instrument version and scale code.
Scales = Mapping[str, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Scores:
    """Scale scores of people: ``values`` indexed by participant code, a column a scale; NaN where not scored.

    ``barred`` holds why single people may not be measured; ``administrations`` whose answers stand behind the values;
    ``keys`` by which scoring key each version (its id as text) was scored.
    """

    values: pd.DataFrame
    barred: Mapping[str, tuple[Caveat, ...]]
    administrations: frozenset[int]
    keys: Mapping[str, int]


def incumbents(session: Session, job: str, tiers: Report) -> pd.DataFrame:
    """Everybody in a job whose results were rated and who is known to the engine.

    Columns ``person_id`` (participant code), ``team``, ``criterion`` (mean adjusted result, before shrinkage: the
    profile has its own allowance for unsteady results), and ``group`` as ``scoring.reference`` forms it: ``top``,
    ``middle`` or ``other``, and as two people who screened them left it, whose verdict is in ``screened``. Who has too
    few periods to be rated has no criterion.
    """
    rated = tiers.table("people")
    adjusted = dict(zip(*(tiers.table("steps").column(key) for key in ("person_id", "adjusted")), strict=True))
    groups = reference_group(session, job, tiers)
    found = {
        person: (None if status == "refused" else adjusted.get(person), *groups[str(person)])
        for person, status in zip(*(rated.column(key) for key in ("person_id", "status")), strict=True)
    }
    query = (
        select(Person.code, Participant.code, Team.name)
        .join(Participant, Participant.id == Person.participant_id)
        .outerjoin(Team, Team.id == Person.team_id)
        .where(Person.job == job)
        .order_by(Participant.code)
    )
    rows = [(code, team, *found[person]) for person, code, team in session.execute(query) if person in found]
    table = pd.DataFrame(rows, columns=["person_id", "team", "criterion", "group", "screened"])
    return table.astype({"criterion": float})


def scale_scores(
    session: Session, participants: Collection[str], scales: Scales, built: Mapping[str, int] | None = None
) -> Scores:
    """The newest score of each participant (by code) on each scale, whatever it was taken for, by the key in force.

    Answers that may not reflect the person count as not given; whoever has no others, or answers to another version of
    the same instrument only, is barred with the reason. So is everybody where a profile was ``built`` by scoring keys
    (as ``Scores.keys``) that score one of the scales in another way.
    """
    versions = {version for version, _ in scales.values()}
    numbers = {str(version): in_force(session, version) for version in sorted(versions)}
    places = {place: name for name, place in scales.items()}
    given: dict[str, dict[str, float | None]] = {code: {} for code in sorted(participants)}
    careless: dict[tuple[str, int], bool] = {}
    behind: dict[tuple[str, int], int] = {}
    query = (
        select(
            Participant.code, ScaleScore.version_id, ScaleScore.scale, ScaleScore.value, ScaleScore.administration_id,
            AnswerQuality.careless,
        )
        .join(Participant, Participant.id == ScaleScore.participant_id)
        .outerjoin(AnswerQuality, AnswerQuality.administration_id == ScaleScore.administration_id)
        .where(ScaleScore.version_id.in_(versions), Participant.code.in_(given), by_key_in_force())
        # the last row of each counts: doubtful ones come first, so that they stand only where there is nothing better
        .order_by(func.coalesce(AnswerQuality.careless, False).desc(), ScaleScore.administration_id)
    )  # fmt: skip
    for row in session.execute(query):
        name = places.get((row.version_id, row.scale))
        if name is not None:
            given[row.code][name] = None if row.careless else row.value
            careless[row.code, row.version_id] = bool(row.careless)
            behind[row.code, row.version_id] = row.administration_id
    values = pd.DataFrame.from_dict(given, orient="index", columns=None).reindex(columns=list(scales)).astype(float)
    barred = {code: (Caveat(Code.CARELESS_RESPONSE),) for (code, _), flagged in careless.items() if flagged}
    for code in _other_versions(session, versions, given) & set(values.index[values.isna().any(axis=1)]):
        barred.setdefault(code, (Caveat(Code.VERSION_MIXED),))
    if built is not None and _rekeyed(session, scales, built):
        barred |= dict.fromkeys(values.index, (Caveat(Code.VERSION_MIXED),))
    return Scores(values, barred, frozenset(id for place, id in behind.items() if not careless[place]), numbers)


def together(parts: Sequence[Scores]) -> Scores:
    """Scores of different people on the same scales as one."""
    first = parts[0]
    barred = {code: reasons for part in parts for code, reasons in part.barred.items()}
    administrations = frozenset().union(*(part.administrations for part in parts))
    return Scores(pd.concat([part.values for part in parts]), barred, administrations, first.keys)


def _rekeyed(session: Session, scales: Scales, built: Mapping[str, int]) -> bool:
    """Whether any of the scales is scored in another way than when the profile was built."""
    for version_id in {version for version, _ in scales.values()}:
        version = session.get_one(InstrumentVersion, version_id)
        then, today = instrument_by(session, version, built.get(str(version_id), 0)), instrument_by(session, version)
        if differing_scales(then, today) & {scale for place, scale in scales.values() if place == version_id}:
            return True
    return False


def _other_versions(session: Session, versions: Collection[int], codes: Collection[str]) -> set[str]:
    """Which of these participants answered another version of the instruments of these."""
    instruments = select(InstrumentVersion.code).where(InstrumentVersion.id.in_(versions))
    query = (
        select(Participant.code)
        .join(ScaleScore, ScaleScore.participant_id == Participant.id)
        .join(InstrumentVersion, InstrumentVersion.id == ScaleScore.version_id)
        .where(InstrumentVersion.code.in_(instruments), InstrumentVersion.id.not_in(versions))
        .where(Participant.code.in_(codes))
    )
    return set(session.scalars(query.distinct()))


def reliable(
    session: Session, scales: Scales, chosen: Sequence[CandidateScale], administrations: Collection[int]
) -> list[CandidateScale]:
    """The scales with alpha as it is in these administrations."""
    found: dict[tuple[int, str], Estimate] = {}
    for version_id in sorted({version for version, _ in scales.values()}):
        version = session.get_one(InstrumentVersion, version_id)
        instrument = instrument_by(session, version)
        table = wide(responses(session, [version_id], administrations=administrations), instrument)
        found |= {(version_id, code): alpha for code, alpha in alphas(table, keys(instrument)).items()}
    return [replace(scale, reliability=found[scales[scale.scale]]) for scale in chosen]

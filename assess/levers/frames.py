"""Registered levers, what was measured of each and the results of people, as the statistics of levers take them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, replace

import numpy as np
import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.campaigns.frames import confidential_answers
from assess.levers.models import Lever, LeverMeasure
from assess.levers.models.values import TeamCondition
from assess.levers.queries.hypotheses import hypothesis, reliable
from assess.levers.queries.measures import criterion
from assess.levers.queries.readings import Row, kpi, observed, uploaded
from assess.levers.queries.registry import holdout
from assess.levers.queries.replicability import by_lever
from assess.levers.queries.scales import key_of, scale
from assess.levers.queries.tallies import OBSERVED, agreements
from assess.people.models import Person, Team
from assess.performance.queries.screening import outliers, reference_group
from scoring.bundle import Scale
from scoring.levers import Data, Registered
from scoring.levers.inputs import Tested
from scoring.performers import Performers
from scoring.results import Report
from surveys.models import Participant

#: A row a person, lever, measure and period: what ``measured`` gives.
LONG = ("person_id", "lever", "measure", "source", "period", "value", "opportunities")
#: Kinds of measures of which people were promised that nobody reads their own value.
CONFIDED = ("survey", OBSERVED)
#: A row a person, condition and question about it.
RATINGS = ("team", "condition", "rater", "item", "rating")


@dataclass(frozen=True, slots=True)
class Study:
    """Everything a study of levers of one job rests on.

    ``long`` holds the single values (columns ``LONG``), ``facts`` a row a team and a column a condition, ``ratings``
    what single people said of the conditions of their team (columns ``RATINGS``), ``points`` by condition how many
    points they could choose from, ``confided`` the codes of what was said in confidence or seen of a number, and
    ``scales`` by lever and measure (as ``long`` names them) how its values are read.
    """

    registered: tuple[Registered, ...]
    conditions: tuple[Registered, ...]
    data: Data
    long: pd.DataFrame
    facts: pd.DataFrame
    ratings: pd.DataFrame
    points: Mapping[str, int]
    confided: frozenset[str]
    scales: Mapping[str, Mapping[str, Scale]]

    @property
    def rated(self) -> frozenset[str]:
        """Who has a result that counts."""
        return frozenset(self.data.people["person_id"][self.data.people["outcome"].notna()])

    @property
    def measured(self) -> frozenset[str]:
        """Who has a value of any lever."""
        return frozenset(self.data.values.index[self.data.values.notna().any(axis=1)])

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """What the hash of the inputs is taken of."""
        levers = pd.DataFrame([asdict(one) for one in (*self.registered, *self.conditions)])
        teams = pd.DataFrame({"team": sorted(self.data.holdout)})
        ends = [(code, name, *astuple(one)) for code, own in self.scales.items() for name, one in own.items()]
        scales = pd.DataFrame(ends, columns=["lever", "measure", "low", "high", "standard"])
        return {
            "levers": levers, "people": self.data.people, "circumstances": self.data.circumstances.reset_index(),
            "values": self.long, "facts": self.facts.reset_index(), "ratings": self.ratings,
            "holdout": teams, "scales": scales,
        }  # fmt: skip

    def among(self, codes: frozenset[str], holdout: frozenset[str] = frozenset()) -> "Study":
        """The same of some people only, with these teams kept back."""
        people = self.data.people[self.data.people["person_id"].isin(codes)].reset_index(drop=True)
        circumstances, values = (
            table[table.index.isin(codes)] for table in (self.data.circumstances, self.data.values)
        )
        data = Data(people, circumstances, values, holdout)
        long = self.long[self.long["person_id"].isin(codes)].reset_index(drop=True)
        return replace(self, data=data, long=long)


def study(
    session: Session, job: str, levers: Sequence[Lever], found: Performers, tiers: Report, tested: Mapping[str, Tested]
) -> Study:
    """Levers and results of a job together; to be asked for only after its data were opened.

    Parameters
    ----------
    levers : sequence of Lever
        Locked ones.
    found : Performers
        Behind the tiers of the job.
    tiers : Report
        Those tiers.
    tested : Mapping of lever code to what interventions said
    """
    personal = [one for one in levers if one.type != "condition"]
    shared = criterion(session, job)
    long = measured(session, job, personal)
    values = wide(long).reindex(columns=[one.code for one in personal])
    people = _people(session, job, found, tiers)
    values = values.reindex(people["person_id"])
    facts = [one for one in levers if one.type == "condition"]
    copied = by_lever(session, [one.id for one in levers])
    agreed = {key: told for key, one in agreements(session, job).items() if (told := reliable(one)) is not None}
    scales = {one.code: _scales(session, one, long[long["lever"] == one.code]) for one in personal}
    return Study(
        tuple(hypothesis(one, shared, tested, agreed, copied.get(one.id), scales[one.code]) for one in personal),
        tuple(hypothesis(one, shared, tested, {}) for one in facts),
        Data(people, _circumstances(found), values, holdout(session, job)),
        long,
        facts_of(session, facts),
        *_ratings(session, job, facts),
        frozenset(
            lever.code for lever in levers for one in lever.measures if one.kind in CONFIDED and not one.anonymous
        ),
        scales,
    )


def _scales(session: Session, lever: Lever, own: pd.DataFrame) -> dict[str, Scale]:
    counted = {str(name): bool(some.notna().all()) for name, some in own.groupby("measure")["opportunities"]}
    named = [(f"{one.kind}:{one.reference}", one) for one in lever.measures if not one.anonymous]
    return {name: scale(session, one, shares=counted.get(name, False)) for name, one in named}


def _people(session: Session, job: str, found: Performers, tiers: Report) -> pd.DataFrame:
    grid, groups = found.grid.people, reference_group(session, job, tiers)
    stars = outliers(session, job)
    codes = grid["person_id"].astype(str)
    return pd.DataFrame(
        {
            "person_id": codes,
            "team": _text(grid["team"]),
            "region": _text(grid["region"]),
            "outcome": found.adjusted.means,
            "raw": found.raw.means,
            "weight": found.adjusted.effective,
            "group": [groups.get(code, ("other", None))[0] for code in codes],
            "outlier": [code in stars for code in codes],
        }
    )


def _text(column: pd.Series) -> pd.Series:
    return column.astype(object).where(column.notna() & (column != ""), None)


def _circumstances(found: Performers) -> pd.DataFrame:
    index = pd.Index(found.grid.people["person_id"].astype(str), name="person_id")
    return pd.DataFrame(found.circumstance.x, index=index, columns=list(found.circumstance.keys))


def measured(session: Session, job: str, levers: Sequence[Lever]) -> pd.DataFrame:
    """Every single value of these levers, from measures that are no promise of anonymity; columns ``LONG``."""
    rows: list[tuple[object, ...]] = []
    for lever in levers:
        for measure in lever.measures:
            if not measure.anonymous and measure.kind in _READERS:
                name = f"{measure.kind}:{measure.reference}"
                rows += [(row[0], lever.code, name, *row[1:]) for row in _READERS[measure.kind](session, job, measure)]
    return pd.DataFrame(rows, columns=list(LONG)).astype({"value": float, "opportunities": float})


def _surveyed(session: Session, job: str, measure: LeverMeasure) -> list[Row]:
    """What people said in a confidential campaign, of an item or a scale."""
    number, _colon, key = measure.reference.partition(":")
    said = confidential_answers(session, [int(number)])
    own, known = said[said["item"] == key], {code: person for code, person, _team in participants(session, job)}
    cells = zip(own["person_id"], own["period"], own["score"].astype(float), strict=True)
    return [(known[who], "survey", period, score, None) for who, period, score in cells if who in known]


def participants(session: Session, job: str) -> Sequence[tuple[str, str, str | None]]:
    """By what the engine calls them, the people of a job and their teams."""
    query = select(Participant.code, Person.code, Team.name).join(Participant, Participant.id == Person.participant_id)
    return [
        (*row,) for row in session.execute(query.outerjoin(Team, Team.id == Person.team_id).where(Person.job == job))
    ]


def _ratings(session: Session, job: str, conditions: Sequence[Lever]) -> tuple[pd.DataFrame, dict[str, int]]:
    """What people said in confidence of the conditions of their team, question by question."""
    teams, rows, points = {code: team for code, _person, team in participants(session, job)}, [], {}
    for lever in conditions:
        for measure in (one for one in lever.measures if one.kind == "survey" and not one.anonymous):
            number, _colon, name = measure.reference.partition(":")
            key = key_of(session, measure.reference)
            if key is None:
                continue
            points[lever.code] = round(key.high - key.low) + 1
            said = confidential_answers(session, [int(number)])
            own = said[said["item"].isin(key.items if name == key.scale else (name,))]
            cells = zip(own["person_id"], own["item"], own["score"].astype(float), strict=True)
            rows += [(teams[who], lever.code, who, item, score) for who, item, score in cells if teams.get(who)]
    return pd.DataFrame(rows, columns=list(RATINGS)), points


_READERS: dict[str, Callable[[Session, str, LeverMeasure], list[Row]]] = {
    "upload": uploaded,
    "kpi": kpi,
    "survey": _surveyed,
    "observation": observed,
}


def wide(long: pd.DataFrame) -> pd.DataFrame:
    """One value a person and lever: the mean over periods and sources, by opportunities where they are known.

    A lever with several measures is the mean of their standard scores, since their units differ.
    """
    if long.empty:
        return pd.DataFrame(index=pd.Index([], name="person_id"))
    weight = long["opportunities"].fillna(1.0)
    parts = long.assign(weight=weight, sum=long["value"] * weight)
    sums = parts.groupby(["lever", "measure", "person_id"])[["sum", "weight"]].sum()
    means = (sums["sum"] / sums["weight"]).rename("value").reset_index()
    several = means.groupby("lever")["measure"].transform("nunique") > 1
    by = means.groupby(["lever", "measure"])["value"]
    spread = by.transform("std").replace(0.0, np.nan)
    standard = (means["value"] - by.transform("mean")) / spread
    means["value"] = means["value"].where(~several, standard)
    return means.groupby(["person_id", "lever"])["value"].mean().unstack("lever")


def facts_of(session: Session, conditions: Sequence[Lever]) -> pd.DataFrame:
    """What was counted of teams, nothing that people said: a row a team, a column a condition."""
    named = {one.reference: lever.code for lever in conditions for one in lever.measures if one.kind == "upload"}
    query = (
        select(Team.name, TeamCondition.condition_key, TeamCondition.value)
        .join(Team, Team.id == TeamCondition.team_id)
        .where(TeamCondition.condition_key.in_(named))
        .order_by(Team.name, TeamCondition.condition_key)
    )
    rows = [(team, named[key], value) for team, key, value in session.execute(query)]
    table = pd.DataFrame(rows, columns=["team", "condition", "value"])
    return table.pivot(index="team", columns="condition", values="value")


def by_period(found: Performers) -> pd.DataFrame:
    """Adjusted results of everybody by period: ``person_id``, ``team``, ``period`` (its first day) and ``outcome``."""
    people, scores = found.grid.people, found.adjusted_scores
    periods = [f"{start:%Y-%m-%d}" for start in found.grid.starts]
    who, when = np.indices(scores.shape)
    return pd.DataFrame(
        {
            "person_id": people["person_id"].astype(str).to_numpy()[who.ravel()],
            "team": _text(people["team"]).to_numpy()[who.ravel()],
            "period": np.array(periods, dtype=object)[when.ravel()],
            "outcome": scores.ravel(),
        }
    )


def of_teams(table: pd.DataFrame, teams: Collection[str], results: pd.DataFrame | None = None) -> pd.DataFrame:
    """The rows of these teams; values of a lever stand beside the ``results``, NaN where a period has none.

    A value without a period, or of none of the results', says nothing about before and after and is left out.
    """
    if results is None:
        return table[table["team"].isin(teams)].reset_index(drop=True)
    values = table.groupby(["person_id", "period"], as_index=False)["value"].mean()
    merged = results[["person_id", "team", "period"]].merge(values, on=["person_id", "period"], how="left")
    return merged if merged["value"].notna().any() else merged.iloc[:0]

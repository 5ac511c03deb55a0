"""The stored Reports' own sentences, as far as a viewer may open the Reports, and the first steps of a new company."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.calibration.queries.pools import pools
from assess.calibration.queries.reports import newest
from assess.campaigns.queries import READERS as SURVEY_READERS
from assess.campaigns.queries import campaigns, released
from assess.decisions.queries import pool_seen
from assess.hiring.models import Opening
from assess.hiring.queries import SEES_EVERY_OPENING, openings
from assess.instruments.queries import versions
from assess.people.models import Account, Person
from assess.performance.models import Kpi, Measure, RatedPerson
from assess.performance.queries import SEES_ALL_SCORES, rated_roles, rating_of
from assess.profiles.queries import profiles
from assess.reports import Shown
from scoring.results import Estimate, Report

#: Who may open profiles, and who the calibration of interviewers; the pages' own rules say the same.
SEES_PROFILES = frozenset({Role.HR, Role.ANALYST})
SEES_CALIBRATION = frozenset({Role.HR, Role.ANALYST, Role.AUDITOR})
SEES_COMPARISONS = SEES_EVERY_OPENING | {Role.HIRING_MANAGER}
SEES_SURVEYS = frozenset(SURVEY_READERS)
#: How the key of a sentence ends where the Report shows no result.
REFUSALS = ("refused", "closed", "none", "in_preparation")
#: So many sentences of one kind; the rest is one click away.
MOST = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """One Report in a sentence: what it is about, how far it can be relied on, on how many people, and where it is."""

    section: str
    about: str
    sentence: str
    status: str
    n: int
    made_at: datetime
    endpoint: str
    arguments: Mapping[str, object]


def answers(session: Session, viewer: Account) -> list[Answer]:
    """What is known today, by the section of the rail, to the viewer."""
    roles, found = viewer.role_names, list[Answer]()
    if roles & SEES_ALL_SCORES:
        found += _tiers(session)
    if roles & SEES_SURVEYS:
        found += _surveys(session, viewer)
    if roles & SEES_PROFILES:
        found += _profiles(session)
    if roles & SEES_COMPARISONS:
        found += _comparisons(session, viewer)
    if roles & SEES_CALIBRATION:
        found += _calibration(session)
    return found


def _tiers(session: Session) -> Iterable[Answer]:
    for role in rated_roles(session)[:MOST]:
        if (rating := rating_of(session, role)) is not None:
            people = select(func.count()).select_from(RatedPerson).where(RatedPerson.rating_id == rating.id)
            n, made_at, place = session.scalar(people) or 0, rating.analysis.made_at, {"role": role}
            yield _answer("performers", role, rating.headline, n, made_at, "performance.tiers", place)


def _surveys(session: Session, viewer: Account) -> Iterable[Answer]:
    pairs = ((campaign, released(session, campaign)) for campaign in campaigns(session, viewer))
    for campaign, stored in [(campaign, stored) for campaign, stored in pairs if stored is not None][:MOST]:
        report, place = stored.report, {"id": campaign.id}
        n = int(report.sentence.values.get("answers", 0) or 0)
        yield _answer("levers", campaign.title, report, n, stored.made_at, "campaigns.results", place)


def _profiles(session: Session) -> Iterable[Answer]:
    newest = {version.job: version for version in reversed(profiles(session))}
    for version in list(newest.values())[:MOST]:
        report, place = version.analysis.report, {"id": version.id}
        n = report.estimates["r_cv"].n
        about, made_at = version.job, version.analysis.made_at
        yield _answer("selection", about, report, n, made_at, "profiles.profile", place)


def _comparisons(session: Session, viewer: Account) -> Iterable[Answer]:
    open_ones = [opening for opening in openings(session, viewer) if opening.state == "open"]
    for opening in open_ones[:MOST]:
        if (found := pool_seen(session, viewer, opening.id)) is not None:
            (analysis, report, n), place = found, {"id": opening.id}
            made_at = analysis.made_at
            yield _answer("selection", opening.name, report, n, made_at, "decisions.compare", place)


def _calibration(session: Session) -> Iterable[Answer]:
    for pool in list(pools(session).values())[:MOST]:
        if (stored := newest(session, pool.key)) is not None:
            report, place = stored.report, {"key": pool.key}
            n = int(report.sentence.values.get("ratees", 0) or 0)
            yield _answer("selection", pool.title, report, n, stored.made_at, "calibration.pool", place)


def _answer(
    section: str, about: str, report: Report, n: int, made_at: datetime, endpoint: str, arguments: Mapping[str, object]
) -> Answer:
    return Answer(section, about, Shown(report).sentence, status(report), n, made_at, endpoint, arguments)


def status(report: Report) -> str:
    """``"refused"`` where the Report shows no result, ``"caveat"`` where something needs caution, else ``"ok"``."""
    if report.sentence.key.endswith(REFUSALS):
        return "refused"
    doubtful = report.caveats or any(one.status != "ok" for one in report.estimates.values())
    # a Report may say all it says in its tables: it is sound if any number there is
    said = [cell.status for table in report.tables for row in table.rows for cell in row if isinstance(cell, Estimate)]
    unsound = not report.estimates and bool(said) and "ok" not in said
    return "caveat" if doubtful or unsound else "ok"


@dataclass(frozen=True, slots=True)
class Step:
    """One of the first things to do, where it is done, and whether it has been."""

    key: str
    endpoint: str
    arguments: Mapping[str, object]
    done: bool


def first_steps(session: Session) -> list[Step]:
    """What a new company does first, in order."""

    def some(model: type[Person] | type[Kpi] | type[Measure] | type[Opening]) -> bool:
        return bool(session.scalar(select(exists(select(model.id)))))

    return [
        Step("people", "performance.new_upload", {"kind": "people"}, some(Person)),
        Step("kpis", "performance.new_upload", {"kind": "metrics"}, some(Kpi)),
        Step("results", "performance.new_upload", {"kind": "kpis"}, some(Measure)),
        Step("tiers", "performance.tiers", {}, bool(rated_roles(session))),
        Step("instruments", "instruments.index", {}, bool(versions(session))),
        Step("opening", "hiring.create", {}, some(Opening)),
    ]

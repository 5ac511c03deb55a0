"""Meridian in the database: its people, their answers and scores on the shipped instruments, its openings."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import pandas as pd
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from assess.analyses.actions import provenance, store
from assess.delivery.models import AnswerQuality, ScaleScore
from assess.demo.files import tables
from assess.demo.forms import chosen, definition
from assess.demo.roster import ENGINEER, ROLE
from assess.demo.selection import (
    CARELESS_CANDIDATE,
    LYON,
    candidate_answers,
    engineer_answers,
    incumbent_answers,
)
from assess.demo.world import World, make
from assess.hiring.models import Application, Candidate, Opening
from assess.people.models import Account, Person, Team
from assess.performance.actions.standings import keep
from assess.profiles.models import ProfileScale
from scoring.frames import performance
from scoring.keys import score
from scoring.performers import Rules, performers
from scoring.reports.tiers import report as tiers_report
from scoring.results import Report
from scoring.tiers import tiers
from surveys.bank import library
from surveys.definition import Instrument
from surveys.items import KINDS, Given
from surveys.models import Administration, InstrumentVersion, Participant, Response
from surveys.moments import now
from surveys.scales import keys
from surveys.versions import publish

INSTRUMENTS = ("work_style", "situational_judgement")
#: What a job analysis of selling would have said before any data: scale, linked to the job.
SETTINGS = (
    ("situational_judgement", "judgement", True),
    ("work_style", "conscientiousness", True),
    ("work_style", "extraversion", True),
    ("work_style", "stability", True),
    ("work_style", "openness", False),
)
WORLD: World = make(7)


def tiers_of(job: str) -> Report:
    """The tier Report of a job, from Meridian's files."""
    files = tables(WORLD)
    reps = files["people"][files["people"]["role"] == job]
    given = performance(
        files["kpis"][files["kpis"]["person_id"].isin(reps["person_id"])],
        files["metrics"], reps, files["assignments"], files["territories"],
    )  # fmt: skip
    return provenance(tiers_report(tiers(performers(given, Rules(ramp_months=12)), 7)), dict(files), 7)


REPS = tiers_of(ROLE)


@dataclass(frozen=True)
class Company:
    """What the tests need to find again."""

    opening: Opening
    other: Opening
    applications: dict[str, Application]
    people: dict[str, Person]


def move_in(session: Session, hiring_manager: Account) -> None:
    """Everybody and everything; settings of scales for the reps, no profile yet."""
    versions = {code: publish(session, library()[code]) for code in INSTRUMENTS}
    people = _people(session)
    keep(session, ROLE, store(session, REPS, f"job:{ROLE}", "test"), REPS, {}, [])
    opening = Opening(code="REQ-12", title="Account executive, Lyon", job=ROLE, place="Lyon")
    other = Opening(code="REQ-13", title="Service engineer, Gdańsk", job=ENGINEER, place="Gdańsk")
    opening.hiring_manager = hiring_manager
    session.add_all([opening, other])
    applications = {}
    for place, (name, _stage) in enumerate(LYON, start=1):
        candidate = Candidate(
            code=f"C-{place:04}",
            name=name,
            email=f"c{place}@mail.example",
            participant=Participant(code=f"{place:032x}"),
        )
        applications[name] = Application(candidate=candidate, opening=opening, stage="interview")
    session.add_all(applications.values())
    session.flush()
    for job_code, scale, related in SETTINGS:
        session.add(
            ProfileScale(
                job=ROLE,
                version_id=versions[job_code].id,
                scale=scale,
                direction=1,
                job_related=related,
                reason="sells to committees",
                set_by="test",
            )
        )
    who = {code: person.participant_id for code, person in people.items()}
    asked = {one.candidate.code: one.candidate.participant_id for one in applications.values()}
    for code, version in versions.items():
        form = definition(library()[code])
        _answered(session, version, incumbent_answers(WORLD, code, form), who, "development")
        _answered(session, version, engineer_answers(WORLD, code, form), who, "development")
        given = candidate_answers(WORLD, code, form)
        given = given[given["respondent_ref"].isin(asked)]
        if code != INSTRUMENTS[0]:
            given = given[given["respondent_ref"] != "C-0011"]  # Kofi has done the first instrument only
        _answered(session, version, given, asked, "selection")
    session.commit()


def found(session: Session) -> Company:
    """Meridian as it stands in the database."""
    opening, other = session.scalars(select(Opening).order_by(Opening.id)).all()
    applications = {one.candidate.name: one for one in session.scalars(select(Application))}
    return Company(opening, other, applications, {one.code: one for one in session.scalars(select(Person))})


def _people(session: Session) -> dict[str, Person]:
    table = tables(WORLD)["people"]
    teams = {name: Team(name=name) for name in sorted(set(table["team"]))}
    session.add_all(teams.values())
    people: dict[str, tuple[Person, Participant]] = {}
    for row in table.to_dict("records"):
        participant = Participant(code=f"{row['person_id']:>032}".replace(" ", "0"))
        person = Person(code=row["person_id"], name=row["display_name"], job=row["role"], team=teams[row["team"]])
        session.add_all([participant, person])
        people[person.code] = (person, participant)
    session.flush()
    for person, participant in people.values():
        person.participant_id = participant.id
    session.flush()
    return {code: person for code, (person, _) in people.items()}


def _answered(
    session: Session, version: InstrumentVersion, table: pd.DataFrame, who: Mapping[str, int | None], purpose: str
) -> None:
    instrument: Instrument = library()[version.code]
    table = chosen(instrument, table)
    items = instrument.items
    read = [(items[code], KINDS[items[code].kind].read(items[code], Given(answer)))
            for code, answer in table[["item_key", "answer"]].values]  # fmt: skip
    likert = {item.code for item in items.values() if item.kind == "likert"}
    table["points"] = [KINDS[item.kind].score(item, answer) for item, answer in read]
    refs: Sequence[str] = sorted(set(table["respondent_ref"]))
    moment = now() - timedelta(days=3)
    session.execute(
        insert(Administration),
        [
            {
                "code": f"{purpose[0]}{version.id:03}{ref:>28}", "version_id": version.id, "respondent_id": who[ref],
                "subject_id": who[ref], "purpose": purpose, "context": "", "started_at": moment,
            }
            for ref in refs
        ],
    )  # fmt: skip
    query = select(Administration.respondent_id, Administration.id).where(
        Administration.version_id == version.id, Administration.purpose == purpose
    )
    found = dict(session.execute(query).all())
    ids = {ref: found[who[ref]] for ref in refs}
    session.execute(
        insert(Response),
        [
            {
                "administration_id": ids[ref], "item": item, "value": float(answer) if item in likert else None,
                "text": None if item in likert else answer, "answered_at": moment,
            }
            for ref, item, answer in zip(table["respondent_ref"], table["item_key"], table["answer"], strict=True)
        ],
    )  # fmt: skip
    for administration in session.scalars(select(Administration).where(Administration.id.in_(ids.values()))):
        administration.submitted_at = moment
    wide = table.pivot(index="respondent_ref", columns="item_key", values="points").reindex(
        columns=list(instrument.items)
    )
    scored = score(wide, keys(instrument))
    session.execute(
        insert(ScaleScore),
        [
            {
                "administration_id": ids[ref], "participant_id": who[ref], "version_id": version.id, "scale": scale,
                "value": None if math.isnan(value) else value, "answered": answered,
            }
            for scale in scored.values
            for ref, value, answered in zip(
                scored.values.index, scored.values[scale].tolist(), scored.answered[scale].tolist(), strict=True
            )
        ],
    )  # fmt: skip
    if CARELESS_CANDIDATE in ids and version.code == "work_style":
        session.add(
            AnswerQuality(
                administration_id=ids[CARELESS_CANDIDATE],
                longstring=60,
                spread=0.0,
                seconds=1.1,
                flags=["longstring", "irv", "speed"],
                careless=True,
            )
        )
    session.flush()

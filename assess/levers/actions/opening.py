"""Opening the data of a job: every hypothesis is locked, and the teams that stay apart are drawn, once for good."""

import secrets
from collections import Counter, defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.errors import Conflict, Refusal
from assess.jobs.actions import announce
from assess.levers.actions.measuring import SameMeasure
from assess.levers.actions.registering import freeze
from assess.levers.models import DataOpening, Lever
from assess.levers.queries.measures import twins
from assess.levers.queries.registry import opening
from assess.once import add_once
from assess.people.models import Person
from assess.people.models import Team as PeopleTeam
from assess.performance.models import Measure
from assess.provenance import VERSION
from scoring.holdout import Team, holdout
from scoring.levers import rule
from surveys.moments import now

#: Announced with the id of the opening: whoever computes begins.
OPENED = "levers.opened"


class AlreadyOpened(Conflict):
    """The data of a job are opened once."""

    key = "levers.already_opened"


class NothingRegistered(Refusal):
    """Without a hypothesis there is nothing to hold the data against."""

    status = 409
    key = "levers.nothing_registered"


def open_data(session: Session, actor: str, job: str, seed: int | None = None) -> DataOpening:
    """Lock every hypothesis of a job and the rule of judging, draw the hold-out, and let the data be looked at.

    The lot is drawn here, so that nobody knows beforehand which teams stay apart, and kept. Pages never give a
    ``seed``; an invented company does, to be the same each time.

    Raises
    ------
    AlreadyOpened
        Also for the second of two who open it at once.
    NothingRegistered
    SameMeasure
        Two hypotheses that are one measure would be judged twice.
    """
    if opening(session, job) is not None:
        raise AlreadyOpened
    # locked first, so that whoever is changing one is waited for and what they wrote is what is hashed
    query = select(Lever).where(Lever.job == job, Lever.locked_at.is_(None)).order_by(Lever.id)
    found = session.scalars(query.with_for_update().execution_options(populate_existing=True)).all()
    if not found:
        # whoever was waited for may have opened them, and locked what was looked for
        raise AlreadyOpened if opening(session, job) is not None else NothingRegistered
    for first, second in twins(found):
        raise SameMeasure(name=first.name, other=second.name)
    every, seed = teams(session, job), secrets.randbits(31) if seed is None else seed
    drawn, laid = holdout(every, seed), rule() | {"version": VERSION}
    # before the opening is there: from then on the database takes what is locked for exploratory only
    freeze(found, exploratory=False)
    session.flush()
    add_once(session, DataOpening, [{
        "job": job, "opened_by": actor, "opened_at": now(), "seed": seed, "people": sum(one.people for one in every),
        "teams": len(every), "hypotheses": len(found), "holdout": list(drawn.teams), "holdout_people": drawn.people,
        "holdout_reason": drawn.reason, "rule": laid,
    }])  # fmt: skip
    made = opening(session, job)
    if made is None or (made.seed, made.opened_by) != (seed, actor):
        raise AlreadyOpened
    record(
        session, actor, "levers.data_opened", f"job:{job}", opening=made.id, hypotheses=len(found), seed=seed,
        holdout=made.holdout, rule=laid, hashes={one.code: one.content_hash for one in found},
    )  # fmt: skip
    announce(session, OPENED, made.id)
    return made


def teams(session: Session, job: str) -> list[Team]:
    """The teams of a job, each with the region most of its people are in, and how many have results."""
    has = select(Measure.id).where(Measure.person_id == Person.id).exists()
    mine = select(PeopleTeam.id, Person.location).join(PeopleTeam, PeopleTeam.id == Person.team_id)
    query = mine.where(Person.job == job, has)
    regions: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for team, region in session.execute(query):
        regions[team][region] += 1
    return [
        Team(id, max(counts.items(), key=lambda one: (one[1], one[0]))[0], counts.total())
        for id, counts in regions.items()
    ]

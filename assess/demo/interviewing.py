"""Panels rate the candidates for Lyon, two seats are still open; role plays, and a day with customers, are watched."""

from collections.abc import Iterable

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.demo import panels, scenes
from assess.demo.colleagues import colleague
from assess.hiring.models import Application, Candidate
from assess.interviews.actions import Place, create_round, lock, observe, plan, rate, rater
from assess.interviews.models import Interview
from assess.people.models import Account, Person
from surveys.items import Given
from surveys.models import InstrumentVersion
from surveys.versions import instrument_of

ROLE_PLAY, OBSERVED = "role_play_indecision", "observed_call"
SEATS, OBSERVERS = 3, 2
TALK, PLAY = "Structured interview", "Role play: a customer who cannot decide"


def hold_interviews(session: Session, hr: Account, version: InstrumentVersion) -> None:
    """Plan every panel by the guide, enter what was rated, and lock what was finished."""
    applications = _applications(session)
    opening = applications["C-0001"].opening
    talk = create_round(session, hr.pseudonym, opening, TALK, version, raters=SEATS)
    topics = tuple(instrument_of(session, version.content_hash).items)
    ratings = panels.ratings()
    for candidate, seats in panels.seats().groupby("candidate_id", sort=True):
        when = pd.Timestamp(seats["scheduled_at"].iloc[0]).to_pydatetime()
        application, places = applications[str(candidate)], _places(session, seats["rater_id"], topics)
        interview = plan(session, hr.pseudonym, application, version, hr, places, when, round=talk)
        for seat, (_, row) in zip(interview.seats, seats.iterrows(), strict=True):
            own = ratings[(ratings["candidate_id"] == candidate) & (ratings["rater_id"] == row["rater_id"])]
            given = {
                str(one["competency_key"]): Given(str(one["score"]), evidence=str(one["evidence"]))
                for _, one in own.iterrows()
            }
            rate(session, seat, given)
            if row["state"] == "locked":
                lock(session, seat)
        session.commit()


def play_roles(session: Session, hr: Account) -> None:
    """Four candidates meet the customer who cannot decide; two colleagues watch each."""
    applications, version = _applications(session), _version(session, ROLE_PLAY)
    opening = applications["C-0001"].opening
    play = create_round(session, hr.pseudonym, opening, PLAY, version, kind="simulation", raters=OBSERVERS, minutes=15)
    topics = tuple(instrument_of(session, version.content_hash).items)
    for person, watching in scenes.PLAYED.items():
        application = applications[f"C-{person + 1:04}"]
        places = _places(session, scenes.observers(watching), topics)
        interview = plan(session, hr.pseudonym, application, version, hr, places, scenes.met(person), round=play)
        _watched(session, interview, [scenes.played(person, place, topics) for place in watching])


def watch_at_work(session: Session, enablement: Account) -> None:
    """A rep's manager and a colleague of hers go along for a day and rate what they see, for his development."""
    version = _version(session, OBSERVED)
    person = session.scalars(select(Person).where(Person.code == scenes.WATCHED)).one()
    topics = tuple(instrument_of(session, version.content_hash).items)
    places = _places(session, scenes.observers(scenes.WATCHERS), topics)
    interview = observe(session, enablement.pseudonym, person, version, enablement, places, scenes.DAY_OUT)
    _watched(session, interview, [scenes.watched(place, topics) for place in scenes.WATCHERS])


def _watched(session: Session, interview: Interview, rated: list[dict[str, int]]) -> None:
    items = instrument_of(session, interview.version.content_hash).items
    for seat, points in zip(interview.seats, rated, strict=True):
        given = {code: Given(str(n), cues=scenes.cues(n, items[code].cues)) for code, n in points.items()}
        rate(session, seat, given)
        lock(session, seat)
    session.commit()


def _places(session: Session, codes: Iterable[str], topics: tuple[str, ...]) -> list[Place]:
    return [Place(rater(session, colleague(session, code)), topics) for code in codes]


def _version(session: Session, code: str) -> InstrumentVersion:
    return session.scalars(select(InstrumentVersion).where(InstrumentVersion.code == code)).one()


def _applications(session: Session) -> dict[str, Application]:
    found = select(Application, Candidate.code).join(Candidate).order_by(Application.id.desc())
    return {code: application for application, code in session.execute(found)}

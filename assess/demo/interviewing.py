"""Panels rate the candidates for Lyon; two seats are still open."""

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.demo import panels
from assess.hiring.models import Application, Candidate
from assess.interviews.actions import Place, lock, plan, rate, rater
from assess.jobs.actions import enqueue
from assess.people.models import Account, Person
from surveys.items import Given
from surveys.models import InstrumentVersion
from surveys.versions import instrument_of

SCORECARD = "interview_scorecard"


def hold_interviews(session: Session, hr: Account, analyst: Account) -> None:
    """Plan every panel, enter what was rated, lock what was finished, and ask how far raters agree."""
    version = session.scalars(select(InstrumentVersion).where(InstrumentVersion.code == SCORECARD)).one()
    topics = tuple(instrument_of(session, version.content_hash).items)
    ratings = panels.ratings()
    for candidate, seats in panels.seats().groupby("candidate_id", sort=True):
        application = session.scalars(
            select(Application).join(Candidate).where(Candidate.code == candidate).order_by(Application.id)
        ).first()
        if application is None:
            raise RuntimeError(f"{candidate} has applied for nothing")
        places = [Place(rater(session, _account(session, code)), topics) for code in seats["rater_id"]]
        when = pd.Timestamp(seats["scheduled_at"].iloc[0]).to_pydatetime()
        interview = plan(session, hr.pseudonym, application, version, hr, places, when)
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
    enqueue(session, "interviews.agreement", code=SCORECARD, actor=analyst.pseudonym)
    session.commit()


def _account(session: Session, code: str) -> Account:
    return session.scalars(
        select(Account).join(Person, Person.id == Account.person_id).where(Person.code == code)
    ).one()

"""What may happen twice at once to guides: two of one name, two reasons for one topic."""

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.database import db
from assess.guides.actions import building
from assess.guides.models import Guide, JobLink
from tests.assess.guides.conftest import JOB, WISHES
from tests.races import meanwhile


def build(session: Session) -> None:
    building.build(session, "test", JOB, "Interview", WISHES, "selection")


def test_two_guides_built_for_a_job_at_once_have_two_codes(app: Flask, session: Session) -> None:
    meanwhile(db.engine, build, build)
    assert len(set(session.scalars(select(Guide.code)))) == 2


def test_of_two_reasons_written_at_once_the_later_holds(app: Flask, session: Session) -> None:
    build(session)
    guide = session.scalars(select(Guide)).one()
    guide.links.clear()
    session.commit()

    def write(mine: Session, reason: str) -> None:
        building.tie(mine, "test", mine.get_one(Guide, guide.id), {"care": reason})

    meanwhile(db.engine, lambda mine: write(mine, "Complaints"), lambda mine: write(mine, "Renewals"))
    assert session.scalars(select(JobLink.reason)).all() == ["Renewals"]

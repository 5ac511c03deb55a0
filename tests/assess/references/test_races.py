"""What may happen twice at once about references: rules set, a referee declining on two devices."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.audit.models import AuditEvent
from assess.database import db
from assess.hiring.actions import create_opening
from assess.hiring.models import Opening
from assess.references import actions
from assess.references.models import Referee, ReferenceCheck, ReferenceRules
from surveys.bank import library
from surveys.models import Administration
from surveys.versions import publish
from tests.races import meanwhile


def test_of_rules_set_twice_at_once_the_later_hold(session: Session) -> None:
    opening = create_opening(session, "test", "Engineer", "ENG", "Ulm")
    version = publish(session, library()["reference_check"])
    session.commit()

    def put(mine: Session, wanted: int) -> None:
        actions.set_rules(mine, "test", mine.get_one(Opening, opening.id), version, wanted=wanted, required=[],
                          days_open=10, months_kept=12, contact="Ruth")  # fmt: skip

    meanwhile(db.engine, lambda mine: put(mine, 3), lambda mine: put(mine, 4))
    rules = select(ReferenceRules.wanted).where(ReferenceRules.opening_id == opening.id)
    assert session.scalars(rules).all() == [4]


def test_a_referee_who_declines_twice_at_once_is_told_of_once(session: Session, answering: ReferenceCheck) -> None:
    id = answering.referees[0].id
    session.rollback()

    def press(mine: Session) -> None:
        actions.decline(mine, mine.get_one(Referee, id))

    meanwhile(db.engine, press, press)
    assert session.scalar(select(func.count()).where(AuditEvent.action == "references.declined")) == 1


def test_nothing_is_left_of_what_began_while_it_was_declined(session: Session, answering: ReferenceCheck) -> None:
    id = answering.referees[0].id
    session.rollback()

    def begin(mine: Session) -> None:
        actions.begin(mine, mine.get_one(Referee, id), "manager", "1_to_3", "en", "The notice.")

    meanwhile(db.engine, begin, lambda mine: actions.decline(mine, mine.get_one(Referee, id)))
    assert session.scalar(select(func.count()).select_from(Administration)) == 0

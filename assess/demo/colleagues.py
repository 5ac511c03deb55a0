"""The account of an employee of the invented company."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.demo.accounts import Demo
from assess.people.models import Account, Person


def colleague(session: Session, code: str) -> Account:
    """The account of the employee with this id."""
    return session.scalars(
        select(Account).join(Person, Person.id == Account.person_id).where(Person.code == code)
    ).one()


def staff(session: Session, demo: Demo) -> Account:
    """The account of somebody of the staff."""
    return session.scalars(select(Account).where(Account.email == demo.address)).one()

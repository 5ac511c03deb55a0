"""A job with verdicts, two keepers, four top performers and three leaders with accounts."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.levers.models import Lever
from assess.levers.queries.verdicts import usable_levers
from assess.people.models import Account, Person
from assess.performance.queries.managers import criterion_of
from assess.performance.queries.screening import reference_group
from assess.practices import actions
from assess.practices.actions import Statement
from assess.practices.models import Practice
from tests.assess.levers.conftest import JOB
from tests.assess.levers.verdicts.conftest import company, hypotheses, judged, rated

__all__ = ["company", "hypotheses", "judged", "rated"]

SAID = Statement(
    title="The buying map", situation="a deal is opened", action="draw the buying steps with the customer",
    means="one shared page", result="everybody knows who decides when", benefit="decision_quality",
    artifact="A page with links to what is current.", claim="All in one place, always current.",
)  # fmt: skip


@dataclass(frozen=True)
class People:
    """Who takes part."""

    writer: Account
    screener: Account
    performers: list[Account]
    leaders: list[Account]


@pytest.fixture
def people(judged: dict[str, Lever], session: Session, account: Callable[..., Account]) -> People:
    analysis = criterion_of(session, JOB)
    assert analysis is not None
    groups = reference_group(session, JOB, analysis.report)
    top = sorted(code for code, (group, _said) in groups.items() if group == "top")[:4]
    performers = []
    for person in session.scalars(select(Person).where(Person.code.in_(top)).order_by(Person.code)):
        made = account(Role.EMPLOYEE, name=person.name)
        made.person_id = person.id
        performers.append(made)
    session.commit()
    leaders = [account(Role.LEADER, name=f"Leader {k}") for k in range(3)]
    return People(account(Role.STUDY_LEAD, name="Noor"), account(Role.HR, name="Ruth"), performers, leaders)


@pytest.fixture
def practice(people: People, session: Session) -> Practice:
    """Written, read and found fit; nobody has been asked."""
    lever = usable_levers(session, JOB)[0]
    made = actions.open_practice(session, people.writer.pseudonym, lever, SAID)
    actions.analyse(session, people.writer.pseudonym, made, "Three spoke of it, one showed it.")
    actions.screen(session, people.screener.pseudonym, made, True, "Nothing against it.")
    session.commit()
    return made


@pytest.fixture
def asked(people: People, practice: Practice, session: Session) -> Practice:
    actions.ask(session, people.writer.pseudonym, practice)
    session.commit()
    return practice

"""Seller 000 with an account, their manager, somebody else's manager, and a job whose levers are judged."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.levers.models import Lever
from assess.people.models import Account, Person, Team
from assess.plans import actions
from assess.plans import tasks as _registers_tasks
from assess.plans.models import Plan
from tests.assess.levers.verdicts.conftest import company, hypotheses, judged, rated

__all__ = ["_registers_tasks", "company", "hypotheses", "judged", "rated"]


@dataclass(frozen=True)
class Pair:
    """Two who agree, and two who have nothing to do with it."""

    person: Account
    manager: Account
    other: Account
    colleague: Account


@pytest.fixture
def pair(judged: dict[str, Lever], session: Session, account: Callable[..., Account]) -> Pair:
    first, second = session.scalars(select(Person).order_by(Person.code).limit(2))
    made = []
    for name, team_id in (("Mara", first.team_id), ("Otto", second.team_id)):
        leader = Person(code=name, name=name, job="Sales manager")
        session.add(leader)
        session.flush()
        session.get_one(Team, team_id).manager_id = leader.id
        own = account(Role.LINE_MANAGER, name=name)
        own.person = leader
        made.append(own)
    person, colleague = account(Role.EMPLOYEE, name="Sam"), account(Role.EMPLOYEE, name="Lena")
    person.person, colleague.person = first, second
    session.commit()
    return Pair(person, made[0], made[1], colleague)


@pytest.fixture
def plan(pair: Pair, session: Session, run_jobs: Callable[[], int]) -> Plan:
    """Begun; the worker has computed what promises most."""
    assert pair.person.person is not None
    made = actions.begin(session, pair.manager.pseudonym, pair.person.person)
    session.commit()
    run_jobs()
    session.refresh(made)
    return made


@pytest.fixture
def ranked(plan: Plan, pair: Pair, judged: dict[str, Lever], session: Session) -> Plan:
    for side, account in (("person", pair.person), ("manager", pair.manager)):
        actions.choose(session, account.pseudonym, plan, side, [judged["several"].id])
    session.commit()
    return plan

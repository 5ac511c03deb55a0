"""Whose account it is: what line managers and employees see hangs on it."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.people.models import Account, Person, Team


@pytest.fixture
def staff(session: Session) -> dict[str, Person]:
    made = {code: Person(code=code, name=name) for code, name in (("E-1", "Mira Holt"), ("E-2", "Tom Berg"))}
    team = Team(name="North")
    made["E-2"].team = team
    session.add_all([*made.values(), team])
    session.flush()
    team.manager = made["E-1"]
    session.commit()
    return made


def linked(session: Session) -> list[tuple[str, object]]:
    found = session.scalars(select(AuditEvent).where(AuditEvent.action == "people.person_linked"))
    return [(event.subject, event.details["person"]) for event in found]


def test_an_account_is_opened_for_a_person(
    session: Session, staff: dict[str, Person], signed_in: Callable[..., FlaskClient]
) -> None:
    data = {"name": "Mira", "email": "mira@meridian.example", "roles": ["line_manager"], "person": " E-1 "}
    assert signed_in(Role.ADMINISTRATOR).post("/people/accounts", data=data).status_code == 302
    made = session.scalars(select(Account).where(Account.email == "mira@meridian.example")).one()
    assert made.person_id == staff["E-1"].id
    assert linked(session) == [(f"account:{made.pseudonym}", f"person:{staff['E-1'].id}")]


def test_an_unknown_person_or_one_with_an_account_is_refused_beside_the_field_and_nothing_is_kept(
    session: Session, staff: dict[str, Person], account: Callable[..., Account], signed_in: Callable[..., FlaskClient]
) -> None:
    mira = account(Role.LINE_MANAGER, name="Mira")
    mira.person = staff["E-1"]
    session.commit()
    client = signed_in(Role.ADMINISTRATOR)
    for code, words in (("E-9", "Nobody here has the person id E-9."), ("E-1", "Another account belongs to")):
        data = {"name": "New", "email": "new@meridian.example", "roles": ["employee"], "person": code}
        answer = client.post("/people/accounts", data=data)
        assert answer.status_code == 422 and words in answer.text
    assert session.scalar(select(Account).where(Account.email == "new@meridian.example")) is None
    tom = account(Role.EMPLOYEE, name="Tom")
    answer = client.post(f"/people/accounts/{tom.id}", data={"roles": ["leader"], "person": "E-1"})
    assert answer.status_code == 422 and "Another account belongs to" in answer.text
    session.refresh(tom)
    assert tom.person_id is None and tom.role_names == {Role.EMPLOYEE} and linked(session) == []


def test_the_link_can_be_changed_and_taken_away_and_leaving_it_leaves_no_trace(
    session: Session, staff: dict[str, Person], account: Callable[..., Account], signed_in: Callable[..., FlaskClient]
) -> None:
    mira = account(Role.LINE_MANAGER, name="Mira")
    client, path = signed_in(Role.ADMINISTRATOR), f"/people/accounts/{mira.id}"
    for code in ("E-1", "E-1", "E-2", ""):
        assert client.post(path, data={"roles": ["line_manager"], "person": code}).status_code == 302
    session.refresh(mira)
    assert mira.person_id is None
    ids = [f"person:{staff[code].id}" for code in ("E-1", "E-2")]
    assert [about for _, about in linked(session)] == [*ids, ""]
    mira.person = staff["E-2"]
    session.commit()
    assert 'value="E-2"' in client.get(path).text

"""A candidate asked for references, their referees, and clients holding each one's link."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from assess.access import Role
from assess.hiring.actions import add_candidate, create_opening
from assess.hiring.models import Application, Opening
from assess.people.models import Account
from assess.references import actions
from assess.references import tasks as _registers_tasks
from assess.references.models import Referee, ReferenceCheck
from surveys.bank import library
from surveys.items import Given
from surveys.versions import publish

assert _registers_tasks
TOPICS = ("preparation", "discovery", "deciding", "negotiation", "pipeline", "learning", "care")
NAMES = ("Mona Leitner", "Karim Aziz", "Paula Brandt", "Ivo Novak")


@dataclass
class Company:
    opening: Opening
    hr: Account
    manager: Account
    others: list[Account] = field(default_factory=list)


@pytest.fixture
def company(session: Session, account: Callable[..., Account]) -> Company:
    manager, hr = account(Role.HIRING_MANAGER, name="Henrik Dahl"), account(Role.HR, name="Ruth Adler")
    opening = create_opening(session, "test", "Account executive", "AE", "Lyon", hiring_manager=manager)
    version = publish(session, library()["reference_check"])
    actions.set_rules(session, "test", opening, version, wanted=4, required=["manager"], days_open=10, months_kept=12,
                      contact="Ruth, ruth@meridian.example")  # fmt: skip
    session.commit()
    return Company(opening, hr, manager)


@pytest.fixture
def applicant(session: Session, company: Company) -> Callable[..., Application]:
    def apply(name: str = "Chiara Romano", opening: Opening | None = None) -> Application:
        address = f"{name.replace(' ', '.').lower()}@romano.example"
        made = add_candidate(session, "test", opening or company.opening, name, address)
        session.commit()
        return made

    return apply


@pytest.fixture
def check(session: Session, applicant: Callable[..., Application]) -> ReferenceCheck:
    made = actions.ask(session, "test", applicant())
    session.commit()
    return made


def named(names: tuple[str, ...] = NAMES) -> list[actions.Named]:
    relations = ("manager", "colleague", "colleague", "customer")
    return [
        actions.Named(name, f"{name.split()[0].lower()}@work{at}.example", relation, "1_to_3", "under_2")
        for at, (name, relation) in enumerate(zip(names, relations, strict=False))
    ]


@pytest.fixture
def answering(session: Session, check: ReferenceCheck) -> ReferenceCheck:
    """Four referees named."""
    actions.name(session, check, named(), "en", "")
    session.commit()
    return check


def hand_in(session: Session, referee: Referee, points: object = 4, said: str = "", network: str = "") -> None:
    """A referee's whole sitting; ``points`` for every topic, or one a topic."""
    each = [str(one) for one in points] if isinstance(points, tuple | list) else [str(points)] * len(TOPICS)
    actions.begin(session, referee, referee.relation, referee.length, "en", "The notice.")
    session.refresh(referee)
    given = {topic: Given(one) for topic, one in zip(TOPICS, each, strict=True)}
    actions.keep(session, referee.administration_id or 0, given | ({"said": Given(said)} if said else {}))
    assert actions.finish(session, referee, network)
    session.commit()


@pytest.fixture
def token_of(app: Flask, run_jobs: Callable[[], int]) -> Callable[[str], str]:
    """The token in the newest mail to an address."""

    def find(address: str) -> str:
        run_jobs()
        for mail in reversed(app.extensions["mailman"].outbox):
            if mail.to == [address] and (found := re.search(r"/referee/(?:names/)?(\S+)", mail.body)):
                return found[1]
        raise AssertionError(f"no mail to {address}")

    return find


@pytest.fixture
def holding(app: Flask, token_of: Callable[[str], str]) -> Callable[..., FlaskClient]:
    """A client, or a new one, that came by the link in the newest mail to an address."""

    def arrive(address: str, client: FlaskClient | None = None, names: bool = False) -> FlaskClient:
        client = client or app.test_client()
        came = client.get(f"/referee/{'names/' if names else ''}{token_of(address)}")
        assert came.status_code == 302
        return client

    return arrive

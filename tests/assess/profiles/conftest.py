"""Meridian before a profile is built, with one built, and with one approved: made once a run and copied."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.app import create_app
from assess.config import Settings
from assess.database import db
from assess.demo.roster import ROLE
from assess.jobs.tasks import run_all
from assess.people.actions import ensure_roles, open_account
from assess.people.models import Account
from assess.profiles import actions, queries
from assess.profiles.models import ProfileVersion
from tests.assess.profiles.company import Company, found, move_in
from tests.databases import Databases

STAGES = ("company", "draft", "approved")
PEOPLE = {"analyst": (Role.ANALYST, "Ana"), "hr": (Role.HR, "Ruth"), "manager": (Role.HIRING_MANAGER, "Hanna")}


def filled(databases: Databases, stage: str, data: Path) -> Databases:
    """The template with Meridian as it is at a stage."""
    app = create_app(Settings(environment="testing", database_url=databases.template_url, data_dir=data))
    with app.app_context():
        session = db.session()
        ensure_roles(session)
        accounts = {
            key: open_account(
                session, "test", f"the.{key}@meridian.example", name, [role], "correct horse battery staple"
            )
            for key, (role, name) in PEOPLE.items()
        }
        for account in accounts.values():
            account.tf_primary_method = "authenticator"
        move_in(session, accounts["manager"])
        if stage != "company":
            actions.ask_to_build(session, accounts["analyst"].pseudonym, ROLE)
            session.commit()
            run_all(session)
        if stage == "approved":
            draft = queries.newest(session, ROLE)
            assert draft is not None
            actions.approve(session, accounts["hr"].pseudonym, draft)
            session.commit()
            run_all(session)
        db.session.remove()
        db.engine.dispose()
    return databases


@pytest.fixture(scope="session")
def meridian(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Databases]]:
    made: dict[str, Databases] = {}

    def at(stage: str) -> Databases:
        if stage not in made:
            made[stage] = filled(Databases(tmp_path_factory.mktemp(stage)), stage, tmp_path_factory.mktemp("data"))
        return made[stage]

    yield at
    for databases in made.values():
        databases.drop()


@pytest.fixture
def settings(
    request: pytest.FixtureRequest, meridian: Callable[[str], Databases], tmp_path: Path
) -> Iterator[Settings]:
    stage = next((one for one in reversed(STAGES) if one in request.fixturenames), "company")
    with meridian(stage).copy() as url:
        yield Settings(
            environment="testing",
            secret_key="a secret for tests only, long enough to pass",
            database_url=url,
            data_dir=tmp_path / "data",
            company="Meridian Instruments",
        )


def _account(session: Session, key: str) -> Account:
    return session.scalars(select(Account).where(Account.email == f"the.{key}@meridian.example")).one()


@pytest.fixture
def analyst(session: Session) -> Account:
    return _account(session, "analyst")


@pytest.fixture
def hr(session: Session) -> Account:
    return _account(session, "hr")


@pytest.fixture
def manager(session: Session) -> Account:
    return _account(session, "manager")


@pytest.fixture
def company(session: Session) -> Company:
    return found(session)


@pytest.fixture
def draft(session: Session) -> ProfileVersion:
    return session.scalars(select(ProfileVersion)).one()


@pytest.fixture
def approved(session: Session) -> ProfileVersion:
    return session.scalars(select(ProfileVersion)).one()

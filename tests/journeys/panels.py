"""A company with a panel of three before one candidate, on a real server, and the mails its raters get."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import Flask
from playwright.sync_api import BrowserContext

from assess.access import Role
from assess.database import db
from assess.hiring.actions import add_candidate, create_opening
from assess.interviews.actions import Place, create_round, lock, plan, rate, rater
from assess.interviews.models import Interview
from assess.jobs.tasks import run_all
from assess.people.actions import ensure_roles, open_account
from assess.people.models import Account
from surveys.bank import library
from surveys.items import Given
from surveys.moments import now
from surveys.versions import publish
from tests.conftest import PASSWORD
from tests.journeys.server import founded, served

SCORECARD = library()["interview_scorecard"]
TOPICS = tuple(SCORECARD.items)
MANAGER, FIRST, SECOND = "henrik@company.example", "adaeze@company.example", "luis@company.example"


@dataclass(frozen=True)
class Company:
    """Henrik chairs a panel with Adaeze and Luis before Chiara Romano."""

    app: Flask
    site: str
    interview: int

    def work(self) -> None:
        """Do what waits for the worker."""
        with self.app.app_context():
            run_all(db.session())
            db.session.remove()

    def mails(self, address: str) -> list[str]:
        """Everything that was sent to an address, whole."""
        with self.app.app_context():
            sent = self.app.extensions["mailman"].outbox
            return [mail.message().as_string() for mail in sent if mail.to == [address]]

    def link(self, address: str) -> str:
        """The newest way to somebody's own seat that came by mail."""
        bodies = [mail.body for mail in self.app.extensions["mailman"].outbox if mail.to == [address]]
        return [found.group() for body in bodies if (found := re.search(r"/seat/\S+", body))][-1]

    def sign_in(self, context: BrowserContext, address: str) -> None:
        """As somebody who was here a moment ago."""
        with self.app.app_context():
            client = self.app.test_client()
            account = db.session.query(Account).filter_by(email=address).one()
            with client.session_transaction() as cookie:
                cookie.update({"_user_id": account.fs_uniquifier, "_fresh": True, "fs_paa": 9_999_999_999})
            found = client.get_cookie("session")
            db.session.remove()
        assert found is not None
        context.add_cookies([{"name": "session", "value": found.value, "url": self.site}])

    def rated(self, place: int, *points: int) -> None:
        """A seat rates every topic and locks."""
        with self.app.app_context():
            session = db.session()
            seat = session.get_one(Interview, self.interview).seats[place]
            given = {topic: Given(str(one), "Asked twice, waited.") for topic, one in zip(TOPICS, points, strict=True)}
            rate(session, seat, given)
            lock(session, seat)
            session.commit()
            db.session.remove()


@contextmanager
def company(folder: Path) -> Iterator[Company]:
    """The panel was planned for half an hour ago, and everybody has their mails."""
    app = founded(folder)
    with app.app_context():
        session = db.session()
        ensure_roles(session)
        manager = open_account(session, "test", MANAGER, "Henrik Dahl", [Role.HIRING_MANAGER], PASSWORD)
        raters = [
            open_account(session, "test", address, name, [Role.INTERVIEWER], PASSWORD)
            for address, name in ((FIRST, "Adaeze Okonjo"), (SECOND, "Luis Ferreira"))
        ]
        for account in (manager, *raters):
            account.tf_primary_method = "authenticator"
        opening = create_opening(session, "test", "Account executive", "AE", "Lyon", hiring_manager=manager)
        version = publish(session, SCORECARD)
        talk = create_round(session, "test", opening, "Structured interview", version, raters=3, minutes=45)
        who = add_candidate(session, "test", opening, "Chiara Romano", "chiara@romano.example")
        places = [Place(rater(session, one), TOPICS) for one in (manager, *raters)]
        made = plan(session, "test", who, version, manager, places, now() - timedelta(minutes=30), round=talk)
        session.commit()
        run_all(session)
        id = made.id
        db.session.remove()
    with served(app) as site:
        yield Company(app, site, id)

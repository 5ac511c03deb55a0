"""Two companies that differ in nothing but what sealed seats were given, and everything anybody can get hold of."""

import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import MetaData, inspect, select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.app import create_app
from assess.config import Settings
from assess.database import db
from assess.hiring.actions import add_candidate, create_opening
from assess.interviews import actions
from assess.interviews.models import Interview
from assess.jobs.tasks import run_all
from assess.people.actions import ensure_roles, open_account
from assess.people.models import Account
from surveys.bank import library
from surveys.moments import Moment, now
from surveys.versions import publish
from tests.conftest import PASSWORD, Client, client_of
from tests.databases import Databases

TOPICS = ("preparation", "discovery", "deciding", "pipeline", "care")
CODE = "interview_scorecard"
#: What differs between two runs of the same program: secrets, random names, times of day.
NOISE = re.compile(
    r'name="csrf_token" value="[^"]*"|nonce="[^"]*"|name="shown" value="[^"]*"|\d\d:\d\d(:\d\d)?(\.\d+)?'
    r"|\b\d{8}T\d{6}Z|\b[0-9a-f]{8,}\b|[A-Za-z0-9_-]{20,}|\b\d{2,}\.\d+\b"
)
#: Where answers stand: whoever reads this table has the ratings anyway.
THE_ANSWERS = {"response"}


@dataclass(frozen=True, slots=True)
class Given:
    """What a sealed seat does: points, words, cues, how many topics if it never locks, how often, in what order."""

    points: int
    note: str
    cues: tuple[str, ...]
    begun: int
    times: int
    seed: int


LOW = Given(1, "Silent.", (), 1, 1, 1)
HIGH = Given(5, "Offered ten percent after the second silence. " * 9, ("1", "2"), 4, 3, 2)


@contextmanager
def company(databases: Databases, folder: Path) -> Iterator[Flask]:
    """An application on an empty database."""
    with databases.copy() as url:
        settings = Settings(
            environment="testing",
            secret_key="a secret for tests only, long enough to pass",
            database_url=url,
            data_dir=folder,
            company="Meridian Instruments",
        )
        app = create_app(settings)
        app.test_client_class = Client
        app.config["WTF_CSRF_ENABLED"] = False
        app.config["PROPAGATE_EXCEPTIONS"] = False
        with app.app_context():
            ensure_roles(db.session())
            db.session.commit()
            yield app
            db.session.remove()
            db.engine.dispose()


def account(session: Session, name: str, *roles: Role) -> Account:
    address = f"{name.replace(' ', '.').lower()}@meridian.example"
    made = open_account(session, "test", address, name, roles, PASSWORD)
    made.tf_primary_method = "authenticator"
    return made


def lived(app: Flask, first: Given, second: Given) -> dict[str, FlaskClient]:
    """Two candidates before one panel: Adaeze locks both, Luis only begins, Henrik, who chairs, has not begun.

    ``first`` is what they give the one, ``second`` the other. Gives everybody who may look, but for those two.
    """
    session = db.session()
    henrik = account(session, "Henrik Dahl", Role.HIRING_MANAGER, Role.INTERVIEWER)
    adaeze, luis, mia = (account(session, name, Role.INTERVIEWER) for name in ("Adaeze O", "Luis F", "Mia K"))
    opening = create_opening(session, "test", "Account executive", "AE", "Lyon", code="REQ-12", hiring_manager=henrik)
    version = publish(session, library()[CODE])
    places = [actions.Place(actions.rater(session, one), TOPICS) for one in (henrik, adaeze, luis)]
    interviews = []
    for at, name in enumerate(("Chiara Romano", "Jon Berg")):
        candidate = add_candidate(session, "test", opening, name, f"{at}@example.org", code=f"C-{at}")
        met = now() - timedelta(hours=4 + 26 * at)  # one panel has just met, the scorecards of the other are overdue
        made = actions.plan(session, "test", candidate, version, henrik, places, met)
        made.changed_at = met - timedelta(days=7)
        interviews.append(made)
    session.commit()
    for interview, given in zip(interviews, (first, second), strict=True):
        _rate(client_of(app, adaeze), interview, given, len(TOPICS), lock=True)
        _rate(client_of(app, luis), interview, given, given.begun, lock=False)
    run_all(session)
    for one in interviews:
        actions.send_links(session, "test", one)
    session.commit()
    run_all(session)
    viewers = {role.value: account(session, role.value, role) for role in (Role.HR, Role.AUDITOR)}
    viewers |= {"chair": henrik, "other interviewer": mia, "all roles": account(session, "Everything", *Role)}
    session.commit()
    return {who: client_of(app, one) for who, one in viewers.items()}


def _rate(client: FlaskClient, interview: Interview, given: Given, topics: int, *, lock: bool) -> None:
    order = list(TOPICS)
    random.Random(given.seed).shuffle(order)
    here = f"/interviews/{interview.id}/scorecard"
    turn = 0
    for _time in range(given.times):
        for topic in order[:topics]:
            turn += 1
            sent = {"item": topic, "value": str(given.points), "evidence": given.note, "cues": list(given.cues)}
            assert client.post(f"{here}/save", json={**sent, "turn": turn}).status_code == 204
    if lock:
        assert client.post(f"{here}/lock").status_code == 303


def addresses(app: Flask, everything: bool) -> Iterator[str]:
    """Every address there is with every number of a thing; only those of interviews unless ``everything``."""
    words = {"section": ["first_meeting", "to_decision"], "code": [CODE], "pool": [f"guide:{CODE}"]}
    words |= {"kind": ["csv", "pdf"], "form": ["csv", "pdf"]}
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or set()) or "static" in rule.endpoint:
            continue
        # signing in shows nothing; the trail is compared row by row, since looking at it makes it longer
        if rule.endpoint.startswith(("security.", "people.audit")):
            continue
        if not everything and not str(rule).startswith(("/interviews/", "/decisions/", "/calibration")):
            continue
        paths = [str(rule)]
        for name in rule.arguments:
            pattern = re.compile(rf"<[^<>]*\b{name}>")
            values = range(1, 4) if re.search(rf"int:{name}>", str(rule)) else words.get(name, ["1"])
            paths = [pattern.sub(str(value), path) for path in paths for value in values]
        yield from paths


def told(app: Flask, viewers: dict[str, FlaskClient]) -> dict[str, str]:
    """Everything anybody gets hold of before the panels are complete: pages, headers, files, mails, calendars, rows."""
    session = db.session()
    found = {f"mail {at}": text for at, text in enumerate(_mails(app))}
    found |= {f"row {table}": text for table, text in _rows(session)}  # before looking makes the trail longer
    everybody = session.scalars(select(Account).order_by(Account.id)).all()
    tokens = {one.name: actions.open_feed(session, one) for one in everybody if one.name not in {"Adaeze O", "Luis F"}}
    session.commit()
    for name, token in tokens.items():
        found[f"calendar {name}"] = app.test_client().get(f"/calendar/{token}.ics").text
    for who, client in viewers.items():
        for path in addresses(app, everything=who == "all roles"):
            answer = client.get(path)
            kept = [f"{key}: {value}" for key, value in answer.headers if key not in {"Set-Cookie", "Content-Length"}]
            body = answer.text if answer.mimetype.startswith("text") else str(len(answer.data))
            found[f"{who} {path}"] = "\n".join([answer.status, *sorted(kept), body])
    return {where: NOISE.sub("#", text) for where, text in found.items()}


def _mails(app: Flask) -> list[str]:
    outbox = getattr(app.extensions["mailman"], "outbox", [])
    return [
        "\n".join([*mail.to, mail.subject, mail.body, *(one for one, _kind in mail.alternatives)]) for mail in outbox
    ]


def _rows(session: Session) -> Iterator[tuple[str, str]]:
    """Every row of every table but the answers themselves, without the moments."""
    metadata: MetaData = db.metadata
    there = set(inspect(session.connection()).get_table_names())
    for table in metadata.sorted_tables:
        if table.name in THE_ANSWERS or table.name not in there:
            continue
        # a password's hash is salted anew each time
        columns = [one for one in table.columns if not isinstance(one.type, Moment) and one.name != "password"]
        rows = session.execute(select(*columns).order_by(*table.primary_key.columns)).all()
        yield table.name, "\n".join(str(tuple(row)) for row in rows)


def differences(
    databases: Databases, folder: Path, read_log: Callable[[], str], *, all_viewers: bool = True
) -> set[str]:
    """Where two companies differ whose sealed ratings do: a channel through the seal each."""
    seen = []
    for at, given in enumerate(((LOW, HIGH), (HIGH, LOW))):
        with company(databases, folder / str(at)) as app:
            read_log()
            viewers = lived(app, *given)
            log = read_log()
            chosen = viewers if all_viewers else {"hr": viewers["hr"]}
            seen.append(told(app, chosen) | {"log": NOISE.sub("#", log)})
    first, second = seen
    return {where for where in first | second if first.get(where) != second.get(where)}

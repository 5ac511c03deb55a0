"""How long does an interviewer wait until a rating is kept? ``python -m benchmarks.scorecards``.

A hundred interviewers rate at once, half of them signed in and half by their link, through gunicorn as the product runs
it. A rating comes with a cue and is acknowledged after its commit: on SQLite with synchronous FULL, on PostgreSQL with
synchronous_commit on. In the midst of it a web worker is killed with -9; afterwards every rating that was acknowledged
must be in the database.
"""

import tempfile
import time
from pathlib import Path

from flask import Flask

from assess.access import Role
from assess.app import create_app
from assess.database import db
from assess.hiring.actions import add_candidate, create_opening
from assess.interviews.actions import Place, open_way, plan, rater
from assess.people.actions import ensure_roles, open_account
from assess.people.models import Account
from benchmarks.autosave import Phone, free_port, server, settings
from benchmarks.clients import Client, gone, hammer, kill_a_worker
from benchmarks.postgres import postgres
from surveys.bank import library
from surveys.models import Base
from surveys.versions import publish

SCORECARD = library()["interview_scorecard"]
TOPICS = tuple(SCORECARD.items)
#: At once, how often each rates (seconds), and for how long.
INTERVIEWERS, EVERY, SECONDS = 100, 4.0, 24.0
#: Without a pause between ratings, to see how many a second there can be.
CLIENTS, FLAT_OUT = 8, 5.0
#: Milliseconds 99 of 100 ratings may take to be kept.
MOST = 50.0
BODY = '{"item": "%(item)s", "value": "%(value)s", "evidence": "", "cues": ["1"], "turn": %(turn)d, "age": 0}'
KEPT = "SELECT s.id, r.item, r.value FROM response r JOIN seat s ON s.administration_id = r.administration_id"


def company(folder: Path, database: str, interviewers: int = INTERVIEWERS) -> list[tuple[str, str]]:
    """Panels of two before as many candidates as needed; for every seat its way in: path and cookie, or a link."""
    app = create_app(settings(folder, database))
    with app.app_context():
        session = db.session()
        Base.metadata.create_all(db.engine)
        ensure_roles(session)
        hr = open_account(session, "benchmark", "hr@company.example", "HR", [Role.HR])
        opening = create_opening(session, "benchmark", "Opening", "Account executive")
        version = publish(session, SCORECARD)
        found = []
        for number in range(interviewers // 2):
            pair = [
                open_account(session, "benchmark", f"r{number}{half}@company.example", "Rater", [Role.INTERVIEWER])
                for half in "ab"
            ]
            for one in pair:
                one.tf_primary_method = "authenticator"
            who = add_candidate(session, "benchmark", opening, f"Candidate {number}", f"c{number}@candidates.example")
            places = [Place(rater(session, one), TOPICS) for one in pair]
            interview = plan(session, "benchmark", who, version, hr, places)
            found.append((f"/interviews/{interview.id}/scorecard", _signed_in(app, pair[0])))
            found.append(("/seat", open_way(session, interview.seats[1])))
        session.commit()
        db.session.remove()
        db.engine.dispose()
    return found


def _signed_in(app: Flask, account: Account) -> str:
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"], cookie["fs_paa"] = account.fs_uniquifier, True, time.time()
    found = client.get_cookie("session")
    return f"session={found.value}" if found else ""


def seated(phone: Phone, path: str, way: str) -> str:
    """Open the first page of topics; the request line and headers of this interviewer's ratings."""
    if path == "/seat":
        phone.ask("GET", f"/seat/{way}")
    else:
        phone.cookies = way
    phone.read_token(f"{path}/topics/{SCORECARD.sections[0].code}")
    return (
        f"POST {path}/save HTTP/1.1\r\nHost: localhost\r\nCookie: {phone.cookies}\r\n"
        f"X-CSRFToken: {phone.page_token}\r\nContent-Type: application/json\r\n"
    )


def killed(folder: Path, interviewers: int, seconds: float) -> tuple[int, int, int]:
    """On SQLite with a worker killed in the midst: ratings acknowledged, requests cut off, and ratings gone."""
    clients, port = seats(folder, "", interviewers)
    with server(folder, port) as process:
        hammer(clients, seconds, meanwhile=lambda: kill_a_worker(process.pid))
    missing = gone(f"sqlite:///{folder / 'exemplar.db'}", clients, KEPT)
    return sum(client.number for client in clients), sum(client.cut for client in clients), missing


def seats(folder: Path, database: str, interviewers: int = INTERVIEWERS) -> tuple[list[Client], int]:
    """A company and its interviewers, each on the first page of topics, and the port they will ask at."""
    ways = company(folder, database, interviewers)
    port = free_port()
    with server(folder, port, database=database):
        clients = [Client(0, seated(Phone(port), *way), TOPICS, BODY) for way in ways]
    port = free_port()
    for client in clients:
        client.port = port
    return clients, port


def measure(name: str, folder: Path, database: str) -> bool:
    """Print what a hundred interviewers wait, flat out with a kill and at their own pace; whether all is well."""
    address = database or f"sqlite:///{folder / 'exemplar.db'}"
    clients, port = seats(folder, database)
    with server(folder, port, database=database) as process:
        hammer(clients[:CLIENTS], FLAT_OUT)
        flat = hammer(clients[:CLIENTS], FLAT_OUT, meanwhile=lambda: kill_a_worker(process.pid))
        cut = sum(client.cut for client in clients)
        paced = hammer(clients, SECONDS, pause=EVERY)
    missing = gone(address, clients, KEPT)
    print(f"{name:11} flat out {flat.rate:.0f} ratings/s; kill -9 of a worker: {cut} requests cut off")
    print(f"{name:11} {INTERVIEWERS} interviewers, a rating every {EVERY:.0f} s: "
          f"median {paced.median:.1f} ms, p99 {paced.p99:.1f} ms; {missing} acknowledged ratings lost")  # fmt: skip
    return paced.p99 <= MOST and not missing


def main() -> bool:
    """Both databases; whether each is fast enough and has lost nothing."""
    with tempfile.TemporaryDirectory() as folder:
        well = [measure("SQLite", Path(folder), "")]
    with tempfile.TemporaryDirectory() as folder, postgres() as address:
        well.append(measure("PostgreSQL", Path(folder), address))
    return all(well)


if __name__ == "__main__":
    raise SystemExit(not main())

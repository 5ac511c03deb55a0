"""Do the pages of HR and analysts stay fast with a month of candidates, or a million? ``python -m benchmarks.month``.

SQLite holds 10,000 candidates of one month with 50 answers each; ``python -m benchmarks.month postgres`` fills
PostgreSQL with 1,000,000 candidates over 100 openings, 100,000 of them in one, of whom the newest 50,000 have 50
answers and everybody else 5. Every page is asked through the application in process, signed in, ten times.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from assess.app import create_app
from assess.database import db
from assess.delivery import frames
from assess.delivery.actions import propose_key, revise_key
from assess.delivery.models import Invitation
from assess.delivery.queries.assessments import outdated
from assess.delivery.tasks import deadlines, keys, make_norms, score
from assess.fieldwork.tasks import compute
from assess.people.models import Account
from benchmarks.autosave import settings
from benchmarks.crowd import Size, fill
from benchmarks.postgres import postgres
from surveys.keying import instrument_by
from surveys.models import Administration, Base, InstrumentVersion

MONTH = Size(people=10_000, openings=10, largest=5_000, long=10_000)
MILLION = Size(people=1_000_000, openings=100, largest=100_000, long=50_000)
REPEATS = 10
#: Milliseconds a page may take.
MOST = 300.0
ANALYST, HR = "analyst@company.example", "hr@company.example"


def pages(size: Size) -> Iterator[tuple[str, str]]:
    """Every page HR and analysts open, with who asks."""
    large, one, someone = size.openings, 1, size.people - 10 + size.people % 10
    for who in (HR, ANALYST):
        yield "/", who
        yield "/assessments/", who
        yield f"/assessments/{large}", who
    yield f"/assessments/{large}?page=50", HR
    yield f"/assessments/{large}?q=Candidate+{size.people - 77}", HR
    yield f"/assessments/{large}?state=expired", HR
    yield f"/assessments/{one}", HR
    yield "/assessments/requests", HR
    yield f"/invitations/{someone}/scores", ANALYST
    yield "/openings/", HR
    yield f"/openings/{large}", HR
    yield f"/openings/{large}?page=50", HR
    yield f"/fieldwork/{large}", ANALYST
    yield "/measurement/", ANALYST
    yield "/measurement/1", ANALYST
    yield "/keys/1", ANALYST
    yield "/profiles/", ANALYST
    yield "/decisions/", HR
    yield f"/decisions/openings/{large}/compare", HR
    yield "/interviews/", HR
    yield "/instruments/", HR


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def asked(app: Flask, listed: Iterable[tuple[str, str]]) -> int:
    """Print median and p99 (of ten: the slowest) of each page, path and who asks; how many are over."""
    over = 0
    for path, address in listed:
        client = app.test_client()
        with app.app_context():
            key = db.session.query(Account).filter_by(email=address).one().fs_uniquifier
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"], cookie["fs_paa"] = key, True, time.time()
        status = client.get(path).status_code
        took = [timed(partial(client.get, path)) for _ in range(REPEATS)]
        slow = max(took) > MOST
        over += slow
        who = address.partition("@")[0]
        mark = "  OVER" if slow else "" if status == 200 else f"  {status}"
        print(f"{who:<8} {path:<44} {statistics.median(took):8.1f} ms   p99 {max(took):8.1f} ms{mark}", flush=True)
    return over


def worked(session: Session, size: Size) -> None:
    """Print what the worker's statistics and sweeps take; nothing of it happens within a request."""
    version = session.get_one(InstrumentVersion, 1)
    instrument = instrument_by(session, version)
    newest = select(func.max(Administration.id)).where(Administration.submitted_at.is_not(None))
    sitting = session.get_one(Administration, session.scalar(newest))

    def say(words: str, work: Callable[[], object]) -> None:
        took = timed(work)
        session.commit()
        print(f"worker   {words:<44} {took:8.0f} ms", flush=True)

    say("score one who handed in", lambda: score(session, sitting.id))
    say("crowd (signs of careless answering)", lambda: frames.crowd(session, sitting, instrument))
    say("fieldwork of the largest assessment", lambda: compute(session, size.openings, "benchmark"))
    say("norms of a version", lambda: make_norms(session, 1, "selection", "benchmark"))
    say("sweep: outdated answers", lambda: list(outdated(session)))
    say("sweep: expire", lambda: deadlines.expire(session))
    say("sweep: remind, 1", lambda: deadlines.remind(session))
    say("sweep: remind, again", lambda: deadlines.remind(session))
    scale = instrument.scales[0]
    turned = {one.item: -one.sign * one.weight if at == 0 else one.sign * one.weight
              for at, one in enumerate(scale.items)}  # fmt: skip
    proposal = propose_key(session, "benchmark", version, {"scales": {scale.code: turned}}, "benchmark")
    session.commit()
    say("another key looked at beforehand", lambda: keys.preview_key(session, 1))
    revision = revise_key(session, "benchmark", proposal)
    session.commit()
    say(f"scoring {keys.AT_ONCE} people by it", lambda: keys.rescore(session, revision.id, 0))


@contextmanager
def loaded(folder: Path, size: Size, database: str = "") -> Iterator[Flask]:
    """The application on a filled database."""
    app = create_app(settings(folder, database))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        Base.metadata.create_all(db.engine)
        took = timed(lambda: fill(db.session(), size)) / 1000
        if db.engine.dialect.name == "postgresql":
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM ANALYZE"))
        people = db.session.scalar(select(func.count()).select_from(Invitation))
        db.session.remove()
    print(f"{db_name(database)}: {people:,} candidates, filled in {took:.0f} s", flush=True)
    yield app
    with app.app_context():
        db.engine.dispose()


def db_name(database: str) -> str:
    """What the database is called."""
    return "PostgreSQL" if database else "SQLite"


def measure(size: Size, database: str = "") -> int:
    """Fill, let the worker work, ask every page; how many pages are over."""
    with tempfile.TemporaryDirectory() as name, loaded(Path(name), size, database) as app:
        # first, so that pages are asked with norms made and a key on its way
        with app.app_context():
            worked(db.session(), size)
            db.session.remove()
        return asked(app, pages(size))


def main() -> None:
    """The month on SQLite."""
    measure(MONTH)


if __name__ == "__main__":
    if sys.argv[1:] == ["postgres"]:
        with postgres() as address:
            found = measure(MILLION, address)
    else:
        found = measure(MONTH)
    sys.exit(f"{found} pages are over {MOST:.0f} ms" if found else 0)

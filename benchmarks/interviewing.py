"""Do the pages of interviews stay fast with 200 interviewers and 5,000 panels? ``python -m benchmarks.interviewing``.

Three of 200 interviewers have rated each of 5,000 candidates on eight topics: 120,000 ratings in complete panels. The
worker computes the calibration Report once; pages open it as it is stored. Every page is asked through the application
in process, signed in, ten times.
"""

import sys
import tempfile
import time
from pathlib import Path
from threading import Event, Thread

from assess.app import create_app
from assess.calibration.queries.reports import newest
from assess.database import db
from assess.jobs.actions import enqueue
from assess.jobs.tasks import run_all
from benchmarks.autosave import settings
from benchmarks.memory import proportional
from benchmarks.month import ANALYST, HR, asked
from benchmarks.panels import SCORECARD, Size, fill
from surveys.models import Base

JOB = "calibration.compute"


def pages(size: Size) -> list[tuple[str, str]]:
    """What HR, analysts and an interviewer open, with who asks."""
    rater, whole = "r1@company.example", size.candidates - 1
    return [
        ("/interviews/", HR),
        ("/interviews/", rater),
        (f"/interviews/{whole}", HR),
        (f"/interviews/{whole}/panel", HR),
        (f"/interviews/{size.candidates}", HR),
        (f"/decisions/openings/{1 + whole % size.openings}/compare", HR),
        (f"/decisions/applications/{whole}", HR),
        ("/", HR),
        ("/", rater),
        ("/calibration/", ANALYST),
        (f"/calibration/pools/{SCORECARD.code}", ANALYST),
    ]


def computed() -> None:
    """Print what the worker's calibration takes, and how much memory beyond what it had."""
    session = db.session()
    enqueue(session, JOB, pool=SCORECARD.code, actor="benchmark")
    session.commit()
    over, most, before = Event(), [0.0], proportional(None)

    def watch() -> None:
        while not over.wait(0.05):
            most[0] = max(most[0], proportional(None))

    watcher = Thread(target=watch)
    watcher.start()
    began = time.perf_counter()
    run_all(session)
    took = time.perf_counter() - began
    over.set()
    watcher.join()
    if newest(session, SCORECARD.code) is None:
        raise RuntimeError("no Report was stored, so its page would be fast for nothing")
    print(f"worker   {JOB:<44} {1000 * took:8.0f} ms   {most[0] - before:.0f} MB more", flush=True)


def main() -> int:
    """How many pages are over."""
    with tempfile.TemporaryDirectory() as name:
        app = create_app(settings(Path(name)))
        app.config["WTF_CSRF_ENABLED"] = False
        app.extensions["mailman"].backend = "dummy"
        size = Size()
        with app.app_context():
            Base.metadata.create_all(db.engine)
            fill(db.session(), size)
            print(f"{size.interviewers} interviewers, {size.candidates:,} panels of three, {size.topics} topics")
            computed()
            db.session.remove()
        return asked(app, pages(size))


if __name__ == "__main__":
    found = main()
    sys.exit(f"{found} pages are too slow" if found else 0)

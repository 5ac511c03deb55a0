"""Processes killed with -9 at the worst moment: nobody stays unscored, nobody is scored twice."""

import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from assess.config import Settings
from assess.database import db
from assess.delivery.actions import propose_key, revise_key
from assess.delivery.models import Invitation, ScaleScore
from assess.jobs.models import Job
from surveys.bank import library
from surveys.keying import in_force, instrument_by
from surveys.moments import now

ROOT = Path(__file__).parents[3]
BEGIN = """
import os, signal, sys
from pathlib import Path
from assess import cli
from assess.app import create_app
from assess.config import Settings
from assess.database import db
from assess.jobs import actions, tasks
def die(*_arguments, **_named):
    os.kill(os.getpid(), signal.SIGKILL)
app = create_app(Settings(environment="testing", secret_key="a secret for tests only, long enough to pass",
                          database_url=sys.argv[1], data_dir=Path(sys.argv[2])))
app.config["WTF_CSRF_ENABLED"] = False
"""
#: A worker that dies when the job of that name has done its work and not yet committed it.
WORKER = """
end, names = tasks._end, {}
def ending(session, number, **values):
    if session.get(tasks.Job, number).name == sys.argv[3]:
        die()
    end(session, number, **values)
tasks._end = ending
with app.app_context():
    tasks.run_all(db.session())
"""
#: A web worker that dies when the answers are handed in for good, before anybody is woken to score them.
WEB = """
actions.wake = die
client = app.test_client()
client.get("/take/" + sys.argv[3])
client.post("/take/submit")
"""


def killed(settings: Settings, script: str, argument: str) -> None:
    """Run it in a process of its own, which must end by SIGKILL."""
    db.session.commit()
    command = [sys.executable, "-c", BEGIN + script, settings.database_url, str(settings.data_dir), argument]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == -9, done.stderr
    db.session.expire_all()


def vanish(session: Session) -> None:
    """The lease of whoever died runs out."""
    session.execute(update(Job).where(Job.state == "running").values(leased_until=now() - timedelta(seconds=1)))
    session.commit()


def scores(session: Session, key: int) -> int:
    return session.scalar(select(func.count()).select_from(ScaleScore).where(ScaleScore.key == key)) or 0


def test_a_worker_killed_at_the_end_of_scoring_leaves_nobody_unscored_or_scored_twice(
    session: Session, settings: Settings, device: FlaskClient, invitation: Invitation, run_jobs: Callable[[], int]
) -> None:
    for item in library()["work_style"].items:
        device.post("/take/save", json={"part": 1, "item": item, "value": "4"})
    device.post("/take/submit")
    session.commit()
    killed(settings, WORKER, "delivery.score")
    assert scores(session, 0) == 0  # what it had done went with it
    run_jobs()
    assert scores(session, 0) == 0  # its lease still runs
    vanish(session)
    run_jobs()
    assert scores(session, 0) == 7
    run_jobs()
    assert session.scalars(select(Job.state).distinct()).all() == ["done"]


def test_a_worker_killed_while_a_key_changes_goes_on_where_it_was(
    session: Session, settings: Settings, device: FlaskClient, invitation: Invitation, run_jobs: Callable[[], int]
) -> None:
    for item in library()["work_style"].items:
        device.post("/take/save", json={"part": 1, "item": item, "value": "4"})
    device.post("/take/submit")
    run_jobs()
    version = session.get_one(Invitation, invitation.id).parts[0].administration.version
    scale = instrument_by(session, version).scales[0]
    key = {one.item: float(-one.sign if at == 0 else one.sign) for at, one in enumerate(scale.items)}
    revise_key(session, "a", propose_key(session, "a", version, {"scales": {scale.code: key}}, "why"))
    session.commit()
    killed(settings, WORKER, "delivery.rescore")
    assert (scores(session, 0), scores(session, 1), in_force(session, version.id)) == (7, 0, 0)
    vanish(session)
    run_jobs()
    assert (scores(session, 0), scores(session, 1), in_force(session, version.id)) == (7, 5, 1)


def test_a_web_worker_killed_after_handing_in_is_followed_by_the_next_sweep(
    session: Session, settings: Settings, device: FlaskClient, token: str, invitation: Invitation,
    run_jobs: Callable[[], int],
) -> None:  # fmt: skip
    for item in library()["work_style"].items:
        device.post("/take/save", json={"part": 1, "item": item, "value": "4"})
    session.commit()
    killed(settings, WEB, token)
    assert session.get_one(Invitation, invitation.id).submitted_at is not None and scores(session, 0) == 0
    run_jobs()  # a worker wakes by itself every minute
    assert scores(session, 0) == 7

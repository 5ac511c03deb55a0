"""A worker killed with -9 in the midst of measuring everybody is followed where it was; progress is told meanwhile."""

from collections.abc import Callable

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assess.config import Settings
from assess.demo.roster import ROLE
from assess.jobs.actions import enqueue
from assess.jobs.models import Job
from assess.profiles.models import FitResult, ProfileVersion
from tests.assess.delivery.test_killed import killed, vanish
from tests.assess.profiles.company import Company

#: A worker that dies when the third group of employees is measured and not yet committed.
THIRD = """
from assess.profiles import tasks as measuring
measuring.BATCH = int(sys.argv[3])
advance, seen = measuring.advance, []
def advancing(*arguments):
    advance(*arguments)
    seen.append(arguments)
    if len(seen) == 3:
        die()
measuring.advance = advancing
with app.app_context():
    tasks.run_all(db.session())
"""


def employees(session: Session) -> dict[int, int]:
    """Participant to number of the fit kept."""
    query = select(FitResult.participant_id, FitResult.id).where(FitResult.application_id.is_(None))
    return {participant: id for participant, id in session.execute(query)}


def test_employees_measured_before_the_worker_was_killed_are_not_measured_again(
    session: Session, settings: Settings, approved: ProfileVersion, company: Company, run_jobs: Callable[[], int]
) -> None:
    everybody = employees(session)
    session.execute(delete(FitResult).where(FitResult.application_id.is_(None)))
    job = enqueue(session, "profiles.fit_employees", job=ROLE)
    session.commit()
    number, batch = job.id, len(everybody) // 5
    killed(settings, THIRD, str(batch))

    halted, kept = session.get_one(Job, number), employees(session)
    assert (halted.state, halted.cursor) == ("running", max(kept))
    assert set(kept) == set(sorted(everybody)[: len(kept)]) and 0 < len(kept) <= 2 * batch
    assert 0 < halted.progress < 1

    run_jobs()
    assert employees(session) == kept  # its lease still runs
    vanish(session)
    run_jobs()
    session.expire_all()
    after = employees(session)
    assert set(after) == set(everybody)
    assert {participant: after[participant] for participant in kept} == kept
    assert (session.get_one(Job, number).state, session.get_one(Job, number).progress) == ("done", 1.0)


def test_a_pool_read_in_parts_is_measured_as_one_read_at_once(
    session: Session, approved: ProfileVersion, company: Company, run_jobs: Callable[[], int], monkeypatch: object
) -> None:
    def numbers() -> list[tuple[object, ...]]:
        query = select(FitResult).where(FitResult.application_id.is_not(None)).order_by(FitResult.participant_id)
        return [(one.participant_id, one.fit, one.chance, one.band, one.place) for one in session.scalars(query)]

    before = numbers()
    assert any(fit is not None for _, fit, *_ in before)
    monkeypatch.setattr("assess.profiles.tasks.READ", 3)  # type: ignore[attr-defined]
    enqueue(session, "profiles.fit_opening", id=company.opening.id)
    session.commit()
    run_jobs()
    session.expire_all()
    assert numbers() == before

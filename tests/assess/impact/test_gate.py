"""The check opens and closes the gate of every fit: refused once thirty were decided without it, or a year after."""

from datetime import datetime

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.demo.roster import ROLE
from assess.enclave import Enclave
from assess.hiring.models import Application, Opening
from assess.impact import queries
from assess.impact.tasks import check, check_again
from assess.jobs.models import Job
from assess.jobs.tasks import TASKS
from assess.profiles.models import FitResult, ProfileVersion
from assess.profiles.queries import everyone_measured, fits_of_opening
from surveys.moments import months_before, now
from tests.assess.impact.conftest import Hiring
from tests.assess.profiles.company import Company
from tests.assess.profiles.conftest import approved, company, draft, hr, manager, meridian, settings

__all__ = ["approved", "company", "draft", "hr", "manager", "meridian", "settings"]


@pytest.fixture
def decided(session: Session, enclave: Enclave, approved: ProfileVersion, company: Company) -> list[Hiring]:
    """Ten candidates of Lyon were decided about in three openings before; half say one thing, half another."""
    made = []
    for number in range(3):
        opening = Opening(code=f"OLD-{number}", title="Old", job=ROLE)
        session.add(opening)
        session.flush()
        made.append(Hiring(session, enclave, opening))
        for place, one in enumerate(list(company.applications.values())[:10]):
            old = Application(candidate=one.candidate, opening=opening)
            session.add(old)
            session.flush()
            made[-1].say(old, sex="female" if place % 2 else "male")
            made[-1].applied.append(old)
            out = place < 5
            made[-1].decide(old, "decline" if out else "hire", "assessment" if out else "decision")
        TASKS["profiles.fit_opening"](session, id=opening.id)
    session.commit()
    return made


def fitted(session: Session, company: Company) -> tuple[int, set[str]]:
    """How many of Lyon have a fit when measured now, and the caveats of the whole."""
    TASKS["profiles.fit_opening"](session, id=company.opening.id)
    session.commit()
    found = fits_of_opening(session, company.opening)
    assert found is not None
    report = found.analysis.report
    people = [one for one in everyone_measured(report) if one.fit.value is not None]
    return len(people), {caveat.code.value for caveat in report.caveats}


def last_checked(session: Session, moment: datetime) -> None:
    session.execute(update(Analysis).where(Analysis.kind == "impact").values(made_at=moment))
    session.commit()


def test_thirty_decided_close_the_gate_a_check_opens_it_and_a_year_closes_it_again(
    session: Session, company: Company, decided: list[Hiring]
) -> None:
    closed = select(FitResult).join(FitResult.application).where(Application.stage == "closed")
    assert len(session.scalars(closed).all()) == 30
    assert fitted(session, company)[0] == 0
    check(session, ROLE, "test")
    session.commit()
    assert fitted(session, company) == (10, set())
    last_checked(session, months_before(now(), 13))
    assert fitted(session, company)[0] == 0
    check_again(session)
    [job] = session.scalars(select(Job).where(Job.name == "impact.check")).all()
    check(session, **job.arguments)
    session.commit()
    assert fitted(session, company) == (10, set())


def test_a_check_of_people_who_said_nothing_leaves_the_caveat_and_refuses_nobody(
    session: Session, company: Company, decided: list[Hiring]
) -> None:
    for one in decided:
        for application in one.applied:
            one.say(application)
    check(session, ROLE, "test")
    session.commit()
    assert fitted(session, company) == (10, {"IMPACT_NOT_CHECKED"})


def test_a_check_is_repeated_after_three_months_and_never_begun_by_itself(
    session: Session, company: Company, decided: list[Hiring]
) -> None:
    assert queries.due(session, now()) == []
    check(session, ROLE, "test")
    session.commit()
    assert queries.due(session, now()) == []
    last_checked(session, months_before(now(), 3))
    assert queries.due(session, now()) == [ROLE]

"""A company with an opening for an account executive, HR, an analyst, and six who know the job."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from assess.access import Role
from assess.guides import tasks as _registers_tasks
from assess.guides.actions import jobs
from assess.guides.actions.building import Wish
from assess.guides.models import Expert, JobAnalysis
from assess.hiring.actions import create_opening
from assess.people.models import Account
from surveys.competencies import bank

assert _registers_tasks
JOB = "Account executive"
#: Wishes with the usual questions, tied to the job in words.
WISHES = tuple(
    Wish(code, bank().competencies[code].usual, "Leading first meetings") for code in ("discovery", "deciding", "care")
)


@dataclass
class Company:
    """Everybody concerned."""

    hr: Account
    analyst: Account
    knowing: list[Account]


@pytest.fixture
def company(session: Session, account: Callable[..., Account]) -> Company:
    made = Company(
        account(Role.HR, name="Ruth Adler"),
        account(Role.ANALYST, name="Ana Prieto"),
        [account(Role.EMPLOYEE, name=f"Expert {n}") for n in range(1, 7)],
    )
    create_opening(session, "test", "Account executive", JOB, "Lyon")
    session.commit()
    return made


@pytest.fixture
def analysis(session: Session, company: Company) -> JobAnalysis:
    """Under way: two tasks, three topics, everybody asked."""
    made = jobs.begin(session, company.hr.pseudonym, JOB, ["representatives"])
    jobs.set_tasks(session, company.hr.pseudonym, made, ["Lead first meetings", "Keep records"])
    made.competencies = ["discovery", "deciding", "care"]
    jobs.ask(session, company.hr.pseudonym, made, company.knowing, "does_it")
    session.commit()
    return made


def say(session: Session, expert: Expert, discovery: int = 5, ties: bool = True) -> None:
    """Meetings matter and records do not; discovery is needed for meetings, care for records, deciding for nothing."""
    meetings, records = expert.analysis.tasks
    said = jobs.Said(
        {meetings.id: (5, 4), records.id: (3, 1)},
        {"discovery": discovery, "deciding": 4, "care": 4},
        {"discovery": [meetings.id] if ties else [], "care": [records.id]},
    )
    jobs.say(session, expert, said)
    jobs.hand_in(session, expert)
    session.commit()


def close(session: Session, analysis: JobAnalysis, run_jobs: Callable[[], int], experts: int = 4) -> None:
    for expert in analysis.experts[:experts]:
        say(session, expert)
    jobs.close(session, "test", analysis)
    session.commit()
    run_jobs()

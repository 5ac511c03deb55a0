"""Attacks on single people through repeated checks; each succeeds on a build made weaker."""

import json
from collections.abc import Callable

import pytest
from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.audit.models import AuditEvent
from assess.impact import tasks
from assess.jobs.models import Job
from assess.vault import queries as vault_queries
from assess.vault.models import released_set
from scoring.results import Report
from tests.assess.impact.conftest import JOB, Hiring, rows

Look = Callable[[], Report]


def usual(hiring: Hiring) -> None:
    hiring.people([("assessment", 14), ("hired", 6)], sex="female")
    hiring.people([("assessment", 10), ("hired", 12)], sex="male")


def groups(report: Report) -> dict[str, object]:
    return {group: found[0] for group, found in rows(report, "overall").items()}


def grown(before: Report, after: Report) -> set[str]:
    """The attack: which group grew between two looks?"""
    earlier, later = groups(before), groups(after)
    return {group for group in later if later[group] != earlier.get(group)}


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """The weaker build: the vault keeps no log of what it gave out, and the same people are counted again."""

    def weaken() -> None:
        monkeypatch.setattr(tasks, "_fingerprint", lambda people: "")
        monkeypatch.setattr(vault_queries, "_released", lambda session: [])
        monkeypatch.setattr(vault_queries, "_log", lambda *_: None)

    return weaken


def test_one_more_application_that_ended_is_not_told_by_looking_again(
    hiring: Hiring, counted: Look, forgetful: Callable[[], None]
) -> None:
    usual(hiring)
    before = counted()
    hiring.people([("assessment", 1)], sex="female")
    assert grown(before, counted()) == set()
    forgetful()
    assert grown(before, counted()) == {"female"}


def test_somebody_who_speaks_up_between_two_looks_is_not_found(
    hiring: Hiring, counted: Look, forgetful: Callable[[], None]
) -> None:
    """HR looks, asks somebody to fill in the page, and looks again: nobody else has ended in between."""
    usual(hiring)
    late = hiring.apply()
    hiring.decide(late, "decline", "assessment")
    hiring.people([("assessment", 5)])
    before = counted()
    hiring.say(late, sex="female")
    assert grown(before, counted()) == set()
    forgetful()
    assert grown(before, counted()) == {"female"}


def test_moving_one_person_from_step_to_step_tells_nothing_of_them(
    hiring: Hiring, counted: Look, forgetful: Callable[[], None]
) -> None:
    usual(hiring)
    before = counted()
    [declined] = hiring.applied[:1]
    hiring.decide(declined, "hire", "closed")
    after = counted()
    assert rows(after, "overall") == rows(before, "overall")
    forgetful()
    after = counted()
    assert rows(after, "overall")["female"][1] != rows(before, "overall")["female"][1]


def test_an_opening_of_four_is_not_found_by_taking_the_others_from_the_whole(
    hiring: Hiring, second: Hiring, session: Session, counted: Look, forgetful: Callable[[], None]
) -> None:
    usual(hiring)
    second.people([("assessment", 2), ("hired", 2)], sex="female")
    whole = counted()
    of_opening = select(Analysis).where(Analysis.subject == f"opening:{hiring.opening.id}")
    [part] = session.scalars(of_opening).all()
    assert groups(whole) == {"female": 24, "male": 22}
    assert groups(part.report) == {}, "counted by itself it would leave the four"
    forgetful()
    whole = counted()
    alone = session.scalars(of_opening.order_by(Analysis.id.desc())).first()
    assert alone is not None
    assert groups(whole) == {"female": 24, "male": 22} and groups(alone.report) == {"female": 20, "male": 22}


def everything(session: Session) -> str:
    """All that a person with the main database can read of a check."""
    audit = [(e.actor, e.action, e.subject, json.dumps(e.details)) for e in session.scalars(select(AuditEvent))]
    jobs = [(job.name, json.dumps(job.arguments), job.problem) for job in session.scalars(select(Job))]
    stored = [one.report_json for one in session.scalars(select(Analysis))]
    return json.dumps([audit, jobs, stored])


def test_no_row_log_or_mail_of_a_check_depends_on_who_said_what(
    hiring: Hiring, session: Session, counted: Look, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Two people who ended alike change places in the vault: the outside world must look the same."""
    usual(hiring)
    counted()
    seen = everything(session)
    woman, man = hiring.applied[0], hiring.applied[20]
    assert all(one.candidate.participant.code not in seen for one in hiring.applied)
    hiring.say(woman, sex="male")
    hiring.say(man, sex="female")
    with hiring.enclave.session() as vault:
        vault.execute(delete(released_set))
        vault.commit()
    session.execute(text("DELETE FROM analysis"))
    capfd.readouterr()
    caplog.clear()
    again = counted()
    assert rows(again, "overall") == {"female": (20, 6, 0.55, "gap_too_few"), "male": (22, 12, 1.0, "highest")}
    assert capfd.readouterr() == ("", "") and caplog.text == ""


def test_five_more_that_ended_are_counted_again(hiring: Hiring, counted: Look) -> None:
    usual(hiring)
    before = counted()
    hiring.people([("assessment", 3), ("hired", 1)], sex="female")
    hiring.people([("assessment", 4), ("hired", 5)], sex="male")
    assert grown(before, counted()) == {"female", "male"}


def test_the_same_people_looked_at_again_keep_the_day_of_their_count(
    hiring: Hiring, session: Session, counted: Look
) -> None:
    usual(hiring)
    first, again = counted(), counted()
    assert first.provenance == again.provenance
    of_job = select(Analysis).where(Analysis.subject == f"job:{JOB}")
    assert len(session.scalars(of_job).all()) == 2, "that somebody looked is kept"

"""The check of adverse impact end to end: vault in, Report out, and what is left out of it."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.audit.models import AuditEvent
from assess.impact import queries
from scoring.reports.impact import checkable
from scoring.results import Report
from tests.assess.impact.conftest import JOB, Hiring, rows


def usual(hiring: Hiring) -> None:
    """Twelve of forty women and 48 of eighty men pass the assessment; five and twenty of them are hired."""
    hiring.people([("assessment", 28), ("interview", 7), ("hired", 5)], sex="female")
    hiring.people([("assessment", 32), ("interview", 28), ("hired", 20)], sex="male")


def test_every_step_and_the_whole_process_are_compared(hiring: Hiring, counted: Callable[[], Report]) -> None:
    usual(hiring)
    found = counted()
    assert rows(found, "assessment") == {
        "female": (40, 12, 0.5, "adverse_impact"), "male": (80, 48, 1.0, "highest"),
    }  # fmt: skip
    assert rows(found, "interview")["female"] == (12, 5, 1.0, "no_indication")
    assert rows(found, "overall")["female"] == (40, 5, 0.5, "gap_too_few")
    assert found.sentence.key == "impact.indicated" and checkable(found)


def test_who_withdrew_or_was_closed_without_a_decision_was_not_selected_among(
    hiring: Hiring, counted: Callable[[], Report]
) -> None:
    usual(hiring)
    for _ in range(6):
        hiring.decide(hiring.apply(sex="female"), "decline", "assessment", "withdrew")
    hiring.apply(sex="female").stage = "closed"
    hiring.apply(sex="female")
    assert rows(counted(), "overall")["female"] == (40, 5, 0.5, "gap_too_few")


def test_a_corrected_decision_counts_as_corrected(hiring: Hiring, counted: Callable[[], Report]) -> None:
    usual(hiring)
    [declined] = [one for one in hiring.applied[:1]]
    hiring.decide(declined, "hire", "closed")
    assert rows(counted(), "overall")["female"] == (40, 6, 0.6, "gap_too_few")


def test_unknown_and_undisclosed_are_counted_and_never_guessed(hiring: Hiring, counted: Callable[[], Report]) -> None:
    usual(hiring)
    hiring.people([("assessment", 6), ("hired", 3)], sex="undisclosed")
    hiring.people([("assessment", 9), ("hired", 2)])
    found = counted()
    assert set(rows(found, "overall")) == {"female", "male"}
    known = {row[0]: row[1:] for row in found.table("known").rows}
    assert known["sex"] == (120, 9, 11, 0)
    assert known["age"] == (0, 0, 140, 0)


def test_groups_of_fewer_than_five_are_with_the_others(hiring: Hiring, counted: Callable[[], Report]) -> None:
    usual(hiring)
    hiring.people([("assessment", 3)], sex="another")
    hiring.people([("hired", 4)])
    found = counted()
    assert set(rows(found, "overall")) == {"female", "male"}
    assert {row[0]: row[4] for row in found.table("known").rows}["sex"] == 7


def test_steps_where_few_went_out_are_taken_together(hiring: Hiring, counted: Callable[[], Report]) -> None:
    hiring.people([("assessment", 20), ("interview", 2), ("decision", 4), ("hired", 9)], sex="female")
    hiring.people([("assessment", 20), ("interview", 1), ("decision", 5), ("hired", 12)], sex="male")
    found = counted()
    assert list(dict.fromkeys(found.table("rates").column("step"))) == ["overall", "assessment", "interview decision"]
    assert rows(found, "interview decision")["female"][:2] == (15, 9)


def test_while_fewer_than_five_were_hired_the_whole_process_is_not_given(
    hiring: Hiring, counted: Callable[[], Report]
) -> None:
    hiring.people([("assessment", 20), ("interview", 6), ("hired", 2)], sex="female")
    hiring.people([("assessment", 12), ("interview", 6), ("hired", 2)], sex="male")
    found = counted()
    assert set(found.table("rates").column("step")) == {"assessment"}


def test_nobody_who_said_anything_is_a_check_that_says_so(hiring: Hiring, counted: Callable[[], Report]) -> None:
    hiring.people([("assessment", 20), ("hired", 12)])
    found = counted()
    assert found.sentence.key == "impact.nobody" and not checkable(found)
    assert found.table("rates").rows == ()


def test_ten_people_and_none_at_all_leave_a_report_and_no_traceback(
    hiring: Hiring, counted: Callable[[], Report]
) -> None:
    assert counted().sentence.values["people"] == 0
    hiring.people([("assessment", 3), ("hired", 2)], sex="female")
    hiring.people([("assessment", 2), ("hired", 3)], sex="male")
    found = counted()
    assert rows(found, "overall") == {"female": (5, 2, 0.667, "gap_too_few"), "male": (5, 3, 1.0, "highest")}


def test_openings_of_one_job_are_counted_alone_and_together(
    hiring: Hiring, second: Hiring, session: Session, counted: Callable[[], Report]
) -> None:
    """Simpson's paradox: in neither opening is there a gap, over both there seems to be one."""
    hiring.people([("interview", 10), ("hired", 40)], sex="female")
    hiring.people([("interview", 40), ("hired", 160)], sex="male")
    second.people([("interview", 80), ("hired", 20)], sex="female")
    second.people([("interview", 20), ("hired", 5)], sex="male")
    found = counted()
    assert rows(found, "overall")["female"][2:] == (0.545, "adverse_impact")
    [row] = [row for row in found.table("pooled").rows if row[0] == "sex"]
    assert row[1:4] == ("female", "male", 2) and row[7] == "no_indication"
    assert round(row[4].value, 3) == 1.0  # type: ignore[union-attr]
    parts = {opening.place: one.report for opening, one in queries.counted_openings(session, JOB)}
    assert {place: rows(one, "overall")["female"][2:] for place, one in parts.items()} == {
        "Lyon": (1.0, "no_indication"), "Hamburg": (1.0, "highest"),
    }  # fmt: skip


def test_who_checked_and_when_is_kept_and_nobody_is_named(
    hiring: Hiring, session: Session, counted: Callable[[], Report]
) -> None:
    usual(hiring)
    counted()
    [analysis] = session.scalars(select(Analysis).where(Analysis.subject == f"job:{JOB}")).all()
    assert analysis.made_by == "test" and analysis.report.provenance is not None
    assert set(analysis.report.provenance.parameters) == {"people", "counted"}
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "impact.checked")).one()
    assert event.details == {"job": JOB, "counted": True}
    everybody = {one.candidate.participant.code for one in hiring.applied}
    assert not any(code in analysis.report_json for code in everybody)

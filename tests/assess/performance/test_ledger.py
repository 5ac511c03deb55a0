"""Imports are told value by value and undone: nothing is lost, whoever comes first."""

import csv
import io
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.audit.models import AuditEvent
from assess.database import db
from assess.jobs.models import Job
from assess.people.models import Person, Team
from assess.performance.actions import intake, ledger
from assess.performance.models import Kpi, Measure
from assess.performance.models.uploads import Change, Upload
from assess.performance.queries import layout
from tests.assess.performance.conftest import METRICS, people, results
from tests.races import meanwhile

HEAD = "person_id,metric_key,period_start,period_end,value,target\n"

Take = Callable[..., int]


def rows(**values: float | str) -> str:
    return HEAD + "".join(f"P-{who},revenue,2026-01-01,2026-03-31,{value},\n" for who, value in values.items())


def kept(session: Session) -> dict[str, float]:
    session.rollback()
    session.expire_all()
    found = session.execute(select(Person.code, Measure.value).join(Person, Person.id == Measure.person_id))
    return {code.removeprefix("P-"): value for code, value in found}


def quarter(**values: float) -> str:
    return rows(**{f"0{who.removeprefix('p')}": value for who, value in values.items()})


@pytest.fixture(autouse=True)
def staffed(imported: Take) -> None:
    imported("people", people())
    imported("metrics", METRICS)


def undone(analyst: FlaskClient, id: int) -> tuple[int, str]:
    answer = analyst.post(f"/performance/uploads/{id}/undo")
    return answer.status_code, answer.text


def test_a_restated_quarter_is_named_and_each_value_told_before_and_after(
    analyst: FlaskClient, imported: Take, session: Session
) -> None:
    imported("kpis", quarter(p1=10, p2=20, p3=30))
    again = imported("kpis", quarter(p1=11, p2=20, p3=33, p4=40), replace="y")
    page = analyst.get(f"/performance/uploads/{again}").text
    assert "Restated periods" in page and "P-01, revenue, 2026-01-01" in page
    lines = list(
        csv.reader(io.StringIO(analyst.get(f"/performance/uploads/{again}/changes.csv").text.lstrip("\ufeff")))
    )
    assert lines[1:] == [
        ["Result", "P-01, revenue, 2026-01-01", "value", "10", "11"],
        ["Result", "P-03, revenue, 2026-01-01", "value", "30", "33"],
    ]
    session.rollback()
    assert session.scalar(select(AuditEvent.subject).where(AuditEvent.action == "performance.changes_exported")) == (
        f"upload:{again}"
    )


def test_undoing_puts_back_what_was_changed_and_takes_away_what_was_added(
    analyst: FlaskClient, imported: Take, session: Session, run_jobs: Callable[[], int]
) -> None:
    imported("kpis", quarter(p1=10, p2=20))
    again = imported("kpis", quarter(p1=11, p2=20, p4=40), replace="y")
    run_jobs()
    assert kept(session) == {"01": 11, "02": 20, "04": 40}
    assert undone(analyst, again)[0] == 302
    assert kept(session) == {"01": 10, "02": 20}
    assert session.get_one(Upload, again).state == "undone"
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "performance.upload_undone")).one()
    assert (event.subject, event.details) == (f"upload:{again}", {"kind": "kpis", "restored": 1, "removed": 1})
    assert session.scalar(select(func.count()).where(Job.name == "performance.rate", Job.state == "waiting")) == 1
    assert "Undone on" in analyst.get(f"/performance/uploads/{again}").text
    assert undone(analyst, again)[0] == 409


def test_a_column_the_first_file_did_not_have_is_put_back_to_nothing(
    analyst: FlaskClient, imported: Take, session: Session
) -> None:
    imported("kpis", "person_id,metric_key,period_start,period_end,value\nP-01,revenue,2026-01-01,2026-03-31,5\n")
    again = imported("kpis", HEAD + "P-01,revenue,2026-01-01,2026-03-31,5,7\n", replace="y")
    row = session.scalars(select(Measure)).one()
    assert row.target == 7
    undone(analyst, again)
    session.rollback()
    session.refresh(row)
    assert row.target is None


def test_what_a_later_import_changed_is_undone_in_order(analyst: FlaskClient, imported: Take, session: Session) -> None:
    first = imported("kpis", quarter(p1=10, p2=20))
    second = imported("kpis", quarter(p1=11), replace="y")
    third = imported("kpis", quarter(p1=12), replace="y")
    for early in (first, second):
        status, page = undone(analyst, early)
        assert (status, "A later import changed the same rows" in page, f"(#{third})" in page) == (409, True, True)
        assert kept(session) == {"01": 12, "02": 20}
    for id, left in ((third, {"01": 11, "02": 20}), (second, {"01": 10, "02": 20}), (first, {})):
        assert undone(analyst, id)[0] == 302
        assert kept(session) == left


def test_another_column_of_the_same_row_may_be_undone_by_itself(
    analyst: FlaskClient, imported: Take, session: Session
) -> None:
    imported("kpis", quarter(p1=10))
    second = imported("kpis", quarter(p1=11), replace="y")
    imported("kpis", HEAD + "P-01,revenue,2026-01-01,2026-03-31,11,99\n", replace="y")
    assert undone(analyst, second)[0] == 302
    row = session.scalars(select(Measure)).one()
    session.refresh(row)
    assert (row.value, row.target) == (10, 99)


def test_a_weight_set_by_hand_since_is_not_lost(analyst: FlaskClient, imported: Take, session: Session) -> None:
    again = imported("metrics", METRICS.replace("0.6", "0.7"), replace="y")
    kpi = session.scalars(select(Kpi).where(Kpi.key == "revenue")).one()
    kpi.weight = 0.9
    session.commit()
    status, page = undone(analyst, again)
    assert (status, "changed since by somebody" in page) == (409, True)
    session.refresh(kpi)
    assert kpi.weight == 0.9


def test_people_with_results_are_not_taken_away(analyst: FlaskClient, imported: Take, session: Session) -> None:
    more = imported(
        "people",
        "person_id,display_name,team,manager_id,role\nX-1,Xa,New team,X-2,Seller\nX-2,Xb,New team,X-2,Seller\n",
    )
    late = imported("kpis", quarter(p1=1).replace("P-01", "X-1"))
    status, page = undone(analyst, more)
    assert (status, "hang on what this import added" in page) == (409, True)
    assert session.scalar(select(Person.id).where(Person.code == "X-1"))
    undone(analyst, late)
    assert undone(analyst, more)[0] == 302
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Person)) == 44
    assert session.scalar(select(Team.id).where(Team.name == "New team")) is None


def test_a_manager_a_file_changed_is_the_old_one_again(analyst: FlaskClient, imported: Take, session: Session) -> None:
    swap = imported("people", "person_id,display_name,team,manager_id\nP-00,Seller 0,Team 0,M-3\n", replace="y")
    manager = select(Person.code).join(Team, Team.manager_id == Person.id).where(Team.name == "Team 0")
    assert session.scalar(manager) == "M-3"
    undone(analyst, swap)
    session.rollback()
    assert session.scalar(manager) == "M-0"


def test_a_failure_in_the_middle_of_undoing_leaves_everything_as_it_is(
    analyst: FlaskClient, imported: Take, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported("kpis", quarter(p1=10))
    again = imported("kpis", quarter(p1=11, p2=5), replace="y")

    def breaks(*arguments: object, **details: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(ledger, "record", breaks)
    with pytest.raises(OSError, match="disk full"):
        undone(analyst, again)
    assert kept(session) == {"01": 11, "02": 5}


def test_an_import_beside_an_undo_waits_for_it_and_sees_what_it_left(
    imported: Take, upload: Take, session: Session, analyst: FlaskClient
) -> None:
    """Both change the same value: whichever is second finds what the first wrote, and the ledger is true."""
    imported("kpis", quarter(p1=10))
    second = imported("kpis", quarter(p1=11), replace="y")
    third = upload("kpis", quarter(p1=12))
    seen: list[float] = []

    def undo(mine: Session) -> None:
        ledger.undo(mine, "actor", mine.get_one(Upload, second))

    def change(theirs: Session) -> None:
        ledger.hold(theirs)
        row = theirs.scalars(select(Measure)).one()
        seen.append(row.value)
        theirs.add(
            Change(upload_id=third, thing="measure", row_id=row.id, column="value", before=row.value, after=12.0)
        )
        row.value = 12.0

    session.rollback()
    meanwhile(db.engine, undo, change)
    assert seen == [10]
    assert kept(session) == {"01": 12}


def test_two_imports_at_once_do_not_break_each_other(upload: Take, session: Session, analyst: FlaskClient) -> None:
    """The second plans only when the first is over: the same new row is added once and then unchanged."""
    settings = analyst.application.config["EXEMPLAR"]
    ids = [upload("kpis", quarter(p1=10, p2=5)), upload("kpis", quarter(p1=11, p2=5))]

    def importing(id: int) -> Callable[[Session], None]:
        def run(own: Session) -> None:
            one = own.get_one(Upload, id)
            sheet, found = intake.understood(settings, one, layout(own, "kpis"))
            ledger.hold(own)
            intake.import_upload(own, "actor", one, intake.dry_run(own, one, sheet, found), replace=True)

        return run

    session.rollback()
    meanwhile(db.engine, importing(ids[0]), importing(ids[1]))
    assert kept(session) == {"01": 11, "02": 5}
    assert session.get_one(Upload, ids[1]).counts == {"rows": 2, "added": 0, "changed": 1, "unchanged": 1}


def test_the_list_and_the_changes_come_page_by_page(analyst: FlaskClient, imported: Take, session: Session) -> None:
    imported("kpis", results())
    again = imported("kpis", results().replace(".", "1."), replace="y")
    assert session.scalar(select(func.count()).where(Change.upload_id == again)) == 640
    first, last = (analyst.get(f"/performance/uploads/{again}?page={page}").text for page in (1, 13))
    assert "1 to 50 of 640" in first and "601 to 640 of 640" in last
    assert analyst.get("/performance/uploads?page=99").status_code == 200


def test_the_ledger_of_a_person_goes_with_the_person(imported: Take, session: Session) -> None:
    imported("kpis", quarter(p1=10, p2=20))
    imported("kpis", quarter(p1=11, p2=21), replace="y")
    before = session.scalar(select(func.count()).select_from(Change).where(Change.thing == "measure"))
    session.delete(session.scalars(select(Person).where(Person.code == "P-01")).one())
    session.commit()
    assert (before, session.scalar(select(func.count()).where(Change.thing == "measure"))) == (2, 1)

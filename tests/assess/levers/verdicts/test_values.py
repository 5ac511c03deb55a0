"""Values of levers come through the wizard of uploads, are told row by row, and can be taken back."""

import io
from typing import Any

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.jobs.models import Job
from assess.levers.frames import measured, wide
from assess.levers.models import Lever
from assess.levers.models.registry import LeverMeasure
from assess.levers.models.values import LeverValue, TeamCondition
from assess.levers.queries.registry import levers
from assess.levers.queries.values import coverage
from assess.people.models import Person
from assess.performance.actions import ledger
from assess.performance.actions.intake import DryRun, dry_run, import_upload, take_in, understood
from assess.performance.models import Upload
from assess.performance.queries import layout
from tests.assess.levers.conftest import JOB


def taken(session: Session, kind: str, text: str) -> tuple[Upload, DryRun]:
    settings = current_app.config["EXEMPLAR"]
    upload = take_in(session, settings, "analyst", kind, f"{kind}.csv", io.BytesIO(text.encode()))
    return upload, dry_run(session, upload, *understood(settings, upload, layout(session, kind)))


def imported(session: Session, kind: str, text: str) -> Upload:
    upload, dry = taken(session, kind, text)
    import_upload(session, "analyst", upload, dry, replace=False)
    session.commit()
    return upload


def complaints(session: Session, text: str, kind: str = "levers") -> list[tuple[int, str]]:
    return [(one.row, one.key) for one in taken(session, kind, text)[1].complaints]


def test_a_file_of_values_is_imported_told_and_undone(hypotheses: dict[str, Lever], session: Session):
    before = session.scalar(select(func.count(LeverValue.id)))
    text = "person_id,lever_key,value,period,opportunities,source\nP-000,several,0.5,2026-Q1,10,observation\n"
    upload = imported(session, "levers", text + "P-001,several,0.75,2026-Q1,4,observation\n")
    kept = session.scalars(select(LeverValue).where(LeverValue.upload_id == upload.id)).all()
    assert [(one.value, one.opportunities, one.source, str(one.period_start)) for one in kept] == [
        (0.5, 10.0, "observation", "2026-01-01"), (0.75, 4.0, "observation", "2026-01-01"),
    ]  # fmt: skip
    assert session.scalars(select(Job).where(Job.name == "jobs.tell", Job.state == "waiting")).all()[-1].arguments == {
        "news": "levers.values", "id": upload.id,
    }  # fmt: skip
    ledger.undo(session, "analyst", upload)
    session.commit()
    assert session.scalar(select(func.count(LeverValue.id))) == before


def test_the_same_file_again_changes_nothing_and_another_value_is_a_change(
    hypotheses: dict[str, Lever], session: Session
):
    text = "person_id,lever_key,value,source\nP-000,several,61,manager\n"
    imported(session, "levers", text)
    again = taken(session, "levers", text)[1]
    assert (again.added, again.changed, again.unchanged) == (0, 0, 1)
    other = taken(session, "levers", text.replace("61", "64"))[1]
    assert (other.added, other.changed) == (0, 1)


def test_what_nobody_registered_and_a_share_beyond_one_are_complained_about_by_row(
    hypotheses: dict[str, Lever], session: Session
):
    head = "person_id,lever_key,value,opportunities\n"
    assert complaints(session, head + "P-000,several,1,\nP-000,charm,1,\n") == [(3, "uploads.unknown")]
    assert complaints(session, head + "X-1,several,1,\n") == [(2, "uploads.unknown")]
    assert complaints(session, head + "P-000,several,1.5,10\n") == [(2, "levers.share_outside")]
    assert complaints(session, "team,condition_key,value\nNowhere,coaching,3\n", "conditions") == [
        (2, "uploads.unknown")
    ]
    assert complaints(session, head + "P-000,coaching,1,\n") == [(2, "uploads.unknown")]


def test_a_lever_measured_on_less_than_half_and_two_that_are_one_are_named(
    hypotheses: dict[str, Lever], session: Session
):
    text = "person_id,lever_key,value\n"
    half = text + "".join(f"P-{i:03},several,{i}\n" for i in range(40))
    assert [(one.key, dict(one.values)) for one in taken(session, "levers", half)[1].doubts] == [
        ("levers.half_measured", {"n": 40, "of": 96})
    ]
    twins = "".join(f"P-{i:03},{key},{i}\n" for key in ("several", "listens") for i in range(96))
    assert [(one.value, one.key, dict(one.values)) for one in taken(session, "levers", text + twins)[1].doubts] == [
        ("listens", "levers.same_measure", {"other": "several"})
    ]


def test_conditions_of_teams_come_the_same_way(hypotheses: dict[str, Lever], session: Session):
    text = "team,condition_key,value\nTeam 00,coaching,12.5\n"
    upload, dry = taken(session, "conditions", text)
    import_upload(session, "analyst", upload, dry, replace=True)
    session.commit()
    kept = session.scalar(select(TeamCondition.value).order_by(TeamCondition.team_id))
    assert kept == 12.5


def test_what_was_promised_to_be_anonymous_never_becomes_a_value_of_a_person(
    hypotheses: dict[str, Lever], session: Session
):
    lever = hypotheses["quiet"]
    session.add_all([
        LeverMeasure(lever_id=lever.id, kind="upload", reference="quiet", made_by="analyst", anonymous=True),
        LeverValue(person_id=session.scalars(select(Person.id)).first(), lever_key="quiet", value=1, source="survey"),
    ])  # fmt: skip
    session.commit()
    session.refresh(lever)
    assert measured(session, JOB, [lever]).empty
    # the same rows under a measure that promised nothing are read: the check above could fail
    lever.measures[0].anonymous = False
    session.flush()
    assert len(measured(session, JOB, [lever])) == 1


def test_a_value_over_periods_weighs_by_opportunities(hypotheses: dict[str, Lever], session: Session):
    text = (
        "person_id,lever_key,value,period,opportunities\nP-000,several,0.2,2026-Q1,30\nP-000,several,0.6,2026-Q2,10\n"
    )
    session.query(LeverValue).delete()
    imported(session, "levers", text)
    found = wide(measured(session, JOB, [hypotheses["several"]]))
    assert round(float(found.loc["P-000", "several"]), 6) == 0.3


def test_the_page_counts_who_has_a_value_and_shows_none(hypotheses: dict[str, Lever], session: Session, signed_in: Any):
    found = {one.lever.code: (one.have, one.of) for one in coverage(session, JOB)}
    assert found == {
        "several": (96, 96), "listens": (96, 96), "logs": (96, 96), "support": (96, 96), "quiet": (0, 96),
        "coaching": (12, 12),
    }  # fmt: skip
    assert len(levers(session, JOB)) == 6

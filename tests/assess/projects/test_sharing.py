"""Packs hold results about groups for named readers, and nobody gets a result about people through them; the log."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.actions import store
from assess.analyses.models import Analysis
from assess.audit.models import AuditEvent
from assess.home.queries.waiting import waiting
from assess.people.models import Account
from assess.projects.actions import alignment, sharing
from assess.projects.models import Project, ProjectDecision, ProjectDecisionWords, SharePack
from assess.projects.queries import packs
from assess.projects.queries.decisions import intact
from assess.provenance import provenance
from scoring.results import Column, Report, Sentence, Table
from surveys.moments import now
from tests.assess.projects.conftest import CLEAR, JOB


def about_people(session: Session, kind: str) -> Analysis:
    """A Report with a row a person."""
    table = Table("people", (Column("person_id"), Column("score", "number")), (("P-1", 1.5),))
    made = provenance(Report(kind, Sentence("levers.supported", {}), tables=(table,)), {}, 7)
    return store(session, made, f"job:{JOB}", "system")


@pytest.fixture
def pack(session: Session, project: Project, lead: Account, leader: Account, verdicts: Analysis) -> SharePack:
    row = alignment.find(
        session, lead.pseudonym, project, tier="task", element="policies", finding="Nine days", status="misaligned"
    )  # fmt: skip
    made = sharing.share(
        session, lead.pseudonym, project, title="Look at this", message="", reports=[verdicts], rows=[row],
        readers=[leader],
    )  # fmt: skip
    session.commit()
    return made


def test_a_pack_stays_as_it_was_shared_and_each_reading_is_recorded(
    session: Session, project: Project, lead: Account, leader: Account, pack: SharePack,
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    session.execute(text("UPDATE alignment_item SET finding = 'Changed since', status = 'aligned'"))
    session.commit()
    client = signed_in(leader)
    assert [one.key for one in waiting(session, leader)] == ["read_pack"]
    assert "Look at this" in client.get("/projects/").text
    page = client.get(f"/projects/packs/{pack.id}").text
    assert waiting(session, leader) == []
    assert "Nine days" in page
    assert "Changed since" not in page
    assert "Talks with several people" in page
    paper = client.get(f"/projects/packs/{pack.id}/pdf")
    assert (paper.mimetype, paper.data[:5]) == ("application/pdf", b"%PDF-")
    read = select(AuditEvent.actor, AuditEvent.details).where(AuditEvent.action == "projects.pack_read")
    assert [(actor, details["form"]) for actor, details in session.execute(read)] == [
        (leader.pseudonym, "page"), (leader.pseudonym, "pdf"),
    ]  # fmt: skip
    assert pack.readers[0].opened_at is not None


def test_nobody_else_opens_a_pack_and_its_readers_lose_it_when_it_is_withdrawn(
    pack: SharePack, leader: Account, lead: Account, account: Callable[..., Account],
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    address = f"/projects/packs/{pack.id}"
    assert signed_in(leader).get(address).status_code == 200
    assert signed_in(account(Role.LEADER, name="Another leader")).get(address).status_code == 404
    assert signed_in(Role.ANALYST).get(address).status_code == 404
    assert signed_in(lead).post(f"{address}/withdraw").status_code == 302
    assert signed_in(leader).get(address).status_code == 404
    assert signed_in(lead).get(address).status_code == 200
    again = signed_in(lead).post(f"{address}/withdraw")
    assert (again.status_code, "withdrawn already" in again.text) == (409, True)


@pytest.mark.parametrize("kind", ["tiers", "levers"])
def test_a_report_about_people_is_refused_whatever_it_calls_itself(
    session: Session, project: Project, lead: Account, leader: Account, kind: str
) -> None:
    with pytest.raises(sharing.AboutPeople):
        sharing.share(
            session, lead.pseudonym, project, title="Who is best", message="", reports=[about_people(session, kind)],
            rows=[], readers=[leader],
        )  # fmt: skip


def test_without_the_look_at_its_columns_the_attack_goes_through(
    session: Session, project: Project, lead: Account, leader: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The weakened build: whoever names a Report of people like one of levers would get it to leaders."""
    monkeypatch.setattr(packs, "personal", lambda report: False)
    made = sharing.share(
        session, lead.pseudonym, project, title="Who is best", message="", reports=[about_people(session, "levers")],
        rows=[], readers=[leader],
    )  # fmt: skip
    [seen] = packs.contents(session, made)
    assert seen.analysis is not None
    assert seen.analysis.report.table("people").rows == (("P-1", 1.5),)


def test_a_report_number_sent_by_hand_is_no_choice(
    session: Session, project: Project, lead: Account, leader: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    hidden = about_people(session, "tiers")
    session.commit()
    given = {"title": "Who is best", "reports": [hidden.id], "readers": [leader.id]}
    assert signed_in(lead).post(f"/projects/{project.id}/packs", data=given).status_code == 422
    assert session.scalar(select(SharePack.id)) is None


def test_a_reader_who_may_not_see_a_result_is_named_and_nothing_is_shared(
    session: Session, project: Project, lead: Account, account: Callable[..., Account],
    survey: Callable[..., Analysis], signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    released, shut = survey(CLEAR), account(Role.EMPLOYEE, name="Eva Employee")
    with pytest.raises(sharing.ReaderShutOut, match="Eva Employee"):
        sharing.share(
            session, lead.pseudonym, project, title="See", message="", reports=[released], rows=[], readers=[shut]
        )  # fmt: skip
    empty = signed_in(lead).post(f"/projects/{project.id}/packs", data={"title": "See"})
    assert "Choose at least one result" in empty.text


def test_a_result_people_were_deleted_from_says_so(
    session: Session, pack: SharePack, verdicts: Analysis, leader: Account, signed_in: Callable[..., FlaskClient]
) -> None:
    verdicts.report_json = verdicts.report_json.replace("Posts online", "Posts")
    session.commit()
    page = signed_in(leader).get(f"/projects/packs/{pack.id}").text
    assert "People were deleted from this result since it was shared." in page


def test_the_log_names_evidence_is_taken_along_by_pseudonym_and_keeps_what_was_corrected(
    session: Session, project: Project, lead: Account, leader: Account, verdicts: Analysis,
    signed_in: Callable[..., FlaskClient],
) -> None:  # fmt: skip
    client, today = signed_in(lead), now().date().isoformat()
    given = {"kind": "adopt", "what": "=We adopt it", "why": "", "by": leader.id, "on": today, "reports": [verdicts.id]}
    assert client.post(f"/projects/{project.id}/decisions", data=given).status_code == 302
    first = session.scalars(select(ProjectDecision)).one()
    corrected = given | {"what": "We try it in one team", "corrects": first.id}
    assert client.post(f"/projects/{project.id}/decisions", data=corrected).status_code == 302
    auditor = signed_in(Role.AUDITOR)
    page = auditor.get(f"/projects/{project.id}/decisions").text
    assert f"Corrected by entry {first.id + 1}" in page
    assert "decided by Max Boss" in page
    file = auditor.get(f"/projects/{project.id}/decisions.csv").text
    assert "Max Boss" not in file
    assert leader.pseudonym in file
    assert f"report:{verdicts.id} levers sha256:{packs.digest(verdicts)}" in file
    assert "'=We adopt it" in file
    assert client.post(f"/projects/{project.id}/decisions", data=given | {"corrects": 999}).status_code == 404


def test_a_logged_decision_refuses_change_and_its_words_can_be_deleted_but_not_replaced(
    session: Session, project: Project, lead: Account, leader: Account
) -> None:
    kept = sharing.decide(
        session, lead.pseudonym, project, kind="stop", what="We stop", why="", by=leader, on=now().date()
    )  # fmt: skip
    session.commit()
    for statement in ("UPDATE project_decision SET kind = 'start'", "DELETE FROM project_decision"):
        with pytest.raises(DatabaseError, match="PROJECT_DECISION_APPEND_ONLY"):
            session.execute(text(statement))
        session.rollback()
    assert intact(kept) == "kept"
    kept.words.what = "We go on"  # type: ignore[union-attr]
    session.commit()
    assert intact(kept) == "changed"
    session.execute(delete(ProjectDecisionWords))
    session.commit()
    session.refresh(kept)
    assert intact(kept) == "deleted"

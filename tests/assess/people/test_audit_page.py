"""The page of the audit trail shows whatever features record, and records its own reading."""

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.actions import record
from assess.audit.models import AuditEvent


def test_every_kind_of_detail_is_shown(session: Session, signed_in: Callable[..., FlaskClient]) -> None:
    """A comparison of candidates without a fit records that there was no analysis."""
    record(session, "test", "decisions.compared", "opening:1", analysis=None, stage="", n=3, yes=True, many=["a", "b"])
    session.commit()
    for role in (Role.AUDITOR, Role.ADMINISTRATOR):
        page = signed_in(role).get("/people/audit")
        assert page.status_code == 200 and "analysis: –" in page.text and "many: a, b" in page.text


def test_the_trail_keeps_no_words_of_whoever_reads_it(session: Session, signed_in: Callable[..., FlaskClient]) -> None:
    client = signed_in(Role.AUDITOR)
    for asked in ("performance.", "Ada Lovelace is unfit", "x" * 400):
        assert client.get("/people/audit", query_string={"action": asked}).status_code == 200
    viewed = session.scalars(select(AuditEvent).where(AuditEvent.action == "audit.viewed").order_by(AuditEvent.id))
    assert [event.subject for event in viewed] == ["performance.", "", ""]

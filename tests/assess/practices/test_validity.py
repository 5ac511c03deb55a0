"""What both panels said of every practice goes out as a Report, without a number of a panel that was too small."""

import io
import zipfile
from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.practices.models import PanelResult, Practice
from tests.assess.levers.conftest import JOB


def test_keepers_take_away_what_the_panels_said(
    practice: Practice, session: Session, signed_in: Callable[..., FlaskClient]
) -> None:
    keeper = signed_in(Role.ENABLEMENT)
    address = f"/practices/validity/csv?job={JOB}"
    assert keeper.get(address).status_code == 404
    session.add(PanelResult(practice_id=practice.id, panel="performers", judges=9, essential=9, agrees=True))
    session.add(PanelResult(practice_id=practice.id, panel="leaders", judges=4, essential=None, agrees=True))
    session.commit()
    assert "/practices/validity/pdf" in keeper.get(f"/practices/?job={JOB}").text
    with zipfile.ZipFile(io.BytesIO(keeper.get(address).data)) as archive:
        told = "\n".join(archive.read(name).decode() for name in archive.namelist())
    assert "The buying map,performers,9,9,1" in told
    assert "leaders,4" not in told  # of four everybody's vote would be known
    assert keeper.get(f"/practices/validity/pdf?job={JOB}").data[:4] == b"%PDF"
    assert signed_in(Role.LEADER).get(address).status_code == 403
    kept = session.scalars(select(AuditEvent.action).where(AuditEvent.action == "practices.validity_exported")).all()
    assert len(kept) == 2

"""A version's page says what uses it, and leads only where the viewer may go."""

from collections.abc import Callable
from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from assess.access import Role
from assess.campaigns.models import Campaign
from assess.delivery.actions import create_assessment
from assess.hiring.actions import create_opening
from surveys.bank import library
from surveys.moments import now
from surveys.versions import publish


def test_assessments_and_surveys_stand_on_the_page_of_the_version(
    session: Session, signed_in: Callable[..., FlaskClient]
) -> None:
    version = publish(session, library()["work_style"])
    other = publish(session, library()["work_habits"])
    opening = create_opening(session, "test", "Account executive, Lyon", "Account executive", "Lyon")
    create_assessment(session, "test", "How you decide", "selection", [version], "Ruth, r@meridian.example", opening)
    session.add(Campaign(title="What helps us", version_id=version.id, closes_at=now() + timedelta(days=9)))
    session.commit()
    page = signed_in(Role.ANALYST).get(f"/instruments/{version.id}").text
    assert "How you decide" in page and 'href="/assessments/1"' in page
    assert "<strong>What helps us</strong>" in page
    hr = signed_in(Role.HR)
    assert "What helps us</a>" in hr.get(f"/instruments/{version.id}").text
    assert "How you decide" not in hr.get(f"/instruments/{other.id}").text

"""Where a score stands among others: never without its range, or the words that there is none."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from assess.access import Role
from assess.delivery.actions import keep_norm
from assess.delivery.frames import reliabilities
from assess.delivery.models import Assessment, Invitation
from assess.hiring.models import Opening
from scoring.norms import Norm
from surveys.bank import library
from surveys.models import Administration, Participant, Response
from surveys.moments import now


def test_a_standing_carries_the_range_of_its_measurement_error(
    session: Session, assessment: Assessment, invitation: Invitation, device: FlaskClient,
    signed_in: Callable[..., FlaskClient], run_jobs: Callable[[], int], opening: Opening,
) -> None:  # fmt: skip
    """T 50 with a reliability of .84: 50 ± 1.96·10·√.16 = 42.2 to 57.8 (Lord & Novick 1968)."""
    for item in library()["work_style"].items:
        device.post("/take/save", json={"part": 1, "item": item, "value": "3"})
    device.post("/take/submit")
    run_jobs()
    version = assessment.parts[0].version
    norm = Norm("selection", 60, 3.0, 0.5, now().date(), ())
    keep_norm(session, "test", version, "selection", "openness", norm)
    session.commit()
    client, path = signed_in(Role.HR), f"/invitations/{invitation.id}/scores"
    page = client.get(path).text
    assert ">50<" in page and "No range can be given" in page
    keep_norm(session, "test", version, "selection", "openness", norm, 0.84)
    session.commit()
    page = client.get(path).text
    assert "42 to 58" in page and "Cronbach" in page


def test_reliability_is_known_from_thirty_complete_answers_on(
    session: Session, assessment: Assessment, opening: Opening
) -> None:
    """Ten equal answers a person make alpha 1 when people differ (Cronbach 1951); one person fewer than 30: none."""
    version = assessment.parts[0].version
    instrument = library()["work_style"]
    scale = next(one for one in instrument.scales if one.code == "openness")

    def take(number: int) -> None:
        participant = Participant()
        session.add(participant)
        session.flush()
        sitting = Administration(version_id=version.id, respondent_id=participant.id, purpose="selection")
        session.add(sitting)
        session.flush()
        for one in scale.items:
            up = 1 + number % 5
            session.add(
                Response(
                    administration_id=sitting.id, item=one.item, answered_at=now(),
                    value=float(6 - up if one.sign < 0 else up),
                )
            )  # fmt: skip
        session.flush()
        sitting.submitted_at = now()
        session.commit()

    for number in range(29):
        take(number)
    assert reliabilities(session, version, "selection") == {}
    take(29)
    assert reliabilities(session, version, "selection") == {"openness": pytest.approx(1.0)}
    assert reliabilities(session, version, "development") == {}

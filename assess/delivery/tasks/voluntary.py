"""What somebody said voluntarily goes in time."""

from flask import current_app
from sqlalchemy.orm import Session

from assess.delivery.models import Invitation
from assess.delivery.queries.voluntary import last_of_its_opening
from assess.enclave import Enclave
from assess.jobs.tasks import task
from assess.vault.actions import withdraw


@task("delivery.forget_voluntary", "delivery.forgotten")
def forget_voluntary(session: Session, id: int) -> None:
    """Delete from the vault what somebody said voluntarily, with the last of their answers for the same opening."""
    invitation = session.get_one(Invitation, id)
    opening = invitation.assessment.opening_id
    if opening is None or not last_of_its_opening(session, invitation):
        return
    enclave: Enclave = current_app.extensions["vault"]
    with enclave.session() as vault:
        withdraw(vault, invitation.participant.code, opening)
        vault.commit()

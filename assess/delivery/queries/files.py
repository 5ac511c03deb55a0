"""Reading the files people gave as answers."""

from sqlalchemy.orm import Session

from assess.delivery.models import Invitation
from assess.delivery.queries.sittings import administration_of
from assess.errors import NotFound
from assess.hiring.queries import judged
from assess.people.models import Account
from surveys.models import AnswerFile
from surveys.uploads import upload


def own_file(session: Session, invitation_id: int, part: int, item: str) -> AnswerFile:
    """The file somebody gave, with its bytes; NotFound."""
    found = upload(session, administration_of(session, invitation_id, part), item)
    if found is None:
        raise NotFound
    return found


def file_for(session: Session, viewer: Account, invitation: Invitation, part: int, item: str) -> AnswerFile:
    """A file that was handed in, for whoever may see scores; NotFound, StillRating."""
    if not invitation.submitted_at:
        raise NotFound
    if invitation.application is not None:
        judged(session, viewer, invitation.application.candidate_id)
    return own_file(session, invitation.id, part, item)

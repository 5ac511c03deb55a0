"""Taking confidential answers in: begun once, kept one by one, on whatever device, and sent."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from assess.campaigns.actions.refusals import NothingAnswered, OtherPromise
from assess.campaigns.models import CampaignInvitation
from assess.campaigns.queries import Admission, administration_of
from assess.people.models import Person
from surveys import sessions
from surveys.items import Given
from surveys.models import Participant
from surveys.moments import now
from surveys.writing import Tap


def begin(session: Session, admission: Admission, language: str) -> int:
    """The administration of whoever comes by this admission, made at the first call; OtherPromise under anonymity."""
    if admission.campaign.promise != "confidential":
        raise OtherPromise
    # two devices may begin at once: the second waits here and finds what the first made
    invitation = session.get_one(CampaignInvitation, admission.invitation, with_for_update=True)
    known = administration_of(session, admission.invitation)
    if known is not None:
        return known
    person = session.get_one(Person, invitation.person_id, with_for_update=True)
    if person.participant_id is None:
        made = Participant()
        session.add(made)
        session.flush()
        person.participant_id = made.id
    campaign = admission.campaign
    return sessions.start(
        session,
        campaign.version,
        session.get_one(Participant, person.participant_id),
        purpose="survey",
        now=now(),
        context=campaign.code,
        expires_at=campaign.closes_at,
        language=language,
    ).id


def keep(
    session: Session,
    administration: int,
    given: Mapping[str, Given],
    shown: datetime | None = None,
    tap: Tap | None = None,
) -> None:
    """Keep answers; the newest one for an item wins. Raises what the engine refuses."""
    sessions.save(session, administration, given, now=now(), shown=shown, tap=tap)


def finish(session: Session, administration: int) -> None:
    """Send what was kept, once and for all: no audit, no job, nothing that tells anybody that somebody answered.

    Raises NothingAnswered, Incomplete, AlreadySubmitted.
    """
    if not sessions.answers(session, administration):
        raise NothingAnswered
    sessions.submit(session, administration, now=now())

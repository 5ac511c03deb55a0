"""What a referee does: begin, answer, hand in, or say no."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from assess.audit.actions import SYSTEM, record
from assess.delivery.actions.notices import digest
from assess.delivery.models import NoticeText
from assess.errors import Conflict
from assess.jobs.actions import enqueue
from assess.once import add_once
from assess.references.actions.asking import CheckClosed
from assess.references.models import Referee, ReferenceCheck
from surveys import sessions
from surveys.items import Given
from surveys.models import Administration, random_code
from surveys.moments import now
from surveys.writing import Tap


class NotBegun(Conflict):
    """Nothing can be answered before one agreed to."""

    key = "references.not_begun"


class AlreadyAnswered(Conflict):
    """What was handed in stands, and what was declined cannot be handed in."""

    key = "references.already_answered"


def notice(session: Session, referee_id: int, found: Collection[str]) -> None:
    """Keep the signs noticed when the link was opened, each once."""
    referee = session.get_one(Referee, referee_id)
    session.refresh(referee, ["signs"], with_for_update={"of": Referee})
    new = [one for one in found if one not in referee.signs]
    if new:
        referee.signs = [*referee.signs, *new]


def begin(session: Session, referee: Referee, relation: str, length: str, language: str, notice_text: str) -> None:
    """Agree to answer, after reading these words; harmless to repeat. AlreadyAnswered once it ended."""
    session.refresh(referee, ["begun_at", "declined_at", "administration_id"], with_for_update={"of": Referee})
    if referee.declined_at is not None:
        raise AlreadyAnswered
    if referee.begun_at is not None:
        return
    moment = now()
    notice_hash = digest(notice_text)
    # two referees may agree to the same words at once
    add_once(session, NoticeText, [{"hash": notice_hash, "text": notice_text}])
    administration = sessions.start(
        session,
        referee.check.version,
        referee.participant,
        subject=referee.check.application.candidate.participant,
        purpose="selection",
        now=moment,
        context=f"reference:{referee.check_id}",
        expires_at=referee.check.expires_at,
        language=language,
    )
    referee.begun_at, referee.administration = moment, administration
    referee.said_relation, referee.said_length = relation, length
    referee.language, referee.notice_hash = language, notice_hash
    session.flush()


def keep(
    session: Session,
    administration_id: int,
    given: Mapping[str, Given],
    shown: datetime | None = None,
    tap: Tap | None = None,
) -> None:
    """Keep answers; the newest one for an item wins. What the engine refuses."""
    sessions.save(session, administration_id, given, now=now(), shown=shown, tap=tap)


def finish(session: Session, referee: Referee, network: str) -> bool:
    """Hand in, once; False when it was handed in before. Incomplete while a question is open, NotBegun, CheckClosed.

    The trail says neither who handed in nor under which name of the engine: with it the inputs' hash could be searched.
    """
    if referee.administration_id is None:
        raise NotBegun
    # whoever closes the check in this moment is waited for: what comes after is not handed in
    session.refresh(referee.check, ["closed_at"], with_for_update={"of": ReferenceCheck})
    if referee.check.closed_at is not None:
        raise CheckClosed
    claimed = session.execute(
        update(Referee)
        .where(Referee.id == referee.id, Referee.submitted_at.is_(None), Referee.declined_at.is_(None))
        .values(submitted_at=now(), receipt=random_code()[:12], network=network)
        .returning(Referee.id)
    ).first()
    if claimed is None:
        return False
    sessions.submit(session, referee.administration_id, now=now())
    record(session, SYSTEM, "references.answered", f"check:{referee.check_id}")
    enqueue(session, "references.close_if_done", id=referee.check_id)
    return True


def decline(session: Session, referee: Referee) -> None:
    """Say no, before or while answering: what was answered is deleted; harmless to repeat.

    Raises AlreadyAnswered once it is handed in.
    """
    # held: somebody may begin or hand in on another device in this moment
    session.refresh(referee, ["submitted_at", "declined_at", "administration_id"], with_for_update={"of": Referee})
    if referee.submitted_at is not None:
        raise AlreadyAnswered
    if referee.declined_at is not None:
        return
    given, referee.administration_id, referee.declined_at = referee.administration_id, None, now()
    session.flush()
    session.execute(delete(Administration).where(Administration.id == given))
    session.expire(referee)
    record(session, SYSTEM, "references.declined", f"check:{referee.check_id}")
    enqueue(session, "references.tell_declined", id=referee.id)

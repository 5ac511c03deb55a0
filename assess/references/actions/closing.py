"""Closing a check for good: what may be shown is made once, and what is no longer needed goes."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from assess.access import Holder
from assess.analyses.models import Analysis
from assess.audit.actions import SYSTEM, record
from assess.delivery.models import NoticeSeen, NoticeText
from assess.jobs.actions import announce, enqueue
from assess.links.actions import remove
from assess.references.actions.asking import CheckClosed, shut
from assess.references.models import BackgroundEvent, Referee, ReferenceCheck, ReferenceNorm
from surveys.models import Administration, Participant
from surveys.moments import now

#: References of a relation that come into the norm at once (methods §10.4, 6: at least k new ones).
AT_ONCE = 5


def close(session: Session, actor: str, check: ReferenceCheck) -> None:
    """End a check: nobody can answer any more, and a job makes what is shown, once. CheckClosed the second time."""
    session.refresh(check, ["closed_at", "referees"], with_for_update={"of": ReferenceCheck})
    if check.closed_at is not None:
        raise CheckClosed
    check.closed_at = moment = now()
    open_ones = [one.administration_id for one in check.referees if one.administration_id and not one.submitted_at]
    session.execute(update(Administration).where(Administration.id.in_(open_ones)).values(closed_at=moment))
    record(session, actor, "references.closed", f"check:{check.id}", answered=check.answered)
    enqueue(session, "references.compute", id=check.id)


def close_if_done(session: Session, check: ReferenceCheck) -> None:
    """End a check once as many handed in as were asked for, or its time is over; nothing happens otherwise."""
    if check.closed_at is None and (check.answered >= check.wanted or check.expires_at <= now()):
        close(session, SYSTEM, check)


def freeze(session: Session, check: ReferenceCheck, analysis: Analysis, signs: Sequence[str]) -> None:
    """Keep what is shown of a check from now on; the networks go, and links with them."""
    check.analysis_id, check.signs, check.network = analysis.id, list(signs), None
    for referee in check.referees:
        referee.network = None
    shut(session, check)
    record(session, SYSTEM, "references.computed", f"report:{analysis.id}", check=check.id)
    announce(session, "references.closed", check.id)


def take_in(session: Session, version_id: int, waiting: dict[str, list[int]]) -> bool:
    """Let references into the norm, of each relation that has enough new ones; whether there were any."""
    ready = [id for ids in waiting.values() if len(ids) >= AT_ONCE for id in ids]
    for start in range(0, len(ready), 5000):
        session.execute(update(Referee).where(Referee.id.in_(ready[start : start + 5000])).values(in_norm=True))
    if ready:
        record(session, SYSTEM, "references.norm_grew", f"version:{version_id}", references=len(ready))
    return bool(ready)


def keep_norm(session: Session, version_id: int, leniency: dict[str, Any]) -> None:
    """Put a newer norm in force."""
    session.add(ReferenceNorm(version_id=version_id, leniency=leniency))
    session.flush()


def forget(session: Session, checks: Collection[ReferenceCheck]) -> None:
    """Delete who was named, what they answered and what was shown of it, once it was kept as long as was promised."""
    for check in checks:
        referees = list(check.referees)
        check.closed_at, check.network = check.closed_at or now(), None
        remove(session, Holder.APPLICANT, [check.id])
        remove(session, Holder.REFEREE, [one.id for one in referees])
        session.execute(delete(Referee).where(Referee.check_id == check.id))
        # what a referee answered goes with who they are to the engine
        session.execute(delete(Participant).where(Participant.id.in_([one.participant_id for one in referees])))
        _forget_notices(session, {one.notice_hash for one in referees if one.notice_hash})
        analysis_id, check.analysis_id, check.forgotten_at, check.signs = check.analysis_id, None, now(), []
        session.flush()
        if analysis_id:
            session.execute(delete(Analysis).where(Analysis.id == analysis_id))
        session.expire(check, ["referees"])
        record(session, SYSTEM, "references.forgotten", f"check:{check.id}")
        announce(session, "references.forgotten", check.id)


def _forget_notices(session: Session, hashes: Collection[str]) -> None:
    """Delete the notices nobody has seen any more: they name the candidate."""
    seen = (
        select(Referee.id).where(Referee.notice_hash == NoticeText.hash),
        select(NoticeSeen.hash).where(NoticeSeen.hash == NoticeText.hash),
    )
    unseen = [~one.exists() for one in seen]
    session.execute(delete(NoticeText).where(NoticeText.hash.in_(hashes), *unseen))


def forget_application(session: Session, application_id: int) -> None:
    """Delete the references and the background check of an application; harmless to repeat."""
    query = select(ReferenceCheck).where(ReferenceCheck.application_id == application_id)
    forget(session, session.scalars(query.where(ReferenceCheck.forgotten_at.is_(None))).all())
    gone = delete(BackgroundEvent).where(BackgroundEvent.application_id == application_id)
    if session.scalars(gone.returning(BackgroundEvent.id)).all():
        record(session, SYSTEM, "references.background_forgotten", f"application:{application_id}")

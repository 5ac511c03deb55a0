"""What a candidate's copy of everything kept on them holds of interviews: open panels as their dates, and no rating."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from assess.delivery.models import Invitation
from assess.delivery.queries.copies import section
from assess.interviews.models import Interview, Rater
from assess.interviews.queries.averages import fair_averages
from assess.interviews.queries.guides import guide
from assess.interviews.queries.rounds import rule_of
from assess.interviews.queries.seal import raw_means
from assess.phrases import phrase


@section("interviews", "at", "what", "role", "standing", "average", "fair_average", "most")
def kept(session: Session, invitation: Invitation) -> list[dict[str, Any]]:
    """When, by which guide, before whom (roles, no names), and the panel's averages once it is complete.

    A single rater's points and notes are what that person thought, and stay with the panel.
    """
    if invitation.application_id is not None:
        whose = Interview.application_id == invitation.application_id
    else:
        whose = Interview.person_id == invitation.person_id
    query = select(Interview).where(whose).order_by(Interview.id)
    interviews = session.scalars(query.options(joinedload(Interview.version), selectinload(Interview.seats))).all()
    means = raw_means(session, whose)
    fair = fair_averages(session, means)
    rule = rule_of(session, invitation.application.opening_id) if invitation.application else "raw"
    found = []
    for one in interviews:
        instrument, average = guide(session, one), fair.get(one.id)
        estimate = average.estimate if average else None
        state = "nobody" if one.state == "complete" and one.id not in means else one.state
        found.append({
            "at": one.scheduled_at.isoformat() if one.scheduled_at else None,
            "what": f"{phrase(f'interviews.kind.{one.kind}')}: {instrument.title}",
            "guide": one.version.content_hash,
            "role": "; ".join(_roles(seat.rater) for seat in one.seats),
            "state": one.state,
            "standing": phrase(f"interview.{state}"),
            "completed_at": one.completed_at.isoformat() if one.completed_at else None,
            "average": means.get(one.id),
            "fair_average": estimate.value if estimate else None,
            "fair_low": estimate.low if estimate else None,
            "fair_high": estimate.high if estimate else None,
            "counts": rule,
            "most": max((item.maximum for item in instrument.items.values() if item.maximum is not None), default=None),
        })  # fmt: skip
    return found


def _roles(rater: Rater) -> str:
    if rater.account is None:
        return phrase("interview.outside")
    names = sorted(rater.account.role_names)
    return ", ".join(phrase(f"role.{name}") for name in names) or phrase("access.somebody")

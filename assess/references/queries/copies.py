"""What a candidate's copy of everything kept on them holds of references and of the background check."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from assess.delivery.models import Invitation
from assess.delivery.queries.copies import section
from assess.phrases import phrase
from assess.references.models import ReferenceCheck
from assess.references.queries.background import events_of
from assess.references.queries.checks import released
from assess.reports import reasons


def _check(session: Session, invitation: Invitation) -> ReferenceCheck | None:
    if invitation.application_id is None:
        return None
    query = select(ReferenceCheck).where(ReferenceCheck.application_id == invitation.application_id)
    return session.scalar(query.options(selectinload(ReferenceCheck.referees)))


@section("references", "known_as", "relation_said", "standing")
def named(session: Session, invitation: Invitation) -> list[dict[str, Any]]:
    """Whom the candidate named, as they said it, and how far each is: what their own page tells them too."""
    check = _check(session, invitation)
    return [
        {
            "known_as": one.name,
            "email": one.email,
            "relation": one.relation,
            "relation_said": phrase(f"relation.{one.relation}"),
            "length": one.length,
            "last": one.last,
            "state": one.state,
            "standing": phrase(f"reference.{one.state}"),
        }
        for one in (check.referees if check else [])
    ]


@section("reference_results", "what", "average", "average_low", "average_high", "references", "why_not")
def together(session: Session, invitation: Invitation) -> list[dict[str, Any]]:
    """The mean of the one Report there is once all are closed, as far as it may be shown.

    Neither sentences nor topics: a candidate knows the referees, may be told by some of them what they said, and would
    know that much more of the others.
    """
    check = _check(session, invitation)
    analysis = released(session, check) if check else None
    if analysis is None:
        return []
    found = analysis.report.estimates["references_all"]
    return [
        {
            "what": phrase("estimate.references_all"),
            "average": found.value,
            "average_low": found.low,
            "average_high": found.high,
            "references": found.n,
            "made_at": analysis.made_at.isoformat(),
            "why_not": " ".join(reasons(found)),
        }
    ]


@section("background", "at", "what")
def looked_into(session: Session, invitation: Invitation) -> list[dict[str, Any]]:
    """Each status of the background check and each step owed to the candidate, with its day."""
    if invitation.application is None:
        return []
    return [
        {"at": one.done_on.isoformat(), "status": one.what, "what": phrase(f"background.{one.what}")}
        for one in events_of(session, invitation.application)
    ]

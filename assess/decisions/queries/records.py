"""What was decided about a candidate, and what stood on the page at that moment."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from assess.decisions.models import CompositeResult, Decision, Dissent
from assess.decisions.queries.comparing import Ground
from assess.decisions.queries.panels import PanelScore
from assess.decisions.queries.rows import Combined, Row
from assess.delivery.models import Invitation, ReviewRequest
from assess.errors import NotFound
from assess.hiring.models import Application, Candidate
from assess.hiring.queries import application_for, judged
from assess.people.models import Account
from surveys.models import Participant

#: Decisions by which a candidate stays in the running before others.
GOES_ON = ("advance", "hire")


@dataclass(frozen=True, slots=True)
class Seen:
    """What of the evidence was on the page when somebody decided.

    ``above`` and ``below`` count those of the same stage whose composite stands in a higher and in a lower band.
    """

    analysis_id: int | None
    band: int | None
    panels: tuple[PanelScore, ...] = ()
    rule_id: int | None = None
    combined: Combined | None = None
    references_id: int | None = None
    above: int = 0
    below: int = 0

    def deviation(self, decision: str) -> str:
        """In which way a decision is not what the composite says; empty where it is, or says nothing."""
        if self.combined is None:
            return ""
        if decision in GOES_ON and (self.above or self.combined.look):
            return "above"
        return "below" if decision == "decline" and self.below and not self.combined.look else ""


def seen(session: Session, application: Application, row: Row, basis: Ground, references: int | None = None) -> Seen:
    """What the page of a candidate shows."""
    above, below = _around(session, application, row, basis)
    return Seen(
        basis.analysis.id if basis.analysis else None,
        row.measured.band if row.measured else None,
        row.panels,
        basis.combining.id if basis.combining else None,
        row.combined,
        references,
        above,
        below,
    )


def _around(session: Session, application: Application, row: Row, basis: Ground) -> tuple[int, int]:
    """How many of the same stage, of those the viewer may see, stand in a higher and in a lower band."""
    band = row.combined.kept_band if row.combined else None
    if band is None:
        return 0, 0
    query = basis.sight.joined(
        select(
            func.count().filter(CompositeResult.band < band), func.count().filter(CompositeResult.band > band)
        ).select_from(Application)
    )
    above, below = session.execute(query.where(Application.stage == application.stage)).one()
    return above, below


_WHOLE = (
    joinedload(Decision.note),
    joinedload(Decision.rule),
    selectinload(Decision.dissents).joinedload(Dissent.note),
)


def decisions(session: Session, application: Application) -> Sequence[Decision]:
    """What was decided about a candidate for that opening, the last first."""
    query = select(Decision).where(
        Decision.opening_id == application.opening_id, Decision.subject == application.candidate.participant.code
    )
    return session.scalars(query.options(*_WHOLE).order_by(Decision.id.desc())).all()


def decision_for(session: Session, viewer: Account, id: int) -> tuple[Decision, Application]:
    """One decision with the application it is about; NotFound, StillRating, NotFound too once the candidate is erased.

    The row outlives the person; without a person nobody needs its page.
    """
    decision = session.scalar(select(Decision).where(Decision.id == id).options(*_WHOLE))
    if decision is None:
        raise NotFound
    query = select(Application.id).join(Application.candidate).join(Candidate.participant)
    application_id = session.scalar(
        query.where(Application.opening_id == decision.opening_id, Participant.code == decision.subject)
    )
    if application_id is None:
        raise NotFound
    application = application_for(session, viewer, application_id)
    judged(session, viewer, application.candidate_id)
    return decision, application


def in_same_stage(session: Session, application: Application) -> list[str]:
    """Pseudonyms of everybody of the opening who is in the candidate's stage, the candidate among them."""
    query = select(Participant.code).join(Candidate).join(Application)
    here = (Application.opening_id == application.opening_id, Application.stage == application.stage)
    return list(session.scalars(query.where(*here).order_by(Participant.code)))


def correction(session: Session, decision: Decision) -> Decision | None:
    """The decision that corrected this one; None while it is the last."""
    return session.scalar(select(Decision).where(Decision.corrects_id == decision.id).order_by(Decision.id).limit(1))


def reviews_about(session: Session, application: Application) -> Sequence[ReviewRequest]:
    """What the candidate asked to be looked at again by another person, the newest first."""
    query = select(ReviewRequest).join(ReviewRequest.invitation).where(Invitation.application_id == application.id)
    return session.scalars(query.order_by(ReviewRequest.id.desc())).all()

"""Invitations and answers of one assessment as the statistics of fieldwork take them."""

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from assess.delivery.models import Assessment, Invitation, InvitationPart
from scoring.reliability import alphas
from scoring.results import Estimate
from surveys.definition import Instrument
from surveys.frames import responses, wide
from surveys.keying import instrument_by
from surveys.models import Response
from surveys.moments import now
from surveys.scales import keys
from surveys.versions import instrument_of

#: The newest people whose answers are looked at one by one; counts are of everybody.
MOST_LOOKED_AT = 5_000


@dataclass(frozen=True, slots=True)
class Gathered:
    """One assessment so far.

    Attributes
    ----------
    counts : dict of str to int
        People at or beyond each stage of ``scoring.fieldwork.STAGES``.
    pages : list of str
        Every page in the order asked, as ``part:section``.
    people : DataFrame
        Index invitation: last (furthest page answered), done, over.
    answers : DataFrame
        A row an answer: person, page, item (``part:code``), shown, answered, changes.
    """

    counts: dict[str, int]
    pages: list[str]
    people: pd.DataFrame
    answers: pd.DataFrame


def gathered(session: Session, assessment: Assessment) -> Gathered:
    """Counts of everybody; pages and answers of the newest who began."""
    instruments = [instrument_of(session, part.version.content_hash) for part in assessment.parts]
    pages = {
        (part.position, item): f"{part.position}:{section.code}"
        for part, instrument in zip(assessment.parts, instruments, strict=True)
        for item, section in instrument.section_of.items()
        if not section.practice
    }
    order = list(dict.fromkeys(pages.values()))
    begun = (
        select(Invitation.id, Invitation.submitted_at, Invitation.withdrawn_at, Invitation.expires_at)
        .where(Invitation.assessment_id == assessment.id, Invitation.begun_at.is_not(None), Invitation.parts.any())
        .order_by(Invitation.id.desc())
        .limit(MOST_LOOKED_AT)
    )
    moment = now()
    people = pd.DataFrame(
        [(row.id, row.submitted_at is not None,
          row.submitted_at is not None or row.withdrawn_at is not None or row.expires_at <= moment)
         for row in session.execute(begun)],
        columns=["invitation", "done", "over"],
    ).set_index("invitation")  # fmt: skip
    answers = _answers(session, [int(id) for id in people.index], pages)
    place = {page: at for at, page in enumerate(order)}
    furthest = answers["page"].map(place).groupby(answers["person"]).max()
    people["last"] = furthest.reindex(people.index).fillna(0).astype(int).map(dict(enumerate(order)))
    return Gathered(_counts(session, assessment), order, people, answers)


def reliability(session: Session, assessment: Assessment) -> dict[str, Estimate]:
    """Cronbach's alpha of every scale so far, by ``part:scale``, among the newest who handed in."""
    found: dict[str, Estimate] = {}
    for part in assessment.parts:
        instrument = instrument_by(session, part.version)
        given = (
            select(InvitationPart.administration_id)
            .join(Invitation, Invitation.id == InvitationPart.invitation_id)
            .where(Invitation.assessment_id == assessment.id, InvitationPart.position == part.position,
                   Invitation.submitted_at.is_not(None))
            .order_by(Invitation.id.desc())
            .limit(MOST_LOOKED_AT)
        )  # fmt: skip
        long = responses(session, [part.version_id], administrations=session.scalars(given).all())
        each = alphas(wide(long, instrument), keys(instrument))
        found |= {f"{part.position}:{scale}": alpha for scale, alpha in each.items()}
    return found


def names(session: Session, assessment: Assessment) -> dict[str, str]:
    """Words for pages, items and scales of a Report, by their keys."""
    found: dict[str, str] = {}
    for part in assessment.parts:
        instrument: Instrument = instrument_of(session, part.version.content_hash)
        for number, section in enumerate(instrument.sections, start=1):
            found[f"{part.position}:{section.code}"] = f"{instrument.title}, {number}: {section.title}"
        found |= {f"{part.position}:{item.code}": item.text for item in instrument.items.values()}
        found |= {f"{part.position}:{scale.code}": scale.label for scale in instrument.scales}
    return found


def _counts(session: Session, assessment: Assessment) -> dict[str, int]:
    sent = case((or_(Invitation.sent_at.is_not(None), Invitation.begun_at.is_not(None)), 1))
    columns = (
        func.count(), func.count(sent), func.count(Invitation.begun_at), func.count(Invitation.submitted_at)
    )  # fmt: skip
    row = session.execute(select(*columns).where(Invitation.assessment_id == assessment.id)).one()
    return dict(zip(("invited", "sent", "begun", "submitted"), map(int, row), strict=True))


def _answers(session: Session, people: list[int], pages: dict[tuple[int, str], str]) -> pd.DataFrame:
    rows = []
    for start in range(0, len(people), 500):
        query = (
            select(InvitationPart.invitation_id, InvitationPart.position, Response.item, Response.shown,
                   Response.answered_at, Response.changes)
            .join(Response, Response.administration_id == InvitationPart.administration_id)
            .where(InvitationPart.invitation_id.in_(people[start : start + 500]))
            .where(or_(Response.value.is_not(None), Response.text.is_not(None)))
            .order_by(InvitationPart.invitation_id, InvitationPart.position, Response.id)
        )  # fmt: skip
        for row in session.execute(query):
            page = pages.get((row.position, row.item))
            if page is not None:
                item = f"{row.position}:{row.item}"
                rows.append((row.invitation_id, page, item, row.shown, row.answered_at, row.changes))
    table = pd.DataFrame(rows, columns=["person", "page", "item", "shown", "answered", "changes"])
    return table.astype({"shown": "datetime64[us, UTC]", "answered": "datetime64[us, UTC]", "changes": int})

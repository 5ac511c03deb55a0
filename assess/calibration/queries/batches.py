"""Files of ratings and the raters in them."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from assess.calibration.models import ImportedRater, RatingBatch
from assess.errors import NotFound
from assess.paging import Slice, selected
from assess.people.models import Account, Person


def batches(session: Session) -> Sequence[RatingBatch]:
    """Every file and what became of it, the newest first."""
    return session.scalars(select(RatingBatch).order_by(RatingBatch.id.desc())).all()


def batch(session: Session, id: int) -> RatingBatch:
    """One file; NotFound."""
    found = session.get(RatingBatch, id)
    if found is None:
        raise NotFound
    return found


def same_file(session: Session, batch: RatingBatch) -> RatingBatch | None:
    """An earlier import of a file equal to the byte."""
    query = select(RatingBatch).where(
        RatingBatch.sha256 == batch.sha256, RatingBatch.state == "imported", RatingBatch.id != batch.id
    )
    return session.scalar(query.order_by(RatingBatch.id).limit(1))


def imported_raters(session: Session, page: int) -> Slice[ImportedRater]:
    """Codes of raters that came in files, those nobody named first."""
    total = session.scalar(select(func.count()).select_from(ImportedRater)) or 0
    query = select(ImportedRater).order_by(ImportedRater.rater_id.is_not(None), ImportedRater.code)
    return selected(session, query, total, page)


def imported_rater(session: Session, id: int) -> ImportedRater:
    """One code; NotFound."""
    found = session.get(ImportedRater, id)
    if found is None:
        raise NotFound
    return found


def proposals(session: Session, codes: Sequence[ImportedRater]) -> dict[int, Account]:
    """By id of an unnamed rater: the account whose address or personnel number is that code."""
    unnamed = {one.code.casefold(): one.id for one in codes if one.rater_id is None}
    query = (
        select(Account)
        .outerjoin(Person, Person.id == Account.person_id)
        .where(Account.active)
        .where(or_(func.lower(Account.email).in_(unnamed), func.lower(Person.code).in_(unnamed)))
    )
    found = {}
    for account in session.scalars(query):
        for code in (account.email, account.person.code if account.person else ""):
            if code.casefold() in unnamed:
                found[unnamed[code.casefold()]] = account
    return found

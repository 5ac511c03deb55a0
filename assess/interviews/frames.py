"""Ratings of complete panels as the statistics take them."""

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.interviews.models import Interview, Seat
from assess.interviews.queries import open_seats
from surveys import frames
from surveys.models import InstrumentVersion


def ratings(session: Session, code: str) -> pd.DataFrame:
    """First ratings by one scorecard, of complete panels only: ``ratee``, ``rater``, ``criterion``, ``rating``.

    A ratee is a candidate before one panel, ``"interview:12"``: somebody may be interviewed for two openings. Topics
    without evidence have no row.
    """
    versions = session.scalars(select(InstrumentVersion.id).where(InstrumentVersion.code == code)).all()
    seats = open_seats(session, Seat.interview.has(Interview.version_id.in_(versions)))
    table = frames.ratings(session, versions, administrations=[seat.administration_id for seat in seats])
    table = table.assign(ratee=table["context"]).dropna(subset=["rating"])
    return table[["ratee", "rater", "criterion", "rating"]].reset_index(drop=True)

"""First ratings of a pool as the statistics take them: of complete panels, of vignettes and of imported files."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.calibration.models import ImportedRater, ImportedRating
from assess.calibration.queries.pools import Pool
from assess.interviews.models import Interview, Rater, Seat
from assess.interviews.queries import open_seats
from surveys import frames
from surveys.models import InstrumentVersion

#: ``rated_on`` is a day; ``evidence`` counts the letters of the note, NaN where none was asked for.
COLUMNS = ("rater", "ratee", "criterion", "rating", "origin", "rated_on", "evidence", "cues")
#: How a code in a file is known that nobody has said the owner of.
UNKNOWN = "imported:{}"


def ratings(session: Session, pool: Pool) -> pd.DataFrame:
    """Long frame of first ratings with the columns ``COLUMNS``; ``origin`` is ``panel`` or ``import``.

    A rater is the code of their participant, whatever their ratings came by. A ratee is one person before one panel
    (``interview:12``), or a keyed name of an imported candidate; where somebody rated the same candidate on the same
    criterion again in another round, that counts as another ratee.
    """
    parts = [_panels(session, pool), _imported(session, pool)]
    table = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    order = ["ratee", "rater", "criterion"]
    return table.sort_values(order, kind="stable", ignore_index=True)[list(COLUMNS)]


def _panels(session: Session, pool: Pool) -> pd.DataFrame:
    """By the seats that ``open_seats`` gives and no others."""
    versions = session.scalars(select(InstrumentVersion.id).where(InstrumentVersion.code.in_(pool.guides))).all()
    seats = open_seats(session, Seat.interview.has(Interview.version_id.in_(versions)))
    locked = {seat.administration_id: seat.locked_at for seat in seats}
    table = frames.ratings(session, versions, administrations=[seat.administration_id for seat in seats])
    table = table.dropna(subset=["rating"])
    table = table[table["criterion"].isin(pool.criteria)]
    days = pd.to_datetime(table["administration"].map(locked), utc=True).dt.tz_localize(None).dt.normalize()
    return table.assign(
        ratee=table["context"],
        origin="panel",
        rated_on=days,
        evidence=table["evidence"].fillna("").str.len().astype(float),
        cues=table["cues"].map(len).astype(float),
    )[list(COLUMNS)]


def _imported(session: Session, pool: Pool) -> pd.DataFrame:
    query = (
        select(ImportedRating, ImportedRater.rater_id)
        .join(ImportedRater, ImportedRater.id == ImportedRating.rater_id)
        .where(ImportedRating.batch_id.in_(pool.batches), ImportedRating.criterion.in_(pool.criteria))
        .order_by(ImportedRating.id)
    )
    named = _codes(session)
    rows = [
        (
            named.get(rater, UNKNOWN.format(one.rater_id)),
            f"import:{one.ratee}",
            f"{one.criterion}: {one.question}" if one.question else one.criterion,
            float(one.rating), "import", one.rated_on,
            np.nan if one.evidence is None else float(one.evidence), 0.0,
        )
        for one, rater in session.execute(query)
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    table["rated_on"] = pd.to_datetime(table["rated_on"])
    again = table.groupby(["rater", "ratee", "criterion"]).cumcount().to_numpy()
    suffix = np.where(again > 0, [f":{count + 1}" for count in again], "")
    return table.assign(ratee=table["ratee"] + suffix)


def _codes(session: Session) -> Mapping[int | None, str]:
    return {rater.id: rater.participant.code for rater in session.scalars(select(Rater))}

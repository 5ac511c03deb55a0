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
from assess.vignettes import frames as vignettes
from assess.vignettes.models import Course, Outcome
from surveys import frames
from surveys.models import InstrumentVersion, Participant

#: ``rated_on`` is a day; ``evidence`` counts the letters of the note, NaN where none was asked for.
COLUMNS = ("rater", "ratee", "criterion", "rating", "origin", "rated_on", "evidence", "cues")
#: How a code in a file is known that nobody has said the owner of.
UNKNOWN = "imported:{}"
#: A note of fewer letters says too little to go back to (methods §6.1: counted, never blocked).
SHORT_NOTE = 20


def ratings(session: Session, pool: Pool) -> pd.DataFrame:
    """Long frame of first ratings with the columns ``COLUMNS``; ``origin`` is ``panel``, ``vignette`` or ``import``.

    A rater is the code of their participant, whatever their ratings came by. A ratee is one person before one panel
    (``interview:12``), a vignette, which links everybody who rated it, or a keyed name of an imported candidate; where
    somebody rated the same candidate on the same criterion again in another round, that counts as another ratee.
    """
    parts = [_panels(session, pool), _vignettes(session, pool), _imported(session, pool)]
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


def _vignettes(session: Session, pool: Pool) -> pd.DataFrame:
    """Whatever guide a panel uses: the same code means the same competency in each."""
    table = vignettes.ratings(session) if pool.written else pd.DataFrame(columns=list(vignettes.COLUMNS))
    table = table[table["criterion"].isin(pool.criteria)]
    days = pd.to_datetime(table["when"], utc=True).dt.tz_localize(None).dt.normalize()
    return table.assign(origin="vignette", rated_on=days, evidence=np.nan, cues=0.0)[list(COLUMNS)]


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


def second_ratings(session: Session, pool: Pool) -> pd.DataFrame:
    """Ratings given after the talk in complete panels: ``rater``, ``ratee``, ``criterion``, ``rating``."""
    seats = open_seats(session, Seat.interview.has(Interview.version.has(InstrumentVersion.code.in_(pool.guides))))
    rows = [
        (seat.rater.participant.code, f"interview:{seat.interview_id}", second.item, second.value)
        for seat in seats
        for second in seat.second_ratings
    ]
    return pd.DataFrame(rows, columns=["rater", "ratee", "criterion", "rating"])


def tests(session: Session, pool: Pool) -> dict[str, tuple[pd.DataFrame, pd.DataFrame]]:
    """By rater: their newest test on vignettes by criteria of the pool, and the gold it was measured by."""
    if not pool.written:
        return {}
    query = (
        select(Course, Outcome, Participant.code)
        .join(Outcome, Outcome.course_id == Course.id)
        .join(Rater, Rater.id == Course.rater_id)
        .join(Participant, Participant.id == Rater.participant_id)
        .where(Course.purpose == "training")
        .order_by(Course.finished_at)
    )
    newest = {code: (course, outcome) for course, outcome, code in session.execute(query)}
    return {
        code: (vignettes.given(session, course), vignettes.matrix(outcome.gold))
        for code, (course, outcome) in newest.items()
    }


def notes(table: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """By rater: ratings that asked for a note, and how many of these have a short one and no cue."""
    asked = table[table["evidence"].notna()]
    short = (asked["evidence"] < SHORT_NOTE) & (asked["cues"] == 0)
    counted = short.groupby(asked["rater"]).agg(["size", "sum"])
    return {str(rater): (int(row["size"]), int(row["sum"])) for rater, row in counted.iterrows()}


def raw_means(table: pd.DataFrame) -> dict[str, float]:
    """By ratee: the mean of all first ratings (methods §6.2)."""
    return {str(ratee): float(mean) for ratee, mean in table.groupby("ratee")["rating"].mean().items()}


def raters_of(table: pd.DataFrame) -> dict[str, list[str]]:
    """By ratee: who rated them."""
    pairs = table[["ratee", "rater"]].drop_duplicates()
    return {str(ratee): [str(one) for one in raters] for ratee, raters in pairs.groupby("ratee")["rater"]}


def worded(table: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The frame with criteria in words; a question keeps its code behind those of its competency."""

    def words(code: str) -> str:
        competency, colon, question = code.partition(": ")
        return names.get(code, names.get(competency, competency) + colon + question)

    said = {code: words(code) for code in table["criterion"].unique()}
    return table.assign(criterion=table["criterion"].map(said))

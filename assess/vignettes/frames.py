"""Ratings of vignettes as the statistics take them: for linking raters, for the gold, for one rater's accuracy."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.vignettes.models import Course, Exercise, Expert, VignetteVersion
from surveys import frames


@dataclass(frozen=True, slots=True)
class AgreedCell:
    """What the experts come to on one topic of a vignette; ``points`` is None where that is discarded, with why."""

    points: float | None
    sd: float
    experts: int
    reason: str


COLUMNS = ("ratee", "rater", "criterion", "rating", "when")


def ratings(session: Session, code: str | None = None) -> pd.DataFrame:
    """Ratings of vignettes with the columns ``COLUMNS``, by one scorecard or by all; a ratee is ``"vignette:<code>"``.

    Each was given without knowing the gold, and of each rater and vignette only the newest is here: a test taken again
    says how somebody rates now. ``rater`` is the participant's code, as in ``assess.calibration.frames``.
    """
    query = select(Exercise.administration_id, Exercise.locked_at, Course.version_id).join(Exercise.course)
    query = query.join(Exercise.version).where(Exercise.locked_at.is_not(None))
    locked = session.execute(query if code is None else query.where(VignetteVersion.scorecard == code)).all()
    when = {row.administration_id: row.locked_at for row in locked}
    table = frames.ratings(session, {row.version_id for row in locked}, administrations=list(when))
    table = table.assign(ratee=table["context"], when=pd.to_datetime(table["administration"].map(when), utc=True))
    table = table.dropna(subset=["rating"]).sort_values(["when", "administration"], kind="stable")
    newest = table.drop_duplicates(["ratee", "rater", "criterion"], keep="last")
    return newest.sort_values(["ratee", "rater", "criterion"])[list(COLUMNS)].reset_index(drop=True)


def expert_ratings(session: Session, code: str, without: int | None = None) -> pd.DataFrame:
    """Blind ratings of experts who rated every vignette: ``vignette``, ``criterion``, ``rater``, ``rating``.

    ``without`` leaves out a rater (by id), whose own ratings are to be measured.
    """
    done = (
        select(Exercise.administration_id, Course.version_id)
        .join(Exercise.course)
        .join(Exercise.version)
        .join(Expert, Expert.rater_id == Course.rater_id)
        .where(Course.purpose == "gold", Course.finished_at.is_not(None), VignetteVersion.scorecard == code)
    )
    rows = session.execute(done if without is None else done.where(Course.rater_id != without)).all()
    versions, administrations = {row.version_id for row in rows}, [row.administration_id for row in rows]
    table = frames.ratings(session, versions, administrations=administrations)
    table = table.assign(vignette=table["context"].str.removeprefix("vignette:"))
    return table[["vignette", "criterion", "rater", "rating"]]


def given(session: Session, course: Course) -> pd.DataFrame:
    """One rater's test: a row a vignette in the order of the set, a column a topic."""
    exercises = course.of("test")
    table = frames.ratings(session, [course.version_id], administrations=[one.administration_id for one in exercises])
    table = table.assign(vignette=table["context"].str.removeprefix("vignette:"))
    order = sorted(exercises, key=lambda one: one.vignette.position)
    wide = table.pivot(index="vignette", columns="criterion", values="rating")
    topics = [level.topic for level in order[0].vignette.levels]
    return wide.reindex(index=[one.vignette.code for one in order], columns=topics)


def matrix(cells: Mapping[str, Mapping[str, float | None]]) -> pd.DataFrame:
    """Points by vignette and topic as a table, NaN where there are none."""
    return pd.DataFrame.from_dict({code: dict(row) for code, row in cells.items()}, orient="index").astype(float)


def cells(agreed: pd.DataFrame) -> dict[tuple[str, str], AgreedCell]:
    """The table of ``scoring.accuracy.gold`` by vignette and topic, as plain values."""
    columns = ["vignette", "criterion", "rating", "sd", "experts", "kept", "reason"]
    return {
        (str(vignette), str(topic)): AgreedCell(float(mean) if kept else None, float(sd), int(n), str(reason))
        for vignette, topic, mean, sd, n, kept, reason in agreed[columns].to_numpy().tolist()
    }

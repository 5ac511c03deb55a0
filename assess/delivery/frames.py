"""Answers and scores of assessments as the statistics take them."""

from collections.abc import Collection, Sequence
from datetime import datetime

import numpy as np
import pandas as pd
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.delivery.models import AnswerQuality, ScaleScore
from assess.delivery.queries.keys import MOST_LOOKED_AT
from scoring.policy import minimum
from scoring.quality.distance import MOST_ITEMS, PEOPLE_PER_ITEM
from scoring.reliability import alphas
from surveys.definition import Instrument
from surveys.frames import responses, wide
from surveys.keying import in_force, instrument_by
from surveys.models import Administration, InstrumentVersion
from surveys.scales import keys


def answers(session: Session, administration: Administration, instrument: Instrument) -> tuple[pd.DataFrame, float]:
    """One administration's item scores as a row, a column an item, and its median seconds an item (NaN if unknown).

    Options count as ``instrument`` has them.
    """
    long = responses(session, [administration.version_id], administrations=[administration.id], keyed=instrument)
    table = wide(long, instrument).reindex([administration.id])
    return table, seconds_per_item(long, instrument)


def by_key(
    session: Session, version: InstrumentVersion, administrations: Collection[int], instrument: Instrument
) -> pd.DataFrame:
    """Item scores of administrations, a row each in their order, as the options of ``instrument`` count."""
    long = responses(session, [version.id], administrations=administrations, keyed=instrument)
    return wide(long, instrument).reindex(list(administrations))


def everybody(session: Session, version: InstrumentVersion, instrument: Instrument) -> pd.DataFrame:
    """Item scores of whoever handed in answers to a version, a row a person: of those who did so twice, the newest."""
    long = responses(session, [version.id])
    newest = long.groupby("respondent")["administration"].max()
    return wide(long[long["administration"].isin(newest)], instrument)


def crowd(session: Session, administration: Administration, instrument: Instrument) -> pd.DataFrame:
    """Item scores of the newest other administrations of the same version for the same purpose, a row each.

    As many as the distance of one person from all others needs (methods §4.7); no rows while there are fewer.
    """
    needed = PEOPLE_PER_ITEM * min(MOST_ITEMS, len(instrument.items)) + 1
    query = (
        select(Administration.id)
        .where(
            Administration.version_id == administration.version_id,
            Administration.purpose == administration.purpose,
            Administration.submitted_at.is_not(None),
            Administration.id != administration.id,
        )
        .order_by(Administration.submitted_at.desc(), Administration.id.desc())
        .limit(2 * needed)
    )
    others = session.scalars(query).all()
    if len(others) < needed:
        return pd.DataFrame(columns=list(instrument.items), dtype=float)
    return wide(responses(session, [administration.version_id], administrations=others), instrument)


def seconds_per_item(long: pd.DataFrame, instrument: Instrument) -> float:
    """Median over the pages of the time from first seeing a page to its last answer, divided by its answers.

    Pages without a moment of being shown are left out; NaN when none is left.
    """
    pages = {item.code: section.code for section in instrument.sections for item in section.items}
    seen: dict[str, list[tuple[datetime, datetime]]] = {}
    for item, shown, answered in zip(long["item"], long["shown"], long["answered_at"], strict=True):
        if not pd.isna(shown) and not pd.isna(answered):
            seen.setdefault(pages[item], []).append((shown, answered))
    paces = [
        (max(answered for _, answered in page) - min(shown for shown, _ in page)).total_seconds() / len(page)
        for page in seen.values()
    ]
    return float(np.median(paces)) if paces else float("nan")


def scale_scores(session: Session, version_id: int, purpose: str, key: int | None = None) -> pd.DataFrame:
    """Long frame of one version's scale scores for one purpose, one row a person and scale: participant, scale, value.

    By the key of that number alone, the one in force if none is named. Of several attempts the newest counts whose
    answers show no signs of carelessness; the newest where all do.
    """
    key = in_force(session, version_id) if key is None else key
    doubtful = func.coalesce(AnswerQuality.careless, False)
    query = (
        select(ScaleScore.participant_id, ScaleScore.scale, ScaleScore.value)
        .join(Administration, Administration.id == ScaleScore.administration_id)
        .outerjoin(AnswerQuality, AnswerQuality.administration_id == ScaleScore.administration_id)
        .where(ScaleScore.version_id == version_id, ScaleScore.key == key, Administration.purpose == purpose)
        .where(ScaleScore.value.is_not(None))
        .order_by(doubtful.desc(), ScaleScore.id)
    )
    rows: Sequence[tuple[int, str, float | None]] = [(row[0], row[1], row[2]) for row in session.execute(query)]
    table = pd.DataFrame(rows, columns=["participant", "scale", "value"]).astype({"value": float})
    return table.drop_duplicates(["participant", "scale"], keep="last").reset_index(drop=True)


def reliabilities(session: Session, version: InstrumentVersion, purpose: str) -> dict[str, float]:
    """Cronbach's alpha of each scale among people who took a version for one purpose and answered all its items.

    Of the newest ``MOST_LOOKED_AT`` who handed in: more would not make it known any better.

    Scales with fewer people than a norm needs, and those where alpha is below 0, are left out.
    """
    query = (
        select(Administration.id)
        .where(Administration.version_id == version.id, Administration.purpose == purpose)
        .where(Administration.submitted_at.is_not(None))
        .order_by(Administration.submitted_at.desc(), Administration.id.desc())
        .limit(MOST_LOOKED_AT)
    )
    instrument = instrument_by(session, version)
    long = responses(session, [version.id], administrations=session.scalars(query).all())
    found = alphas(wide(long, instrument), keys(instrument))
    least = minimum("norm", "people").refuse
    return {
        scale: alpha.value
        for scale, alpha in found.items()
        if alpha.value is not None and alpha.value >= 0 and alpha.n >= least
    }

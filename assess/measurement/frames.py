"""Everybody's answers to one version of an instrument, as the statistics take them."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.delivery.models import AnswerQuality, InvitationPart, ScaleNorm
from assess.profiles.models import ProfileVersion
from scoring.passport import Evidence
from scoring.profile import from_json
from scoring.results import Estimate
from surveys.definition import Instrument
from surveys.frames import responses, wide
from surveys.keying import in_force
from surveys.models import Administration, InstrumentVersion


@dataclass(frozen=True, slots=True)
class Gathered:
    """One row a respondent, their newest answers; the same index throughout.

    Attributes
    ----------
    answers : DataFrame
        A column an item, in the order asked, before any reverse key.
    purpose : Series of str
        What the answers were given for.
    careless : Series of bool
        Whether the answers may not reflect the person.
    """

    answers: pd.DataFrame
    purpose: pd.Series
    careless: pd.Series

    @property
    def people(self) -> pd.DataFrame:
        """What is known of each respondent besides the answers."""
        return pd.DataFrame({"purpose": self.purpose, "careless": self.careless})


def gathered(session: Session, version: InstrumentVersion, instrument: Instrument) -> Gathered:
    """What was handed in to invitations; of those who answered twice, the newest."""
    query = (
        select(Administration.id, Administration.purpose, Administration.respondent_id, AnswerQuality.careless)
        .join(InvitationPart, InvitationPart.administration_id == Administration.id)
        .outerjoin(AnswerQuality, AnswerQuality.administration_id == Administration.id)
        .where(Administration.version_id == version.id, Administration.submitted_at.is_not(None))
        .order_by(Administration.submitted_at, Administration.id)
    )
    known = pd.DataFrame(
        [tuple(row) for row in session.execute(query)], columns=["administration", "purpose", "respondent", "careless"]
    )
    known = known.drop_duplicates("respondent", keep="last").set_index("administration").sort_index()
    long = responses(session, [version.id], administrations=[int(id) for id in known.index])
    table = wide(long, instrument).reindex(known.index)
    return Gathered(table, known["purpose"], known["careless"].fillna(False).astype(bool))


def evidence(
    session: Session,
    version: InstrumentVersion,
    instrument: Instrument,
    reliability: Mapping[str, Estimate],
    dif: Mapping[str, int],
) -> dict[str, Evidence]:
    """What is known of each scale: licence, reliability, norms, profiles in force, and how its items work for groups.

    Parameters
    ----------
    reliability : Mapping of str to Estimate
        By scale.
    dif : Mapping of str to int
        Items of each scale that work differently for a group; a scale that is not there was not looked at.
    """
    norms: dict[str, int] = {}
    query = select(ScaleNorm.scale, ScaleNorm.n).where(
        ScaleNorm.version_id == version.id, ScaleNorm.key == in_force(session, version.id)
    )
    for scale, n in session.execute(query):
        norms[scale] = max(n, norms.get(scale, 0))
    validity = _validity(session, version)
    return {
        scale.code: Evidence(
            instrument.uses, reliability[scale.code], norms.get(scale.code, 0), validity.get(scale.code),
            dif.get(scale.code),
        )
        for scale in instrument.scales
    }  # fmt: skip


def _validity(session: Session, version: InstrumentVersion) -> dict[str, Estimate]:
    """By scale: how well the newest profile in force that gives it weight predicts people it was not built on."""
    query = select(ProfileVersion).where(ProfileVersion.state == "approved").order_by(ProfileVersion.id)
    found: dict[str, Estimate] = {}
    for kept in session.scalars(query):
        profile = from_json(kept.content)
        if not kept.in_force or profile.chosen is None:
            continue
        weighted = {scale.scale for scale in profile.scales if scale.weight}
        for name, (version_id, scale) in kept.places.items():
            if version_id == version.id and name in weighted:
                found[scale] = profile.chosen.r_cv
    return found

"""Scoring what was handed in, making norms."""

import pandas as pd
from sqlalchemy.orm import Session

from assess.delivery import frames
from assess.delivery.actions import keep_norm, keep_quality, keep_scores, offer_if_careless
from assess.delivery.models import AnswerQuality, Invitation, ScaleScore
from assess.delivery.queries.keys import to_score_by
from assess.delivery.tasks.banks import on_trait
from assess.delivery.tasks.numbers import number
from assess.jobs.tasks import task
from scoring.errors import Undefined
from scoring.keys import score as score_scales
from scoring.norms import norm
from scoring.policy import minimum
from scoring.quality import FLAGS, quality
from surveys.definition import Instrument
from surveys.keying import in_force, instrument_by
from surveys.models import Administration, InstrumentVersion
from surveys.moments import now
from surveys.scales import attention, keys


@task("delivery.score", "delivery.submitted")
def score(session: Session, id: int) -> None:
    """Score every part of an invitation that was handed in; earlier scores of it by the same key are replaced."""
    invitation = session.get_one(Invitation, id)
    for part in invitation.parts:
        administration = part.administration
        # by a key to come too: it comes into force for everybody at once
        for key in to_score_by(session, administration.version_id):
            keep_scores(session, administration, _scored(session, administration, key), key)
        instrument = instrument_by(session, administration.version)
        table, seconds = frames.answers(session, administration, instrument)
        others = frames.crowd(session, administration, instrument)
        keep_quality(session, administration, signs(administration, instrument, table, seconds, others))
    # what cannot be believed can be given again, before anybody draws a conclusion from it
    offer_if_careless(session, invitation)


def _scored(session: Session, administration: Administration, key: int) -> list[ScaleScore]:
    instrument = instrument_by(session, administration.version, key)
    table, _seconds = frames.answers(session, administration, instrument)
    scored = score_scales(table, keys(instrument))
    rows = [
        ScaleScore(
            administration_id=administration.id,
            participant_id=administration.respondent_id,
            version_id=administration.version_id,
            scale=scale,
            value=number(scored.values[scale].iloc[0]),
            answered=int(scored.answered[scale].iloc[0]),
        )
        for scale in scored.values.columns
    ]
    chosen = {row.scale: row for row in on_trait(session, administration, instrument)}
    return [chosen.get(row.scale, row) for row in rows]


def signs(
    administration: Administration, instrument: Instrument, table: pd.DataFrame, seconds: float, others: pd.DataFrame
) -> AnswerQuality | None:
    """Signs of careless answering among the graded sentences, beside those of others; None where there are none."""
    plain = [section for section in instrument.sections if not (section.practice or section.adaptive)]
    graded = [item for section in plain for item in section.items if item.kind == "likert"]
    if not graded:
        return None
    points = [float(option.value) for item in graded for option in item.options]
    mixed = any({keyed.sign for keyed in scale.items} == {1, -1} for scale in instrument.scales)
    everyone = pd.concat([table, others])[[item.code for item in graded]]
    found = quality(
        everyone,
        min(points),
        max(points),
        seconds=pd.Series([seconds], index=table.index).reindex(everyone.index),
        mixed_key=mixed,
        keys=keys(instrument),
        expected=attention(instrument),
    )
    row = found.people.loc[[administration.id]].iloc[0]
    return AnswerQuality(
        administration_id=administration.id,
        longstring=int(row["longstring"]),
        spread=number(row["irv"]),
        seconds=number(row["seconds"]),
        flags=[flag for flag in FLAGS if row[f"flag_{flag}"]],
        careless=bool(row["careless"]),
    )


@task("delivery.make_norms")
def make_norms(session: Session, version_id: int, purpose: str, actor: str) -> None:
    """Norms of every scale of a version from whoever took it for that purpose; scales with too few are left out."""
    version = session.get_one(InstrumentVersion, version_id)
    key = in_force(session, version_id)
    scores = frames.scale_scores(session, version_id, purpose, key)
    reliable = frames.reliabilities(session, version, purpose)
    for scale, group in scores.groupby("scale"):
        if len(group) < minimum("norm", "people").refuse:
            continue
        try:
            made = norm(group["value"].to_numpy(), purpose, now().date())
        except Undefined:  # everybody scored the same: no norm to be had
            continue
        keep_norm(session, actor, version, purpose, str(scale), made, reliable.get(str(scale)), key)

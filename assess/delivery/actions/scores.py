"""Keeping scores and norms."""

from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.delivery.models import AnswerQuality, ScaleNorm, ScaleScore
from assess.jobs.actions import announce
from scoring.norms import Norm
from surveys.models import Administration, InstrumentVersion


def keep_scores(
    session: Session, administration: Administration, scores: Sequence[ScaleScore], quality: AnswerQuality | None
) -> None:
    """The scores of an administration in place of earlier ones."""
    for table in (ScaleScore, AnswerQuality):
        session.execute(delete(table).where(table.administration_id == administration.id))
    session.add_all([*scores, *([quality] if quality else [])])
    session.flush()
    announce(session, "delivery.scored", administration.id)


def keep_norm(
    session: Session,
    actor: str,
    version: InstrumentVersion,
    purpose: str,
    scale: str,
    norm: Norm,
    reliability: float | None = None,
) -> ScaleNorm:
    """A norm of a scale, used from now on; earlier ones stay for the record."""
    kept = ScaleNorm(
        version_id=version.id,
        purpose=purpose,
        scale=scale,
        n=norm.n,
        mean=norm.mean,
        sd=norm.sd,
        reliability=reliability,
        scores=list(norm.scores),
    )
    session.add(kept)
    session.flush()
    record(session, actor, "delivery.norm_made", f"version:{version.id}", scale=scale, purpose=purpose, n=norm.n)
    return kept

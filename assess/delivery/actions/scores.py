"""Keeping scores and norms."""

from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.delivery.models import AnswerQuality, ScaleNorm, ScaleScore
from assess.jobs.actions import announce
from scoring.norms import Norm
from surveys.models import Administration, InstrumentVersion


def keep_scores(session: Session, administration: Administration, scores: Sequence[ScaleScore], key: int) -> None:
    """The scores of an administration by one key in place of earlier ones by the same key."""
    earlier = (ScaleScore.administration_id == administration.id, ScaleScore.key == key)
    session.execute(delete(ScaleScore).where(*earlier))
    for score in scores:
        score.key = key
    session.add_all(scores)
    session.flush()
    announce(session, "delivery.scored", administration.id)


def keep_quality(session: Session, administration: Administration, quality: AnswerQuality | None) -> None:
    """Signs of careless answering in an administration in place of earlier ones."""
    session.execute(delete(AnswerQuality).where(AnswerQuality.administration_id == administration.id))
    session.add_all([quality] if quality else [])
    session.flush()


def keep_norm(
    session: Session,
    actor: str,
    version: InstrumentVersion,
    purpose: str,
    scale: str,
    norm: Norm,
    reliability: float | None = None,
    key: int = 0,
) -> ScaleNorm:
    """A norm of a scale scored by one key, used from now on; earlier ones stay for the record."""
    kept = ScaleNorm(
        version_id=version.id,
        purpose=purpose,
        key=key,
        scale=scale,
        n=norm.n,
        mean=norm.mean,
        sd=norm.sd,
        reliability=reliability,
        scores=list(norm.scores),
    )
    session.add(kept)
    session.flush()
    about = {"scale": scale, "purpose": purpose, "key": key, "n": norm.n}
    record(session, actor, "delivery.norm_made", f"version:{version.id}", **about)
    return kept

"""Reading somebody's scores as HR, an analyst or the opening's hiring manager may, and the norms they compare with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.delivery.models import AnswerQuality, Invitation, ScaleNorm, ScaleScore
from assess.hiring.queries import judged
from assess.people.models import Account
from assess.phrases import phrase
from scoring.norms import Norm, Standing, standing
from surveys.definition import Instrument, Scale
from surveys.keying import in_force, instrument_by, revisions
from surveys.models import Administration, AnswerFile, KeyRevision
from surveys.moments import now
from surveys.uploads import uploads


@dataclass(frozen=True, slots=True)
class Scored:
    """One scale of one person: the stored score, where it stands among people of the same purpose, and how reliably.

    ``earlier`` are the scores of the same answers by keys that are in force no more, the newest first.
    """

    scale: Scale
    score: ScaleScore
    standing: Standing | None
    norm: Norm | None
    reliability: float | None
    earlier: tuple[ScaleScore, ...]


@dataclass(frozen=True, slots=True)
class PartScores:
    """The scores of one part, with signs of careless answering where its kind of items allows to look for them.

    ``files`` are those given as answers, by item, without their bytes. ``revision`` is the corrected key in force, None
    where it is the one published; ``renewing`` says that norms are known by another key alone.
    """

    instrument: Instrument
    scales: tuple[Scored, ...]
    quality: AnswerQuality | None
    position: int
    files: Mapping[str, AnswerFile]
    revision: KeyRevision | None
    renewing: bool

    @property
    def signs(self) -> list[str]:
        """The signs of careless answering in words."""
        return [phrase(f"quality.{flag}") for flag in self.quality.flags] if self.quality else []


def scores_for(session: Session, viewer: Account, invitation: Invitation) -> list[PartScores]:
    """The scores of an invitation part by part; no scales until the worker has scored them. StillRating."""
    if invitation.application is not None:
        judged(session, viewer, invitation.application.candidate_id)
    return [_part_scores(session, part.administration, part.position) for part in invitation.parts]


def _part_scores(session: Session, administration: Administration, position: int) -> PartScores:
    version = administration.version
    key, instrument = in_force(session, version.id), instrument_by(session, version)
    kept = _kept(session, administration)
    norms = newest_norms(session, version.id, administration.purpose)
    rows = []
    for scale in instrument.scales:
        if (score := kept.get((scale.code, key))) is not None:
            norm, reliability = norms.get(scale.code, (None, None))
            found = None if score.value is None else standing(score.value, norm, reliability, now().date())
            earlier = tuple(one for (code, by), one in reversed(kept.items()) if code == scale.code and by < key)
            rows.append(Scored(scale, score, found, norm, reliability, earlier))
    careless = session.get(AnswerQuality, administration.id)
    revision = next((one for one in revisions(session, version.id) if one.number == key), None)
    known = select(ScaleNorm.id).where(ScaleNorm.version_id == version.id, ScaleNorm.purpose == administration.purpose)
    renewing = not norms and session.scalar(known.limit(1)) is not None
    files = uploads(session, administration.id)
    return PartScores(instrument, tuple(rows), careless, position, files, revision, renewing)


def _kept(session: Session, administration: Administration) -> dict[tuple[str, int], ScaleScore]:
    """Every score by scale and key, the oldest key first: the page shows them side by side."""
    query = select(ScaleScore).where(ScaleScore.administration_id == administration.id)
    found: Sequence[ScaleScore] = session.scalars(query.order_by(ScaleScore.key)).all()
    return {(score.scale, score.key): score for score in found}


def newest_norms(session: Session, version_id: int, purpose: str) -> dict[str, tuple[Norm, float | None]]:
    """The newest norm of each scale among people who took the version for that purpose, and its reliability there.

    Norms by another key than the one in force compare with nothing.
    """
    query = select(ScaleNorm).where(
        ScaleNorm.version_id == version_id, ScaleNorm.purpose == purpose, ScaleNorm.key == in_force(session, version_id)
    )
    return {
        row.scale: (Norm(row.purpose, row.n, row.mean, row.sd, _day(row), tuple(row.scores)), row.reliability)
        for row in session.scalars(query.order_by(ScaleNorm.id))
    }


def _day(row: ScaleNorm) -> date:
    return row.collected_at.date()

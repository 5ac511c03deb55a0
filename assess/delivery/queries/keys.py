"""Reading scoring keys: by which one scores count, what is proposed, how far scoring by a new one has come."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.delivery.models import InvitationPart, KeyProposal, ScaleNorm, ScaleScore
from assess.errors import NotFound
from assess.instruments.queries import answerable
from scoring.reports.rekeying import KIND
from surveys.definition import Instrument
from surveys.keying import in_force, instrument_by, pending, revised, revisions
from surveys.models import Administration, InstrumentVersion, KeyRevision

SUBJECT = "key:{}"
#: The newest people whose answers are scored beforehand to see what a key changes.
MOST_LOOKED_AT = 5_000


def by_key_in_force() -> ColumnElement[bool]:
    """Scores by the key in force for their version: every query of ``ScaleScore`` that serves a reader says this."""
    newest = (
        select(func.max(KeyRevision.number))
        .where(KeyRevision.version_id == ScaleScore.version_id, KeyRevision.in_force_at.is_not(None))
        .correlate(ScaleScore)
        .scalar_subquery()
    )
    return ScaleScore.key == func.coalesce(newest, 0)


def to_score_by(session: Session, version_id: int) -> list[int]:
    """Numbers of the keys that answers handed in now are scored by: the one in force, and one that will be."""
    coming = pending(session, version_id)
    return [in_force(session, version_id), *([coming.number] if coming else [])]


@dataclass(frozen=True, slots=True)
class Rescoring:
    """How many of those who handed in were scored by a key."""

    done: int
    of: int


@dataclass(frozen=True, slots=True)
class Keys:
    """Everything about the keys of one version.

    ``used`` is the instrument with the key in force (``number``), ``wanted`` with the one proposed. ``preview`` is the
    Report on what the proposal would change, None while it is being made. ``progress`` is of the revision under way.
    """

    version: InstrumentVersion
    published: Instrument
    used: Instrument
    number: int
    revisions: Sequence[KeyRevision]
    proposal: KeyProposal | None
    wanted: Instrument
    preview: Analysis | None
    coming: KeyRevision | None
    progress: Rescoring


def keys_for(session: Session, version_id: int) -> Keys:
    """The keys of a version people answer about themselves; NotFound."""
    found = next((one for one in answerable(session) if one.version.id == version_id and one.instrument.scales), None)
    if found is None:
        raise NotFound
    proposal = session.get(KeyProposal, version_id)
    used = instrument_by(session, found.version)
    coming = pending(session, version_id)
    return Keys(
        found.version,
        found.instrument,
        used,
        in_force(session, version_id),
        revisions(session, version_id),
        proposal,
        revised(found.instrument, proposal.changes) if proposal else used,
        preview(session, proposal) if proposal else None,
        coming,
        progress(session, coming) if coming else Rescoring(0, 0),
    )


def preview(session: Session, proposal: KeyProposal) -> Analysis | None:
    """The Report on what this very proposal would change."""
    made = latest(session, KIND, SUBJECT.format(proposal.version_id))
    told = made.report.provenance if made else None
    return made if told and told.parameters.get("proposed_at") == proposal.made_at.isoformat() else None


def handed_in(version_id: int) -> ColumnElement[bool]:
    """Administrations of a version that are scored: handed in to an invitation."""
    return (
        (Administration.version_id == version_id)
        & Administration.submitted_at.is_not(None)
        & Administration.id.in_(select(InvitationPart.administration_id))
    )


def unscored(session: Session, revision: KeyRevision, after: int, most: int) -> Sequence[int]:
    """Ids of administrations, from ``after`` on, that were handed in and are not scored by the revision's key."""
    scored = select(ScaleScore.id).where(
        ScaleScore.administration_id == Administration.id, ScaleScore.key == revision.number
    )
    query = select(Administration.id).where(
        Administration.version_id == revision.version_id, Administration.submitted_at.is_not(None),
        Administration.id > after, ~scored.exists(),
        select(InvitationPart.administration_id).where(InvitationPart.administration_id == Administration.id).exists(),
    )  # fmt: skip
    return session.scalars(query.order_by(Administration.id).limit(most)).all()


def newest_handed_in(session: Session, version_id: int) -> tuple[Sequence[int], int]:
    """Ids of the newest administrations of a version that are scored, at most ``MOST_LOOKED_AT``, and how many are."""
    query = select(Administration.id).where(handed_in(version_id))
    newest = query.order_by(Administration.submitted_at.desc(), Administration.id.desc()).limit(MOST_LOOKED_AT)
    total = select(func.count()).select_from(Administration).where(handed_in(version_id))
    return sorted(session.scalars(newest)), session.scalar(total) or 0


def administrations(session: Session, ids: Sequence[int]) -> Sequence[Administration]:
    """Administrations by their ids, in order."""
    return session.scalars(select(Administration).where(Administration.id.in_(ids)).order_by(Administration.id)).all()


def scores_by(session: Session, ids: Sequence[int], number: int) -> dict[tuple[int, str], ScaleScore]:
    """Scores by the key of that number, by administration and scale."""
    query = select(ScaleScore).where(ScaleScore.administration_id.in_(ids), ScaleScore.key == number)
    return {(score.administration_id, score.scale): score for score in session.scalars(query)}


def progress(session: Session, revision: KeyRevision) -> Rescoring:
    """How far scoring by a revision's key has come."""
    # people are scored in the order of their administrations: how far the last is says how many were
    last = select(func.max(ScaleScore.administration_id)).where(
        ScaleScore.version_id == revision.version_id, ScaleScore.key == revision.number
    )
    submitted = (Administration.version_id == revision.version_id, Administration.submitted_at.is_not(None))
    count = select(func.count()).select_from(Administration).where(*submitted)
    done = session.scalar(count.where(Administration.id <= (session.scalar(last) or 0)))
    return Rescoring(done or 0, session.scalar(count) or 0)


def purposes_with_norms(session: Session, version_id: int) -> Sequence[str]:
    """For which purposes norms of a version were made."""
    query = select(ScaleNorm.purpose).where(ScaleNorm.version_id == version_id).distinct()
    return session.scalars(query.order_by(ScaleNorm.purpose)).all()

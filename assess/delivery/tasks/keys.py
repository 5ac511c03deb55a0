"""Looking beforehand at what another key changes, and scoring everybody by it, some hundred people a job."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from assess.analyses.actions import provenance, store
from assess.delivery import frames
from assess.delivery.actions import put_in_force
from assess.delivery.models import KeyProposal, ScaleScore
from assess.delivery.queries.keys import SUBJECT, administrations, newest_handed_in, scores_by, unscored
from assess.delivery.tasks.numbers import number
from assess.jobs.actions import enqueue
from assess.jobs.tasks import task
from scoring.keys import score as score_scales
from scoring.rekeying import SAME, rekeyed
from scoring.reports.rekeying import report
from surveys.keying import differing_scales, in_force, instrument_by, revised
from surveys.models import InstrumentVersion, KeyRevision
from surveys.scales import keys

SEED = 0
#: People scored anew by one job; the next job goes on behind them, so that others get their turn in between.
AT_ONCE = 500


@task("delivery.preview_key")
def preview_key(session: Session, version_id: int) -> None:
    """Store the Report on what the version's proposal would change; nothing happens when it was dropped."""
    proposal = session.get(KeyProposal, version_id)
    if proposal is None:
        return
    version = proposal.version
    used, published = instrument_by(session, version), instrument_by(session, version, 0)
    wanted = revised(published, proposal.changes)
    changed = differing_scales(used, wanted)
    actor, at, changes = proposal.made_by, proposal.made_at, proposal.changes
    newest, of = newest_handed_in(session, version_id)
    before, after = (
        score_scales(frames.by_key(session, version, newest, one), [key for key in keys(one) if key.scale in changed])
        for one in (used, wanted)
    )
    old, new = before.values, after.values
    # nothing is locked while it is compared
    session.commit()
    moved = ((new - old).abs() > SAME) | (new.isna() != old.isna())
    made = report(rekeyed(old, new), len(newest), of, int(moved.any(axis=1).sum()))
    inputs = {"old": old.reset_index(), "new": new.reset_index()}
    kept = provenance(made, inputs, SEED, version=version.content_hash, changes=changes, proposed_at=at.isoformat())
    store(session, kept, SUBJECT.format(version_id), actor)


@task("delivery.rescore")
def rescore(session: Session, revision_id: int, after: int) -> None:
    """Score the next of those not scored by a revision's key yet; with nobody left the key comes into force.

    A worker that dies leaves whole jobs only: the next begins where the last commit ended, and scores nobody twice.
    """
    revision = session.get_one(KeyRevision, revision_id)
    if revision.in_force_at is not None:
        return
    ids = unscored(session, revision, after, AT_ONCE)
    if ids:
        session.add_all(_scores(session, revision, ids))
        enqueue(session, "delivery.rescore", revision_id=revision_id, after=ids[-1])
    elif after and unscored(session, revision, 0, 1):
        # handed in meanwhile, and scored by the key before alone
        enqueue(session, "delivery.rescore", revision_id=revision_id, after=0)
    else:
        put_in_force(session, revision)


def _scores(session: Session, revision: KeyRevision, ids: Sequence[int]) -> Iterator[ScaleScore]:
    """Scales whose key differs are scored anew; the others keep the score they have, under the new number too."""
    version = session.get_one(InstrumentVersion, revision.version_id)
    before = in_force(session, version.id)
    used, wanted = instrument_by(session, version, before), instrument_by(session, version, revision.number)
    kept = scores_by(session, ids, before)
    scored = score_scales(frames.by_key(session, version, ids, wanted), keys(wanted))
    changed = differing_scales(used, wanted)
    for administration in administrations(session, ids):
        for scale in scored.values.columns:
            old = None if scale in changed else kept.get((administration.id, scale))
            yield ScaleScore(
                administration_id=administration.id,
                participant_id=administration.respondent_id,
                version_id=version.id,
                key=revision.number,
                scale=scale,
                value=old.value if old else number(scored.values[scale].loc[administration.id]),
                answered=old.answered if old else int(scored.answered[scale].loc[administration.id]),
                se=old.se if old else None,
                method=old.method if old else "mean",
            )

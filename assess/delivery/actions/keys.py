"""Correcting the scoring key of a version: proposed, looked at, run, in force."""

from typing import Any

from sqlalchemy.orm import Session

from assess.audit.actions import SYSTEM, record
from assess.delivery.models import KeyProposal
from assess.delivery.queries.keys import purposes_with_norms
from assess.errors import Conflict
from assess.jobs.actions import announce, enqueue
from surveys.keying import differing, differing_scales, faults, in_force, instrument_by, pending, revised
from surveys.models import InstrumentVersion, KeyRevision
from surveys.moments import now


class KeyUnderWay(Conflict):
    """People are being scored by another new key of this version."""

    key = "delivery.key_under_way"


class SameKey(Conflict):
    """The proposed key is the one in force."""

    key = "delivery.same_key"


class KeyUnusable(Conflict):
    """Nothing can be scored by the proposed key; ``values`` hold the first place and reason."""

    key = "delivery.key_unusable"


class KeyAdaptive(Conflict):
    """The items of the scale are chosen by a bank that is calibrated with the key it has."""

    key = "delivery.key_adaptive"


def propose_key(
    session: Session, actor: str, version: InstrumentVersion, changes: dict[str, Any], reason: str
) -> KeyProposal:
    """Another key of a version to look at beforehand, in place of the proposal there was.

    Raises KeyUnderWay, KeyUnusable, SameKey, KeyAdaptive.
    """
    if pending(session, version.id):
        raise KeyUnderWay
    published, used = instrument_by(session, version, 0), instrument_by(session, version)
    for place, why in faults(published, changes):
        raise KeyUnusable(place=place, reason=why)
    wanted = revised(published, changes)
    other = differing_scales(used, wanted)
    if not other:
        raise SameKey
    for section in used.sections:
        if section.adaptive and section.adaptive.scale in other:
            raise KeyAdaptive(scale=section.adaptive.scale)
    proposal = session.get(KeyProposal, version.id) or KeyProposal(version_id=version.id)
    proposal.changes, proposal.reason = differing(published, wanted), reason.strip()
    proposal.made_by, proposal.made_at = actor, now()
    session.add(proposal)
    session.flush()
    record(session, actor, "delivery.key_proposed", f"version:{version.id}", scales=sorted(other))
    enqueue(session, "delivery.preview_key", version_id=version.id)
    return proposal


def drop_proposal(session: Session, actor: str, version_id: int) -> None:
    """The key stays as it is; harmless to repeat."""
    proposal = session.get(KeyProposal, version_id)
    if proposal is not None:
        session.delete(proposal)
        record(session, actor, "delivery.key_dropped", f"version:{version_id}")


def revise_key(session: Session, actor: str, proposal: KeyProposal) -> KeyRevision:
    """The proposal as the version's next key: everybody is scored by it, then it comes into force.

    Scores by the keys before stay. KeyUnderWay while another is not in force yet.
    """
    if pending(session, proposal.version_id):
        raise KeyUnderWay
    made = KeyRevision(
        version_id=proposal.version_id,
        number=in_force(session, proposal.version_id) + 1,
        changes=proposal.changes,
        reason=proposal.reason,
        made_by=actor,
        made_at=now(),
    )
    session.add(made)
    session.delete(proposal)
    session.flush()
    record(session, actor, "delivery.key_revised", f"version:{made.version_id}", number=made.number)
    enqueue(session, "delivery.rescore", revision_id=made.id, after=0)
    return made


def put_in_force(session: Session, revision: KeyRevision) -> None:
    """From now on scores by this key count; norms are made anew by it, and whoever uses scores is told."""
    revision.in_force_at = now()
    session.flush()
    record(session, SYSTEM, "delivery.key_in_force", f"version:{revision.version_id}", number=revision.number)
    for purpose in purposes_with_norms(session, revision.version_id):
        enqueue(session, "delivery.make_norms", version_id=revision.version_id, purpose=purpose, actor=SYSTEM)
    announce(session, "delivery.rekeyed", revision.version_id)

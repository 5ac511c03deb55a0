"""Saying whether others can do what a lever names."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.errors import Conflict
from assess.jobs.actions import announce
from assess.levers.models import Lever
from assess.levers.models.replicability import ReplicabilityRating
from assess.levers.queries.replicability import own


class RatedAlready(Conflict):
    """A rater speaks once, so that nobody adapts to what came out."""

    key = "levers.rated_already"


def rate_replicability(session: Session, actor: str, lever: Lever, view: str, said: Mapping[str, int]) -> None:
    """Keep one rater's five answers; the verdicts are looked at again."""
    if own(session, actor, lever.id) is not None:
        raise RatedAlready
    session.add(ReplicabilityRating(lever_id=lever.id, rater=actor, view=view, **said))
    session.flush()
    record(session, actor, "levers.replicability_rated", f"lever:{lever.id}")
    announce(session, "levers.replicability", lever.job)

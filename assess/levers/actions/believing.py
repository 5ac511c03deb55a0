"""A leader says, once and alone, which hypotheses matter most."""

from collections.abc import Sequence
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.errors import Conflict, Refusal
from assess.levers.models import Belief, BeliefPlace, Lever
from assess.levers.queries.registry import opening
from assess.once import add_once
from surveys.moments import now

#: A leader names so many at most: who puts everything first says nothing.
MOST = 10


class BeliefsClosed(Conflict):
    """Once the data are open nobody can say any more what they had believed."""

    key = "levers.beliefs_closed"


class AlreadyBelieved(Conflict):
    """A belief is given once."""

    key = "levers.already_believed"


class NotAnOrder(Refusal):
    """An order names hypotheses of this job, each once and at least one."""

    status: ClassVar[int] = 422
    key = "levers.not_an_order"


def believe(session: Session, actor: str, job: str, order: Sequence[int]) -> Belief:
    """Keep a leader's order of hypotheses, what matters most first; nobody reads it before the data are open.

    Raises
    ------
    BeliefsClosed, AlreadyBelieved, NotAnOrder
    """
    # held, so that none is taken out meanwhile, and that whoever opens the data is waited for
    held = select(Lever.id).where(Lever.job == job, Lever.id.in_(order)).order_by(Lever.id)
    known = session.scalars(held.with_for_update(read=True)).all()
    if opening(session, job) is not None:
        raise BeliefsClosed
    if not order or len(order) > MOST or len(known) < len(order):
        raise NotAnOrder(most=MOST)
    at = now()
    add_once(session, Belief, [{"job": job, "leader": actor, "given_at": at}])
    made = session.scalars(select(Belief).where(Belief.job == job, Belief.leader == actor)).one()
    if made.given_at != at:
        raise AlreadyBelieved
    session.add_all(BeliefPlace(belief_id=made.id, lever_id=id, place=place) for place, id in enumerate(order, 1))
    session.flush()
    # which hypotheses, and in what order, is nobody's to read yet: the trail neither
    record(session, actor, "levers.believed", f"job:{job}")
    return made

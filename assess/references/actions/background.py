"""A background check as a status, and the steps owed to the candidate before a finding may count against them."""

from datetime import date

from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.errors import Conflict, Refusal
from assess.hiring.models import STAGES, Application
from assess.references.models import STATUSES, STEPS, BackgroundEvent
from assess.references.queries.background import events_of
from surveys.moments import now

#: From this stage on a conditional offer can have been made.
EARLIEST = "decision"
#: Working days the candidate has to answer before the last notice, as is usual (15 U.S.C. §1681b leaves it open).
DAYS_TO_ANSWER = 5


class TooEarlyToCheck(Conflict):
    """Nobody's background is looked into before they have a conditional offer."""

    key = "references.too_early_to_check"


class StepsOutOfOrder(Conflict):
    """A step is owed before this one."""

    key = "references.step_missing"


class NotADay(Refusal):
    """What was done was done today or before."""

    status = 422
    key = "references.not_a_day"


def log(session: Session, actor: str, application: Application, what: str, done_on: date) -> BackgroundEvent:
    """Record a status or a step with its day; nothing is taken back.

    Raises TooEarlyToCheck before the stage of the decision or without a conditional offer on record, StepsOutOfOrder
    where an earlier step is missing, NotADay for one in the future.
    """
    if STAGES.index(application.stage) < STAGES.index(EARLIEST):
        raise TooEarlyToCheck
    if done_on > now().date():
        raise NotADay
    known = {one.what for one in events_of(session, application)}
    if what in STATUSES and STEPS[0] not in known:
        raise TooEarlyToCheck
    # the candidate may answer or not: the last notice waits for the days to do so, not for the answer
    owed = [step for step in STEPS[: STEPS.index(what)] if step != "response_received"] if what in STEPS else []
    lacking = next((step for step in owed if step not in known), None)
    if lacking is not None:
        raise StepsOutOfOrder(step=lacking)
    event = BackgroundEvent(application_id=application.id, what=what, done_on=done_on, recorded_by=actor)
    session.add(event)
    session.flush()
    record(session, actor, "references.background_logged", f"application:{application.id}", what=what)
    return event

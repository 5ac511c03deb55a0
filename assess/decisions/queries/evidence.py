"""What else there is on one candidate beside fit and panels: references, a background check, exercises to come."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.models import Analysis
from assess.hiring.models import STAGES, Application
from assess.interviews.models import Interview
from assess.people.models import Account
from assess.references.actions import EARLIEST
from assess.references.models import ReferenceCheck
from assess.references.queries.background import events_of, status
from assess.references.queries.checks import checks_of, released

#: Who may see references, as on their own page; analysts may not.
READS_REFERENCES = frozenset({Role.HR, Role.HIRING_MANAGER})


@dataclass(frozen=True, slots=True)
class Beside:
    """Evidence that enters no score.

    ``check`` is None where no references were asked for or they are not for the viewer; ``references`` is their one
    Report, None while there is none; ``background`` a status for HR, empty for others and before an offer can have been
    made; ``to_come`` the kinds of panels that are still sealed.
    """

    check: ReferenceCheck | None
    references: Analysis | None
    background: str
    to_come: tuple[str, ...]


def beside(session: Session, viewer: Account, application: Application) -> Beside:
    """What this viewer, who may see the candidate's scores, may know beside them."""
    check = checks_of(session, [application]).get(application.id) if viewer.role_names & READS_REFERENCES else None
    background = ""
    if Role.HR in viewer.role_names and STAGES.index(application.stage) >= STAGES.index(EARLIEST):
        background = status(events_of(session, application))
    still = select(Interview.kind).where(Interview.application_id == application.id, Interview.state == "open")
    return Beside(
        check,
        released(session, check) if check else None,
        background,
        tuple(sorted(set(session.scalars(still)))),
    )

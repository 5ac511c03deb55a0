"""The one blueprint of all pages under /levers, who does what there, and the job a page is about."""

from flask import Blueprint, request

from assess.access import Role
from assess.database import db
from assess.levers.queries.registry import jobs
from assess.security import roles

bp = Blueprint("levers", __name__, url_prefix="/levers")

#: Who writes hypotheses.
WRITERS = (Role.STUDY_LEAD, Role.HR)
#: Who says how a hypothesis is measured.
MEASURERS = (Role.ANALYST, Role.STUDY_LEAD)
#: Who opens the data: not whoever writes hypotheses.
OPENERS = (Role.ANALYST,)
#: Who says what they believe.
BELIEVERS = (Role.LEADER,)
#: Who holds meetings and knows who said what.
STUDY = (Role.STUDY_LEAD, Role.EXTERNAL_STUDY)
#: Who codes what was said, without knowing who said it.
CODERS = (*STUDY, Role.ANALYST, Role.ENABLEMENT)
#: Who reads the registry.
READERS = (Role.STUDY_LEAD, Role.HR, Role.ANALYST, Role.LEADER, Role.ENABLEMENT, Role.AUDITOR)


def chosen_job() -> tuple[list[str], str]:
    """The jobs there are, and the one asked for; the first where none is."""
    every = jobs(db.session())
    asked = request.values.get("job", "")
    return every, asked if asked in every else every[0] if every else ""


def may(some: tuple[Role, ...]) -> bool:
    """Whether the viewer has one of these roles."""
    return bool(roles() & set(some))

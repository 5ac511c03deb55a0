"""The one blueprint of all pages under /levers, and who does what there."""

from flask import Blueprint

from assess.access import Role

bp = Blueprint("levers", __name__, url_prefix="/levers")

#: Who writes hypotheses.
WRITERS = (Role.STUDY_LEAD, Role.HR)
#: Who says how a hypothesis is measured, and opens the data.
MEASURERS = (Role.ANALYST, Role.STUDY_LEAD)
#: Who reads the registry.
READERS = (Role.STUDY_LEAD, Role.HR, Role.ANALYST, Role.LEADER, Role.ENABLEMENT, Role.AUDITOR)

"""The blueprint every page of campaigns hangs on, and who manages and reads."""

from flask import Blueprint

from assess.access import Role

bp = Blueprint("campaigns", __name__)

MANAGERS = (Role.STUDY_LEAD, Role.HR)
READERS = (*MANAGERS, Role.ENABLEMENT, Role.LEADER, Role.ANALYST)

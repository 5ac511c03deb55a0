"""The blueprint every page of interviews hangs on, and who plans, rates and looks."""

from flask import Blueprint

from assess.access import Role

bp = Blueprint("interviews", __name__)

PLANNERS = (Role.HR, Role.HIRING_MANAGER)
RATERS = (Role.HR, Role.HIRING_MANAGER, Role.INTERVIEWER)

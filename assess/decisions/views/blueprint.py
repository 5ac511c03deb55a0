"""The blueprint every page of decisions hangs on, and who compares and who decides."""

from flask import Blueprint

from assess.access import Role

bp = Blueprint("decisions", __name__, url_prefix="/decisions")

READERS = (Role.HR, Role.ANALYST, Role.HIRING_MANAGER)
DECIDERS = (Role.HR, Role.HIRING_MANAGER)
#: Fits and composites further out than this are drawn at the edge.
MOST = 3.0

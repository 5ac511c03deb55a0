"""The blueprint of calibration, and who may do what there."""

from flask import Blueprint

from assess.access import Role

bp = Blueprint("calibration", __name__, url_prefix="/calibration")

#: Who reads what is known across interviewers; the analyst by pseudonym.
READERS = (Role.HR, Role.ANALYST, Role.AUDITOR)
#: Who sees the names behind it.
NAMES = frozenset({Role.HR, Role.AUDITOR})
#: Who takes in files, says whose a code is and has Reports computed.
DOERS = (Role.HR, Role.ANALYST)

"""Where the pages of profiles hang, and who reads them."""

from flask import Blueprint

from assess.access import Role

bp = Blueprint("profiles", __name__, url_prefix="/profiles")

READERS = (Role.HR, Role.ANALYST)

"""The blueprint every page of training hangs on."""

from flask import Blueprint

bp = Blueprint("vignettes", __name__, url_prefix="/training")

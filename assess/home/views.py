"""What waits for me today."""

from flask import Blueprint, render_template

from assess.access import public, signed_in

bp = Blueprint("home", __name__)


@bp.get("/")
@signed_in
def index() -> str:
    """The start page."""
    return render_template("home/index.html")


@bp.get("/healthz")
@public
def health() -> str:
    """For load balancers: the process answers."""
    return "ok"

"""What waits for me today, and what is known today."""

from flask import Blueprint, current_app, render_template
from flask_security import current_user

from assess.access import Role, public, rule_of, signed_in
from assess.database import db
from assess.home.queries import answers, uses, waiting

bp = Blueprint("home", __name__)

#: ``uses`` tells the library where versions of instruments are used, as soon as it is imported.
__all__ = ["bp", "uses"]

#: Who brings a new company's data in.
BEGINNERS = frozenset({Role.ADMINISTRATOR, Role.ANALYST, Role.HR})


@bp.get("/")
@signed_in
def index() -> str:
    """The start page."""
    session, roles = db.session(), current_user.role_names
    steps = answers.first_steps(session) if roles & BEGINNERS else []
    return render_template(
        "home/index.html",
        waiting=waiting.waiting(session, current_user),
        answers=answers.answers(session, current_user),
        steps=[] if all(step.done for step in steps) else steps,
        opens={step.key for step in steps if rule_of(current_app.view_functions.get(step.endpoint)).admits(roles)},
    )


@bp.get("/healthz")
@public
def health() -> str:
    """For load balancers: the process answers."""
    return "ok"

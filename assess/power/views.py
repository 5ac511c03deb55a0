"""The planner: a question and some numbers in the address, and what they can show; nothing is stored."""

from flask import Blueprint, render_template, request
from werkzeug.datastructures import MultiDict

from assess.access import Role, allowed
from assess.database import db
from assess.power import queries
from assess.power.forms import FORMS
from assess.reports import Shown

bp = Blueprint("power", __name__, url_prefix="/power")


@bp.get("/")
@allowed(Role.HR, Role.ANALYST, Role.STUDY_LEAD, Role.AUDITOR)
def index() -> str | tuple[str, int]:
    """What so many people can show; another page's "needed" may lead here with its numbers in the address."""
    question = request.args.get("question", "correlation")
    question = question if question in FORMS else "correlation"
    blank = FORMS[question]()
    # what the address leaves out has its value to start from
    given = {field.name: request.args.get(field.name, str(field.default)) for field in blank}
    form = FORMS[question](MultiDict(given))
    valid = form.validate()
    shown = Shown(form.plan) if valid else None
    page = render_template(
        "power/index.html",
        questions=list(FORMS),
        question=question,
        form=form,
        shown=shown,
        helps=queries.helps(shown.report) if shown else [],
        known=queries.known(db.session()),
    )
    return page if valid else (page, 422)

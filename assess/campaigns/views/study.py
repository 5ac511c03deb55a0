"""Pages of a study team from outside: who was asked in a confidential survey of its own, and what each said."""

from flask import render_template, request
from flask_security import current_user

from assess.access import Role, allowed
from assess.audit.actions import record
from assess.campaigns.queries import study
from assess.campaigns.views.blueprint import bp
from assess.database import db


@bp.get("/campaigns/<int:id>/people")
@allowed(Role.EXTERNAL_STUDY, writes=True)
def people(id: int) -> str:
    """Who was asked, and who has sent their answers."""
    session = db.session()
    found = study.confided(session, current_user, id)
    slice, sent = study.asked(session, found, request.args.get("page", 1, type=int))
    record(session, current_user.pseudonym, "campaigns.people_viewed", f"campaign:{id}", page=slice.page)
    session.commit()
    return render_template("campaigns/people.html", campaign=found, slice=slice, sent=sent)


@bp.get("/campaigns/<int:id>/people/<int:invitation>")
@allowed(Role.EXTERNAL_STUDY, writes=True)
def said(id: int, invitation: int) -> str:
    """What one person said."""
    session = db.session()
    found = study.confided(session, current_user, id)
    name, answers = study.said(session, found, invitation)
    record(session, current_user.pseudonym, "campaigns.answers_viewed", f"campaign:{id}", invitation=invitation)
    session.commit()
    return render_template("campaigns/said.html", campaign=found, name=name, answers=answers)

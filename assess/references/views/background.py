"""The background check of one candidate: a status and dates, for HR alone."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import Role, allowed
from assess.audit.actions import record
from assess.database import db
from assess.errors import Refusal
from assess.hiring.models import STAGES, Application
from assess.hiring.queries import application_for
from assess.phrases import phrase
from assess.references import actions
from assess.references.forms import BackgroundForm
from assess.references.queries.background import events_of, status
from assess.references.views.blueprint import bp
from surveys.moments import now, working_days_after


@bp.route("/references/background/<int:id>", methods=["GET", "POST"])
@allowed(Role.HR, writes=True)
def background(id: int) -> Response | str | tuple[str, int]:
    """Where the check stands and what was owed and done; a status or a step to record. Seeing it is recorded."""
    session = db.session()
    application = application_for(session, current_user, id)
    form = BackgroundForm()
    if request.method == "POST" and form.validate_on_submit():
        try:
            actions.log(session, current_user.pseudonym, application, form.what.data, form.done_on.data or now().date())
        except Refusal as refusal:
            session.rollback()
            step = refusal.values.get("step")
            values = {"step": phrase(f"background.{step}")} if step else {}
            form.what.errors = [phrase(refusal.key, **values)]
            return _background(application_for(session, current_user, id), form), refusal.status
        session.commit()
        flash(_("Recorded."), "ok")
        return redirect(url_for("references.background", id=id), 303)
    if request.method == "POST":
        return _background(application, form), 422
    record(session, current_user.pseudonym, "references.background_viewed", f"application:{id}")
    page = _background(application, BackgroundForm(formdata=None, done_on=now().date()))
    session.commit()
    return page


def _background(application: Application, form: BackgroundForm) -> str:
    events = events_of(db.session(), application)
    told = next((one for one in events if one.what == "pre_adverse_notice"), None)
    return render_template(
        "references/background.html",
        application=application,
        form=form,
        events=events,
        status=status(events),
        early=STAGES.index(application.stage) < STAGES.index(actions.EARLIEST),
        wait_until=working_days_after(told.recorded_at, actions.DAYS_TO_ANSWER) if told else None,
    )

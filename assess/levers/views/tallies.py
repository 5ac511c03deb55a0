"""Counting at an observation: a coder sees numbers instead of people, and only what they counted themselves."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from assess.access import allowed
from assess.database import db
from assess.errors import Refusal
from assess.levers.actions.tallying import tally
from assess.levers.forms.tallies import TallyForm
from assess.levers.models import Meeting
from assess.levers.queries import tallies as queries
from assess.levers.views.blueprint import CODERS, bp
from assess.phrases import phrase


@bp.get("/evidence/<int:id>/count")
@allowed(*CODERS)
def counting(id: int) -> str:
    """What the viewer counted at an observation, and the next count."""
    found = queries.observation(db.session(), id)
    return _counting(found, _form(found, blank=True))


def _counting(found: Meeting, form: TallyForm, error: str = "") -> str:
    session = db.session()
    return render_template(
        "levers/counting.html", meeting=found, form=form, error=error, names=queries.counted_keys(session, found.job),
        own=queries.own_tallies(session, current_user, found),
    )  # fmt: skip


def _form(found: Meeting, *, blank: bool = False) -> TallyForm:
    form = TallyForm(formdata=None) if blank else TallyForm()
    form.speaker.choices = [SelectChoice(one.id, _("Number %(n)s", n=one.number)) for one in found.speakers]
    form.key.choices = [SelectChoice(*one) for one in queries.counted_keys(db.session(), found.job).items()]
    return form


@bp.post("/evidence/<int:id>/count")
@allowed(*CODERS)
def count(id: int) -> str | Response | tuple[str, int]:
    """Keep one count."""
    session = db.session()
    found = queries.observation(session, id)
    form = _form(found)
    if not form.validate():
        return _counting(found, form), 422
    speaker = next(one for one in found.speakers if one.id == form.speaker.data)
    try:
        tally(session, current_user.pseudonym, speaker, form.key.data, form.done.data, form.occasions.data)
    except Refusal as refusal:
        session.rollback()
        return _counting(queries.observation(session, id), form, phrase(refusal.key, **refusal.values)), refusal.status
    session.commit()
    flash(_("Kept. It counts once a second coder has counted the same person apart from you."), "ok")
    return redirect(url_for("levers.counting", id=id))

"""Evidence: meetings and speakers for the study role, units for coders, grades for everybody who reads the registry."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from assess.access import Role, allowed
from assess.audit.actions import record
from assess.campaigns.queries import outside
from assess.campaigns.queries.comments import idea
from assess.database import db
from assess.errors import Refusal
from assess.levers.actions import evidence as actions
from assess.levers.forms.evidence import CodeForm, MeetingForm, SpeakersForm, UnitForm
from assess.levers.models import EvidenceUnit, Meeting
from assess.levers.queries import evidence as queries
from assess.levers.queries.registry import lever as lever_of
from assess.levers.queries.registry import levers
from assess.levers.queries.tallies import observations
from assess.levers.views.blueprint import CODERS, READERS, STUDY, bp, chosen_job, may
from assess.performance.queries import tiers_of
from assess.phrases import phrase

Page = str | Response | tuple[str, int]
NONE = "none"


@bp.get("/evidence")
@allowed(*READERS, Role.EXTERNAL_STUDY)
def evidence() -> str:
    """What the evidence for each hypothesis is worth, how far coders agree, and the meetings it is from."""
    session, (jobs, job) = db.session(), chosen_job()
    coding, grades = queries.coded(session, job)
    meetings, units = queries.meetings(session, job, request.args.get("page", 1, int)) if may(STUDY) else (None, {})
    return render_template(
        "levers/evidence.html", jobs=jobs, job=job, coding=coding, grades=grades, few=queries.FEWEST,
        meetings=meetings, units=units, study=may(STUDY), codes=may(CODERS),
        observed=observations(session, current_user, job) if may(CODERS) else [],
        knows=lambda one: queries.knows(current_user, one), tiers=tiers_of(session, job) is not None,
        untold=queries.untold(session, job) if may((Role.STUDY_LEAD,)) else [],
    )  # fmt: skip


@bp.post("/evidence/ideas/<int:id>")
@allowed(Role.STUDY_LEAD)
def take_up(id: int) -> Response:
    """Have an idea told to the standing question coded for a job."""
    session, (_jobs, job) = db.session(), chosen_job()
    try:
        actions.take_up(session, current_user.pseudonym, job, idea(session, id), _("Ideas from everybody"))
    except Refusal as refusal:
        session.rollback()
        flash(phrase(refusal.key, **refusal.values), "caveat")
    session.commit()
    return redirect(url_for("levers.evidence", job=job))


@bp.route("/evidence/new", methods=["GET", "POST"])
@allowed(*STUDY)
def new_meeting() -> Page:
    """Keep that a meeting was held."""
    session, (_jobs, job), form = db.session(), chosen_job(), MeetingForm()
    third_party = outside(current_user)
    if not form.validate_on_submit():
        page = render_template("levers/new_meeting.html", form=form, job=job, third_party=third_party, error="")
        return (page, 422) if form.is_submitted() else page
    try:
        made = actions.hold(
            session, current_user.pseudonym, job, form.kind.data, form.title.data, form.day.data,
            form.purpose.data or "", third_party=third_party,
        )  # fmt: skip
    except Refusal as refusal:
        session.rollback()
        words = phrase(refusal.key, **refusal.values)
        page = render_template("levers/new_meeting.html", form=form, job=job, third_party=third_party, error=words)
        return page, refusal.status
    session.commit()
    return redirect(url_for("levers.meeting", id=made.id))


@bp.get("/evidence/<int:id>")
@allowed(*STUDY, writes=True)
def meeting(id: int) -> str:
    """One meeting with who spoke; each look is recorded."""
    session = db.session()
    page = _meeting(queries.meeting(session, current_user, id))
    record(session, current_user.pseudonym, "levers.speakers_viewed", f"meeting:{id}")
    session.commit()
    return page


def _meeting(found: Meeting, error: str = "", **forms: object) -> str:
    return render_template(
        "levers/meeting.html", meeting=found, people=queries.identities(db.session(), current_user, found), error=error,
        **{"seats": SpeakersForm(formdata=None), "unit": _unit_form(found, blank=True)} | forms,
    )  # fmt: skip


def _unit_form(found: Meeting, *, blank: bool = False) -> UnitForm:
    form = UnitForm(formdata=None) if blank else UnitForm()
    nobody = SelectChoice("", _("several, or nobody in particular"))
    seats = [SelectChoice(str(one.id), _("Speaker %(n)s", n=one.number)) for one in found.speakers]
    form.speaker.choices = [nobody, *seats]
    return form


@bp.post("/evidence/<int:id>/speakers")
@allowed(*STUDY)
def seat(id: int) -> Page:
    """Say who spoke."""
    session, form = db.session(), SpeakersForm()
    found = queries.meeting(session, current_user, id)
    if not form.validate():
        return _meeting(found, seats=form), 422
    try:
        actions.seat(session, current_user.pseudonym, found, form.codes)
    except Refusal as refusal:
        session.rollback()
        found = queries.meeting(session, current_user, id)
        return _meeting(found, phrase(refusal.key, **refusal.values), seats=form), refusal.status
    session.commit()
    return redirect(url_for("levers.meeting", id=id))


@bp.post("/evidence/<int:id>/units")
@allowed(*STUDY)
def note(id: int) -> Page:
    """Keep what was said or shown."""
    session = db.session()
    found = queries.meeting(session, current_user, id)
    form = _unit_form(found)
    if not form.validate():
        return _meeting(found, unit=form), 422
    said = {name: field.data or "" for name, field in form._fields.items()}
    actions.note(
        session, current_user.pseudonym, found, said, int(form.speaker.data) if form.speaker.data else None
    )  # fmt: skip
    session.commit()
    flash(_("Kept, without the names that were in it."), "ok")
    return redirect(url_for("levers.meeting", id=id) + "#units")


@bp.get("/evidence/code")
@allowed(*CODERS)
def coding() -> Page:
    """The next unit this coder has not coded; nobody sees another's codes here."""
    session, (_jobs, job) = db.session(), chosen_job()
    found, done, total = queries.next_unit(session, current_user, job)
    return _coding(found, job, done, total, CodeForm(formdata=None))


def _coding(found: EvidenceUnit | None, job: str, done: int, total: int, form: CodeForm) -> str:
    _choices(form, job)
    return render_template("levers/coding.html", unit=found, job=job, done=done, total=total, form=form)


def _choices(form: CodeForm, job: str) -> None:
    every = [SelectChoice(str(one.id), one.name) for one in levers(db.session(), job)]
    form.lever.choices = [*every, SelectChoice(NONE, _("none of them"))]


@bp.post("/evidence/units/<int:id>/code")
@allowed(*CODERS)
def code(id: int) -> Page:
    """Say which hypothesis a unit is about."""
    session, form = db.session(), CodeForm()
    found = queries.unit(session, id)
    job = found.meeting.job
    _choices(form, job)
    if not form.validate():
        _next, done, total = queries.next_unit(session, current_user, job)
        return _coding(found, job, done, total, form), 422
    chosen = None if form.lever.data == NONE else lever_of(session, int(form.lever.data))
    actions.code(session, current_user.pseudonym, found, chosen)
    session.commit()
    return redirect(url_for("levers.coding", job=job))

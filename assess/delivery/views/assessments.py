"""What HR, analysts and hiring managers see: assessments, who is invited, how far they are, their scores."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import Role, allowed
from assess.audit.actions import record
from assess.config import Settings
from assess.database import db
from assess.delivery import actions
from assess.delivery.forms import PARTS, AssessmentForm, InviteForm
from assess.delivery.models import Assessment
from assess.delivery.queries import assessments as queries
from assess.delivery.queries import invited
from assess.delivery.queries.scores import scores_for
from assess.delivery.views.blueprint import bp
from assess.errors import Conflict, NotFound
from assess.hiring.queries import opening_for, openings
from assess.instruments.queries import offered, published
from assess.jobs.actions import enqueue
from assess.phrases import phrase
from surveys.errors import UseForbidden

READERS = (Role.HR, Role.ANALYST, Role.HIRING_MANAGER)


@bp.get("/assessments/")
@allowed(*READERS)
def index() -> str:
    """The assessments the viewer may see, page by page."""
    session, words = db.session(), request.args.get("q", "").strip()
    slice = queries.assessments_page(session, current_user, words, request.args.get("page", 1, int))
    counts = queries.invited_and_done(session, slice.rows)
    return render_template("delivery/index.html", slice=slice, words=words, counts=counts)


@bp.route("/assessments/new", methods=["GET", "POST"])
@allowed(Role.HR)
def create() -> Response | str | tuple[str, int]:
    """A new assessment: for whom, with which instruments, in which order."""
    session, form = db.session(), _assessment_form()
    if not form.is_submitted():
        return render_template("delivery/new.html", form=form)
    if form.validate():
        try:
            made = actions.create_assessment(
                session,
                current_user.pseudonym,
                form.title.data,
                form.purpose.data,
                [published(session, id).version for id in form.version_ids],
                form.contact.data,
                opening_for(session, current_user, form.opening.data) if form.opening.data else None,
                form.days_open.data,
                form.months_kept.data,
                replace(actions.USUAL_TERMS[form.purpose.data], **form.terms),
                form.break_minutes.data,
            )
            session.commit()
            return redirect(url_for("delivery.assessment", id=made.id))
        except UseForbidden as refusal:
            form.part_1.errors = [phrase("delivery.use_forbidden", **refusal.values)]
        except Conflict as refusal:
            form.part_1.errors = [phrase(refusal.key, **refusal.values)]
    return render_template("delivery/new.html", form=form), 422


@bp.get("/assessments/<int:id>")
@allowed(*READERS)
def assessment(id: int) -> str:
    """Who is invited and how far they are."""
    return _assessment(queries.assessment_for(db.session(), current_user, id))


@bp.post("/assessments/<int:id>/invite")
@allowed(Role.HR)
def invite(id: int) -> Response | tuple[str, int]:
    """Invite those who are ticked."""
    session = db.session()
    assessment = queries.assessment_for(session, current_user, id)
    form = _invite_form(assessment, among=request.form.getlist("who", int))
    if not form.validate_on_submit() or not form.who.data:
        form.who.errors = [*form.who.errors, _("Tick at least one person.")]
        return _assessment(assessment, [*form.who.errors]), 422
    for application in invited.applications_to_invite(session, assessment, among=form.who.data):
        actions.invite(session, current_user.pseudonym, assessment, application=application)
    for person in invited.people_to_invite(session, assessment, among=form.who.data):
        actions.invite(session, current_user.pseudonym, assessment, person=person)
    session.commit()
    n = len(form.who.data)
    flash(ngettext("%(num)d person is invited; the mail is on its way.",
                   "%(num)d people are invited; the mails are on their way.", n), "ok")  # fmt: skip
    return redirect(url_for("delivery.assessment", id=id))


@bp.post("/invitations/<int:id>/send")
@allowed(Role.HR)
def send_again(id: int) -> Response:
    """Send another link and give the full time anew."""
    session = db.session()
    invitation = queries.invitation_for(session, current_user, id)
    actions.send_again(session, current_user.pseudonym, invitation)
    session.commit()
    flash(_("Another mail to %(name)s is on its way.", name=invitation.name), "ok")
    return redirect(url_for("delivery.assessment", id=invitation.assessment_id))


@bp.post("/invitations/<int:id>/link")
@allowed(Role.HR)
def show_link(id: int) -> str:
    """Show a link once, to hand over in another way."""
    session = db.session()
    invitation = queries.invitation_for(session, current_user, id)
    token = actions.reveal_link(session, current_user.pseudonym, invitation)
    session.commit()
    settings: Settings = current_app.config["EXEMPLAR"]
    address = settings.base_url.rstrip("/") + url_for("delivery.open_link", token=token)
    return render_template("delivery/link.html", invitation=invitation, address=address)


@bp.post("/invitations/<int:id>/withdraw")
@allowed(Role.HR)
def withdraw(id: int) -> Response:
    """Shut the links of an invitation."""
    session = db.session()
    invitation = queries.invitation_for(session, current_user, id)
    actions.withdraw(session, current_user.pseudonym, invitation)
    session.commit()
    flash(_("The invitation of %(name)s is withdrawn.", name=invitation.name), "ok")
    return redirect(url_for("delivery.assessment", id=invitation.assessment_id))


@bp.get("/invitations/<int:id>/scores")
@allowed(*READERS, writes=True)
def scores(id: int) -> str:
    """The scores of one person; that they were seen is recorded."""
    session = db.session()
    invitation = queries.invitation_for(session, current_user, id)
    if not invitation.submitted_at:
        raise NotFound
    parts = scores_for(session, current_user, invitation)
    record(session, current_user.pseudonym, "delivery.scores_viewed", f"invitation:{invitation.id}")
    page = render_template("delivery/scores.html", invitation=invitation, parts=parts)
    session.commit()
    return page


@bp.post("/assessments/<int:id>/norms")
@allowed(Role.ANALYST)
def make_norms(id: int) -> Response:
    """Make norms of every scale from whoever took the same versions for the same purpose."""
    session = db.session()
    assessment = queries.assessment_for(session, current_user, id)
    for part in assessment.parts:
        enqueue(
            session,
            "delivery.make_norms",
            version_id=part.version_id,
            purpose=assessment.purpose,
            actor=current_user.pseudonym,
        )
    session.commit()
    flash(_("Norms are being made from everybody who finished; scales taken by too few get none."), "ok")
    return redirect(url_for("delivery.assessment", id=id))


def _assessment(assessment: Assessment, errors: Sequence[str] = ()) -> str:
    session, told = db.session(), request.args
    words, state, whom = (told.get(name, "").strip() for name in ("q", "state", "whom"))
    counts = invited.counts(session, assessment)
    slice = invited.invited_page(session, assessment, counts, words, state, told.get("page", 1, int))
    # who looks for somebody invited does not invite at the same time
    inviting = Role.HR in current_user.role_names and not (words or state or slice.page > 1)
    # and a hundred thousand are looked through only for whoever asks for it
    listed = inviting and ("whom" in told or sum(counts.values()) <= invited.MOST_FOUND)
    form = _invite_form(assessment, whom) if listed else InviteForm()
    form.who.choices = form.who.choices or []
    form.who.errors = errors
    return render_template(
        "delivery/assessment.html",
        assessment=assessment,
        instruments=queries.instruments(session, assessment),
        slice=slice,
        counts=counts,
        words=words,
        state=state,
        whom=whom,
        answered=invited.answered(session, slice.rows),
        newest=invited.last_attempts(session, slice.rows),
        form=form,
        inviting=inviting,
        listed=listed,
        most=invited.MOST_OFFERED,
    )


def _invite_form(assessment: Assessment, whom: str = "", among: Collection[int] | None = None) -> InviteForm:
    """To choose from: those whose name holds the words of ``whom``, or those ``among`` ids."""
    session, form = db.session(), InviteForm()
    form.who.choices = [
        *((one.id, one.candidate.name) for one in invited.applications_to_invite(session, assessment, whom, among)),
        *((one.id, one.name) for one in invited.people_to_invite(session, assessment, whom, among)),
    ]
    return form


def _assessment_form() -> AssessmentForm:
    session, form = db.session(), AssessmentForm()
    open_ones = [one for one in openings(session, current_user) if one.state == "open"]
    form.opening.choices = [(0, _("none: for people who work here")), *((one.id, one.name) for one in open_ones)]
    choices = [(found.version.id, found.instrument.title) for found in offered(session)]
    for name in PARTS:
        form[name].choices = [(0, "–"), *choices]
    return form

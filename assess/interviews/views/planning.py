"""Who interviews whom: the list, planning a panel, its state, closing a seat, sending links."""

from datetime import UTC

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from assess.access import Role, allowed
from assess.database import db
from assess.errors import NotAllowed, Refusal
from assess.hiring.queries import application_for, applications, openings
from assess.interviews import actions, queries
from assess.interviews.forms import MOST_SEATS, SEATS, CloseForm, PlanForm, SeatForm
from assess.interviews.models import Interview
from assess.interviews.views.blueprint import bp
from assess.people import queries as people
from assess.phrases import phrase
from surveys.definition import Instrument

PLANNERS = (Role.HR, Role.HIRING_MANAGER)
RATERS = (Role.HR, Role.HIRING_MANAGER, Role.INTERVIEWER)


@bp.get("/interviews/")
@allowed(*RATERS, Role.AUDITOR)
def index() -> str:
    """One's own seats, and the panels one may know of."""
    session = db.session()
    return render_template(
        "interviews/index.html",
        seats=queries.seats_of(session, current_user),
        interviews=queries.interviews(session, current_user),
        plans=bool(current_user.role_names & set(PLANNERS)),
    )


@bp.get("/interviews/choose")
@allowed(*PLANNERS)
def choose() -> str:
    """For which candidate, by which guide."""
    session = db.session()
    running = [opening for opening in openings(session, current_user) if opening.state == "open"]
    candidates = [
        (opening, [one for one in applications(session, opening) if one.stage != "closed"]) for opening in running
    ]
    return render_template("interviews/choose.html", candidates=candidates)


@bp.route("/interviews/plan/<int:application>", methods=["GET", "POST"])
@allowed(*PLANNERS)
def plan(application: int) -> Response | str | tuple[str, int]:
    """Who sits in the panel and who rates what."""
    session = db.session()
    found = application_for(session, current_user, application)
    guides = queries.guides(session, found)
    chosen = request.args.get("guide", type=int)
    if not guides:
        return render_template("interviews/no_guide.html", application=found)
    version, instrument = next((pair for pair in guides if pair[0].id == chosen), guides[0])
    form = _plan_form(instrument)
    problem, more = "", "more" in request.form and len(form.seats) < MOST_SEATS
    if more:
        row = form.seats.append_entry({"topics": list(instrument.items)})
        _offer(row.form, form.chair.choices, instrument)
    elif form.validate_on_submit():
        try:
            made = actions.plan(
                session,
                current_user.pseudonym,
                found,
                version,
                people.account(session, form.chair.data),
                [_place(row.form) for row in form.seats if row.form.taken],
                form.scheduled_at.data.replace(tzinfo=UTC) if form.scheduled_at.data else None,
            )
            session.commit()
            flash(_("The panel is planned."), "ok")
            return redirect(url_for("interviews.interview", id=made.id))
        except Refusal as refusal:
            session.rollback()
            problem = phrase(refusal.key, **refusal.values)
    page = render_template(
        "interviews/plan.html",
        application=found,
        guides=guides,
        version=version,
        instrument=instrument,
        form=form,
        problem=problem,
        more=len(form.seats) < MOST_SEATS,
    )
    return (page, 422) if form.is_submitted() and not more else page


def _plan_form(instrument: Instrument) -> PlanForm:
    colleagues = [SelectChoice(one.id, one.name) for one in queries.may_rate(db.session())]
    empty = {"topics": list(instrument.items)}
    form = PlanForm(data={"chair": current_user.id, "seats": [empty for _row in range(SEATS)]})
    form.chair.choices = colleagues
    for row in form.seats:
        _offer(row.form, colleagues, instrument)
    return form


def _offer(row: SeatForm, colleagues: list[SelectChoice], instrument: Instrument) -> None:
    row.account.choices = [SelectChoice(0, "–"), *colleagues]
    row.topics.choices = [SelectChoice(item.code, item.text) for item in instrument.items.values()]


def _place(row: SeatForm) -> actions.Place:
    session = db.session()
    account = people.account(session, row.account.data) if row.account.data else None
    return actions.Place(
        actions.rater(session, account, row.name.data or "", row.email.data or ""), tuple(row.topics.data)
    )


@bp.get("/interviews/<int:id>")
@allowed(*RATERS, Role.AUDITOR)
def interview(id: int) -> str:
    """The panel and how many seats are locked; never which."""
    return _interview(queries.interview_for(db.session(), current_user, id))


def _interview(found: Interview, form: CloseForm | None = None) -> str:
    return render_template(
        "interviews/interview.html",
        interview=found,
        instrument=queries.guide(db.session(), found),
        chairs=queries.chairs(current_user, found),
        plans=bool(current_user.role_names & set(PLANNERS)),
        mine=any(seat.rater.account_id == current_user.id for seat in found.seats),
        form=form or CloseForm(),
    )


@bp.post("/interviews/<int:id>/links")
@allowed(*PLANNERS)
def send_links(id: int) -> Response:
    """Mail links to whoever has not locked."""
    session = db.session()
    found = queries.interview_for(session, current_user, id)
    actions.send_links(session, current_user.pseudonym, found)
    session.commit()
    flash(_("Everybody who has not locked gets a mail with a link for 72 hours."), "ok")
    return redirect(url_for("interviews.interview", id=id))


@bp.route("/interviews/<int:id>/seats/<int:seat>/close", methods=["GET", "POST"])
@allowed(*RATERS)
def close(id: int, seat: int) -> Response | str | tuple[str, int]:
    """Close a seat as "did not rate": the chair only, with a reason, for good."""
    session = db.session()
    found = queries.interview_for(session, current_user, id)
    if not queries.chairs(current_user, found):
        raise NotAllowed
    chosen, form = queries.seat_of(found, seat), CloseForm()
    if form.validate_on_submit():
        actions.close(session, current_user.pseudonym, chosen, form.reason.data)
        session.commit()
        flash(_("The seat of %(name)s is closed.", name=chosen.rater.name), "ok")
        return redirect(url_for("interviews.interview", id=id))
    page = render_template("interviews/close.html", interview=found, seat=chosen, form=form)
    return (page, 422) if form.is_submitted() else page

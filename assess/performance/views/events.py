"""What happened to people's accounts: the list, one person's timeline, adding, correcting and taking back."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import Role, allowed
from assess.audit.actions import record
from assess.charts.timeline import Row, timeline
from assess.database import db
from assess.errors import Conflict
from assess.filters import day, number
from assess.people.models import Person
from assess.performance import queries
from assess.performance.actions import events as actions
from assess.performance.forms import EventForm, WithdrawForm
from assess.performance.models import TYPES, Assignment, Event
from assess.performance.views.blueprint import bp
from assess.phrases import phrase
from surveys.moments import now

Page = str | Response | tuple[str, int]
WRITERS = (Role.ANALYST, Role.HR)


@bp.get("/events")
@allowed(*WRITERS, Role.LINE_MANAGER)
def events() -> str:
    """Everything that happened, newest first; a line manager's own team."""
    type = request.args.get("type", "")
    type = type if type in TYPES else ""
    found = queries.events(db.session(), current_user, type, request.args.get("page", 1, type=int))
    return render_template("performance/events.html", found=found, types=TYPES, type=type, writes=_writes())


@bp.get("/events/<code>")
@allowed(*WRITERS, Role.LINE_MANAGER, Role.EMPLOYEE, writes=True)
def person_events(code: str) -> str:
    """One person's territories and events on one line of time."""
    session = db.session()
    person = queries.scored_person(session, current_user, code)
    record(session, current_user.pseudonym, "performance.events_viewed", f"person:{person.id}")
    session.commit()
    return _page(person, EventForm(None))


@bp.post("/events/<code>")
@allowed(*WRITERS)
def add_event(code: str) -> Page:
    """Put down what happened."""
    session, form = db.session(), EventForm()
    person = queries.scored_person(session, current_user, code)
    if not form.validate_on_submit():
        return _page(person, form), 422
    try:
        actions.happened(session, current_user.pseudonym, person, form.given)
    except Conflict as refusal:
        return _again(code, form, refusal)
    session.commit()
    flash(_("The event is down; the tiers are being computed anew."), "ok")
    return redirect(url_for("performance.person_events", code=code))


@bp.route("/events/<code>/<int:id>", methods=["GET", "POST"])
@allowed(*WRITERS)
def correct_event(code: str, id: int) -> Page:
    """Put the right one in its place; what was said before stays readable."""
    session = db.session()
    person = queries.scored_person(session, current_user, code)
    event = queries.standing_event(session, person, id)
    form = EventForm(obj=event, share=None if event.size is None else 100 * event.size)
    if not form.validate_on_submit():
        page = render_template("performance/event.html", person=person, event=event, form=form, withdraw=WithdrawForm())
        return (page, 422) if request.method == "POST" else page
    try:
        actions.correct(session, current_user.pseudonym, event, form.given)
    except Conflict as refusal:
        return _again(code, form, refusal)
    session.commit()
    flash(_("Corrected; what was said before stays in the list."), "ok")
    return redirect(url_for("performance.person_events", code=code))


@bp.post("/events/<code>/<int:id>/withdraw")
@allowed(*WRITERS)
def withdraw_event(code: str, id: int) -> Page:
    """Take an event back that did not happen."""
    session, form = db.session(), WithdrawForm()
    person = queries.scored_person(session, current_user, code)
    event = queries.standing_event(session, person, id)
    if not form.validate_on_submit():
        shown = EventForm(None, obj=event)
        page = render_template("performance/event.html", person=person, event=event, form=shown, withdraw=form)
        return page, 422
    actions.withdraw(session, current_user.pseudonym, event, form.why.data)
    session.commit()
    flash(_("Taken back; it counts no more."), "ok")
    return redirect(url_for("performance.person_events", code=code))


def _writes() -> bool:
    return bool(current_user.role_names & frozenset(WRITERS))


def _again(code: str, form: EventForm, refusal: Conflict) -> tuple[str, int]:
    session = db.session()
    session.rollback()
    person = queries.scored_person(session, current_user, code)
    return _page(person, form, phrase(refusal.key, **refusal.values)), refusal.status


def _page(person: Person, form: EventForm, error: str = "") -> str:
    session = db.session()
    found, held = queries.events_of(session, person), queries.assignments_of(session, person)
    standing = sorted((event for event in found if event.state == "stands"), key=lambda event: (event.day, event.id))
    today = now().date()
    rows = [*(_held(one, today) for one in held), *(_row(event) for event in standing)]
    return render_template(
        "performance/person_events.html", person=person, events=found, held=held, form=form, error=error,
        chart=timeline("events", rows, today), writes=_writes(),
        own=person.id == current_user.person_id,
    )  # fmt: skip


def _held(one: Assignment, today: date) -> Row:
    words = _("%(n)s accounts", n=number(one.territory.accounts, 0)) if one.territory.accounts is not None else ""
    return Row(one.territory.code, one.start, one.end or today, words, "is-4")


def _row(event: Event) -> Row:
    parts = [day(event.day)]
    if event.accounts_before is not None and event.accounts_after is not None:
        parts.append(_("%(before)s → %(after)s accounts", before=number(event.accounts_before, 0),
                       after=number(event.accounts_after, 0)))  # fmt: skip
    return Row(phrase(f"event.type.{event.type}"), event.day, event.end, ", ".join(parts))

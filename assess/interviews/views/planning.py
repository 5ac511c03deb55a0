"""Planning a panel: for a candidate, in a round or outside one, or to observe an employee at work."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from assess.access import Role, allowed
from assess.database import db
from assess.errors import NotFound, Refusal
from assess.hiring.queries import application_for
from assess.interviews import actions, queries
from assess.interviews.forms import MOST_SEATS, SEATS, PlanForm, SeatForm
from assess.interviews.models import Interview, Round
from assess.interviews.views.blueprint import PLANNERS, bp
from assess.people import queries as accounts
from assess.phrases import phrase
from surveys.definition import Instrument
from surveys.models import InstrumentVersion
from surveys.versions import instrument_of

Guides = list[tuple[InstrumentVersion, Instrument]]


@bp.route("/interviews/plan/<int:application>", methods=["GET", "POST"])
@allowed(*PLANNERS)
def plan(application: int) -> Response | str | tuple[str, int]:
    """Who sits in a candidate's panel and who rates what; in a round only who and when."""
    session = db.session()
    found = application_for(session, current_user, application)
    number = request.args.get("round", type=int)
    round = queries.round_for(session, current_user, number) if number else None
    if round is not None and round.opening_id != found.opening_id:
        raise NotFound
    if round is not None:
        guides = [(round.version, instrument_of(session, round.version.content_hash))]
    else:
        guides = queries.guides(session, found)

    def make(form: PlanForm, version: InstrumentVersion) -> Interview:
        return actions.plan(
            session,
            current_user.pseudonym,
            found,
            version,
            accounts.account(session, form.chair.data),
            _places(form),
            form.scheduled_at.moment,
            round=round,
        )

    return _planned(found.candidate.name, found.opening.name, guides, make, round)


@bp.route("/interviews/observe/<int:person>", methods=["GET", "POST"])
@allowed(Role.HR)
def observe(person: int) -> Response | str | tuple[str, int]:
    """Who observes an employee at work, by which guide, and when."""
    session = db.session()
    found = queries.person_named(session, person)

    def make(form: PlanForm, version: InstrumentVersion) -> Interview:
        return actions.observe(
            session,
            current_user.pseudonym,
            found,
            version,
            accounts.account(session, form.chair.data),
            _places(form),
            form.scheduled_at.moment,
        )

    return _planned(found.name, found.job, queries.guides_for(session, "development"), make)


def _planned(
    name: str,
    about: str,
    guides: Guides,
    make: Callable[[PlanForm, InstrumentVersion], Interview],
    round: Round | None = None,
) -> Response | str | tuple[str, int]:
    session, chosen = db.session(), request.args.get("guide", type=int)
    if not guides:
        return render_template("interviews/no_guide.html", name=name)
    version, instrument = next((pair for pair in guides if pair[0].id == chosen), guides[0])
    form = _form(instrument, round)
    problem, more = "", "more" in request.form and len(form.seats) < MOST_SEATS
    if more:
        row = form.seats.append_entry({"topics": list(instrument.items)})
        _offer(row.form, form.chair.choices, instrument)
    elif form.validate_on_submit():
        try:
            made = make(form, version)
            session.commit()
            flash(_("The panel is planned."), "ok")
            return redirect(url_for("interviews.interview", id=made.id))
        except Refusal as refusal:
            session.rollback()
            problem = phrase(refusal.key, **refusal.values)
    page = render_template(
        "interviews/plan.html",
        name=name,
        about=about,
        round=round,
        guides=guides,
        version=version,
        instrument=instrument,
        form=form,
        problem=problem,
        more=len(form.seats) < MOST_SEATS,
    )
    return (page, 422) if form.is_submitted() and not more else page


def _form(instrument: Instrument, round: Round | None) -> PlanForm:
    """Seats as the round deals them, taken by whoever sat there last; outside rounds empty ones with every topic."""
    session = db.session()
    accounts = queries.may_rate(session)
    trained = {id: phrase(key) for id, key in queries.credentials(session, accounts).items()}
    colleagues = [SelectChoice(one.id, " · ".join(filter(None, (one.name, trained.get(one.id))))) for one in accounts]
    known = {one.value for one in colleagues}
    last = queries.last_panel(session, round) if round else None
    sat = [seat.rater.account_id if seat.rater.account_id in known else 0 for seat in last.seats] if last else []
    split = round.split if round else [list(instrument.items)] * SEATS
    rows = [{"topics": topics, "account": sat[at] if at < len(sat) else 0} for at, topics in enumerate(split)]
    chair = last.chair_id if last and last.chair_id in known else current_user.id
    form = PlanForm(data={"chair": chair, "seats": rows})
    form.chair.choices = colleagues
    for row in form.seats:
        _offer(row.form, colleagues, instrument)
    return form


def _offer(row: SeatForm, colleagues: list[SelectChoice], instrument: Instrument) -> None:
    row.account.choices = [SelectChoice(0, "–"), *colleagues]
    row.topics.choices = [SelectChoice(item.code, item.text) for item in instrument.items.values()]


def _places(form: PlanForm) -> list[actions.Place]:
    return [_place(row.form) for row in form.seats if row.form.taken]


def _place(row: SeatForm) -> actions.Place:
    session = db.session()
    account = accounts.account(session, row.account.data) if row.account.data else None
    return actions.Place(
        actions.rater(session, account, row.name.data or "", row.email.data or ""), tuple(row.topics.data)
    )

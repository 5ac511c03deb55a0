"""What performers say of their own accounts, beside the record: stated, held against it, settled."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import Role, allowed
from assess.audit.actions import record
from assess.database import db
from assess.errors import Refusal
from assess.people.models import Person
from assess.performance import queries
from assess.performance.actions import portfolios as actions
from assess.performance.forms import PortfolioForm, ReconcileForm
from assess.performance.models import Portfolio
from assess.performance.views.blueprint import bp
from assess.phrases import phrase
from surveys.moments import now

Page = str | Response | tuple[str, int]
READERS = (Role.ANALYST, Role.HR)


@dataclass(frozen=True, slots=True)
class Beside:
    """One figure of the record beside what was stated; ``apart`` is stated minus known, None where they cannot be."""

    known: queries.Known
    stated: float | None
    apart: float | None

    @property
    def share(self) -> float | None:
        """How far apart in parts of the record; None where that is nothing."""
        return self.apart / self.known.value if self.apart is not None and self.known.value else None


@bp.route("/portfolio", methods=["GET", "POST"])
@allowed(Role.EMPLOYEE, Role.LINE_MANAGER)
def portfolio() -> Page:
    """State the own accounts, and see what came of it."""
    session, form = db.session(), PortfolioForm()
    own: Person | None = current_user.person
    if own is None:
        return render_template("performance/no_person.html")
    if form.validate_on_submit():
        actions.state(session, current_user.pseudonym, own, "self", form.data)
        session.commit()
        flash(_("Thank you. It is kept as you wrote it; an analyst holds it against the record."), "ok")
        return redirect(url_for("performance.portfolio"))
    last = queries.portfolio_of(session, own)
    page = render_template("performance/portfolio.html", person=own, form=form, last=last, beside=_beside(own, last))
    return (page, 422) if request.method == "POST" else page


@bp.get("/portfolios")
@allowed(*READERS)
def portfolios() -> str:
    """Everybody's last statement, those to be held against the record first."""
    found = queries.portfolios(db.session(), request.args.get("page", 1, type=int))
    return render_template("performance/portfolios.html", found=found)


@bp.route("/portfolios/<code>", methods=["GET", "POST"])
@allowed(*READERS, writes=True)
def person_portfolio(code: str) -> Page:
    """One person's statements beside the record; a POST takes one down in an interview."""
    session, form = db.session(), PortfolioForm()
    person = queries.scored_person(session, current_user, code)
    if form.validate_on_submit():
        actions.state(session, current_user.pseudonym, person, "interview", form.data)
        session.commit()
        flash(_("It is kept as it was said."), "ok")
        return redirect(url_for("performance.person_portfolio", code=code))
    record(session, current_user.pseudonym, "performance.portfolio_viewed", f"person:{person.id}")
    session.commit()
    page = _page(person, form, ReconcileForm(None))
    return (page, 422) if request.method == "POST" else page


@bp.post("/portfolios/<int:id>/reconcile")
@allowed(*READERS)
def reconcile(id: int) -> Page:
    """Settle what holds; the record is not changed by it."""
    session, form = db.session(), ReconcileForm()
    stated = queries.portfolio(session, id)
    code = stated.person.code
    if not form.validate_on_submit():
        return _page(stated.person, PortfolioForm(None), form), 422
    known = queries.known_of(session, stated.person, now().date())
    given = {name: form[name].data for name in ("verdict", "note", "accounts", "revenue")}
    try:
        actions.reconcile(session, current_user.pseudonym, stated, known, **given)
    except Refusal as refusal:
        session.rollback()
        page = _page(queries.portfolio(session, id).person, PortfolioForm(None), form, phrase(refusal.key))
        return page, refusal.status
    session.commit()
    flash(_("Settled. The record itself is as it was: correct it by an upload or an event."), "ok")
    return redirect(url_for("performance.person_portfolio", code=code))


def _page(person: Person, form: PortfolioForm, settle: ReconcileForm, error: str = "") -> str:
    session = db.session()
    every = queries.portfolios_of(session, person)
    last = every[0] if every else None
    return render_template(
        "performance/person_portfolio.html", person=person, form=form, settle=settle, error=error, last=last,
        earlier=every[1:], beside=_beside(person, last),
    )  # fmt: skip


def _beside(person: Person, stated: Portfolio | None) -> list[Beside]:
    """The record, figure by figure; amounts in different currencies are not taken from each other."""
    found = []
    for known in queries.known_of(db.session(), person, now().date()):
        value = None if stated is None else stated.accounts if known.figure == "accounts" else stated.revenue
        foreign = stated is not None and known.unit and stated.unit and known.unit != stated.unit
        alike = known.figure == "accounts" or not foreign
        found.append(Beside(known, value, value - known.value if value is not None and alike else None))
    return found

"""What other currencies were worth, period by period."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import Role, allowed
from assess.database import db
from assess.performance import queries
from assess.performance.actions import rates as actions
from assess.performance.forms import RateForm
from assess.performance.views.blueprint import bp
from assess.phrases import phrase
from scoring.calendar import period
from scoring.errors import BadTable
from scoring.money import is_money

Page = str | Response | tuple[str, int]
SETTERS = (Role.ANALYST, Role.ADMINISTRATOR)


@bp.get("/rates")
@allowed(*SETTERS)
def rates() -> str:
    """Every rate, and which currencies results came in."""
    return _page(RateForm(None, into=current_app.config["EXEMPLAR"].currency))


@bp.post("/rates")
@allowed(*SETTERS)
def add_rate() -> Page:
    """Set the rate of one period."""
    session, form = db.session(), RateForm()
    if not form.validate_on_submit():
        return _page(form), 422
    currency, into = ((field.data or "").strip().upper() for field in (form.currency, form.into))
    for field, code in ((form.currency, currency), (form.into, into)):
        if not is_money(code):
            field.errors = [_("Write a currency by its code, such as CHF.")]
    if currency == into:
        form.into.errors = [_("A currency needs no rate into itself.")]
    try:
        start, end = period(form.period.data, current_app.config["EXEMPLAR"].calendar)
    except BadTable as wrong:
        form.period.errors = [str(wrong)]
    if not form.rate.data:
        form.rate.errors = [_("Write a rate above zero.")]
    if form.errors:
        return _page(form), 422
    try:
        span = (start.date(), end.date())
        actions.exchange(session, current_user.pseudonym, currency, into, span, form.rate.data, form.source.data)
    except actions.RatesOverlap as refusal:
        session.rollback()
        form.period.errors = [phrase(refusal.key, **refusal.values)]
        return _page(form), refusal.status
    session.commit()
    flash(_("The rate is set; the tiers are being computed anew."), "ok")
    return redirect(url_for("performance.rates"))


def _page(form: RateForm) -> str:
    session = db.session()
    return render_template(
        "performance/rates.html", form=form, found=queries.rates(session, request.args.get("page", 1, type=int)),
        home=current_app.config["EXEMPLAR"].currency, currencies=queries.currencies(session),
    )  # fmt: skip

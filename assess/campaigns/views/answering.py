"""The respondent's own pages: the promise, the questions, thanks."""

from babel import Locale
from flask import current_app, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assess.access import Holder, holding, public
from assess.campaigns import actions, queries
from assess.campaigns.forms import answer_form, whole
from assess.campaigns.views.blueprint import bp
from assess.campaigns.views.tickets import onward
from assess.config import Settings
from assess.database import db
from assess.links.queries import opened_by
from assess.phrases import phrase
from assess.questions import blocks
from assess.security import LINK_COOKIE, trade
from surveys.forms import given


def _key() -> str:
    settings: Settings = current_app.config["EXEMPLAR"]
    return settings.derived("spent admissions")


def _admission() -> queries.Admission:
    """What the visitor's link opens; Over or Answered when there is nothing more to do."""
    session = db.session()
    found = queries.opened(session, g.link)
    if queries.is_spent(session, found, actions.mark(_key(), found.campaign.code, found.invitation)):
        raise queries.Answered(title=found.campaign.title)
    return found


@bp.get("/answer/<token>")
@public
def enter(token: str) -> Response:
    """Trade the link for a cookie; nothing is written, so nobody learns who looked."""
    link = opened_by(db.session(), token, Holder.RESPONDENT)
    return trade(redirect(url_for("campaigns.page")), Holder.RESPONDENT, link.id, path="/answer/")


@bp.get("/answer/")
@holding(Holder.RESPONDENT)
def page() -> Response | str:
    """The promise, who sees what, and all questions; where answers are confided, on a page of its own."""
    admission = _admission()
    if admission.campaign.promise == "confidential":
        return redirect(url_for("campaigns.confide"))
    return _questions(admission, {})


@bp.post("/answer/")
@holding(Holder.RESPONDENT)
def send() -> Response | tuple[str, int]:
    """Keep the answer; once it is safe, and apart from it, spend the admission. No audit, no job, no log."""
    session, admission = db.session(), _admission()
    form = answer_form(admission.instrument)
    if not form.validate_on_submit():
        problems = {
            code: phrase(f"answer.{errors[0].reason}") for code, errors in form.errors.items() if code != "csrf_token"
        }
        return _questions(admission, problems), 422
    try:
        actions.answer(session, admission, given(form, whole(admission.instrument)))
    except actions.NothingAnswered as refusal:
        flash(phrase(refusal.key), "caveat")
        return _questions(admission, {}), 422
    session.commit()
    actions.spend(session, admission, _key())
    session.commit()
    response = onward(session, admission.campaign)
    response.delete_cookie(LINK_COOKIE.format(holder=Holder.RESPONDENT), path="/answer/")
    return response


def _questions(admission: queries.Admission, problems: dict[str, str]) -> str:
    return render_template(
        "campaigns/answer.html",
        campaign=admission.campaign,
        instrument=admission.instrument,
        form=answer_form(admission.instrument),
        blocks=blocks,
        problems=problems,
        marks={},
        who=queries.who_sees(admission.campaign),
        direction=Locale.parse(admission.instrument.language).text_direction,
    )


@bp.errorhandler(queries.Answered)
@bp.errorhandler(queries.Over)
def over(refusal: queries.Answered | queries.Over) -> tuple[str | dict[str, str], int]:
    """Whoever comes back by a link that has done its work is thanked, not turned away."""
    words = phrase(refusal.key, **refusal.values)
    if request.is_json:
        return {"error": words}, refusal.status
    return render_template("campaigns/over.html", words=words), refusal.status


@bp.get("/answer/thanks")
@public
def thanks() -> str:
    """The answer has arrived."""
    return render_template("campaigns/thanks.html")

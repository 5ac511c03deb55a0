"""The pages of whoever answers under confidentiality: the promise, the questions as they were left, thanks."""

from collections.abc import Mapping

from babel import Locale
from flask import abort, current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from assess.access import Holder, holding, public
from assess.campaigns import actions, queries
from assess.campaigns.forms import together
from assess.campaigns.views.blueprint import bp
from assess.database import db
from assess.errors import NotFound
from assess.i18n import language
from assess.phrases import phrase
from assess.questions import MARK, blocks, changed, mark, one_answer, readable, seen
from assess.saving import Writer
from assess.security import LINK_COOKIE
from surveys.errors import Incomplete, NotAnAnswer
from surveys.forms import filled, form_class, given
from surveys.items import Given
from surveys.languages import languages
from surveys.moments import now

respondent = holding(Holder.RESPONDENT)


@bp.get("/answer/confidential")
@respondent
def confide() -> str:
    """The promise and the way to begin, or the questions as they were left on whatever device."""
    admission, administration = _admission()
    if administration is None:
        who = queries.who_sees(admission.campaign)
        return render_template("campaigns/notice.html", admission=admission, campaign=admission.campaign, who=who)
    return _questions(admission, administration)


@bp.post("/answer/begin")
@respondent
def begin() -> Response:
    """Begin, in the language of the page where the questions have it."""
    session = db.session()
    admission, _known = _admission()
    known = languages(admission.instrument)
    actions.begin(session, admission, language() if language() in known else known[0])
    session.commit()
    return redirect(url_for("campaigns.confide"), 303)


@bp.post("/answer/save")
@holding(Holder.RESPONDENT, writes=False)
def save() -> tuple[str | dict[str, str], int]:
    """Keep one answer; acknowledged only when it is durable."""
    sent = one_answer(request.get_json(silent=True))
    if sent is None:
        abort(400)
    _found, administration = _admission()
    if administration is None:
        raise NotFound
    writer: Writer = current_app.extensions["writer"]
    try:
        writer.write(lambda session: actions.keep(session, administration, sent.answer, sent.shown, sent.tap))
    except NotAnAnswer as refusal:
        return {"item": sent.item, "error": phrase(f"answer.{refusal.reason}")}, 422
    return "", 204


@bp.post("/answer/confidential")
@respondent
def confided() -> Response | tuple[str, int]:
    """Keep what changed, then send it all, or leave it for another day. No audit, no job."""
    session = db.session()
    admission, administration = _admission()
    if administration is None:
        return redirect(url_for("campaigns.confide"), 303)
    asked = together(queries.own(session, administration))
    sent = given(form_class(asked)(request.form), asked)
    marks = {code: request.form.get(MARK.format(code), mark(Given())) for code in sent}
    good, refused = readable(asked, changed(sent, marks))
    actions.keep(session, administration, good, seen(request.form))
    session.commit()
    problems = {code: phrase(f"answer.{refusal.reason}") for code, refusal in refused.items()}
    if problems:
        return _questions(admission, administration, problems, sent), 422
    if request.form.get("go") == "later":
        flash(_("Kept. Come back by the same link, on this device or another."), "ok")
        return redirect(url_for("campaigns.confide"), 303)
    try:
        actions.finish(session, administration)
    except Incomplete as refusal:
        session.rollback()
        problems = dict.fromkeys(str(refusal.values["items"]).split(), _("Please answer this one."))
        return _questions(admission, administration, problems, sent), 422
    except actions.NothingAnswered as refusal:
        flash(phrase(refusal.key), "caveat")
        return _questions(admission, administration), 422
    session.commit()
    response = redirect(url_for("campaigns.thanks_confidential"), 303)
    response.delete_cookie(LINK_COOKIE.format(holder=Holder.RESPONDENT), path="/answer/")
    return response


@bp.get("/answer/thanks/confidential")
@public
def thanks_confidential() -> str:
    """The answers have arrived, and are kept in confidence."""
    return render_template("campaigns/thanks_confidential.html")


def _admission() -> tuple[queries.Admission, int | None]:
    """What the visitor's link opens, and their answers so far; Answered once these are sent, NotFound elsewhere."""
    session = db.session()
    found = queries.opened(session, g.link)
    if found.campaign.promise != "confidential":
        raise NotFound
    administration = queries.administration_of(session, found.invitation)
    if administration is not None and queries.is_sent(session, administration):
        raise queries.Answered(title=found.campaign.title)
    return found, administration


def _questions(
    admission: queries.Admission,
    administration: int,
    problems: Mapping[str, str] | None = None,
    sent: Mapping[str, Given] | None = None,
) -> str:
    own = queries.own(db.session(), administration)
    asked = together(own)
    form = form_class(asked)(data=filled(asked, own.answers))
    marks = {code: mark(one) for code, one in given(form, asked).items()}
    for code in set(problems or {}) & set(sent or {}):  # show what was written, so that it can be put right
        form[code].data = (sent or {})[code].value or form[code].data
    return render_template(
        "campaigns/confidential.html",
        campaign=admission.campaign,
        sitting=admission.invitation,
        instrument=own.instrument,
        sections=[page.section for page in own.pages],
        progress=own.progress,
        form=form,
        blocks=blocks,
        marks=marks,
        problems=problems or {},
        who=queries.who_sees(admission.campaign),
        shown=now().isoformat(),
        direction=Locale.parse(own.instrument.language).text_direction,
    )

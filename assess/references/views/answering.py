"""The referee's pages: what it is for, a few questions, a receipt; or no."""

from collections.abc import Mapping

from flask import abort, current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from assess.access import Holder, holding, public
from assess.config import Settings
from assess.database import db
from assess.delivery.queries.languages import language as spoken
from assess.errors import NotFound, Refusal
from assess.i18n import language
from assess.links.queries import Opened, by_id, opened_by
from assess.phrases import phrase
from assess.questions import MARK, changed, mark, one_answer, readable, seen
from assess.references import actions
from assess.references.forms import AgreeForm
from assess.references.models import Referee
from assess.references.queries import sittings
from assess.references.views.blueprint import bp
from assess.references.views.naming import PATH, network_of
from assess.saving import Writer
from assess.security import carried, trade
from surveys.definition import Section
from surveys.errors import Incomplete, NotAnAnswer
from surveys.forms import filled, form_class, given
from surveys.items import Given
from surveys.moments import now
from surveys.standing import Standing

referee = holding(Holder.REFEREE)


@bp.get("/referee/<token>")
@public
def open_link(token: str) -> Response:
    """Trade the link for a cookie; whose cookies the browser carried already is noted, and nothing else of it."""
    session = db.session()
    link = opened_by(session, token, Holder.REFEREE)
    found = _carried(link)
    if found:
        writer: Writer = current_app.extensions["writer"]
        writer.write(lambda own: actions.notice(own, link.target, found))
    return trade(redirect(url_for("references.notice")), Holder.REFEREE, link.id, PATH)


def _carried(link: Opened) -> list[str]:
    """Whether this browser came before by the link of the candidate, or of another referee, of the same check."""
    session, found = db.session(), []
    check = sittings.check_of(session, link.target)
    for holder, sign in ((Holder.APPLICANT, "candidates_browser"), (Holder.REFEREE, "referees_browser")):
        try:
            other = by_id(session, carried(holder) or 0, holder)
        except Refusal:  # a link that is over tells nothing
            continue
        applicant = holder is Holder.APPLICANT
        same = other.target == check if applicant else sittings.check_of(session, other.target) == check
        if same and (applicant or other.target != link.target):
            found.append(sign)
    return found


@bp.get("/referee/")
@referee
def notice() -> Response | str:
    """What it is for, what happens with it, and the choice."""
    who = sittings.referee_by(db.session(), g.link)
    if who.state != "waiting":
        return redirect(url_for("references.receipt"))
    form = AgreeForm(formdata=None)
    form.relation.data, form.length.data = who.said_relation or None, who.said_length or None
    return _notice(who, form)


@bp.post("/referee/begin")
@referee
def begin() -> Response | tuple[str, int]:
    """Agree, say how one worked together, and begin or go on."""
    session, form = db.session(), AgreeForm()
    who = sittings.referee_by(session, g.link)
    if who.state != "waiting":
        return redirect(url_for("references.receipt"), 303)
    if who.begun_at is None:
        if not form.validate():
            return _notice(who, form), 422
        known = sittings.offered(session, who.check)
        chosen = language() if language() in known else known[0]
        words = sittings.notice(who, _company()).text
        actions.begin(session, who, form.relation.data, form.length.data, chosen, words)
        session.commit()
    standing = sittings.own(session, who)
    return _to(_first_open(standing) or standing.pages[-1].section.code)


@bp.get("/referee/page/<section>")
@referee
def page(section: str) -> Response | str:
    """One page of questions."""
    who = sittings.referee_by(db.session(), g.link)
    if who.state != "waiting":
        return redirect(url_for("references.receipt"))
    return _page(who, section)


@bp.post("/referee/page/<section>")
@referee
def keep_page(section: str) -> Response | tuple[str, int]:
    """Keep what changed on a page and go on, back or to the end."""
    session = db.session()
    who = sittings.referee_by(session, g.link)
    if who.state != "waiting" or who.administration_id is None:
        return redirect(url_for("references.receipt" if who.state != "waiting" else "references.notice"), 303)
    asked = _section(sittings.own(session, who), section)
    sent = given(form_class(asked)(request.form), asked)
    marks = {item.code: request.form.get(MARK.format(item.code), mark(Given())) for item in asked.items}
    good, refused = readable(asked, changed(sent, marks))
    actions.keep(session, who.administration_id, good, seen(request.form))
    session.commit()
    standing = sittings.own(session, who)
    problems = {code: phrase(f"answer.{refusal.reason}") for code, refusal in refused.items()}
    back = request.form.get("go") == "back"
    if not back:
        open_ones = [item.code for item in asked.items if item.code in standing.progress.owed]
        problems = dict.fromkeys(open_ones, _("Please answer, or choose “I cannot say”.")) | problems
    if problems:
        return _page(who, section, problems, sent), 422
    codes = [one.section.code for one in standing.pages]
    at = codes.index(section) + (-1 if back else 1)
    if at < 0:
        return redirect(url_for("references.notice"), 303)
    return _to(codes[at]) if at < len(codes) else _finish(who)


@bp.post("/referee/save")
@holding(Holder.REFEREE, writes=False)
def save() -> tuple[str | dict[str, str], int]:
    """Keep one answer; acknowledged only when it is durable."""
    sent = one_answer(request.get_json(silent=True))
    if sent is None:
        abort(400)
    writer: Writer = current_app.extensions["writer"]
    administration = sittings.administration_of(db.session(), g.link)
    try:
        writer.write(lambda session: actions.keep(session, administration, sent.answer, sent.shown, sent.tap))
    except NotAnAnswer as refusal:
        return {"item": sent.item, "error": phrase(f"answer.{refusal.reason}")}, 422
    return "", 204


@bp.post("/referee/decline")
@referee
def decline() -> Response:
    """Say no: nothing is kept but that one did not take part."""
    session = db.session()
    who = sittings.referee_by(session, g.link)
    if who.declined_at is None:
        actions.decline(session, who)
        session.commit()
    return redirect(url_for("references.receipt"), 303)


@bp.get("/referee/receipt")
@referee
def receipt() -> Response | str:
    """Thanks, whatever they chose, and what happens next."""
    who = sittings.referee_by(db.session(), g.link)
    if who.state == "waiting":
        return redirect(url_for("references.notice"))
    return render_template("references/receipt.html", referee=who)


def _finish(who: Referee) -> Response:
    session = db.session()
    try:
        first = actions.finish(session, who, network_of(who.check_id))
    except Incomplete:
        session.rollback()
        who = sittings.referee_by(session, g.link)
        return _to(_first_open(sittings.own(session, who)) or "")
    session.commit()
    if not first:
        flash(_("This was handed in already; the answers stand as they were."), "ok")
    return redirect(url_for("references.receipt"), 303)


def _company() -> str:
    settings: Settings = current_app.config["EXEMPLAR"]
    return settings.company


def _to(section: str) -> Response:
    return redirect(url_for("references.page", section=section), 303)


def _first_open(standing: Standing) -> str | None:
    owed = standing.progress.owed
    pages = (one.section for one in standing.pages)
    return next((page.code for page in pages if any(item.code in owed for item in page.items)), None)


def _section(standing: Standing, code: str) -> Section:
    for one in standing.pages:
        if one.section.code == code:
            return one.section
    raise NotFound


def _notice(who: Referee, form: AgreeForm) -> str:
    told = sittings.notice(who, _company())
    return render_template("references/notice.html", referee=who, notice=told, form=form)


def _page(
    who: Referee, code: str, problems: Mapping[str, str] | None = None, sent: Mapping[str, Given] | None = None
) -> str:
    standing = sittings.own(db.session(), who)
    asked = _section(standing, code)
    form = form_class(asked)(data=filled(asked, standing.answers))
    marks = {name: mark(one) for name, one in given(form, asked).items()}
    for name in set(problems or {}) & set(sent or {}):  # show what was written, so that it can be put right
        form[name].data = (sent or {})[name].value or form[name].data
    codes = [one.section.code for one in standing.pages]
    return render_template(
        "references/page.html",
        referee=who,
        section=asked,
        instrument=standing.instrument,
        progress=standing.progress,
        form=form,
        marks=marks,
        problems=problems or {},
        last=code == codes[-1],
        shown=now().isoformat(),
        spoken=spoken(standing.instrument.language),
    )

"""Pages of campaigns: preparing, looking after and reading them, and the respondent's own pages."""

from io import BytesIO

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess import reports
from assess.access import Holder, Role, allowed, holding, public
from assess.audit.actions import record
from assess.campaigns import actions, frames, queries
from assess.campaigns.forms import CampaignForm, answer_form, whole
from assess.charts import Domain, axis, row
from assess.config import Settings
from assess.database import db
from assess.jobs.actions import enqueue
from assess.links.queries import opened_by
from assess.phrases import phrase
from assess.questions import blocks
from assess.security import LINK_COOKIE, trade
from surveys.forms import given
from surveys.versions import publish

bp = Blueprint("campaigns", __name__)

READERS = (Role.STUDY_LEAD, Role.HR, Role.ENABLEMENT, Role.LEADER, Role.ANALYST)


@bp.get("/campaigns/")
@allowed(*READERS)
def index() -> str:
    """The campaigns this viewer may know of."""
    session = db.session()
    return render_template(
        "campaigns/index.html", campaigns=queries.campaigns(session, current_user), manages=_manages()
    )


def _manages() -> bool:
    return bool(current_user.role_names & set(queries.MANAGERS))


@bp.route("/campaigns/new", methods=["GET", "POST"])
@allowed(Role.STUDY_LEAD, Role.HR)
def new() -> Response | str | tuple[str, int]:
    """Prepare a campaign."""
    session = db.session()
    instruments = queries.instruments(session)
    form = CampaignForm(instruments, list(queries.jobs(session)))
    if not form.validate_on_submit():
        return render_template("campaigns/new.html", form=form), 422 if request.method == "POST" else 200
    chosen = next(one for one in instruments if one.content_hash == form.instrument.data)
    made = actions.draft(
        session,
        current_user.pseudonym,
        title=form.title.data,
        version=publish(session, chosen),
        job=form.job.data,
        cuts=form.cuts,
        least=int(form.least.data),
        closes_at=form.closes_at,
    )
    session.commit()
    return redirect(url_for("campaigns.campaign", id=made.id))


@bp.get("/campaigns/<int:id>")
@allowed(Role.STUDY_LEAD, Role.HR)
def campaign(id: int) -> str:
    """One campaign: what launching it means, or how it goes."""
    session = db.session()
    found = queries.campaign(session, current_user, id)
    if found.state == "draft":
        check = queries.launch_check(session, found)
        return render_template(
            "campaigns/launch.html", campaign=found, check=check, fewest=actions.FEWEST, who=queries.WHO_SEES
        )
    return render_template(
        "campaigns/campaign.html",
        campaign=found,
        invited=queries.invited(session, found),
        mailed=queries.mailed(session, found),
        answered=frames.answered(session, found),
        released=queries.released(session, found),
        releasing=queries.releasing(session, found),
    )


@bp.post("/campaigns/<int:id>/launch")
@allowed(Role.STUDY_LEAD, Role.HR)
def launch(id: int) -> Response:
    """Ask everyone."""
    session = db.session()
    actions.launch(session, current_user.pseudonym, queries.campaign(session, current_user, id))
    session.commit()
    flash(_("The survey is open; everyone gets their mail within a few minutes."), "ok")
    return redirect(url_for("campaigns.campaign", id=id))


@bp.post("/campaigns/<int:id>/remind")
@allowed(Role.STUDY_LEAD, Role.HR)
def remind(id: int) -> Response:
    """Ask everyone once more."""
    session = db.session()
    actions.remind(session, current_user.pseudonym, queries.campaign(session, current_user, id))
    session.commit()
    flash(_("Everyone is reminded, whoever has answered: we do not know who has not."), "ok")
    return redirect(url_for("campaigns.campaign", id=id))


@bp.post("/campaigns/<int:id>/close")
@allowed(Role.STUDY_LEAD, Role.HR)
def close(id: int) -> Response:
    """Take no more answers."""
    session = db.session()
    actions.close(session, current_user.pseudonym, queries.campaign(session, current_user, id))
    session.commit()
    flash(_("The survey is closed. The last answers are filed within a minute."), "ok")
    return redirect(url_for("campaigns.campaign", id=id))


@bp.post("/campaigns/<int:id>/discard")
@allowed(Role.STUDY_LEAD, Role.HR)
def discard(id: int) -> Response:
    """Throw a draft away."""
    session = db.session()
    actions.discard(session, current_user.pseudonym, queries.campaign(session, current_user, id))
    session.commit()
    return redirect(url_for("campaigns.index"))


@bp.post("/campaigns/<int:id>/release")
@allowed(Role.STUDY_LEAD, Role.HR)
def release(id: int) -> Response:
    """Let out what may leave the house, for those who may read results."""
    session = db.session()
    found = queries.campaign(session, current_user, id)
    actions.ask_release(session, current_user.pseudonym, found, frames.new_answers(session, found))
    enqueue(session, "campaigns.release", id=id, actor=current_user.pseudonym)
    session.commit()
    flash(_("Results are being computed and checked; they appear here within a minute."), "ok")
    return redirect(url_for("campaigns.campaign", id=id))


@bp.get("/campaigns/<int:id>/results")
@allowed(*READERS, writes=True)
def results(id: int) -> str:
    """What was released."""
    session = db.session()
    found, analysis = queries.results(session, current_user, id)
    record(session, current_user.pseudonym, "campaigns.results_viewed", f"report:{analysis.id}")
    session.commit()
    return render_template(
        "campaigns/results.html",
        campaign=found,
        shown=reports.Shown(analysis.report, "", analysis.made_at),
        scales=queries.plots(analysis.report),
        axis=axis,
        row=row,
        Domain=Domain,
        manages=_manages(),
    )


@bp.get("/campaigns/<int:id>/results.csv")
@allowed(*READERS, writes=True)
def results_csv(id: int) -> Response:
    """The released tables and the whole Report, in one archive."""
    shown = _exported(id, "csv")
    return send_file(BytesIO(reports.csv_zip(shown.report)), "application/zip", True, f"survey-{id}.zip")


@bp.get("/campaigns/<int:id>/results.pdf")
@allowed(*READERS, writes=True)
def results_pdf(id: int) -> Response:
    """The released Report on paper."""
    return send_file(BytesIO(reports.pdf(_exported(id, "pdf"))), "application/pdf", True, f"survey-{id}.pdf")


def _exported(id: int, form: str) -> reports.Shown:
    session = db.session()
    _found, analysis = queries.results(session, current_user, id)
    record(session, current_user.pseudonym, "campaigns.results_exported", f"report:{analysis.id}", form=form)
    session.commit()
    return reports.Shown(analysis.report, "", analysis.made_at)


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
def page() -> str:
    """The promise, who sees what, and all questions."""
    return _questions(_admission(), {})


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
    response = redirect(url_for("campaigns.thanks"))
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
        who=queries.WHO_SEES,
    )


@bp.get("/answer/thanks")
@public
def thanks() -> str:
    """The answer has arrived."""
    return render_template("campaigns/thanks.html")

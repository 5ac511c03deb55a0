"""Pages of those who prepare campaigns and look after them."""

from functools import partial

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import allowed
from assess.campaigns import actions, frames, queries
from assess.campaigns.forms import CampaignForm
from assess.campaigns.queries import MANAGERS, READERS, comments
from assess.campaigns.views.blueprint import bp
from assess.database import db
from assess.jobs.actions import enqueue
from assess.phrases import phrase
from surveys.versions import publish


@bp.get("/campaigns/")
@allowed(*READERS)
def index() -> str:
    """The campaigns this viewer may know of."""
    session = db.session()
    return render_template(
        "campaigns/index.html",
        campaigns=queries.campaigns(session, current_user),
        manages=partial(queries.manages, current_user),
        starts=queries.starts(current_user),
        few=queries.few(session),
        reviews=bool(current_user.role_names & set(comments.REVIEWERS)),
    )


@bp.route("/campaigns/new", methods=["GET", "POST"])
@allowed(*MANAGERS)
def new() -> Response | str | tuple[str, int]:
    """Prepare a campaign; somebody from outside prepares one that nobody of the company runs."""
    session = db.session()
    instruments = queries.instruments(session)
    form = CampaignForm(instruments, list(queries.jobs(session)))
    outside = queries.outside(current_user)
    if not form.validate_on_submit():
        page = render_template("campaigns/new.html", form=form, outside=outside, few=queries.few(session))
        return page, 422 if request.method == "POST" else 200
    chosen = next(one for one in instruments if one.content_hash == form.instrument.data)
    made = actions.draft(
        session,
        current_user.pseudonym,
        title=form.title.data,
        kind=form.kind.data,
        version=publish(session, chosen),
        promise=form.promise.data,
        third_party=outside,
        job=form.job.data,
        cuts=form.cuts,
        least=int(form.least.data),
        closes_at=form.closes_at,
        repeat=actions.Repeat(form.every_weeks.data, form.waves.data) if form.waves.data else None,
    )
    session.commit()
    return redirect(url_for("campaigns.campaign", id=made.id))


@bp.get("/campaigns/<int:id>")
@allowed(*MANAGERS)
def campaign(id: int) -> str:
    """One campaign: what launching it means, or how it goes."""
    session = db.session()
    found = queries.campaign(session, current_user, id)
    if found.state == "draft":
        check = queries.launch_check(session, found)
        return render_template(
            "campaigns/launch.html", campaign=found, check=check, fewest=queries.FEWEST, who=queries.who_sees(found),
            box=comments.box_of(session, found),
        )  # fmt: skip
    return render_template(
        "campaigns/campaign.html",
        campaign=found,
        invited=queries.invited(session, found),
        mailed=queries.mailed(session, found),
        answered=frames.answered(session, found),
        unpooled=frames.is_unpooled(session, found),
        released=queries.released(session, found),
        releasing=queries.releasing(session, found),
        box=comments.box_to_review(session, current_user, found),
        themes=comments.has_themes(session, found),
    )


@bp.post("/campaigns/<int:id>/launch")
@allowed(*MANAGERS)
def launch(id: int) -> Response:
    """Ask everyone."""
    session = db.session()
    actions.launch(session, current_user.pseudonym, queries.campaign(session, current_user, id))
    session.commit()
    flash(_("The survey is open; everyone gets their mail within a few minutes."), "ok")
    return redirect(url_for("campaigns.campaign", id=id))


@bp.post("/campaigns/<int:id>/remind")
@allowed(*MANAGERS)
def remind(id: int) -> Response:
    """Ask everyone once more."""
    session = db.session()
    found = queries.campaign(session, current_user, id)
    actions.remind(session, current_user.pseudonym, found)
    session.commit()
    flash(phrase(f"campaigns.reminded.{found.promise}"), "ok")
    return redirect(url_for("campaigns.campaign", id=id))


@bp.post("/campaigns/<int:id>/close")
@allowed(*MANAGERS)
def close(id: int) -> Response:
    """Take no more answers."""
    session = db.session()
    actions.close(session, current_user.pseudonym, queries.campaign(session, current_user, id))
    session.commit()
    flash(_("The survey is closed. The last answers are filed within a minute."), "ok")
    return redirect(url_for("campaigns.campaign", id=id))


@bp.post("/campaigns/<int:id>/end")
@allowed(*MANAGERS)
def end_series(id: int) -> Response:
    """No further waves."""
    session = db.session()
    actions.end_series(session, current_user.pseudonym, queries.campaign(session, current_user, id))
    session.commit()
    flash(_("There will be no further wave; this one goes on."), "ok")
    return redirect(url_for("campaigns.campaign", id=id))


@bp.post("/campaigns/<int:id>/discard")
@allowed(*MANAGERS)
def discard(id: int) -> Response:
    """Throw a draft away."""
    session = db.session()
    actions.discard(session, current_user.pseudonym, queries.campaign(session, current_user, id))
    session.commit()
    return redirect(url_for("campaigns.index"))


@bp.post("/campaigns/<int:id>/release")
@allowed(*MANAGERS)
def release(id: int) -> Response:
    """Let out what may leave the house, for those who may read results."""
    session = db.session()
    found = queries.campaign(session, current_user, id)
    counts, unpooled = frames.new_answers(session, found), frames.is_unpooled(session, found)
    actions.ask_release(session, current_user.pseudonym, found, counts, unpooled)
    enqueue(session, "campaigns.release", id=id, actor=current_user.pseudonym)
    session.commit()
    flash(_("Results are being computed and checked; they appear here within a minute."), "ok")
    return redirect(url_for("campaigns.campaign", id=id))

"""Everybody's own feedback, in private; others see it only when its owner lets them."""

from typing import Any

from flask import Response as FileResponse
from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import Role, allowed
from assess.analyses.models import Analysis
from assess.audit.actions import record
from assess.calibration.actions.releases import release, take_back
from assess.calibration.queries import feedback
from assess.calibration.queries.pools import Pool
from assess.calibration.views.blueprint import bp
from assess.database import db
from assess.downloads import report_file
from assess.errors import NotFound
from assess.interviews.models import Rater
from assess.reports import Shown

#: The number everybody asks for first.
FIRST = "own_severity"
#: Who may have rated somebody, or do so tomorrow.
RATERS = (Role.HR, Role.HIRING_MANAGER, Role.INTERVIEWER, Role.LINE_MANAGER, Role.LEADER)
#: Who may lead somebody that interviews.
LEADERS = (Role.LINE_MANAGER, Role.HIRING_MANAGER, Role.LEADER, Role.HR)


@bp.get("/mine")
@allowed(*RATERS)
def mine() -> str | Response:
    """The viewer's own feedback: where there is one page of it, that."""
    found = feedback.own(db.session(), current_user)
    if len(found) == 1:
        return redirect(url_for("calibration.own", key=found[0][0].key))
    leads = bool(current_user.role_names & set(LEADERS))
    return render_template("calibration/mine.html", found=found, leads=leads)


@bp.get("/mine/<key>")
@allowed(*RATERS, writes=True)
def own(key: str) -> str:
    """One's own feedback; that it was opened is recorded like any other look."""
    session = db.session()
    rater, pool, analysis = feedback.own_report(session, current_user, key)
    record(session, rater.pseudonym, feedback.ABOUT_RATER, f"rater:{rater.id}", pool=key)
    page = _page(
        rater,
        pool,
        analysis,
        own=True,
        manager=feedback.manager_of(session, current_user),
        releases=feedback.releases(session, rater),
        looks=feedback.looks(session, rater, [one.key for one, _analysis in feedback.own(session, current_user)]),
    )
    session.commit()
    return page


@bp.get("/mine/<key>/<kind>")
@allowed(*RATERS, writes=True)
def own_file(key: str, kind: str) -> FileResponse:
    """One's own feedback as PDF or CSV."""
    session = db.session()
    rater, pool, analysis = feedback.own_report(session, current_user, key)
    if kind not in {"csv", "pdf"}:
        raise NotFound
    record(session, rater.pseudonym, "calibration.feedback_exported", f"rater:{rater.id}", kind=kind)
    session.commit()
    return report_file(_shown(analysis), kind, "how-i-rate", pool.title)


@bp.post("/mine/release")
@allowed(*RATERS)
def release_own() -> Response:
    """Let one's manager see one's own feedback."""
    session = db.session()
    rater, manager = feedback.rater_of(session, current_user), feedback.manager_of(session, current_user)
    if rater is None or manager is None:
        raise NotFound
    release(session, rater, manager)
    session.commit()
    flash(_("%(name)s can see your feedback now, until you take that back.", name=manager.name), "ok")
    return redirect(url_for("calibration.mine"))


@bp.post("/mine/take-back")
@allowed(*RATERS)
def take_back_own() -> Response:
    """Nobody else sees one's own feedback any more."""
    session = db.session()
    rater = feedback.rater_of(session, current_user)
    if rater is None:
        raise NotFound
    take_back(session, rater)
    session.commit()
    flash(_("Your feedback is private again."), "ok")
    return redirect(url_for("calibration.mine"))


@bp.get("/released/")
@allowed(*LEADERS)
def released() -> str:
    """Those who let the viewer see their feedback."""
    return render_template("calibration/released.html", found=feedback.released(db.session(), current_user))


@bp.get("/released/<int:id>/<key>")
@allowed(*LEADERS, writes=True)
def released_feedback(id: int, key: str) -> str:
    """The feedback of somebody who lets the viewer see it; its owner is told who looked."""
    session = db.session()
    rater, pool, analysis = feedback.released_report(session, current_user, id, key)
    record(session, current_user.pseudonym, feedback.ABOUT_RATER, f"rater:{rater.id}", pool=key)
    page = _page(rater, pool, analysis, own=False, manager=None, releases=(), looks=())
    session.commit()
    return page


def _page(rater: Rater, pool: Pool, analysis: Analysis, **more: Any) -> str:
    """What is known in full, strictness first, and what is not known by name only."""
    shown = _shown(analysis)
    found = sorted(zip(shown.report.estimates, shown.estimates(), strict=True), key=lambda one: one[0] != FIRST)
    return render_template(
        "calibration/feedback.html",
        pool=pool,
        shown=shown,
        rater=rater,
        known=[one for _key, one in found if one[2].value is not None],
        unknown=[one[0] for _key, one in found if one[2].value is None],
        **more,
    )


def _shown(analysis: Analysis) -> Shown:
    return Shown(analysis.report, made_at=analysis.made_at)

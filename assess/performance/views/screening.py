"""Screening earned results from those circumstance gave: two people, each alone."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import Role, allowed
from assess.audit.actions import record
from assess.database import db
from assess.paging import page_of
from assess.performance import queries
from assess.performance.actions import screening as actions
from assess.performance.models.screening import GROUNDS, HOLDS, VERDICTS_ON_RESULTS
from assess.performance.queries import screening as reading
from assess.performance.queries.readings import latest_agreement
from assess.performance.views.blueprint import bp
from assess.phrases import phrase

REVIEWERS = (Role.ANALYST, Role.HR)
#: What the list can be narrowed to.
STATES = ("mine", "open", "waiting", "differ", "settled", "held")

Page = str | Response | tuple[str, int]


@bp.get("/screening")
@allowed(*REVIEWERS, writes=True)
def screening() -> str:
    """Who is to be screened, and how far people are."""
    session, jobs = db.session(), queries.rated_roles(db.session())
    job = request.args.get("role", "")
    job = job if job in jobs else next(iter(jobs), "")
    state = request.args.get("state", "") if request.args.get("state") in STATES else ""
    everyone = reading.to_screen(session, current_user, job)
    found = sorted((one for one in everyone if _fits(one, state)), key=lambda one: not _fits(one, "mine"))
    record(session, current_user.pseudonym, "performance.screening_viewed", f"job:{job}")
    session.commit()
    return render_template(
        "performance/screening.html", jobs=jobs, job=job, state=state, states=STATES, total=len(everyone),
        mine=sum(_fits(one, "mine") for one in everyone), slice=page_of(found, request.args.get("page", 1, type=int)),
        agreement=latest_agreement(session, job),
    )  # fmt: skip


def _fits(one: reading.ToScreen, state: str) -> bool:
    """Whether one row belongs to a choice; ``mine`` are those that wait for the viewer."""
    if state == "mine":
        return one.state != "settled" and not one.mine
    return not state or one.state == state or (state == "held" and one.held)


@bp.get("/screening/<code>")
@allowed(*REVIEWERS, writes=True)
def screen(code: str) -> str:
    """The evidence on one person, and what this viewer may read of the verdicts."""
    return _page(code)


@bp.post("/screening/<code>")
@allowed(*REVIEWERS)
def judge(code: str) -> Page:
    """Give a verdict."""
    session, given = db.session(), request.form
    found = reading.evidence(session, current_user, code)
    try:
        actions.judge(
            session, current_user, found.one.person, found.analysis, given.get("verdict", ""),
            given.getlist("grounds"), given.get("note", "")[:2000],
        )  # fmt: skip
    except actions.NoGround as refusal:
        session.rollback()
        return _page(code, phrase(refusal.key)), refusal.status
    session.commit()
    flash(_("Your verdict is kept. It cannot be changed, and others see it when theirs are in."), "ok")
    return redirect(url_for("performance.screening", role=found.analysis.subject.removeprefix("job:")))


@bp.post("/screening/<code>/hold")
@allowed(*REVIEWERS)
def decide_hold(code: str) -> Page:
    """Keep somebody on hold or let them through."""
    session, given = db.session(), request.form
    found = reading.evidence(session, current_user, code)
    try:
        job = found.analysis.subject.removeprefix("job:")
        decision, reason = given.get("decision", ""), given.get("reason", "")[:2000]
        actions.decide_hold(session, current_user, found.one.person, job, decision, reason)
    except actions.NoReason as refusal:
        session.rollback()
        return _page(code, hold_error=phrase(refusal.key)), refusal.status
    session.commit()
    flash(_("The decision is kept with its reason."), "ok")
    return redirect(url_for("performance.screen", code=code))


@bp.post("/screening/<code>/anew")
@allowed(*REVIEWERS)
def screen_anew(code: str) -> Response:
    """Begin another round on newer results."""
    session = db.session()
    found = reading.evidence(session, current_user, code)
    if found.screen is None:
        raise actions.NotSettled
    actions.screen_anew(session, current_user, found.screen, found.analysis)
    session.commit()
    flash(_("A new round is open; earlier verdicts stay on record."), "ok")
    return redirect(url_for("performance.screen", code=code))


def _page(code: str, error: str = "", hold_error: str = "") -> str:
    session = db.session()
    found = reading.evidence(session, current_user, code)
    reviewers = {verdict.reviewer for verdict in found.verdicts} | {hold.reviewer for hold in found.holds}
    reviewers |= {verdict.reviewer for past in found.rounds for verdict in past.verdicts}
    record(session, current_user.pseudonym, "performance.screen_viewed", f"person:{found.one.person.id}")
    names = reading.names_of(session, reviewers)
    session.commit()
    return render_template(
        "performance/screen.html", found=found, one=found.one, person=found.one.person, names=names, error=error,
        hold_error=hold_error, verdicts=VERDICTS_ON_RESULTS, grounds=GROUNDS, holds=HOLDS, given=request.form,
    )  # fmt: skip

"""Showing one's own fit, and looking at what others show: the own team's, or those who would lead."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response as BaseResponse

from assess.access import Role, allowed
from assess.audit.actions import record
from assess.database import db
from assess.errors import NotFound
from assess.profiles import actions, queries
from assess.profiles.models import AUDIENCES
from assess.profiles.views.blueprint import bp
from assess.profiles.views.fits import fit_page
from surveys.models import Participant


@bp.post("/mine/show")
@allowed(Role.EMPLOYEE, Role.LINE_MANAGER)
def show() -> BaseResponse:
    """Let the manager see one's fit, or ask to be considered for leading."""
    session = db.session()
    participant, audience, job = _asked()
    actions.release(session, current_user.pseudonym, participant.id, audience, job)
    session.commit()
    flash(_("Done. You can take it back at any time."), "ok")
    return redirect(url_for("profiles.mine"))


@bp.post("/mine/take-back")
@allowed(Role.EMPLOYEE, Role.LINE_MANAGER)
def take_back() -> BaseResponse:
    """Show it no longer."""
    session = db.session()
    participant, audience, job = _asked()
    actions.take_back(session, current_user.pseudonym, participant, audience, job)
    session.commit()
    flash(_("Taken back. Nobody but you sees it any more."), "ok")
    return redirect(url_for("profiles.mine"))


def _asked() -> tuple[Participant, str, str]:
    """The viewer, to whom, and the job it is about; NotFound for anything that cannot be shown."""
    session, person = db.session(), current_user.person
    audience, job = request.form.get("audience", ""), request.form.get("job", "")
    if person is None or person.participant_id is None or audience not in AUDIENCES:
        raise NotFound
    if audience == "manager" and job != person.job:
        raise NotFound
    if audience == "leaders" and (job == person.job or job not in queries.leading_jobs(session)):
        raise NotFound
    return session.get_one(Participant, person.participant_id), audience, job


@bp.get("/team")
@allowed(Role.LINE_MANAGER)
def team() -> str:
    """Who of the own team shows their scales; no numbers, no order but that of names."""
    return render_template("profiles/team.html", people=queries.team_shown(db.session(), current_user))


@bp.get("/team/<code>")
@allowed(Role.LINE_MANAGER, writes=True)
def team_member(code: str) -> str:
    """The scales of somebody of the own team who shows them."""
    session = db.session()
    person, found = queries.team_fit(session, current_user, code)
    if not found.profile.in_force:
        raise NotFound
    record(session, current_user.pseudonym, "profiles.shown_fit_viewed", f"participant:{found.participant.code}")
    session.commit()
    return fit_page("profiles/team_member.html", found, member=person)


@bp.get("/leaders")
@allowed(Role.HR, writes=True)
def leaders() -> str:
    """Employees who asked to be considered for leading, beside the profile of those who lead today."""
    session = db.session()
    jobs = queries.leading_jobs(session)
    job = request.args.get("job", "") or next(iter(jobs), "")
    pool = queries.leaders(session, job) if job else None
    if pool is not None and pool.analysis is not None:
        about = {"job": job, "analysis": pool.analysis.id}
        record(session, current_user.pseudonym, "profiles.leaders_viewed", f"analysis:{pool.analysis.id}", **about)
        session.commit()
    return render_template("profiles/leaders.html", jobs=jobs, pool=pool)

"""What leaders believe: said alone, sealed until the data are open, then beside the verdicts."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import allowed
from assess.audit.actions import record
from assess.database import db
from assess.errors import Refusal
from assess.levers.actions.believing import MOST, believe
from assess.levers.queries import beliefs as queries
from assess.levers.queries.registry import levers, opening
from assess.levers.views.blueprint import BELIEVERS, READERS, bp, chosen_job, may
from assess.phrases import phrase

Page = str | Response | tuple[str, int]


@bp.get("/beliefs")
@allowed(*READERS, writes=True)
def beliefs() -> str:
    """The own order, the number of those who spoke, and after the opening all of them beside the verdicts."""
    return _beliefs()


def _beliefs(chosen: tuple[int, ...] = (), error: str = "") -> str:
    session, (jobs, job) = db.session(), chosen_job()
    opened = opening(session, job)
    found = queries.gap(session, job)
    if found is not None:
        record(session, current_user.pseudonym, "levers.beliefs_viewed", f"job:{job}")
        session.commit()
    return render_template(
        "levers/beliefs.html", jobs=jobs, job=job, opening=opened, found=found, fewest=queries.FEWEST,
        own=queries.own(session, current_user, job) if may(BELIEVERS) else None, believes=may(BELIEVERS),
        spoke=queries.believers(session, job), every=levers(session, job), most=MOST, chosen=chosen, error=error,
    )  # fmt: skip


@bp.post("/beliefs")
@allowed(*BELIEVERS)
def say_belief() -> Page:
    """Say what matters most, once."""
    session, (_jobs, job) = db.session(), chosen_job()
    given = tuple(int(one) if one.isdecimal() else 0 for one in request.form.getlist("place")[:MOST])
    order = list(given)
    while order and not order[-1]:
        order.pop()
    try:
        believe(session, current_user.pseudonym, job, order)
    except Refusal as refusal:
        session.rollback()
        return _beliefs(given, phrase(refusal.key, **refusal.values)), refusal.status
    session.commit()
    flash(_("Kept and sealed. Nobody reads it before the data are open, and nobody can change it."), "ok")
    return redirect(url_for("levers.beliefs", job=job))

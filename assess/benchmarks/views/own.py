"""One's own level, the team's for whoever leads it, and the people who want to be named."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import Role, allowed
from assess.audit.actions import record
from assess.benchmarks.actions.sharing import be_named
from assess.benchmarks.forms import RecognitionForm
from assess.benchmarks.queries import own as queries
from assess.benchmarks.queries.targets import consultations_of
from assess.benchmarks.views.blueprint import OWNERS, bp
from assess.benchmarks.views.drawing import beside
from assess.database import db
from assess.errors import NotFound


@bp.get("/mine")
@allowed(*OWNERS, writes=True)
def mine() -> str:
    """The viewer's own results beside averages and targets."""
    session, person = db.session(), current_user.person
    if person is None:
        return render_template("performance/no_person.html")
    found = queries.own(session, person)
    record(session, current_user.pseudonym, "benchmarks.own_viewed", f"person:{person.id}")
    session.commit()
    return render_template(
        "benchmarks/mine.html", found=[(one, beside(one)) for one in found], withheld=queries.withheld(session),
        changed=queries.changed(session), scope=queries.recognition_of(session, person),
        form=RecognitionForm(formdata=None, scope=queries.recognition_of(session, person)),
        asked=consultations_of(session, current_user), celebrated=bool(queries.shared_kpis(session, "celebrated")),
    )  # fmt: skip


@bp.post("/mine/recognition")
@allowed(*OWNERS)
def recognition() -> Response:
    """Choose whether and where to be named; holds from now on."""
    session, form, person = db.session(), RecognitionForm(), current_user.person
    if person is None or not form.validate():
        raise NotFound
    be_named(session, current_user.pseudonym, person, form.scope.data)
    session.commit()
    flash(_("Kept. It holds from this moment on."), "ok")
    return redirect(url_for("benchmarks.mine"))


@bp.get("/team")
@allowed(Role.LINE_MANAGER, writes=True)
def team() -> str:
    """The people the viewer leads, in one KPI."""
    session = db.session()
    kpis = queries.shared_kpis(session)
    chosen = next((kpi for kpi in kpis if kpi.id == request.args.get("kpi", type=int)), kpis[0] if kpis else None)
    found = queries.team_levels(session, current_user, chosen) if chosen else []
    record(
        session, current_user.pseudonym, "benchmarks.team_viewed", f"kpi:{chosen.id if chosen else 0}",
        people=[person.id for person, _level, _target in found],
    )  # fmt: skip
    session.commit()
    return render_template(
        "benchmarks/team.html", kpis=kpis, chosen=chosen,
        found=[queries.Own(chosen, level, None, None, target) if level and chosen else None
               for _person, level, target in found],
        people=[person for person, _level, _target in found],
    )  # fmt: skip


@bp.get("/board")
@allowed(*OWNERS, Role.HR, Role.LEADER, writes=True)
def board() -> str:
    """Colleagues who reached a target and want it to be known."""
    session = db.session()
    found = queries.board(session, current_user, request.args.get("page", 1, type=int))
    record(
        session, current_user.pseudonym, "benchmarks.board_viewed", people=[honour.person.id for honour in found.rows]
    )
    session.commit()
    return render_template("benchmarks/board.html", found=found)

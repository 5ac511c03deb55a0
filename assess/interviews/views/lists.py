"""Who is interviewed by whom: one's own seats, the panels one may know of, and for whom to plan."""

from flask import render_template, request
from flask_security import current_user

from assess.access import Role, allowed
from assess.database import db
from assess.hiring.queries import applications_page, candidates_by_opening, opening_for, openings_page, stages
from assess.interviews import queries
from assess.interviews.forms import RoundForm, RuleForm, offered
from assess.interviews.views.blueprint import PLANNERS, RATERS, bp


@bp.get("/interviews/")
@allowed(*RATERS, Role.AUDITOR)
def index() -> str:
    """One's own seats, and the panels one may know of, page by page."""
    session = db.session()
    which, words = request.args.get("which", ""), request.args.get("q", "").strip()
    which = which if which in queries.WHICH else ""
    return render_template(
        "interviews/index.html",
        seats=queries.seats_of(session, current_user),
        slice=queries.interviews_page(session, current_user, which, words, request.args.get("page", 1, int)),
        late=queries.waiting_for(session, current_user),
        which=which,
        words=words,
        plans=bool(current_user.role_names & set(PLANNERS)),
    )


@bp.get("/interviews/choose")
@allowed(*PLANNERS)
def choose() -> str:
    """For which opening, or for an employee at work."""
    session, words = db.session(), request.args.get("q", "").strip()
    slice = openings_page(session, current_user, words, request.args.get("page", 1, int))
    counts = candidates_by_opening(session, slice.rows)
    return render_template("interviews/choose.html", slice=slice, words=words, candidates=counts)


@bp.get("/interviews/openings/<int:id>")
@allowed(*PLANNERS)
def opening(id: int) -> str:
    """What the candidates of an opening go through, which average counts, and whom to plan for."""
    return opening_page(id)


def opening_page(id: int, form: RoundForm | None = None, problem: str = "") -> str:
    """The page of an opening's rounds and candidates."""
    session = db.session()
    found = opening_for(session, current_user, id)
    words, stage = request.args.get("q", "").strip(), request.args.get("stage", "")
    known = stages(session, found)
    slice = applications_page(session, found, known, words, stage, request.args.get("page", 1, int))
    guides = queries.guides_for(session)
    return render_template(
        "interviews/opening.html",
        opening=found,
        rounds=queries.rounds(session, found),
        guides=guides,
        titles={version.id: instrument.title for version, instrument in guides},
        rule=RuleForm(data={"rule": queries.rule_of(session, id)}),
        fixed=queries.rule_fixed(session, id),
        form=form or offered(RoundForm(formdata=None), guides),
        problem=problem,
        slice=slice,
        known=known,
        words=words,
        stage=stage,
        panels=queries.panels_before(session, [one.id for one in slice.rows]),
    )


@bp.get("/interviews/people")
@allowed(Role.HR)
def people() -> str:
    """Which employee to observe at work."""
    session, words = db.session(), request.args.get("q", "").strip()
    slice = queries.people_page(session, words, request.args.get("page", 1, int))
    return render_template("interviews/people.html", slice=slice, words=words)

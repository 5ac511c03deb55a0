"""Lyon's evidence is put together by a rule set before anybody decided; one goes on, and a colleague doubts."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.decisions import queries
from assess.decisions.actions import decide, dissent, set_rule
from assess.decisions.models import CompositeResult
from assess.demo.accounts import HIRING_MANAGER
from assess.hiring.models import Application, Opening
from assess.hiring.queries import blinded
from assess.jobs.tasks import run_all
from assess.people.models import Account
from scoring.decisions import Rule

WHY = "Talks are rated on what the job analysis calls for, so they count twice; role plays and fit count once."


def weigh(session: Session, hr: Account) -> None:
    """HR sets the rule of Lyon, the hiring manager lets the first by it go on, HR would have waited."""
    manager = session.scalars(select(Account).where(Account.email == HIRING_MANAGER.address)).one()
    opening = session.scalars(
        select(Opening).where(Opening.hiring_manager_id == manager.id, Opening.state == "open").order_by(Opening.id)
    ).first()
    if opening is None:
        return
    rule = Rule({"fit": 1.0, "interview": 2.0, "simulation": 1.0})
    kept = set_rule(session, hr.pseudonym, opening, rule, "own", WHY)
    session.commit()
    run_all(session)
    query = (
        select(Application)
        .join(CompositeResult, CompositeResult.application_id == Application.id)
        .where(Application.opening_id == opening.id, Application.stage == "interview", CompositeResult.band == 1)
        .order_by(CompositeResult.place)
    )
    hidden = blinded(session, manager) | blinded(session, hr)
    first = next((one for one in session.scalars(query) if one.candidate_id not in hidden), None)
    if first is None:
        return
    application, row, ground = queries.candidate_for(session, manager, first.id)
    seen = queries.seen(session, application, row, ground)
    made = decide(
        session, manager.pseudonym, application, "advance", ["interview_evidence", "assessment_evidence"],
        "Named the worry first and offered a smaller step, in both talks.", seen, shown_rule=kept.id,
    )  # fmt: skip
    session.commit()
    dissent(session, hr.pseudonym, made, application, "hold", "Two role plays of this round are still to come.")
    session.commit()
    run_all(session)

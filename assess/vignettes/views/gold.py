"""The gold itself, cell by cell, for those who must answer for it and never take the test."""

from flask import render_template
from flask_security import current_user

from assess.access import Role, allowed
from assess.audit.actions import record
from assess.database import db
from assess.errors import NotAllowed
from assess.vignettes import queries
from assess.vignettes.queries import TRAINEES
from assess.vignettes.views.blueprint import bp
from scoring.accuracy import LARGEST_SD
from scoring.policy import minimum
from surveys.bank import library as banks


class Trains(NotAllowed):
    """Whoever may take the test does not see its gold, whatever other roles they hold."""

    key = "vignettes.trains"


@bp.get("/gold")
@allowed(Role.ANALYST, Role.AUDITOR, writes=True)
def gold() -> str:
    """Designed levels, the experts' means and their spread; that it was looked at is recorded."""
    session = db.session()
    if current_user.role_names & set(TRAINEES):
        raise Trains
    found = queries.gold(session, queries.SCORECARD)
    record(session, current_user.pseudonym, "vignettes.gold_viewed", f"scorecard:{queries.SCORECARD}")
    page = render_template(
        "vignettes/gold.html",
        gold=found,
        vignettes=queries.kept(session, queries.SCORECARD),
        instrument=banks()[queries.SCORECARD],
        finished=queries.finished_experts(session),
        least=int(minimum("gold", "experts").refuse),
        largest=LARGEST_SD,
    )
    session.commit()
    return page

"""The map of the system around a job."""

from flask import render_template
from flask_security import current_user

from assess.access import allowed
from assess.charts.system import system
from assess.database import db
from assess.projects.models import CONDITIONS, TIERS
from assess.projects.queries.alignment import items, today
from assess.projects.queries.levers import verdicts_of
from assess.projects.queries.picture import picture
from assess.projects.queries.projects import READERS, project_for
from assess.projects.views.blueprint import bp, opens
from assess.projects.views.drawing import SUPPORTED, finding_words, lever_words, reading_words, system_of


@bp.get("/<int:id>/map")
@allowed(*READERS)
def map(id: int) -> str:
    """Tiers, levers and conditions as one picture, with the same as tables."""
    session = db.session()
    found = project_for(session, current_user, id)
    rows = items(session, found)
    seen = picture(session, found, rows)
    drawn = system_of(seen)
    return render_template(
        "projects/map.html",
        project=found,
        seen=seen,
        wide=system(drawn),
        narrow=system(drawn, wide=False),
        tiers=TIERS,
        conditions=CONDITIONS,
        verdicts=verdicts_of(session, found.job),
        lever_words=lever_words,
        finding_words=finding_words,
        supported=[one for one in seen.levers if one.verdict in SUPPORTED and one.usable],
        open=[one for one in rows if one.status != "aligned"],
        today=today(),
        reading_words=reading_words,
        opens=opens,
    )

"""Which levers have values, of how many, and how more come in."""

from flask import render_template

from assess.access import Role, allowed
from assess.database import db
from assess.levers.actions.values import CONDITIONS, LEVERS
from assess.levers.queries.values import coverage
from assess.levers.views.blueprint import READERS, bp, chosen_job, may

#: Who uploads files: as for results.
UPLOADERS = (Role.ADMINISTRATOR, Role.ANALYST, Role.HR)


@bp.get("/values")
@allowed(*READERS)
def values() -> str:
    """Every lever of a job with its measures and how many have a value."""
    jobs, job = chosen_job()
    return render_template(
        "levers/values.html", jobs=jobs, job=job, found=coverage(db.session(), job), uploads=may(UPLOADERS),
        people=LEVERS, teams=CONDITIONS,
    )  # fmt: skip

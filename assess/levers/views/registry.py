"""The registry: hypotheses of a job, each with its source and how it is measured."""

from flask import render_template, request

from assess.access import allowed
from assess.database import db
from assess.levers.queries import registry as queries
from assess.levers.views.blueprint import READERS, bp
from assess.performance.queries import measured_roles


@bp.get("/")
@allowed(*READERS)
def index() -> str:
    """Every hypothesis of a job."""
    session = db.session()
    jobs = measured_roles(session)
    job = request.args.get("job", jobs[0] if jobs else "")
    return render_template(
        "levers/index.html", jobs=jobs, job=job, found=queries.levers(session, job),
        opening=queries.opening(session, job),
    )  # fmt: skip

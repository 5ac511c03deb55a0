"""Managers anew whenever the tiers of a role are: the growth and the level of those they lead."""

from flask import current_app
from sqlalchemy.orm import Session

from assess.analyses.actions import provenance
from assess.analyses.models import Analysis
from assess.jobs.tasks import task
from assess.performance.frames import leaders, tables
from assess.performance.queries import ramps, subject
from assess.performance.queries.managers import managing_jobs
from assess.performance.tasks.rating import SEED
from assess.performance.tasks.readings import keep
from scoring.errors import ScoringError
from scoring.frames import performance
from scoring.managers import managers
from scoring.performers import Performers, Rules, performers
from scoring.reports.managers import report


@task("performance.read_managers", "performance.rated")
def read_managers(session: Session, id: int) -> None:
    """Every job whose people lead somebody of the role whose tiers are new, over all the roles they lead."""
    role = session.get_one(Analysis, id).subject.removeprefix("job:")
    home, months = current_app.config["EXEMPLAR"].currency, ramps(session)
    for job, roles in managing_jobs(session, role).items():
        led, left = leaders(session, job)
        frames = {one: tables(session, one, home) for one in roles if one in months}
        session.commit()  # the composites take seconds: nobody waits for a lock meanwhile
        cohorts: list[Performers] = []
        for one, given in frames.items():
            try:
                cohorts.append(performers(performance(**given), Rules(ramp_months=months[one])))
            except ScoringError:
                continue  # the Report of that role's tiers says why
        # nothing dates who led whom: a team is the one of today
        found = report(managers(cohorts, led, left, SEED), history=False)
        inputs = {f"{name}:{one}": table for one, given in frames.items() for name, table in given.items()}
        made = provenance(found, inputs | {"led": led}, SEED, job=job, ramps={one: months[one] for one in frames})
        keep(session, made, subject(job))

"""Computing how far interviewers agree."""

from sqlalchemy.orm import Session

from assess.analyses.actions import provenance, store
from assess.audit.actions import record
from assess.interviews import frames
from assess.interviews.queries import scorecards
from assess.jobs.tasks import task
from scoring.agreement import agreement as agreements
from scoring.reports.agreement import report
from surveys.items import anchored

SUBJECT = "scorecard:{}"


@task("interviews.agreement")
def agreement(session: Session, code: str, actor: str) -> None:
    """Store the Report on how far raters agree by one scorecard, over complete panels."""
    instrument = scorecards(session)[code]
    names = {item.code: item.text for item in instrument.items.values()}
    table = frames.ratings(session, code).replace({"criterion": names})
    # one transaction less to wait for while the intervals are computed
    session.commit()
    options = len(anchored.points(next(iter(instrument.items.values()))))
    found = provenance(report(agreements(table, options)), {"ratings": table}, seed=0, scorecard=code, options=options)
    stored = store(session, found, SUBJECT.format(code), actor)
    record(session, actor, "interviews.agreement_computed", f"report:{stored.id}", scorecard=code)

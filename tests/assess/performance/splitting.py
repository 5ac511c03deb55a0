"""A newer split of the top, in which some are apart by talent."""

from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from scoring.reports.outliers import KIND
from scoring.results import Column, Report, Sentence, Table
from surveys.moments import now


def apart(session: Session, job: str, *codes: str) -> None:
    """Store that these are talent outliers; whatever else the last split says stays."""
    before = latest(session, KIND, f"job:{job}")
    others = [one for one in before.report.tables if one.key != "people"] if before else []
    people = Table("people", (Column("person_id"), Column("group", "code")), tuple((one, "outlier") for one in codes))
    report = Report(KIND, Sentence("outliers.found"), tables=(people, *others))
    made = Analysis(kind=KIND, subject=f"job:{job}", report_json=report.to_json(), inputs_hash="0" * 64,
                    made_by="system", made_at=now())  # fmt: skip
    session.add(made)
    session.commit()

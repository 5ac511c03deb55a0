"""The newest Report on how the answering of an assessment goes."""

from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from scoring.reports.fieldwork import KIND

SUBJECT = "assessment:{}"


def newest(session: Session, assessment_id: int) -> Analysis | None:
    """The newest Report; None before the first."""
    return latest(session, KIND, SUBJECT.format(assessment_id))

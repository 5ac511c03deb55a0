"""Storing Reports with all that is needed to run them again."""

from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.provenance import fingerprint, provenance
from scoring.results import Report
from surveys.moments import now

__all__ = ["fingerprint", "provenance", "store"]


def store(session: Session, report: Report, subject: str, made_by: str) -> Analysis:
    """Keep a Report; ValueError if it does not say where it came from."""
    if report.provenance is None:
        raise ValueError("a Report is stored with its provenance")
    analysis = Analysis(
        kind=report.kind,
        subject=subject,
        report_json=report.to_json(),
        inputs_hash=report.provenance.inputs,
        made_by=made_by,
        made_at=now(),
    )
    session.add(analysis)
    session.flush()
    return analysis

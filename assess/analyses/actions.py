"""Storing Reports with all that is needed to run them again."""

from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.provenance import fingerprint, provenance
from scoring.results import Report
from surveys.moments import now

__all__ = ["fingerprint", "made", "provenance", "store"]


def store(session: Session, report: Report, subject: str, made_by: str) -> Analysis:
    """Keep a Report; ValueError if it does not say where it came from."""
    analysis = made(report, subject, made_by)
    session.add(analysis)
    session.flush()
    return analysis


def made(report: Report, subject: str, made_by: str) -> Analysis:
    """A Report as it is kept, for those who add hundreds at once; ValueError as ``store``."""
    if report.provenance is None:
        raise ValueError("a Report is stored with its provenance")
    return Analysis(
        kind=report.kind,
        subject=subject,
        report_json=report.to_json(),
        inputs_hash=report.provenance.inputs,
        made_by=made_by,
        made_at=now(),
    )

"""Storing Reports with all that is needed to run them again."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.provenance import fingerprint, provenance
from scoring.results import Report
from surveys.moments import now

__all__ = ["fingerprint", "provenance", "store", "store_all"]


def store(session: Session, report: Report, subject: str, made_by: str) -> Analysis:
    """Keep a Report; ValueError if it does not say where it came from."""
    return store_all(session, {subject: report}, made_by)[subject]


def store_all(session: Session, reports: Mapping[str, Report], made_by: str) -> dict[str, Analysis]:
    """Keep Reports by their subject, hundreds at once; errors as ``store``."""
    kept = {}
    for subject, report in reports.items():
        if report.provenance is None:
            raise ValueError("a Report is stored with its provenance")
        kept[subject] = Analysis(
            kind=report.kind,
            subject=subject,
            report_json=report.to_json(),
            inputs_hash=report.provenance.inputs,
            made_by=made_by,
            made_at=now(),
        )
    session.add_all(kept.values())
    session.flush()
    return kept

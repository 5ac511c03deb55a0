"""Storing Reports with all that is needed to run them again."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from scoring.results import Provenance, Report
from surveys.moments import now

#: Version of code and methods; part of every Report.
VERSION = "0.1.0"


def fingerprint(frames: Mapping[str, pd.DataFrame | None]) -> str:
    """SHA-256 of input tables by name: the same rows give the same hash, whatever their order."""
    total = hashlib.sha256()
    for name in sorted(frames):
        frame = frames[name]
        if frame is None:
            continue
        columns = sorted(frame.columns)
        # as text: pandas' own hashes differ between its versions
        lines = sorted(frame[columns].to_csv(index=False, header=False, lineterminator="\n").splitlines())
        total.update(json.dumps([name, columns, len(lines)]).encode())
        total.update("\n".join(lines).encode())
    return total.hexdigest()


def provenance(report: Report, frames: Mapping[str, pd.DataFrame | None], seed: int, **parameters: Any) -> Report:
    """The Report with where it came from."""
    return replace(report, provenance=Provenance(fingerprint(frames), parameters, VERSION, seed))


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

"""Where did a Report come from? The hash of its inputs, its parameters, the version and the seed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from scoring.results import Provenance, Report

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

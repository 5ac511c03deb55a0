"""Does the comparison stay fast with thousands? ``python -m benchmarks.comparison [candidates] [postgres]``.

Everybody has applied for one opening, was measured by one profile and has a composite. The page is opened, sorted and
narrowed through the application in process, signed in, ten times each. The peer in the same run is what the page did
before: to read the stored Report of everybody and make a row of each person in it.
"""

import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pandas as pd
from sqlalchemy import insert, select
from sqlalchemy.orm import Session, joinedload

from assess.app import create_app
from assess.database import db
from assess.decisions.actions import set_rule
from assess.decisions.models import CompositeResult
from assess.decisions.tasks import combine
from assess.hiring.models import Application, Candidate, Opening
from assess.people.actions import ensure_roles, open_account
from assess.profiles.actions import keep_draft, keep_fits
from assess.profiles.models import FitResult
from assess.profiles.queries import everyone_measured
from assess.provenance import provenance
from benchmarks.autosave import settings
from benchmarks.crowd import ROLES
from benchmarks.month import HR, asked
from benchmarks.postgres import postgres
from scoring.decisions import Rule
from scoring.fit import Use, fit
from scoring.profile import CandidateScale, Profile, profile
from scoring.reports import fit as fit_report
from scoring.reports import profile as profile_report
from scoring.results import Estimate
from surveys.models import Base, Participant
from surveys.moments import now

JOB, SCALES, OPENING = "Account executive", 8, 1
STAGES = ("applied", "assessment", "interview", "decision", "closed")


def built(rng: np.random.Generator) -> Profile:
    """A profile of 240 incumbents in whom eight scales go with results."""
    x = rng.normal(size=(240, SCALES))
    y = x @ np.linspace(0.3, 0.1, SCALES) + rng.normal(size=240)
    ids = [f"P{number}" for number in range(len(y))]
    low, high = np.quantile(y, [0.2, 0.8])
    group = np.where(y >= high, "top", np.where(y < low, "other", "middle"))
    people = pd.DataFrame({"person_id": ids, "team": None, "criterion": y, "group": group})
    scores = pd.DataFrame(x, ids, [f"scale {number}" for number in range(SCALES)])
    reliability = Estimate(0.80, 240, "alpha", 0.77, 0.83)
    wanted = [CandidateScale(str(name), 1, reliability) for name in scores]
    return profile(people, scores, wanted, Estimate(0.75, 240, "reliability", 0.68, 0.81), JOB)


def fill(session: Session, candidates: int) -> None:
    """The opening, everybody who applied, the profile in force, fits as a worker keeps them, and composites."""
    rng = np.random.default_rng(1)
    ensure_roles(session)
    for address, role in ROLES.items():
        made = open_account(session, "benchmark", address, address.partition("@")[0], [role])
        made.tf_primary_method = "authenticator"
    opening = Opening(id=OPENING, code="R-1", title=JOB, job=JOB)
    session.add(opening)
    session.flush()
    first, today, numbers = 10_000, now(), range(1, candidates + 1)
    session.execute(insert(Participant), [{"id": first + n, "code": f"p{n}"} for n in numbers])
    names = ("Ines", "Bo", "Chidi", "Ana", "Wei", "Lars", "Noor", "Tomas")
    session.execute(
        insert(Candidate),
        [
            {"id": n, "code": f"c{n}", "name": f"{names[n % len(names)]} {n}", "email": f"c{n}@candidates.example",
             "participant_id": first + n, "created_at": today} for n in numbers
        ],
    )  # fmt: skip
    session.execute(
        insert(Application),
        [
            {"id": n, "candidate_id": n, "opening_id": OPENING, "stage": STAGES[n % len(STAGES)], "stage_since": today}
            for n in numbers
        ],
    )  # fmt: skip
    found = built(rng)
    about = provenance(profile_report.report(found), {}, 1)
    draft = keep_draft(
        session, "benchmark", found, {f"scale {n}": (1, f"s{n}") for n in range(SCALES)}, {}, None, about
    )
    draft.state, draft.approved_by, draft.approved_at = "approved", "somebody", today
    session.commit()
    scores = pd.DataFrame(
        rng.normal(size=(candidates, SCALES)), [f"p{n}" for n in numbers], [f"scale {n}" for n in range(SCALES)]
    )
    measured = fit(found, scores, Use(JOB, impact_months=1.0), OPENING)
    if not measured.open:
        raise RuntimeError("the gate is closed, so the page would be fast for nothing")
    everyone = {one.id: one for one in session.scalars(select(Application))}
    of = {first + n: everyone[n] for n in numbers}
    report = provenance(fit_report.report(measured), {}, 1)
    began = time.perf_counter()
    keep_fits(session, draft, report, f"opening:{OPENING}", "benchmark", dict(of))
    session.commit()
    kept = time.perf_counter()
    set_rule(session, "benchmark", opening, Rule({"fit": 1.0}), "own", "Only the fit is there.")
    combine(session, OPENING)
    session.commit()
    print(f"worker   keep fits {kept - began:.1f} s, combine {time.perf_counter() - kept:.1f} s", flush=True)
    if session.scalar(select(CompositeResult.band).where(CompositeResult.band.is_not(None)).limit(1)) is None:
        raise RuntimeError("nobody has a composite, so the page would be fast for nothing")


def peer(session: Session) -> float:
    """Milliseconds to read the Report of everybody and make a row of each, as the page once did."""
    session.expunge_all()
    began = time.perf_counter()
    one = session.scalars(select(FitResult).options(joinedload(FitResult.analysis)).limit(1)).one()
    everyone_measured(one.analysis.report)
    return 1000 * (time.perf_counter() - began)


def main(candidates: int = 5_000, database: str = "") -> int:
    """How many pages are over."""
    path = f"/decisions/openings/{OPENING}/compare"
    listed = ["", "?page=90", "?sort=name", "?sort=stage", "?sort=composite", "?sort=interview", "?stage=interview",
              "?band=2", "?missing=interview", "?q=chidi"]  # fmt: skip
    many = "&".join(f"who={number}" for number in range(1, 51))
    pages = [(path + one, HR) for one in listed] + [(f"/decisions/openings/{OPENING}/side?{many}", HR)]
    with tempfile.TemporaryDirectory() as name:
        app = create_app(settings(Path(name), database))
        with app.app_context():
            Base.metadata.create_all(db.engine)
            fill(db.session(), candidates)
            print(f"{candidates:,} candidates, {db.engine.dialect.name}")
            before = min(peer(db.session()) for _ in range(3))
            print(f"peer     the Report of everybody, read and parsed {before:16.1f} ms")
            db.session.remove()
        over = asked(app, pages)
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        return over


if __name__ == "__main__":
    many_of = next((int(one) for one in sys.argv[1:] if one.isdigit()), 5_000)
    with ExitStack() as stack:
        found = main(many_of, stack.enter_context(postgres()) if "postgres" in sys.argv else "")
    sys.exit(f"{found} pages are too slow" if found else 0)

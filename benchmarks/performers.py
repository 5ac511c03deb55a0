"""Tiers of thousands: how fast, in how much memory, growing how, beside the same done plainly; and their page.

python -m benchmarks.performers            everything
python -m benchmarks.performers --quick    a tenth of the people: does it run?
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from flask import Flask
from scipy.stats import kendalltau
from sqlalchemy import insert

from assess.access import Role
from assess.analyses.actions import provenance, store
from assess.app import create_app
from assess.database import db
from assess.demo.world import KPIS, WEIGHTS, make
from assess.people.actions import ensure_roles, open_account
from assess.people.models import Account, Person
from assess.performance.actions.standings import keep
from benchmarks.autosave import settings
from scoring.derivation import derivations, spans
from scoring.frames import performance
from scoring.performers import Rules, performers
from scoring.reports.tiers import report
from scoring.results import Report
from scoring.tiers import TOP, tiers
from surveys.models import Base

SIZES = (1_200, 2_400, 4_800, 9_984)
QUARTERS, MEASURES = 12, 10
ROLE = "Seller"
ADDRESS = "analyst@benchmark.example"
PATHS = (
    "/performance/tiers", "/performance/tiers?sort=moved&page=40", "/performance/tiers?tier=borderline",
    "/performance/tiers/P000007",
)  # fmt: skip


def timed(work: Callable[[], object]) -> float:
    """Seconds of one call."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def tables(people: int) -> dict[str, pd.DataFrame]:
    """A company of known truth with each measure twice, the second with more noise: 12 quarters × 10 measures."""
    world, rng = make(7, people), np.random.default_rng(1)
    values = np.concatenate([world.kpis, world.kpis + rng.normal(0, 0.5, world.kpis.shape)], axis=2)
    keys = [*KPIS, *(f"{key}_again" for key in KPIS)]
    who, quarter, measure = (place.ravel() for place in np.indices(values.shape))
    names = np.array([f"P{i:06d}" for i in range(people)])
    span = [pd.Period("2023Q1") + t for t in range(QUARTERS)]
    joined = [f"{(pd.Period('2023Q1') + int(hired)).start_time:%Y-%m-%d}" for hired in world.hired]
    kpis = pd.DataFrame(
        {
            "person_id": names[who],
            "metric_key": np.array(keys)[measure],
            "period_start": np.array([f"{one.start_time:%Y-%m-%d}" for one in span])[quarter],
            "period_end": np.array([f"{one.end_time:%Y-%m-%d}" for one in span])[quarter],
            "value": values.ravel(),
        }
    ).dropna(subset=["value"])
    directions = (["higher"] * 4 + ["lower"]) * 2
    return {
        "kpis": kpis,
        "metrics": pd.DataFrame({"metric_key": keys, "direction": directions, "weight": [*WEIGHTS, *WEIGHTS]}),
        "people": pd.DataFrame(
            {"person_id": names, "team": world.team.astype(str), "role": ROLE, "role_start_date": joined}
        ),
        "territories": pd.DataFrame({"territory_id": names, "potential": world.potential, "measured": "2010-01-01"}),
        "assignments": pd.DataFrame(
            {"person_id": names, "territory_id": names, "start": joined,
             "inherited_book_value": 3e5 * world.inherited_size, "reason": "hire"}
        ),
    }  # fmt: skip


def plainly(found: dict[str, pd.DataFrame]) -> pd.Series:
    """The peer: robust z by pandas groups, weighted sum, means, shrinkage and 4,000 rankings; no circumstance."""
    kpis = found["kpis"].merge(found["metrics"], on="metric_key")
    sign = np.where(kpis["direction"] == "lower", -1.0, 1.0)
    kpis["x"] = kpis["value"] * sign
    cell = kpis.groupby(["metric_key", "period_start"])["x"]
    spread = (cell.transform(lambda x: x.quantile(0.75)) - cell.transform(lambda x: x.quantile(0.25))) / 1.349
    kpis["z"] = ((kpis["x"] - cell.transform("median")) / spread).clip(-3, 3) * kpis["weight"]
    scores = kpis.groupby(["person_id", "period_start"])["z"].sum().unstack()
    mean, n = scores.mean(axis=1), scores.notna().sum(axis=1)
    within = scores.var(axis=1).mean()
    between = max(mean.var() - (within / n).mean(), 1e-9)
    rel = between / (between + within / n)
    posterior, sd = mean.mean() + rel * (mean - mean.mean()), np.sqrt(between * (1 - rel))
    rng = np.random.default_rng(7)
    top, counts = int(np.ceil(TOP * len(mean))), np.zeros(len(mean))
    for _ in range(4000):
        drawn = posterior.to_numpy() + sd.to_numpy() * rng.standard_normal(len(mean))
        counts[np.argsort(-drawn)[:top]] += 1
    return pd.Series(counts / 4000, index=mean.index)


def one_size(people: int) -> dict[str, float]:
    """Seconds of each step, in a process of its own so that its memory is its own."""
    given = tables(people)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    checked = performance(**given)
    reading = timed(lambda: performance(**given))
    found = performers(checked, Rules(ramp_months=12))
    scoring = timed(lambda: performers(checked, Rules(ramp_months=12)))
    judged = tiers(found, 7)
    drawing = timed(lambda: tiers(found, 7))
    writing = timed(lambda: report(judged).to_json())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began = time.perf_counter()
    peer = plainly(given)
    peer_took = time.perf_counter() - began
    ours = pd.Series(judged.chances.top, index=found.grid.people["person_id"]) if judged.chances else peer
    same = float(kendalltau(ours.reindex(peer.index), peer, nan_policy="omit").statistic)
    return {
        "people": people, "reading": reading, "scoring": scoring, "drawing": drawing, "writing": writing,
        "peak": peak, "tables": before, "peer": peer_took, "same": same,
    }  # fmt: skip


def growth(sizes: tuple[int, ...]) -> None:
    """Seconds by size; the last column is what twice the people cost."""
    print(f"{'people':>8}{'read':>8}{'score':>8}{'draw':>8}{'report':>8}{'all':>8}{'peak MB':>9}{'peer':>8}"
          f"{'ours/peer':>11}{'τ':>6}{'growth':>8}")  # fmt: skip
    last = None
    for people in sizes:
        command = [sys.executable, "-m", "benchmarks.performers", "--size", str(people)]
        one = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])
        whole = one["scoring"] + one["drawing"] + one["writing"]
        steps = "".join(f"{one[step]:8.2f}" for step in ("reading", "scoring", "drawing", "writing"))
        grew = "" if last is None else f"{np.log(whole / last[1]) / np.log(people / last[0]):8.2f}"
        beside = f"{one['peer']:8.2f}{whole / one['peer']:11.2f}{one['same']:6.2f}"
        print(f"{people:8d}{steps}{whole:8.2f}{one['peak']:9.0f}{beside}{grew}", flush=True)
        last = people, whole


def page(people: int) -> None:
    """The tiers page and one person's, in process, beside reading the whole Report as a page would have to."""
    given = tables(people)
    found = performers(performance(**given), Rules(ramp_months=12))
    made = provenance(report(tiers(found, 7)), given, 7, role=ROLE)
    with tempfile.TemporaryDirectory() as name:
        app = create_app(settings(Path(name)))
        app.config["WTF_CSRF_ENABLED"] = False
        with app.app_context():
            session = db.session()
            Base.metadata.create_all(db.engine)
            ensure_roles(session)
            account = open_account(session, "benchmark", ADDRESS, "Analyst", [Role.ANALYST], "a long enough password")
            account.tf_primary_method = "authenticator"
            rows = [{"code": code, "name": f"Seller {code}", "job": ROLE} for code in given["people"]["person_id"]]
            session.execute(insert(Person), rows)
            analysis = store(session, made, f"job:{ROLE}", "benchmark")
            kept = timed(lambda: keep(session, ROLE, analysis, made, dict(derivations(found)), spans(found)))
            session.commit()
            text = analysis.report_json
            db.session.remove()
        reading = timed(lambda: Report.from_json(text))
        print(
            f"{people} people: rows kept in {kept:.1f} s; reading the whole Report would take {1000 * reading:.0f} ms"
        )
        for path in PATHS:
            print(f"  {path:<42}{_page(app, path):7.0f} ms")


def _page(app: Flask, path: str) -> float:
    client = app.test_client()
    with app.app_context():
        key = db.session.query(Account).filter_by(email=ADDRESS).one().fs_uniquifier
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"], cookie["fs_paa"] = key, True, time.time()
    status = client.get(path).status_code
    if status != 200:
        raise RuntimeError(f"{path}: {status}")
    return 1000 * statistics.median(timed(lambda: client.get(path)) for _ in range(7))


def main() -> None:
    """Growth, then the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--size", type=int)
    asked = parser.parse_args()
    if asked.size:
        print(json.dumps(one_size(asked.size)))
        return
    sizes = (240, 960) if asked.quick else SIZES
    growth(sizes)
    page(sizes[-1])


if __name__ == "__main__":
    main()

"""The demo company's files: how fast are they imported, rated, shown, and in how much memory?"""

import io
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from flask import Flask

from assess.app import create_app
from assess.database import db
from assess.demo import company as meridian
from assess.demo import files
from assess.demo.accounts import ANALYST, HR
from assess.demo.world import make
from assess.people.models import Account
from assess.performance.actions.intake import dry_run, import_upload, take_in, understood
from assess.performance.queries import layout
from benchmarks.autosave import settings
from scoring.frames import Performance, performance
from scoring.performers import Rules, performers
from scoring.reports.tiers import report
from scoring.tiers import tiers
from surveys.models import Base

#: Page and who opens it.
PAGES = (
    ("/", ANALYST.address), ("/performance/tiers", ANALYST.address), ("/performance/tiers/M-0242", ANALYST.address),
    ("/profiles/1", ANALYST.address), ("/openings/1", HR.address), ("/decisions/openings/1/compare", HR.address),
    ("/interviews/1/panel", HR.address), ("/campaigns/1/results", HR.address), ("/sign-in", ""),
)  # fmt: skip
REPEATS = 15
SERVICE = "Service engineer"


def timed(work: Callable[[], object]) -> float:
    """Seconds of one call."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def tables(copies: int) -> Performance:
    """The demo's reps, several times over, in teams of their own."""
    found = files.tables(make(7))
    reps = found["people"][found["people"]["role"] == "Sales representative"]
    reps = reps[reps["person_id"] <= "M-0240"]
    kpis = found["kpis"][found["kpis"]["person_id"].isin(reps["person_id"])]
    kpis = kpis[kpis["metric_key"].isin(["revenue_attainment", "new_logos", "margin", "retention", "cycle_time"])]

    def again(table: pd.DataFrame, *columns: str) -> pd.DataFrame:
        many = [table.assign(**{c: table[c].astype(str) + f".{n}" for c in columns}) for n in range(copies)]
        return pd.concat(many, ignore_index=True)

    return performance(
        again(kpis, "person_id"), found["metrics"], again(reps, "person_id", "team"),
        again(found["assignments"], "person_id", "territory_id"), again(found["territories"], "territory_id"),
    )  # fmt: skip


def rating(copies: int, words: str) -> None:
    """Tiers of the team, beside the plainest thing that could be done with the same rows: a mean each."""
    given = tables(copies)
    rows = pd.DataFrame(
        {
            "person": np.repeat(np.arange(240 * copies), 60),
            "value": np.random.default_rng(1).normal(size=14_400 * copies),
        }
    )
    plain = min(timed(lambda: rows.groupby("person")["value"].mean()) for _ in range(5))
    found = performers(given, Rules(ramp_months=12))
    steps = timed(lambda: performers(given, Rules(ramp_months=12))), timed(lambda: tiers(found, 7))
    written = timed(lambda: report(tiers(found, 7)).to_json()) - steps[1]
    print(
        f"tiers, {words:<18} scores {steps[0]:6.3f} s   4,000 draws {steps[1]:6.3f} s   Report {written:6.3f} s   "
        f"{(steps[0] + steps[1]) / plain:6.0f} × a pandas group mean"
    )


def importing(app: Flask) -> None:
    """One KPI file through every step of the wizard, as an upload would go."""
    settings_ = app.config["EXEMPLAR"]
    table = files.tables(make(7))["kpis"]
    late = table.assign(period_start="2027-01-01", period_end="2027-03-31").drop_duplicates(["person_id", "metric_key"])
    many = pd.concat(
        [late.assign(period_start=f"{year}-01-01", period_end=f"{year}-12-31") for year in range(2031, 2043)],
        ignore_index=True,
    )
    content = many.to_csv(index=False).encode()
    with app.app_context():
        session = db.session()

        def run() -> None:
            upload = take_in(session, settings_, "benchmark", "kpis", "more.csv", io.BytesIO(content))
            read = understood(settings_, upload, layout(session, "kpis"))
            import_upload(session, "benchmark", upload, dry_run(session, upload, *read), replace=False)
            session.commit()

        took = timed(run)
        parsed = timed(lambda: pd.read_csv(io.BytesIO(content)))
    print(
        f"import of KPI rows    {len(many) / took:8.0f} rows/s   ({len(many)} rows, {took / parsed:.0f} × reading them)"
    )


def pages(app: Flask) -> None:
    """Median time of each page in process, beside the health page that does nothing."""
    app.config["WTF_CSRF_ENABLED"] = False
    least = _page(app, "/healthz", "")
    print(f"page /healthz                              {least:6.1f} ms")
    for path, address in PAGES:
        took = _page(app, path, address)
        print(f"page {path:<37} {took:6.1f} ms   {took / least:5.0f} ×")


def _page(app: Flask, path: str, address: str) -> float:
    client = app.test_client()
    if address:
        with app.app_context():
            key = db.session.query(Account).filter_by(email=address).one().fs_uniquifier
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"], cookie["fs_paa"] = key, True, time.time()
    status = client.get(path).status_code
    if status != 200:
        raise RuntimeError(f"{path}: {status}")
    return 1000 * statistics.median(timed(lambda: client.get(path)) for _ in range(REPEATS))


def main() -> None:
    """Everything that needs the demo company."""
    rating(1, "240 × 12 × 5")
    rating(42, "10,080 × 12 × 5")
    with tempfile.TemporaryDirectory() as name:
        app = create_app(settings(Path(name)))
        with app.app_context():
            Base.metadata.create_all(db.engine)
            built = timed(lambda: meridian.build(db.session()))
            db.session.remove()
        print(f"demo company          {built:8.1f} s")
        pages(app)
        importing(app)


if __name__ == "__main__":
    main()

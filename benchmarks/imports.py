"""Results of 10,000 people, 12 periods and 10 KPIs: read, checked, written and kept in the ledger, beside pandas."""

import resource
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
from sqlalchemy import create_engine, insert
from sqlalchemy.orm import Session

from assess.people.models import Person
from assess.performance.actions import intake, ledger
from assess.performance.models import Kpi, Upload
from assess.performance.queries import layout
from assess.uploads import Limits, checked, read, suggested
from benchmarks.postgres import postgres
from surveys.models.base import Base
from surveys.moments import now

PEOPLE, PERIODS, KPIS = 10_000, 12, 10


def files(folder: Path, changed: float = 0.0) -> dict[str, Path]:
    """The same results as a row each, and as a row a person and period."""
    values = np.random.default_rng(1).normal(100, 20, (PEOPLE, PERIODS, KPIS)).round(2) + changed
    who, when, what = (axis.ravel() for axis in np.indices(values.shape))
    months = [pd.Period(f"2025-{month:02}") for month in range(1, PERIODS + 1)]
    starts, ends = (np.array([f"{getattr(one, end):%Y-%m-%d}" for one in months]) for end in ("start_time", "end_time"))
    ids, keys = np.array([f"P-{i:05}" for i in range(PEOPLE)]), np.array([f"kpi_{i}" for i in range(KPIS)])
    long = pd.DataFrame({"person_id": ids[who], "metric_key": keys[what], "period_start": starts[when],
                         "period_end": ends[when], "value": values.ravel()})  # fmt: skip
    wide = pd.DataFrame(values.reshape(-1, KPIS), columns=list(keys))
    wide.insert(0, "period", np.tile([str(one) for one in months], PEOPLE))
    wide.insert(0, "person_id", np.repeat(ids, PERIODS))
    paths = {"kpis": folder / f"long{changed}.csv", "kpis_wide": folder / f"wide{changed}.csv"}
    long.to_csv(paths["kpis"], index=False)
    wide.to_csv(paths["kpis_wide"], index=False)
    return paths


def company(session: Session) -> None:
    """Everyone and everything the files name."""
    session.execute(
        insert(Person), [{"code": f"P-{i:05}", "name": f"Person {i}", "job": "Seller"} for i in range(PEOPLE)]
    )
    session.execute(insert(Kpi), [{"key": f"kpi_{i}", "label": f"KPI {i}"} for i in range(KPIS)])
    session.commit()


def imported(session: Session, kind: str, path: Path) -> dict[str, float]:
    """Seconds of the processor for every step of one import, as the worker does it; SQLite works in this process."""
    began = time.process_time()
    marks: dict[str, float] = {}

    def done(step: str) -> None:
        marks[step] = time.process_time() - began - sum(marks.values())

    columns, key = layout(session, kind)
    sheet = read(path, Limits(megabytes=500))
    done("read")
    found = checked(sheet, columns, mapping := suggested(sheet.names, columns), key)
    done("check")
    session.commit()
    upload = Upload(kind=kind, filename=path.name, sha256="", size=0, mapping=mapping, made_by="", made_at=now())
    session.add(upload)
    session.flush()
    ledger.hold(session)
    dry = intake.dry_run(session, upload, sheet, found)
    assert not dry.complaints, dry.complaints[:3]
    done("compare")
    intake.import_upload(session, "benchmark", upload, dry, replace=True)
    session.commit()
    done("write")
    return marks


def peer(url: str, path: Path) -> float:
    """The same rows by pandas: read_csv and to_sql, one transaction, nothing checked and nothing kept of what was."""
    began = time.process_time()
    engine = create_engine(url)
    table = pd.read_csv(path, parse_dates=["period_start", "period_end"])
    with engine.begin() as connection:
        table.to_sql("measure_of_pandas", connection, index=False, if_exists="replace", chunksize=50_000)
    engine.dispose()
    return time.process_time() - began


def run(name: str, url: str, folder: Path) -> None:
    """Every figure on one database."""
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    paths, restated = files(folder), files(folder, 1.0)
    with Session(engine, expire_on_commit=False) as session:
        company(session)
        for label, kind, path in (
            ("1.2 million rows, new", "kpis", paths["kpis"]),
            ("120,000 wide rows, as before", "kpis_wide", paths["kpis_wide"]),
            ("120,000 wide rows, all restated", "kpis_wide", restated["kpis_wide"]),
        ):
            marks = imported(session, kind, path)
            steps = ", ".join(f"{step} {seconds:.1f}" for step, seconds in marks.items())
            print(f"imports  {name}  {label}: {sum(marks.values()):.1f} s ({steps})")
    engine.dispose()
    print(f"imports  {name}  pandas read_csv and to_sql of 1.2 million rows: {peer(url, paths['kpis']):.1f} s")


def main() -> None:
    """On SQLite as the product opens it, then on PostgreSQL with its usual durability; and the most memory taken."""
    with tempfile.TemporaryDirectory() as folder:
        run("SQLite    ", f"sqlite:///{folder}/exemplar.db", Path(folder))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"imports  most memory of the whole run, pandas' own part included: {memory:.0f} MB")
        try:
            with postgres() as url:
                run("PostgreSQL", url, Path(folder))
        except RuntimeError as problem:
            print(f"imports  {problem}")


if __name__ == "__main__":
    main()

"""A small company to upload: forty sellers in four teams, eight quarters, two measures."""

import io
from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from assess.access import Role

METRICS = (
    "metric_key,label,direction,kind,weight\n"
    "revenue,Revenue,higher,result,0.6\n"
    "cycle,Days to signature,lower,activity,0.4\n"
)
QUARTERS = [f"20{year}-Q{quarter}" for year in (24, 25) for quarter in (1, 2, 3, 4)]


def people() -> str:
    rows = ["person_id,display_name,email,role,team,manager_id,role_start_date"]
    rows += [f"M-{t},Manager {t},,Manager,Team {t},,2015-01-01" for t in range(4)]
    rows += [f"P-{i:02},Seller {i},s{i}@x.example,Seller,Team {i % 4},M-{i % 4},2018-01-01" for i in range(40)]
    return "\n".join(rows) + "\n"


def results(people: int = 40) -> str:
    rng = np.random.default_rng(11)
    steady = np.linspace(-2, 2, 40)
    rows = ["person_id,metric_key,period_start,period_end,value"]
    for i in range(people):
        for quarter in range(8):
            first = date(2024 + quarter // 4, 3 * (quarter % 4) + 1, 1)
            last = date(2024 + quarter // 4, 3 * (quarter % 4) + 3, 28)
            revenue, cycle = 100 + 10 * steady[i] + rng.normal(0, 4), 60 - 5 * steady[i] + rng.normal(0, 3)
            rows.append(f"P-{i:02},revenue,{first},{last},{revenue:.3f}")
            rows.append(f"P-{i:02},cycle,{first},{last},{cycle:.3f}")
    return "\n".join(rows) + "\n"


Upload = Callable[..., int]


@pytest.fixture
def analyst(signed_in: Callable[..., FlaskClient]) -> FlaskClient:
    return signed_in(Role.ANALYST)


@pytest.fixture
def upload(analyst: FlaskClient) -> Upload:
    """Take a file to the step before import: ``upload("kpis", text)`` gives its id."""

    def take(kind: str, content: str | bytes, name: str = "file.csv") -> int:
        data = content.encode() if isinstance(content, str) else content
        sent = analyst.post("/performance/uploads/new", data={"kind": kind, "file": (io.BytesIO(data), name)})
        assert sent.status_code == 302, sent.text
        return int(sent.headers["Location"].split("/")[-2])

    return take


@pytest.fixture
def imported(analyst: FlaskClient, upload: Upload, session: Session) -> Upload:
    """Take a file through every step."""

    def take(kind: str, content: str | bytes, **fields: str) -> int:
        id = upload(kind, content)
        answer = analyst.post(f"/performance/uploads/{id}/import", data=fields)
        assert answer.status_code == 302, answer.text
        session.rollback()
        return id

    return take


@pytest.fixture
def company(imported: Upload, run_jobs: Callable[[], int], once: Callable[..., None]) -> None:
    """Everything uploaded and rated."""

    def move_in() -> None:
        for kind, content in (("people", people()), ("metrics", METRICS), ("kpis", results())):
            imported(kind, content)
        run_jobs()

    once(move_in)

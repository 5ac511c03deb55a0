"""What is odd in a file of results is named by row and does not stand in the way."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.performance.models import Measure
from tests.assess.performance.conftest import METRICS, people

HEAD = "person_id,metric_key,period_start,period_end,value,target,unit\n"

Take = Callable[..., int]


@pytest.fixture(autouse=True)
def known(imported: Take) -> None:
    imported("people", people().replace("P-03,Seller 3,s3@x.example,Seller,Team 3,M-3,2018-01-01",
                                        "P-03,Seller 3,s3@x.example,Seller,Team 3,M-3,2026-02-01"))  # fmt: skip
    imported("metrics", METRICS)
    imported("rates", "currency,into,period,rate\nEUR,USD,2026,1.08\n")


def test_odd_rows_are_named_and_imported_all_the_same(analyst: FlaskClient, upload: Take, session: Session) -> None:
    odd = ("10,USD", "0,EUR", "-3,CHF", "7,boxes", ",USD")
    rows = [f"P-0{i},revenue,2026-01-01,2026-03-31,5,{more}\n" for i, more in enumerate(odd)]
    id = upload("kpis", HEAD + "".join(rows))
    page = analyst.get(f"/performance/uploads/{id}").text
    assert "All 5 rows can be imported" in page and "Worth a look, not in the way" in page
    lines = analyst.get(f"/performance/uploads/{id}/complaints.csv").text.splitlines()[1:]
    assert [line.split(",")[:3] for line in lines] == [
        ["3", "target", "0"], ["4", "target", "-3"], ["4", "unit", "CHF"], ["5", "person_id", "P-03"],
        ["5", "unit", "boxes"],
    ]  # fmt: skip
    assert analyst.post(f"/performance/uploads/{id}/import").status_code == 302
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Measure)) == 5


def test_a_file_without_anything_odd_says_nothing(analyst: FlaskClient, upload: Take) -> None:
    id = upload("kpis", HEAD + "P-01,revenue,2026-01-01,2026-03-31,5,10,USD\n")
    assert "Worth a look" not in analyst.get(f"/performance/uploads/{id}").text

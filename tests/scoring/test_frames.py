"""Are performance tables read as they are meant, and refused with row, column and reason where they cannot be?"""

from datetime import date

import pandas as pd
import pytest

from scoring.errors import BadTable
from scoring.frames import PEOPLE, performance


def kpis(**changed):
    rows = {
        "person_id": ["Ada", "Ada", "Ben"],
        "metric_key": ["revenue", "revenue", "revenue"],
        "period_start": ["2025-01-01", "2025-04-01", "2025-01-01"],
        "period_end": ["2025-03-31", "2025-06-30", "2025-03-31"],
        "value": ["10", "12.5", None],
    }
    return pd.DataFrame(rows | changed)


def test_text_of_a_file_becomes_numbers_and_days():
    read = performance(kpis()).kpis
    assert read["value"].tolist()[:2] == [10.0, 12.5]
    assert pd.isna(read["value"][2])
    assert read["period_end"][1] == pd.Timestamp(2025, 6, 30)


@pytest.mark.parametrize("day", ["2025-04-01", date(2025, 4, 1), pd.Timestamp(2025, 4, 1, 9)])
def test_a_day_may_come_as_text_date_or_time_stamp(day):
    people = PEOPLE.read(pd.DataFrame({"person_id": ["Ada"], "hire_date": [day]}))
    assert people["hire_date"][0] == pd.Timestamp(2025, 4, 1)


def test_numbers_as_person_ids_are_the_same_people_as_their_text():
    read = performance(kpis(person_id=[1, 1, 2]), people=pd.DataFrame({"person_id": ["1", "2"]}))
    assert read.kpis["person_id"].tolist() == ["1", "1", "2"]


def test_everything_but_the_results_is_optional():
    read = performance(kpis())
    assert read.people["person_id"].tolist() == ["Ada", "Ben"]
    assert read.metrics["metric_key"].tolist() == ["revenue"]
    assert read.assignments.empty and "reason" in read.assignments


@pytest.mark.parametrize(
    ("tables", "complaint"),
    [
        ({"kpis": kpis().drop(columns="value")}, "kpis: column value is missing"),
        ({"kpis": kpis(value=["10", "ten", "3"])}, 'kpis, row 2, column value: "ten" is not a number'),
        ({"kpis": kpis(value=["10", "inf", "3"])}, 'kpis, row 2, column value: "inf" is not finite'),
        ({"kpis": kpis(period_start=["2025-01-01", "April", "2025-01-01"])}, 'column period_start: "April" is not a'),
        ({"kpis": kpis(person_id=["Ada", " ", "Ben"])}, "kpis, row 2, column person_id"),
        ({"kpis": kpis(period_start=["2025-01-01"] * 3)}, "overlap|there twice"),
        ({"kpis": kpis(period_end=["2025-03-31", "2025-01-31", "2025-03-31"])}, "row 2, column period_end"),
        ({"kpis": kpis(), "people": pd.DataFrame({"person_id": ["Ada"]})}, "row 3, column person_id: Ben is not in"),
        (
            {"kpis": kpis(), "metrics": pd.DataFrame({"metric_key": ["margin"]})},
            "row 1, column metric_key: revenue is not in the metrics",
        ),
        (
            {"kpis": kpis(), "metrics": pd.DataFrame({"metric_key": ["revenue"], "direction": ["up"]})},
            'metrics, row 1, column direction: "up" is none of higher, lower, target',
        ),
        (
            {"kpis": kpis(), "metrics": pd.DataFrame({"metric_key": ["revenue"], "weight": [-1]})},
            'metrics, row 1, column weight: "-1" is not between 0 and inf',
        ),
        (
            {"kpis": kpis(), "assignments": pd.DataFrame({
                "person_id": ["Ada"], "territory_id": ["T"], "start": ["2025-02-01"], "end": ["2025-01-01"]})},
            "assignments, row 1, column end: it ends before it starts",
        ),
    ],
)  # fmt: skip
def test_a_bad_table_is_refused_with_its_place_and_reason(tables, complaint):
    with pytest.raises(BadTable, match=complaint):
        performance(**tables)


def told(read):
    return {row.code: (row.count, row.first) for row in read.notes.itertuples(index=False)}


def test_a_row_that_is_there_twice_counts_once_and_is_named():
    read = performance(pd.concat([kpis(), kpis().head(1)]))
    assert len(read.kpis) == 3
    assert told(read) == {"SAME_ROW": (1, "Ada, revenue, 2025-01-01")}


def test_results_that_contradict_each_other_count_neither_way_and_are_named():
    read = performance(pd.concat([kpis(), kpis(value=["11", "12.5", None]).head(1)]))
    assert read.kpis["value"].tolist()[:1] == [12.5]
    assert told(read) == {"ROWS_DISAGREE": (2, "Ada, revenue, 2025-01-01; Ada, revenue, 2025-01-01")}


def test_of_somebody_who_changed_role_the_last_role_counts_and_is_named():
    people = pd.DataFrame(
        {
            "person_id": ["Ada", "Ben", "Ada", "Ben"],
            "role": ["seller", "seller", "trainee", "seller"],
            "team": ["A", "A", "A", "B"],
            "role_start_date": ["2024-05-01", None, "2023-01-01", None],
        }
    )
    read = performance(kpis(), people=people)
    assert dict(zip(read.people["person_id"], read.people["role"], strict=True)) == {"Ada": "seller", "Ben": "seller"}
    assert dict(zip(read.people["person_id"], read.people["team"], strict=True)) == {"Ada": "A", "Ben": "B"}
    assert told(read) == {"ROLE_CHANGED": (1, "Ada, trainee"), "PERSON_TWICE": (1, "Ben")}


def test_two_territories_of_one_name_that_differ_are_an_error_and_equal_ones_are_one():
    twice = pd.DataFrame({"territory_id": ["T", "T"], "potential": [1.0, 1.0]})
    assert len(performance(kpis(), territories=twice).territories) == 1
    with pytest.raises(BadTable, match="territories, row 2: territory_id T is there twice"):
        performance(kpis(), territories=twice.assign(potential=[1.0, 2.0]))


def test_quarters_and_months_do_not_mix():
    mixed = kpis(period_start=["2025-01-01", "2025-02-01", "2025-01-01"])
    with pytest.raises(BadTable, match="2025-01-01 to 2025-03-31 and 2025-02-01 to 2025-06-30 overlap"):
        performance(mixed)

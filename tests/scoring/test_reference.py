"""Who belongs to the reference group? High, sustained, and not on hold (methods §2.6)."""

import numpy as np
import pandas as pd

from scoring.calendar import long
from scoring.frames import performance
from scoring.performers import performers
from scoring.reference import incumbents
from scoring.tiers import Tiers, tiers

PEOPLE, QUARTERS = 100, 12


def found(results: np.ndarray, ethics: np.ndarray | None = None) -> Tiers:
    ids = [f"P{n:03}" for n in range(len(results))]
    rows = [
        {"person_id": person, "period": f"{2024 + q // 4}-Q{q % 4 + 1}", "revenue": results[i, q]}
        | ({} if ethics is None else {"refunds": ethics[i]})
        for i, person in enumerate(ids)
        for q in range(results.shape[1])
    ]
    metrics = [("revenue", "higher", "result", 1.0)] + ([] if ethics is None else [("refunds", "lower", "ethics", 0.0)])
    defined = pd.DataFrame(metrics, columns=["metric_key", "direction", "kind", "weight"])
    return tiers(performers(performance(long(pd.DataFrame(rows)), defined)), 1)


def company(seed: int = 1) -> np.ndarray:
    """Ten people far above the rest in every quarter, P000 to P009."""
    rng = np.random.default_rng(seed)
    lasting = rng.normal(0, 0.6, PEOPLE)
    lasting[:10] = 3.0
    return np.asarray(100 + 10 * (lasting[:, None] + rng.normal(0, 0.5, (PEOPLE, QUARTERS))))


def members(table: pd.DataFrame, group: str) -> set[str]:
    return set(table.loc[table["group"] == group, "person_id"])


def test_steady_high_performers_are_the_reference_and_the_middle_is_forty_of_a_hundred() -> None:
    table = incumbents(found(company()))
    assert {f"P{n:03}" for n in range(10)} <= members(table, "top")
    assert len(members(table, "middle")) == 40
    assert not members(table, "top") & members(table, "middle")


def test_one_great_half_year_is_not_sustained() -> None:
    """Three times the others' lead in the first half, nothing in the second: high on average, not sustained."""
    results = company()
    results[0, : QUARTERS // 2] += 60
    results[0, QUARTERS // 2 :] = np.median(results[10:], axis=0)[QUARTERS // 2 :] - 1
    one = found(results)
    assert one.chances is not None and one.chances.top[0] >= 0.5
    assert "P000" not in members(incumbents(one), "top")


def test_an_ethics_measure_far_from_peers_holds_a_high_performer_back() -> None:
    ethics = np.zeros(PEOPLE)
    ethics[[0, 50]] = 9.0
    table = incumbents(found(company(), ethics)).set_index("person_id")
    assert table.index[table["held"]].tolist() == ["P000"]
    assert table.loc["P000", "group"] == "other" and table.loc["P001", "group"] == "top"


def test_without_tiers_nobody_is_reference_but_everybody_keeps_a_criterion() -> None:
    table = incumbents(found(company()[:, :1]))
    assert set(table["group"]) == {"other"} and table["criterion"].notna().all() and len(table) == PEOPLE


def test_people_without_results_that_count_are_no_incumbents() -> None:
    results = company()
    one = found(results)
    assert len(incumbents(one)) == PEOPLE
    listed = pd.DataFrame({"person_id": [f"P{n:03}" for n in range(PEOPLE)] + ["P999"]})
    rows = pd.DataFrame({"person_id": [f"P{n:03}" for n in range(PEOPLE)], "period": "2024-Q1", "x": results[:, 0]})
    table = incumbents(tiers(performers(performance(long(rows), None, listed)), 1))
    assert "P999" not in set(table["person_id"])

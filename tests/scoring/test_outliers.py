"""Is a talent outlier told from the top one can learn from, and is it said when nothing tells? (methods §2.8)"""

import numpy as np
import pandas as pd

from scoring.calendar import long
from scoring.errors import Code
from scoring.frames import performance
from scoring.outliers import Outliers, outliers
from scoring.performers import performers
from scoring.reports.outliers import report
from scoring.tiers import tiers

PEOPLE, QUARTERS = 120, 12


def company(calls: bool = True, people: int = PEOPLE, outlier_calls: float = 90, refunds: bool = False) -> pd.DataFrame:
    """Ten above the rest, P000 far beyond them; revenue comes with calls, but for P000."""
    rng = np.random.default_rng(3)
    level = rng.normal(0, 0.5, people)
    level[1:10] = 1.6
    level[0] = 4.0
    rows = []
    for i in range(people):
        tried = outlier_calls if i == 0 else 180 + 40 * level[i]
        for q in range(QUARTERS):
            row = {"person_id": f"P{i:03}", "period": f"{2024 + q // 4}-Q{q % 4 + 1}",
                   "revenue": 1000 + 100 * (level[i] + rng.normal(0, 0.4))}  # fmt: skip
            if calls:
                row["calls"] = tried + rng.normal(0, 8)
            if refunds:
                row["refunds"] = 9.0 * (i == 0)
            rows.append(row)
    return pd.DataFrame(rows)


def found(table: pd.DataFrame, practice: pd.Series | None = None) -> Outliers:
    metrics = pd.DataFrame(
        [("revenue", "higher", "result", 1.0), ("calls", "higher", "activity", 0.0),
         ("refunds", "lower", "ethics", 0.0)],
        columns=["metric_key", "direction", "kind", "weight"],
    )  # fmt: skip
    checked = performance(long(table), metrics[metrics["metric_key"].isin(table.columns)])
    return outliers(tiers(performers(checked), 1), practice)


def group(one: Outliers) -> dict[str, str]:
    return dict(zip(one.tiers.performers.grid.people["person_id"], one.groups, strict=True))


def test_far_above_everyone_with_half_the_calls_is_an_outlier_and_the_others_on_top_are_replicable() -> None:
    one = found(company())
    assert group(one)["P000"] == "outlier"
    assert {group(one)[f"P{i:03}"] for i in range(1, 10)} == {"replicable"}
    assert one.efficient is not None and one.efficient[0]


def test_far_above_everyone_with_the_calls_that_go_with_it_is_replicable() -> None:
    one = found(company(outlier_calls=180 + 40 * 4.0))
    assert one.extreme[0] and group(one)["P000"] == "replicable"


def test_without_any_measure_of_attempts_or_practice_nothing_is_claimed() -> None:
    one = found(company(calls=False))
    assert one.efficient is None and one.unexplained is None
    assert group(one)["P000"] == "extreme"
    signs = {row[0]: row[1] for row in report(one).table("signs").rows}
    assert signs["efficient"] == signs["unexplained"] == "not_measured" and signs["beyond_fence"] == "looked"


def test_an_index_of_practices_explains_a_score_or_does_not() -> None:
    table = company(calls=False)
    score = found(table).tiers.performers.adjusted.posterior
    ids = [f"P{i:03}" for i in range(PEOPLE)]
    noise = np.random.default_rng(5).normal(0, 0.2, PEOPLE)
    fits = pd.Series(score + noise, ids)
    assert group(found(table, fits))["P000"] == "replicable"
    lacks = fits.copy()
    lacks["P000"] = 0.0
    one = found(table, lacks)
    assert group(one)["P000"] == "outlier" and one.residual[0] > 1.5


def test_an_index_on_fewer_than_fifty_people_is_not_used_and_says_so() -> None:
    one = found(company(calls=False), pd.Series(1.0, [f"P{i:03}" for i in range(40)]))
    assert one.unexplained is None
    assert Code.N_TOO_SMALL in {caveat.code for caveat in one.caveats}


def test_below_fifty_people_the_fence_alone_decides_and_a_caveat_says_so() -> None:
    one = found(company(people=40))
    assert one.tiers.exceptional.status == "refused"
    assert [caveat.values["analysis"] for caveat in one.caveats] == ["exceptional"]
    beyond = one.tiers.performers.adjusted.posterior > one.fence
    assert one.extreme.tolist() == beyond.tolist()
    # with fifty people the chance of the top 4 % would have made the first one extreme
    assert one.tiers.chances is not None and one.tiers.chances.exceptional[0] > 0.9 and not one.extreme[0]


def test_who_waits_for_a_look_at_an_ethics_measure_is_in_neither_group() -> None:
    assert group(found(company(refunds=True)))["P000"] == "held"


def test_one_period_is_split_into_nothing() -> None:
    one = found(company()[lambda table: table["period"] == "2024-Q1"])
    assert set(one.groups) == {"other"} and not one.extreme.any()
    said = report(one)
    assert said.sentence.key == "outliers.refused" and said.table("people").rows == ()
    assert said.estimates == {}


def test_no_attempt_at_all_is_no_efficiency() -> None:
    table = company()
    table.loc[table["person_id"] == "P000", "calls"] = 0.0
    one = found(table)
    assert np.isnan(one.yield_[0])
    assert group(one)["P000"] == "replicable"


def test_rows_in_another_order_change_nothing() -> None:
    table = company()
    assert report(found(table)).to_json() == report(found(table.sample(frac=1, random_state=1))).to_json()


def test_ten_people_are_refused() -> None:
    assert report(found(company(people=10))).sentence.key == "outliers.refused"

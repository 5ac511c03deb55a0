"""What experts said of a job, and which competencies its tasks call for."""

import numpy as np
import pandas as pd
import pytest

from scoring.errors import BadTable
from scoring.job_analysis import JobAnalysis, job_analysis
from scoring.reports.job_analysis import report

TASKS = pd.DataFrame(
    [(e, "call", i, f) for e, i, f in [("A", 4, 5), ("B", 5, 5), ("C", 3, 4), ("D", 4, 5)]]
    + [(e, "file", i, f) for e, i, f in [("A", 2, 3), ("B", 1, 2), ("C", 2, 2), ("D", 2, 3)]]
    + [(e, "travel", i, f) for e, i, f in [("A", 5, 1), ("B", np.nan, 0), ("C", np.nan, 0), ("D", np.nan, 0)]],
    columns=["expert", "task", "importance", "frequency"],
)
COMPETENCIES = pd.DataFrame(
    [(e, "care", i) for e, i in zip("ABCD", (4, 5, 4, 3), strict=True)]
    + [(e, "order", i) for e, i in zip("ABCD", (2, 2, 3, 2), strict=True)],
    columns=["expert", "competency", "importance"],
)


def links(*pairs: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(pairs, columns=["expert", "competency", "task"])


def found(*pairs: tuple[str, str, str]) -> JobAnalysis:
    return job_analysis(TASKS, COMPETENCIES, links(*pairs))


def test_means_and_deviations_are_those_of_a_hand_calculation_over_those_for_whom_it_is_part_of_the_job() -> None:
    tasks = found().tasks
    # 4 5 3 4: mean 4, SD .8165, t(.975, 3) = 3.1824 times .4082
    assert tasks.loc["call", "importance"].value == 4.0
    assert tasks.loc["call", "importance_sd"].value == pytest.approx(0.81650, abs=1e-5)
    assert tasks.loc["call", "importance"].high == pytest.approx(4 + 3.182446 * 0.408248, abs=1e-5)
    assert (tasks.loc["travel", "importance"].value, tasks.loc["travel", "importance"].n) == (5.0, 1)
    assert tasks.loc["travel", "share"].value == 0.25


def test_a_task_is_critical_when_it_is_part_of_the_job_for_half_and_important_on_average() -> None:
    assert dict(found().tasks["critical"]) == {"call": True, "file": False, "travel": False}


def test_a_competency_is_linked_when_it_matters_and_half_tie_it_to_a_critical_task() -> None:
    two = found(("A", "care", "call"), ("B", "care", "call")).competencies.loc["care"]
    assert two["serves"] == ("call",) and two["linked"]
    one = found(("A", "care", "call")).competencies.loc["care"]
    assert one["serves"] == () and not one["linked"]


def test_neither_an_unimportant_task_nor_an_unimportant_competency_makes_a_link() -> None:
    everybody = [(e, "care", "file") for e in "ABCD"] + [(e, "order", "call") for e in "ABCD"]
    competencies = found(*everybody).competencies
    assert competencies.loc["care", "serves"] == () and not competencies.loc["care", "linked"]
    assert competencies.loc["order", "serves"] == ("call",) and not competencies.loc["order", "linked"]


def test_two_experts_are_too_few_to_tell_a_link_and_three_tell_it_with_caution() -> None:
    names, tasks = {"care": "Customer care", "order": "Order"}, {"call": "Call customers"}
    pairs = [(e, "care", "call") for e in "ABC"]

    def of(experts: str) -> tuple[object, ...]:
        mine = [table[table["expert"].isin(list(experts))] for table in (TASKS, COMPETENCIES, links(*pairs))]
        made = report(job_analysis(*mine), tasks, names)
        return made.sentence.key, made.tables[0].rows[0][1], made.tables[0].rows[0][4]

    assert of("AB") == ("job_analysis.too_few", "untold", "")
    assert of("ABC") == ("job_analysis.told", "linked", "Call customers")


def test_nothing_said_is_an_empty_report() -> None:
    nothing = job_analysis(TASKS.iloc[:0], COMPETENCIES.iloc[:0], links())
    assert nothing.experts == 0 and report(nothing, {}, {}).sentence.key == "job_analysis.too_few"


def test_what_an_expert_says_twice_is_refused_with_its_row() -> None:
    with pytest.raises(BadTable, match="competencies, row 9: this expert said this before"):
        job_analysis(TASKS, pd.concat([COMPETENCIES, COMPETENCIES.iloc[:1]]), links())
    with pytest.raises(BadTable, match="links: column task is missing"):
        job_analysis(TASKS, COMPETENCIES, links().drop(columns="task"))

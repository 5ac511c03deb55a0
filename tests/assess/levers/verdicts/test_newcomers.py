"""People who come later are the first honest look at what was written after a look."""

import pandas as pd

from assess.levers.frames import Study
from assess.levers.tasks.newcomers import newcomers
from scoring.levers import Data, Registered

CODES = [f"N-{i}" for i in range(10)]
LATE = Registered("late", "Late", "rep", "position", "skill", exploratory=True)
STUDY = Study(
    (LATE, Registered("early", "Early", "rep", "position", "skill")), (),
    Data(
        pd.DataFrame({"person_id": CODES, "outcome": 1.0}), pd.DataFrame(index=CODES),
        pd.DataFrame({"late": 1.0, "early": 1.0}, index=pd.Index(CODES, name="person_id")),
    ),
    pd.DataFrame([(code, lever, 1.0) for code in CODES for lever in ("late", "early")],
                 columns=["person_id", "lever", "value"]),
    pd.DataFrame(), pd.DataFrame(), {}, frozenset(), {},
)  # fmt: skip


def results(before: int) -> pd.DataFrame:
    """So many had a result when it was locked, on the first of April; the others none before the second quarter."""
    starts = ["2026-01-01" if place < before else "2026-04-02" for place in range(len(CODES))]
    first = pd.DataFrame({"person_id": CODES, "period": starts, "outcome": 0.1})
    return pd.concat([first, first.assign(period="2025-01-01", outcome=float("nan"))])


def asked(before: int) -> Study:
    return newcomers(STUDY, frozenset(CODES), results(before), {"late": "2026-04-01", "early": "2025-01-01"})


def test_a_late_hypothesis_is_confirmatory_for_those_whose_results_began_after_it():
    found = asked(before=4)
    assert [one.exploratory for one in found.registered] == [False, False]
    assert found.data.values.notna().sum().to_dict() == {"late": 6, "early": 10}
    assert found.long["lever"].value_counts().to_dict() == {"early": 10, "late": 6}


def test_where_too_many_had_results_before_it_stays_exploratory_and_whole():
    found = asked(before=5)
    assert [one.exploratory for one in found.registered] == [True, False]
    assert found.data.values.notna().all(axis=None)

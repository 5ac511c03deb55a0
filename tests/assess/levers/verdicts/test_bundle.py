"""All practices together hold only what was judged and is neither the result itself nor a sign of it."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from assess.levers.actions.measuring import Measured, measure
from assess.levers.actions.opening import open_data
from assess.levers.actions.registering import lock, register
from assess.levers.actions.replicating import rate_replicability
from assess.levers.models import Lever
from assess.levers.models.replicability import QUESTIONS
from assess.levers.models.values import LeverValue
from assess.levers.queries.verdicts import bundle_of, conditions_of, rows
from assess.people.models import Person
from scoring.results import Estimate
from tests.assess.levers.conftest import JOB, said
from tests.assess.levers.verdicts.conftest import STARTS, TEAMS


def test_neither_results_nor_signs_of_them_are_part_of_the_bundle(
    rated: dict[str, Lever], company: list[Person], session: Session, run_jobs: Callable[[], int]
) -> None:
    """A KPI that makes the result would be the best single practice there is, and beat any bundle."""
    added = (("sells", Measured("kpi", "revenue", 0.9)), ("shaky", Measured("upload", "shaky", 0.4)))
    for code, by in added:
        measure(session, "analyst", register(session, "lead", JOB, code, said(name=code)), by)
    session.add_all(
        LeverValue(person_id=one.id, lever_key=key, value=float(i * 7 % 13), source="upload")
        for key in ("shaky", "late")
        for i, one in enumerate(company)
    )
    measure(session, "analyst", register(session, "lead", JOB, "asks", said(name="asks")), Measured("upload", "asks"))
    for place, one in enumerate(company):  # the first team does more of it in the next quarter
        before = 0.2 + 0.05 * (place * 7 % 10)
        shares = (before, before + 0.3 if place % TEAMS == 0 else before + 0.02 * (place // TEAMS % 3 - 1))
        session.add_all(
            LeverValue(person_id=one.id, lever_key="asks", value=share, opportunities=100, source="upload",
                       period_start=start)
            for start, share in zip(STARTS, shares, strict=False)
        )  # fmt: skip
    for rater in ("a", "b", "c"):  # talent: a panel says that nobody can be taught to listen
        rate_replicability(session, rater, rated["listens"], "manager", dict.fromkeys(QUESTIONS, 1))
    open_data(session, "analyst", JOB)
    late = register(session, "lead", JOB, "late", said(name="late"))
    measure(session, "analyst", late, Measured("upload", "late", 0.8))
    lock(session, "lead", late)
    session.commit()
    run_jobs()
    bundle, conditions = bundle_of(session, JOB), conditions_of(session, JOB)
    assert bundle is not None
    assert conditions is not None
    assert {row["lever"] for row in rows(bundle.report, "practices")} == {"several", "logs", "asks"}
    best = [row["correlation"] for row in rows(bundle.report, "contest") if row["predictor"] == "single"]
    assert all(isinstance(one, Estimate) and one.value is not None and one.value < 0.8 for one in best)
    assert {row["lever"] for row in rows(conditions.report, "crossings")} <= {"several", "logs", "asks"}
    moved = {row["team"]: row["index_moved"] for row in rows(bundle.report, "team_changes")}
    assert moved == {f"Team {number:02}": "could_be_noise" if number else "risen" for number in range(TEAMS)}
    assert {row["people"] for row in rows(bundle.report, "teams")} == {8}

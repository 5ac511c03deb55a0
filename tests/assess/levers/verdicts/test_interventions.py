"""Roll-outs are written down once and compared with teams left as they were; they alone may speak of cause."""

from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assess.access import Role
from assess.levers.actions.interventions import (
    NobodyTreated,
    NoComparison,
    NotLocked,
    Planned,
    StartsMissing,
    by_lot,
    roll_out,
)
from assess.levers.models import Lever
from assess.levers.models.interventions import Arm, Intervention
from assess.levers.queries.interventions import result_of
from assess.levers.queries.verdicts import rows
from assess.levers.queries.verdicts import tested as said_by_roll_outs
from assess.people.models import Team
from scoring.change.results import Design
from tests.assess.levers.conftest import JOB
from tests.assess.levers.verdicts.conftest import STARTS


def teams(session: Session) -> list[int]:
    return list(session.scalars(select(Team.id).order_by(Team.name)))


def plan(session: Session, design: Design = Design.RANDOMISED, **other: Any) -> Planned:
    halves = {id: n % 2 == 0 for n, id in enumerate(teams(session))}
    given = {
        "name": "Training",
        "what": "Two days",
        "design": design,
        "start": STARTS[4],
        "teams": halves,
        "starts": {},
    }
    return Planned(**given | other)  # type: ignore[arg-type]


def status(session: Session, made: Intervention) -> dict[str, object]:
    analysis = result_of(session, made.id)
    assert analysis is not None
    return dict(rows(analysis.report, "status")[0])


def test_before_and_after_alone_is_described_and_refused_as_evidence(
    judged: dict[str, Lever], session: Session, run_jobs: Any
):
    everybody = dict.fromkeys(teams(session), True)
    made = roll_out(session, "analyst", judged["several"], plan(session, Design.BEFORE_AFTER, teams=everybody))
    session.commit()
    run_jobs()
    assert status(session, made) == {
        "design": "before_after", "causal": "association_only", "why": "no_comparison"
    }  # fmt: skip
    analysis = result_of(session, made.id)
    assert analysis is not None
    assert analysis.report.estimates["effect"].value is None
    assert said_by_roll_outs(session, JOB) == {}


def test_teams_are_compared_with_teams_and_a_lever_nobody_measured_was_not_tested(
    judged: dict[str, Lever], session: Session, run_jobs: Any
):
    made = roll_out(session, "analyst", judged["several"], plan(session))
    session.commit()
    run_jobs()
    assert status(session, made)["why"] == "lever_not_measured"
    analysis = result_of(session, made.id)
    assert analysis is not None
    effect = analysis.report.estimates["effect"]
    assert effect.value is not None
    assert abs(effect.value) < 0.5


def test_what_was_written_down_cannot_be_changed(judged: dict[str, Lever], session: Session):
    made = roll_out(session, "analyst", judged["several"], plan(session))
    session.commit()
    for change in (
        update(Intervention).where(Intervention.id == made.id).values(start=STARTS[5]),
        update(Arm).where(Arm.intervention_id == made.id).values(treated=True),
    ):
        with pytest.raises(IntegrityError):
            session.execute(change)
        session.rollback()


def test_a_roll_out_is_refused_where_it_could_show_nothing(judged: dict[str, Lever], session: Session):
    lever, ids = judged["several"], teams(session)
    with pytest.raises(NobodyTreated):
        roll_out(session, "analyst", lever, plan(session, teams=dict.fromkeys(ids, False)))
    with pytest.raises(NoComparison):
        roll_out(session, "analyst", lever, plan(session, teams=dict.fromkeys(ids, True)))
    with pytest.raises(StartsMissing):
        roll_out(session, "analyst", lever, plan(session, Design.STEPPED_WEDGE))


def test_a_draft_is_not_rolled_out(hypotheses: dict[str, Lever], session: Session):
    with pytest.raises(NotLocked):
        roll_out(session, "analyst", hypotheses["several"], plan(session))


def test_the_lot_treats_half_and_is_the_same_for_the_same_seed():
    drawn = by_lot([4, 1, 3, 2, 5], seed=9)
    assert sorted(drawn) == [1, 2, 3, 4, 5]
    assert sum(drawn.values()) == 3
    assert drawn == by_lot([1, 2, 3, 4, 5], seed=9)


def test_a_correction_takes_the_place_of_a_record_and_both_stay(
    judged: dict[str, Lever], session: Session, signed_in: Any
):
    first = roll_out(session, "analyst", judged["several"], plan(session))
    second = roll_out(session, "analyst", judged["several"], plan(session, name="Corrected", corrects=first.id))
    session.commit()
    client = signed_in(Role.ANALYST)
    listed = client.get("/levers/roll-outs").text
    assert "Corrected" in listed
    assert "Training" not in listed
    assert f"/levers/roll-outs/{second.id}" in client.get(f"/levers/roll-outs/{first.id}").text


def test_a_roll_out_is_written_down_on_a_page_and_what_is_wrong_is_said(
    judged: dict[str, Lever], session: Session, signed_in: Any, run_jobs: Any
):
    client, lever = signed_in(Role.ANALYST), judged["several"]
    page = f"/levers/{lever.id}/roll-outs/new"
    given = {"name": "Training", "what": "Two days", "design": "randomised", "start": "2025-01-01"}
    assert client.post(page, data=given | {"start": "2025-01-15"}).status_code == 422
    refused = client.post(page, data=given)
    assert refused.status_code == 422
    assert "at least one team" in refused.text
    parts = {f"team-{id}": "treated" if n % 2 else "comparison" for n, id in enumerate(teams(session))}
    assert client.post(page, data=given | parts | {"start-1": "soon"}).status_code == 422
    made = client.post(page, data=given | parts)
    assert made.status_code == 302
    run_jobs()
    said = client.get(made.headers["Location"]).text
    assert "after it began" in said
    assert "Difference in differences" in said
    assert client.get("/levers/roll-outs/999").status_code == 404

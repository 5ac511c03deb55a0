"""Roll-outs are written down once and compared with teams left as they were; they alone may speak of cause."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.actions import provenance, store
from assess.levers.actions.interventions import (
    NobodyTreated,
    NoComparison,
    NotLocked,
    NotToCorrect,
    Planned,
    StartsMissing,
    by_lot,
    roll_out,
)
from assess.levers.models import Lever
from assess.levers.models.interventions import Arm, Intervention
from assess.levers.queries.interventions import result_of
from assess.levers.queries.verdicts import intervention_subject, interventions_of, rows
from assess.levers.queries.verdicts import tested as said_by_roll_outs
from assess.people.models import Team
from scoring.change import Intervention as Compared
from scoring.change.results import Design, Why
from scoring.levers import Causal
from scoring.reports.intervention import report
from scoring.results import Estimate
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


#: Written down before any team began.
BEFORE = datetime(2024, 12, 2, tzinfo=UTC)


def found(session: Session, made: Intervention, causal: Causal, p: float) -> None:
    """What came of a roll-out, as its Report has it."""
    why = {Causal.CONFIRMED: Why.EFFECT_FOUND, Causal.REFUTED: Why.EFFECT_EXCLUDED}.get(causal, Why.CANNOT_TELL)
    effect = Estimate(0.3, 96, "method", 0.1, 0.5)
    said = report(Compared(Design(made.design), effect, p, causal=causal, why=why))
    store(session, provenance(said, {}, made.id), intervention_subject(made.id), "test")
    session.commit()


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
        roll_out(session, "analyst", lever, plan(session, Design.COMPARISON_TEAMS, teams=dict.fromkeys(ids, False)))
    with pytest.raises(NoComparison):
        roll_out(session, "analyst", lever, plan(session, Design.COMPARISON_TEAMS, teams=dict.fromkeys(ids, True)))
    with pytest.raises(NobodyTreated):
        roll_out(session, "analyst", lever, plan(session, teams={}))
    with pytest.raises(NoComparison):
        roll_out(session, "analyst", lever, plan(session, teams={ids[0]: True}))
    with pytest.raises(StartsMissing):
        roll_out(session, "analyst", lever, plan(session, Design.STEPPED_WEDGE))


def test_a_draft_is_not_rolled_out(hypotheses: dict[str, Lever], session: Session):
    with pytest.raises(NotLocked):
        roll_out(session, "analyst", hypotheses["several"], plan(session))


def test_the_lot_is_drawn_here_whatever_teams_were_picked(judged: dict[str, Lever], session: Session):
    """Twelve teams picked by hand and said to be drawn by lot are dealt anew, and the seed tells how."""
    picked = plan(session)
    made = roll_out(session, "analyst", judged["several"], picked, seed=9)
    everybody = plan(session, teams=dict.fromkeys(picked.teams, True))
    again = roll_out(session, "analyst", judged["several"], everybody, seed=9)
    other = roll_out(session, "analyst", judged["several"], picked)
    dealt = {arm.team_id: arm.treated for arm in made.arms}
    assert sum(dealt.values()) == 6
    assert dealt != picked.teams
    assert dealt == {arm.team_id: arm.treated for arm in again.arms}
    assert made.seed == 9
    assert other.seed is not None
    session.commit()
    with pytest.raises(IntegrityError):
        session.execute(insert(Intervention).values(
            lever_id=made.lever_id, name="By hand", what="", design="randomised", start=made.start, picked_low=False,
            made_by="somebody",
        ))  # fmt: skip
    session.rollback()


def test_starts_one_after_the_other_are_dealt_among_the_teams(session: Session):
    starts = {1: date(2025, 1, 1), 2: date(2025, 4, 1), 3: date(2025, 7, 1), 4: date(2025, 10, 1)}
    written = Planned("Training", "", Design.STEPPED_WEDGE, date(2025, 1, 1), dict.fromkeys(starts, True), starts)
    dealt = [by_lot(written, seed) for seed in range(10)]
    assert all(sorted(start for _on, start in one.values()) == sorted(starts.values()) for one in dealt)
    assert len({tuple(one.items()) for one in dealt}) > 5


def test_what_was_written_after_it_began_confirms_nothing(judged: dict[str, Lever], session: Session):
    lever = judged["several"]
    some = plan(session, Design.COMPARISON_TEAMS, start=date(2025, 4, 1), starts={teams(session)[0]: STARTS[4]})
    assert roll_out(session, "analyst", lever, some, at=BEFORE).planned_before
    # one team began before it was written down, though the others had not
    assert not roll_out(session, "analyst", lever, some, at=datetime(2025, 2, 1, tzinfo=UTC)).planned_before


def test_a_refutation_stays_whatever_comes_later(judged: dict[str, Lever], session: Session):
    lever = judged["several"]
    refuted = roll_out(session, "analyst", lever, plan(session), at=BEFORE)
    found(session, refuted, Causal.REFUTED, 0.4)
    # corrected after it began, by a record whose teams nobody measured: both stand
    late = roll_out(session, "analyst", lever, plan(session, name="Corrected", corrects=refuted.id))
    newest = roll_out(session, "analyst", lever, plan(session, name="Again"), at=BEFORE)
    found(session, newest, Causal.CONFIRMED, 0.001)
    assert [one.id for one in interventions_of(session, JOB)] == [refuted.id, late.id, newest.id]
    assert said_by_roll_outs(session, JOB) == {"several": "refuted"}


def test_of_many_tries_one_confirms_only_beyond_their_number(judged: dict[str, Lever], session: Session):
    tries = [roll_out(session, "analyst", judged["several"], plan(session), at=BEFORE) for _ in range(3)]
    found(session, tries[0], Causal.CONFIRMED, 0.02)
    found(session, tries[1], Causal.ASSOCIATION_ONLY, 0.6)
    assert said_by_roll_outs(session, JOB) == {"several": "confirmed"}
    found(session, tries[2], Causal.ASSOCIATION_ONLY, 0.5)
    assert said_by_roll_outs(session, JOB) == {}


def test_a_record_corrects_one_of_its_own_lever_once(judged: dict[str, Lever], session: Session, signed_in: Any):
    first = roll_out(session, "analyst", judged["several"], plan(session), at=BEFORE)
    session.commit()
    with pytest.raises(NotToCorrect):  # else what came of one lever would be corrected away by another
        roll_out(session, "analyst", judged["listens"], plan(session, corrects=first.id))
    with pytest.raises(NotToCorrect):
        roll_out(session, "analyst", judged["several"], plan(session, corrects=999))
    roll_out(session, "analyst", judged["several"], plan(session, corrects=first.id))
    session.commit()
    with pytest.raises(NotToCorrect):
        roll_out(session, "analyst", judged["several"], plan(session, corrects=first.id))
    session.rollback()
    given = {"name": "Again", "what": "x", "design": "before_after", "start": "2025-01-01", "corrects": str(first.id)}
    page = signed_in(Role.ANALYST).post(f"/levers/{judged['several'].id}/roll-outs/new", data=given)
    assert page.status_code == 409
    assert "no other record corrects" in page.text


def test_a_correction_before_the_start_takes_the_place_of_a_record_and_both_stay(
    judged: dict[str, Lever], session: Session, signed_in: Any
):
    lever, changed = judged["several"], plan(session, name="Corrected")
    first = roll_out(session, "analyst", lever, plan(session), at=BEFORE)
    second = roll_out(session, "analyst", lever, replace(changed, corrects=first.id), at=BEFORE)
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
    assert "seed of the lot" in said
    assert "Difference in differences" in said
    assert client.get("/levers/roll-outs/999").status_code == 404

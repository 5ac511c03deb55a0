"""Hypotheses are written before anybody looks, frozen when somebody does, and replaced after, never changed."""

import json
from collections import Counter
from collections.abc import Callable
from hashlib import sha256

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.audit.models import AuditEvent
from assess.campaigns.models import Campaign
from assess.database import db
from assess.jobs.models import Job
from assess.levers.actions import registering
from assess.levers.actions.measuring import Measured, NoSuchMeasure, SameMeasure, measure, unmeasure
from assess.levers.actions.opening import AlreadyOpened, NothingRegistered, open_data, teams
from assess.levers.actions.registering import CodeTaken, LeverLocked, LeverUsed, NotLocked, NotOpened
from assess.levers.actions.starters import begin_with_examples
from assess.levers.models import Belief, BeliefPlace, DataOpening, Lever
from assess.levers.queries.measures import contamination, criterion, doubts
from assess.levers.queries.registry import holdout, levers, opening, registered
from assess.people.models import Person, Team
from scoring.holdout import holdout as drawn
from surveys.models import InstrumentVersion
from surveys.moments import now
from tests.assess.levers.conftest import JOB, said
from tests.races import meanwhile

pytestmark = pytest.mark.usefixtures("sellers")
Write = Callable[..., Lever]


def test_opening_locks_every_hypothesis_and_draws_two_teams_of_each_region(session: Session, write: Write):
    first, second = write("multithread"), write("research")
    made = open_data(session, "analyst", JOB)
    session.commit()
    assert (made.people, made.teams, made.hypotheses, made.holdout_people) == (240, 24, 2, 80)
    regions = select(Person.location).join(Team, Team.id == Person.team_id).where(Team.id.in_(made.holdout))
    assert Counter(session.scalars(regions)) == {"North": 20, "South": 20, "East": 20, "West": 20}
    assert len(holdout(session, JOB)) == 8
    assert all(one.locked_at and not one.exploratory and len(one.content_hash) == 64 for one in (first, second))
    assert [one.code for one in registered(session, JOB)] == ["multithread", "research"]
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "levers.data_opened")).one()
    assert event.details["hashes"]["research"] == second.content_hash
    assert ("levers.opened", made.id) in [
        (job.arguments["news"], job.arguments["id"]) for job in session.scalars(select(Job)) if job.name == "jobs.tell"
    ]


def test_the_lot_can_be_drawn_again_from_what_is_kept(session: Session, write: Write):
    write("multithread")
    made = open_data(session, "analyst", JOB, seed=7)
    assert (made.seed, tuple(made.holdout)) == (7, drawn(teams(session, JOB), 7).teams)


def test_below_180_people_nothing_is_kept_apart_and_the_row_says_why(session: Session, write: Write):
    session.query(Person).filter(Person.code >= "P-179").update({"job": "Retired"})
    write("multithread")
    made = open_data(session, "analyst", JOB)
    assert (made.people, made.holdout, made.holdout_reason) == (179, [], "too_few_people")


def test_nothing_is_tested_before_the_data_are_open(session: Session, write: Write):
    write("multithread")
    assert registered(session, JOB) == []
    assert len(levers(session, JOB)) == 1


def test_data_are_opened_once_and_only_with_a_hypothesis(session: Session, write: Write):
    with pytest.raises(NothingRegistered):
        open_data(session, "analyst", JOB)
    write("multithread")
    open_data(session, "analyst", JOB)
    with pytest.raises(AlreadyOpened):
        open_data(session, "analyst", JOB)


def test_of_two_clicks_at_once_one_opens_and_the_other_is_told(session: Session, write: Write):
    write("multithread")
    session.commit()
    with pytest.raises(AlreadyOpened):
        meanwhile(db.engine, lambda one: open_data(one, "first", JOB), lambda two: open_data(two, "second", JOB))
    session.rollback()
    assert session.scalars(select(DataOpening.opened_by)).all() == ["first"]
    assert session.query(AuditEvent).filter_by(action="levers.data_opened").count() == 1


def test_who_edits_while_the_data_are_opened_is_told_that_it_is_too_late(session: Session, write: Write):
    id = write("multithread").id
    session.commit()

    def late(theirs: Session) -> None:
        registering.edit(theirs, "lead", theirs.get_one(Lever, id), said(name="I knew it"))

    with pytest.raises(LeverLocked):
        meanwhile(db.engine, lambda mine: open_data(mine, "analyst", JOB), late)
    session.rollback()
    session.expire_all()
    kept = session.get_one(Lever, id)
    assert kept.name == "multithread"
    assert registering.digest(kept) == kept.content_hash


def test_an_edit_that_is_under_way_is_waited_for_and_hashed(session: Session, write: Write):
    id = write("multithread").id
    session.commit()

    def early(mine: Session) -> None:
        registering.edit(mine, "lead", mine.get_one(Lever, id), said(name="In time"))

    meanwhile(db.engine, early, lambda theirs: open_data(theirs, "analyst", JOB))
    session.expire_all()
    kept = session.get_one(Lever, id)
    assert (kept.name, kept.content_hash) == ("In time", registering.digest(kept))


def test_what_was_written_after_the_opening_is_exploratory_for_good(session: Session, write: Write):
    write("multithread")
    open_data(session, "analyst", JOB)
    late = write("improv")
    assert late.exploratory
    assert registered(session, JOB)[-1].code == "multithread"
    late.exploratory = False  # whatever became of the mark, locking it sets it
    registering.lock(session, "lead", late)
    assert [(one.code, one.exploratory) for one in registered(session, JOB)] == [
        ("multithread", False), ("improv", True),
    ]  # fmt: skip


def test_a_locked_hypothesis_is_replaced_by_another_and_stays_as_it_was(session: Session, write: Write):
    old = write("multithread")
    with pytest.raises(NotLocked):
        registering.replace(session, "lead", old, said())
    with pytest.raises(NotOpened):
        registering.lock(session, "lead", old)
    open_data(session, "analyst", JOB)
    with pytest.raises(LeverLocked):
        registering.edit(session, "lead", old, said(name="better"))
    with pytest.raises(LeverLocked):
        registering.discard(session, "lead", old)
    new = registering.replace(session, "lead", old, said(name="better"))
    assert (new.code, new.exploratory, new.replaces_id, new.locked_at) == ("multithread_2", True, old.id, None)
    # the same measure is what it was about: it is no second lever
    measure(session, "analyst", new, Measured("upload", "multithread"))
    third = registering.replace(session, "lead", old, said(name="other"))
    assert third.code == "multithread_3"
    assert old.name == "multithread"


def test_two_hypotheses_with_one_measure_are_refused_by_name(session: Session, write: Write):
    write("multithread")
    other = write("people", measured=False)
    with pytest.raises(SameMeasure) as refused:
        measure(session, "analyst", other, Measured("upload", " multithread "))
    assert refused.value.values == {"name": "multithread"}


def test_a_measure_of_a_locked_hypothesis_stays(session: Session, write: Write):
    lever = write("multithread")
    open_data(session, "analyst", JOB)
    with pytest.raises(LeverLocked):
        measure(session, "analyst", lever, Measured("upload", "other"))
    with pytest.raises(LeverLocked):
        unmeasure(session, "analyst", lever.measures[0])


def test_a_survey_keeps_the_promise_of_its_campaign_whatever_is_said(session: Session, write: Write):
    version = InstrumentVersion(code="s", content_hash="0" * 64, definition={})
    session.add(version)
    session.flush()
    campaign = Campaign(title="S", version_id=version.id, promise="anonymous", closes_at=now())
    session.add(campaign)
    session.flush()
    lever = write("trust", measured=False)
    made = measure(session, "analyst", lever, Measured("survey", f"{campaign.id}:trust", anonymous=False))
    assert made.anonymous
    assert doubts(lever, {}) == ["only_anonymous", "reliability_unknown"]
    for bad in ("nothing", "99:trust", f"{campaign.id}"):
        with pytest.raises(NoSuchMeasure):
            measure(session, "analyst", lever, Measured("survey", bad))
    with pytest.raises(NoSuchMeasure):
        measure(session, "analyst", lever, Measured("kpi", "unheard_of"))


def test_a_measure_that_is_part_of_the_result_is_contaminated(session: Session, write: Write):
    shared = criterion(session, JOB)
    assert shared == {"revenue": "Revenue"}
    lever = write("sells", measured=False)
    measure(session, "analyst", lever, Measured("kpi", "revenue", 0.9))
    assert contamination(lever, shared) == "shared_kpi"
    other = write("visits", measured=False)
    measure(session, "analyst", other, Measured("kpi", "visits", 0.5, rater_saw_results=True))
    assert doubts(other, shared) == ["rater_saw_results", "unreliable"]


def test_a_code_stands_once_in_a_job(session: Session, write: Write):
    write("multithread")
    with pytest.raises(CodeTaken):
        write("multithread")
    assert registering.register(session, "lead", "Other job", "multithread", said()).id


def test_the_hash_is_that_of_what_the_export_holds(session: Session, write: Write):
    lever = write("multithread")
    content = registering.content(lever)
    assert content["measures"] == [["upload", "multithread", 0.8, False, False, None]]
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert registering.digest(lever) == sha256(text.encode()).hexdigest()
    before = registering.digest(lever)
    registering.edit(session, "lead", lever, said(name="multithread", direction=-1))
    assert registering.digest(lever) != before


def test_examples_come_once_are_marked_and_whoever_changes_one_owns_it(session: Session):
    assert begin_with_examples(session, "lead", JOB, "rep") == 23
    assert begin_with_examples(session, "lead", JOB, "rep") == 0
    found = {one.code: one for one in levers(session, JOB)}
    assert all(one.example for one in found.values())
    vendor = found["h01_technology"]
    assert vendor.source == "vendor" and vendor.conflict and vendor.reverse_cause
    registering.edit(session, "lead", vendor, said(name="Ours"))
    assert not vendor.example
    assert registering.discard_examples(session, "lead", JOB) == 22
    assert [one.name for one in levers(session, JOB)] == ["Ours"]


def test_a_draft_can_go_unless_somebody_ranked_it(session: Session, write: Write):
    lever, ranked = write("multithread"), write("research")
    registering.discard(session, "lead", lever)
    belief = Belief(job=JOB, leader="x", places=[BeliefPlace(lever_id=ranked.id, place=1)])
    session.add(belief)
    session.flush()
    with pytest.raises(LeverUsed):
        registering.discard(session, "lead", ranked)
    assert session.query(AuditEvent).filter_by(action="levers.discarded").count() == 1


def test_an_opening_is_for_one_job_only(session: Session, write: Write):
    company_of_others = [Person(code=f"Q-{i}", name="Q", job="Buyer") for i in range(3)]
    session.add_all(company_of_others)
    write("multithread")
    open_data(session, "analyst", JOB)
    assert opening(session, "Buyer") is None
    assert not registering.register(session, "lead", "Buyer", "multithread", said()).exploratory

"""Old Reports laid side by side give nobody's answer away; on a build that tells exact numbers they do."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.campaigns.actions import close
from assess.campaigns.models import Campaign, CampaignReleasedSet
from assess.jobs.actions import enqueue
from assess.levers.actions.measuring import Measured, measure
from assess.levers.actions.opening import open_data
from assess.levers.actions.registering import register
from assess.levers.models import Lever
from assess.levers.queries.verdicts import JUDGE, rows, verdicts_of
from assess.levers.tasks import judging
from assess.people.models import Person
from assess.performance.queries import tiers_of
from assess.performance.queries.screening import reference_group
from scoring.results import Estimate, Report
from surveys.bank import library
from surveys.models import Administration, Participant, Response
from surveys.moments import now
from surveys.versions import publish
from tests.assess.campaigns.companies import SURVEY
from tests.assess.levers.conftest import JOB, said
from tests.assess.levers.verdicts.conftest import practised

ITEM, CODE = "research", "looks-up"


def told(place: int) -> float:
    """How many of ten a person says: it goes with what they show."""
    return float(min(max(round(5 + 2 * float(practised()[0]["several"][place])), 0), 10))


@pytest.fixture
def confided(company: list[Person], rated: dict[str, Lever], session: Session) -> Campaign:
    """Everybody answered in confidence, and the campaign is over; nothing is opened yet."""
    campaign = Campaign(
        title="How we sell", version=publish(session, library()[SURVEY]), promise="confidential", state="closed",
        opened_at=now(), closes_at=now(),
    )  # fmt: skip
    session.add(campaign)
    session.flush()
    code = campaign.code
    for place, one in enumerate(company):
        participant = Participant()
        session.add(participant)
        session.flush()
        one.participant_id = participant.id
        begun = Administration(
            version_id=campaign.version_id, respondent_id=participant.id, purpose="survey", context=code,
            started_at=now(),
        )  # fmt: skip
        begun.responses.append(Response(item=ITEM, value=told(place)))
        session.add(begun)
    session.flush()
    session.execute(update(Administration).values(submitted_at=now()))
    by = Measured("survey", f"{campaign.id}:{ITEM}", 0.8, standard=7)
    measure(session, "analyst", register(session, "lead", JOB, CODE, said(name=CODE)), by)
    open_data(session, "analyst", JOB)
    session.commit()
    return campaign


def attacked(session: Session) -> set[float]:
    """What an analyst finds in all versions: where a group lost one person, the difference of the sums."""
    reports = session.scalars(select(Analysis).where(Analysis.kind == "levers").order_by(Analysis.id)).all()
    groups = [row for one in reports for row in rows(one.report, "groups") if row["lever"] == CODE]
    found = set()
    for before, after in pairwise(groups):
        for group in ("top", "middle"):
            n, m = before[f"n_{group}"], after[f"n_{group}"]
            if n is not None and m is not None and n - m == 1:  # type: ignore[operator]
                found.add(round(n * before[group] - m * after[group], 4))  # type: ignore[operator]
    return found


def judge(session: Session, run_jobs: Callable[[], int]) -> Report:
    enqueue(session, JUDGE, job=JOB)
    session.commit()
    run_jobs()
    found = verdicts_of(session, JOB)
    assert found is not None
    return found.report


@pytest.mark.parametrize("weak", [True, False])
def test_two_versions_around_one_person_give_their_answer_only_where_numbers_are_exact(
    weak: bool,
    confided: Campaign,
    company: list[Person],
    session: Session,
    run_jobs: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if weak:
        monkeypatch.setattr(judging, "discreet", lambda _session, _job, _main, made: made)
    first = judge(session, run_jobs)
    tiers = tiers_of(session, JOB)
    assert tiers is not None
    middle = {code for code, (group, _why) in reference_group(session, JOB, tiers.report).items() if group == "middle"}
    place = next(place for place, one in enumerate(company) if one.code in middle and told(place) != 5)
    company[place].job = "Another"
    second = judge(session, run_jobs)
    assert first.provenance != second.provenance
    assert attacked(session) == ({told(place)} if weak else set())
    if not weak:
        row = next(row for row in rows(first, "groups") if row["lever"] == CODE)
        top, low = row["top"], row["middle"]
        assert isinstance(top, float) and isinstance(low, float) and top > low
        assert (round(top, 1), round(low, 1)) == (top, low)
        logged = session.scalars(select(CampaignReleasedSet.group).where(CampaignReleasedSet.measure == f"item.{ITEM}"))
        assert set(logged) == {"levers: top", "levers: middle"}
        assert not [row for row in rows(second, "groups") if row["lever"] == CODE]  # it would be one person less


def test_verdicts_are_asked_for_once_a_survey_they_wait_for_is_over(
    confided: Campaign, session: Session, run_jobs: Callable[[], int]
) -> None:
    def asked() -> tuple[object, object]:
        found = verdicts_of(session, JOB)
        assert found is not None
        return next((row["verdict"], row["people"]) for row in rows(found.report, "verdicts") if row["lever"] == CODE)

    confided.state, confided.closes_at = "open", now() + timedelta(days=1)
    judge(session, run_jobs)
    assert asked() == ("not_testable", 0)
    close(session, "lead", confided)
    session.commit()
    run_jobs()
    assert asked() == ("supported_provisional", 95)


def test_a_report_says_no_median_share_or_count_of_what_was_confided(
    confided: Campaign, session: Session, run_jobs: Callable[[], int]
) -> None:
    judge(session, run_jobs)
    made = session.scalars(select(Analysis).where(Analysis.kind.in_(("levers", "bundle")))).all()
    own = {
        (one.kind, table.key): row
        for one in made
        for table in one.report.tables
        for row in rows(one.report, table.key)
        if CODE in str(row.get("lever", row.get("levers"))).split()
    }
    assert not {table for _kind, table in own} & {"targets", "outliers", "pairs", "patterns"}
    for row in own.values():
        assert not [name for name in row if "median" in name and row[name] is not None]
        for cell in row.values():
            if isinstance(cell, Estimate):
                assert cell.value is None or round(cell.value, 3) == cell.value
    assert own["levers", "verdicts"]["people"] == 95
    practice = own["bundle", "practices"]
    assert (practice["middle_share"], practice["at_standard"]) == (None, None)
    assert practice["standard"] == 0.7  # of a scale from 0 to 10

"""Both averages of a panel: which counts, what calibration stored, when it matters, and what a decision keeps of it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.analyses.models import Analysis
from assess.decisions.models import Decision
from assess.hiring.models import Application
from assess.interviews import actions, queries
from assess.interviews.models import FairAverage, Interview, Seat
from scoring.errors import Code
from scoring.results import Caveat, Estimate
from surveys.items import Given
from tests.assess.interviews.conftest import Company, complete, lock, plan

FAIR = Estimate(
    3.4, 15, "fair average, Linacre 1989", low=2.9, high=3.9, status="caveat", reasons=(Caveat(Code.STALE, {"m": 12}),)
)


@pytest.fixture
def analysis(session: Session) -> Analysis:
    made = Analysis(
        kind="calibration", subject="all", report_json="{}", inputs_hash="0", made_by="test",
        made_at=datetime(2031, 3, 1, 12, tzinfo=UTC),
    )  # fmt: skip
    session.add(made)
    session.commit()
    return made


@pytest.fixture
def ruth(company: Company, signed_in: Callable[..., FlaskClient]) -> FlaskClient:
    return signed_in(company.hr)


def keep(session: Session, analysis: Analysis, interview: Interview, **values: object) -> None:
    row = actions.Fair(interview.id, FAIR, **values)  # type: ignore[arg-type]
    actions.keep_fair_averages(session, analysis, [row])
    session.commit()


def test_a_fair_average_comes_back_as_it_was_stored_and_the_newest_is_shown(
    session: Session, interview: Interview, analysis: Analysis
) -> None:
    complete(session, interview)
    rows = [actions.Fair(interview.id, FAIR, -0.5, "close")]
    assert [actions.keep_fair_averages(session, analysis, rows) for _time in range(2)] == [1, 0]
    session.commit()
    session.expire_all()
    kept = queries.fair_average(session, interview)
    assert kept is not None
    assert (kept.estimate, kept.severity, kept.verdict) == (FAIR, -0.5, "close")
    later = Analysis(
        kind="calibration",
        subject="all",
        report_json="{}",
        inputs_hash="1",
        made_by="test",
        made_at=kept.analysis.made_at,
    )
    session.add(later)
    session.flush()
    refused = Estimate.refusal(Caveat(Code.N_TOO_SMALL, {"n": 3, "need": 10, "of": "ratees"}), method="fair average")
    actions.keep_fair_averages(session, later, [actions.Fair(interview.id, refused)])
    newest = queries.fair_average(session, interview)
    assert newest is not None
    assert newest.estimate == refused
    assert len(session.scalars(select(FairAverage)).all()) == 2  # decisions were made by the first


def test_a_panel_that_is_open_has_no_fair_average(session: Session, interview: Interview, analysis: Analysis) -> None:
    lock(session, interview.seats[0])
    with pytest.raises(queries.StillSealed):
        actions.keep_fair_averages(session, analysis, [actions.Fair(interview.id, FAIR)])
    session.rollback()
    assert session.scalars(select(FairAverage)).all() == []


def test_the_panel_page_shows_both_and_marks_the_one_that_counts(
    session: Session, interview: Interview, analysis: Analysis, ruth: FlaskClient
) -> None:
    complete(session, interview, (2, 4, 5))
    page = ruth.get(f"/interviews/{interview.id}/panel").text
    assert "3.67" in page and "Not computed yet" in page
    keep(session, analysis, interview)
    page = ruth.get(f"/interviews/{interview.id}/panel").text
    raw, fair = page.index("Panel score, as given"), page.index(">Fair average<")
    assert raw < page.index("counts here") < fair
    assert "3.40" in page and "between 2.90 and 3.90" in page
    assert "No number rejects anybody" in page


def test_whether_the_decision_would_change_is_told_only_from_a_third_of_a_point_on(
    session: Session, interview: Interview, analysis: Analysis, ruth: FlaskClient
) -> None:
    complete(session, interview)
    keep(session, analysis, interview, severity=0.29, verdict="changes")
    assert "Would the decision change?" not in ruth.get(f"/interviews/{interview.id}/panel").text
    kept = session.scalars(select(FairAverage)).one()
    for severity, verdict, words in (
        (-0.3, "changes", "candidates would stand in another order"),
        (0.3, "close", "It would not, but it is close"),
        (0.31, "same", "both averages say the same"),
        (0.31, "", "Nobody can tell yet"),
    ):
        kept.severity, kept.verdict = severity, verdict
        session.commit()
        page = ruth.get(f"/interviews/{interview.id}/panel").text
        assert "rates 0.3 points away" in page
        assert words in page


def test_a_decision_keeps_the_score_that_counted_with_its_rule_and_versions(
    session: Session, company: Company, applicant: Callable[..., Application], analysis: Analysis, ruth: FlaskClient
) -> None:
    actions.choose_rule(session, "test", company.opening, "fair")
    interview = plan(session, company, applicant())
    complete(session, interview, (2, 4, 5))
    data = {"decision": "hold", "reasons": ["interview_evidence"]}
    address = f"/decisions/applications/{interview.application_id}"
    assert "the fair average counts here and is still to come" in ruth.get(address).text
    assert ruth.post(address, data=data).status_code == 302
    keep(session, analysis, interview)
    page = ruth.get(address).text
    assert "3.67 of 5, as given" in page
    assert "fair average 3.40, between 2.90 and 3.90 (counts here)" in page
    shown = {name: re.search(rf'name="{name}"[^>]* value="(\d+)"', page)[1] for name in ("last", "rule")}  # type: ignore[index]
    assert ruth.post(address, data=data | shown).status_code == 302
    first, second = session.scalars(select(Decision).order_by(Decision.id))
    unchanged = {"interview": interview.id, "version": company.version.content_hash, "rule": "fair"}
    assert first.scores == [
        {
            **unchanged,
            "counted": None,
            "raw": pytest.approx(11 / 3),
            "fair": None,
            "low": None,
            "high": None,
            "analysis": None,
        }
    ]
    assert second.scores == [
        {
            **unchanged,
            "counted": 3.4,
            "raw": pytest.approx(11 / 3),
            "fair": 3.4,
            "low": 2.9,
            "high": 3.9,
            "analysis": analysis.id,
        }
    ]
    assert "panel 3.40, fair average" in ruth.get(address).text
    assert "fair average" in ruth.get(f"/decisions/openings/{company.opening.id}/compare").text


def test_what_the_talk_changed_stands_beside_first_ratings_that_stay(
    session: Session, interview: Interview, ruth: FlaskClient
) -> None:
    complete(session, interview, (2, 4, 5))
    assert "What the talk changed" not in ruth.get(f"/interviews/{interview.id}/panel").text
    for topic, points in (("care", "4"), ("discovery", "3")):
        actions.rate_again(session, "test", interview.seats[0], topic, points, "new_evidence")
    actions.rate_again(session, "test", interview.seats[2], "care", "4", "misread_anchor")
    session.commit()
    panel = queries.panel(session, interview)
    henrik, adaeze, nora = queries.shifts(panel)
    assert panel.mean == pytest.approx(11 / 3)
    assert (henrik.before, henrik.after, henrik.moved, henrik.own) == (2.0, pytest.approx(2.6), 2, pytest.approx(0.6))
    assert henrik.others == pytest.approx(0.1)
    assert henrik.dominance == pytest.approx(1 / 6)
    assert henrik.towards is interview.seats[1] or henrik.towards is interview.seats[2]
    assert (adaeze.moved, adaeze.own, adaeze.dominance, adaeze.towards) == (0, 0.0, None, None)
    assert adaeze.others == pytest.approx(0.4)
    assert (nora.before, nora.after) == (5.0, pytest.approx(4.8))
    page = ruth.get(f"/interviews/{interview.id}/panel").text
    assert "What the talk changed" in page
    assert "→ 4" in page


def test_a_topic_only_some_saw_evidence_on_is_talked_about_too(
    session: Session, interview: Interview, ruth: FlaskClient
) -> None:
    for seat in interview.seats:
        lock_with(session, seat, "none" if seat.position == 1 else "4")
    page = ruth.get(f"/interviews/{interview.id}/panel").text
    assert "only some saw evidence" in page
    assert "How to talk about it" in page


def lock_with(session: Session, seat: Seat, care: str) -> None:
    points = dict.fromkeys(seat.topics, "4") | {"care": care}
    actions.rate(session, seat, {code: Given(one, "Asked twice.") for code, one in points.items()})
    actions.lock(session, seat)
    session.commit()

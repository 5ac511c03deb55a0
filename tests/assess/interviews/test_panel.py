"""What a complete panel shows, closing seats, second ratings."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.audit.models import AuditEvent
from assess.interviews import actions, queries
from assess.interviews.models import Interview, SecondRating
from assess.jobs.models import Job
from assess.people.actions import close_account
from surveys.errors import NotAnAnswer
from surveys.items import Given
from tests.assess.interviews.conftest import TOPICS, Company, complete, lock


@pytest.fixture
def ruth(company: Company, signed_in: Callable[..., FlaskClient]) -> FlaskClient:
    return signed_in(company.hr)


@pytest.fixture
def henrik(company: Company, signed_in: Callable[..., FlaskClient]) -> FlaskClient:
    return signed_in(company.manager)


def test_the_last_lock_opens_the_panel_and_tells_it_once(session: Session, interview: Interview) -> None:
    complete(session, interview)
    assert interview.state == "complete"
    news = [job.arguments for job in session.scalars(select(Job)) if job.name == "jobs.tell"]
    assert news == [{"news": "interviews.completed", "id": interview.id}]
    who = select(AuditEvent.actor).where(AuditEvent.action == "interviews.rated")
    assert set(session.scalars(who)) == {seat.rater.pseudonym for seat in interview.seats}


def test_the_panel_has_everyones_ratings_largest_difference_first(
    session: Session, interview: Interview, ruth: FlaskClient
) -> None:
    """Ratings 2, 4, 5 on care, all else 4: care is 3 apart, its mean 11/3; all 15 have the mean 59/15 = 3.93."""
    for seat, points in zip(interview.seats, (2, 4, 5), strict=True):
        given = {code: Given("4", f"{code} of {seat.position}") for code in TOPICS}
        actions.rate(session, seat, given | {"care": Given(str(points), "", ("1",))})
        actions.lock(session, seat)
    session.commit()
    found = queries.panel(session, interview)
    assert [topic.item.code for topic in found.topics] == ["care", *[code for code in TOPICS if code != "care"]]
    assert (found.topics[0].apart, found.topics[0].values) == (3, [2, 4, 5])
    assert found.topics[0].mean == pytest.approx(11 / 3)
    assert found.mean == pytest.approx(59 / 15)
    page = ruth.get(f"/interviews/{interview.id}/panel").get_data(as_text=True)
    assert "Customer care" in page.split("lede")[1][:200]
    assert "3 points apart" in page
    assert "3.93" in page
    assert "15 ratings" in page
    assert "deciding of 2" in page
    assert "checked the result" in page  # the cue tapped
    assert page.index(">Customer care<") < page.index(">Preparation<")


def test_no_evidence_is_missing_and_never_low(session: Session, interview: Interview) -> None:
    for seat, value in zip(interview.seats, ("none", "4", "4"), strict=True):
        actions.rate(session, seat, {code: Given("4", "x") for code in TOPICS} | {"care": Given(value, "x")})
        actions.lock(session, seat)
    session.commit()
    care = next(topic for topic in queries.panel(session, interview).topics if topic.item.code == "care")
    assert (care.values, care.mean, care.apart) == ([4, 4], 4.0, 0)


def test_every_look_at_a_panel_is_recorded(
    session: Session, interview: Interview, company: Company, ruth: FlaskClient
) -> None:
    refused = ruth.get(f"/interviews/{interview.id}/panel")
    assert refused.status_code == 409
    assert "0 of 3 are locked" in refused.get_data(as_text=True)
    seen = select(AuditEvent).where(AuditEvent.action == "interviews.panel_viewed")
    assert session.scalars(seen).all() == []
    complete(session, interview)
    ruth.get(f"/interviews/{interview.id}/panel")
    [event] = session.scalars(seen).all()
    assert (event.actor, event.subject) == (company.hr.pseudonym, f"interview:{interview.id}")


def test_closing_the_last_open_seat_opens_the_panel(
    session: Session, interview: Interview, henrik: FlaskClient, ruth: FlaskClient
) -> None:
    for seat in interview.seats[:2]:
        lock(session, seat, 4)
    actions.rate(session, interview.seats[2], {"care": Given("1", "A draft nobody will see")})
    session.commit()
    closed = henrik.post(f"/interviews/{interview.id}/seats/{interview.seats[2].id}/close", data={"reason": "absent"})
    assert closed.status_code == 302
    session.expire_all()
    assert interview.state == "complete"
    page = ruth.get(f"/interviews/{interview.id}/panel").get_data(as_text=True)
    assert "10 ratings" in page
    assert "A draft nobody will see" not in page
    event = session.scalar(select(AuditEvent).where(AuditEvent.action == "interviews.seat_closed"))
    assert event is not None and event.details["reason"] == "absent"


def test_only_the_chair_closes_a_seat_with_a_reason_and_for_good(
    session: Session, interview: Interview, henrik: FlaskClient, ruth: FlaskClient
) -> None:
    url = f"/interviews/{interview.id}/seats/{interview.seats[2].id}/close"
    assert ruth.post(url, data={"reason": "absent"}).status_code == 403
    assert henrik.post(url, data={"reason": "because"}).status_code == 422
    assert henrik.post(url, data={"reason": "absent"}).status_code == 302
    assert henrik.post(url, data={"reason": "other"}).status_code == 409
    session.expire_all()
    assert interview.seats[2].closed_reason == "absent"
    with pytest.raises(actions.SeatClosed):
        actions.lock(session, interview.seats[2])
    session.rollback()
    lock(session, interview.seats[1])
    locked = f"/interviews/{interview.id}/seats/{interview.seats[1].id}/close"
    assert henrik.post(locked, data={"reason": "absent"}).status_code == 409


def test_hr_closes_seats_once_the_account_of_the_chair_is_closed(
    session: Session, interview: Interview, ruth: FlaskClient
) -> None:
    url = f"/interviews/{interview.id}/seats/{interview.seats[2].id}/close"
    assert ruth.get(url).status_code == 403
    close_account(session, "test", interview.chair)
    session.commit()
    assert ruth.post(url, data={"reason": "absent"}).status_code == 302


def test_nothing_is_chosen_beforehand_where_it_becomes_part_of_the_record(
    session: Session, interview: Interview, henrik: FlaskClient
) -> None:
    close = henrik.get(f"/interviews/{interview.id}/seats/{interview.seats[2].id}/close").get_data(as_text=True)
    assert '<option value="">Choose' in close
    complete(session, interview)
    again = henrik.get(f"/interviews/{interview.id}/again").get_data(as_text=True)
    assert again.count('<option value="">Choose') == 3
    assert (
        henrik.post(f"/interviews/{interview.id}/again", data={"topic": "care", "reason": "other"}).status_code == 422
    )


def test_a_panel_of_closed_seats_is_empty_and_says_so(
    session: Session, interview: Interview, ruth: FlaskClient
) -> None:
    for seat in interview.seats:
        actions.close(session, "test", seat, "cancelled")
    session.commit()
    page = ruth.get(f"/interviews/{interview.id}/panel").get_data(as_text=True)
    assert "Every seat was closed without a rating" in page


def test_a_second_rating_stands_beside_the_first_with_its_reason(
    session: Session, interview: Interview, henrik: FlaskClient, ruth: FlaskClient
) -> None:
    complete(session, interview)
    url, data = f"/interviews/{interview.id}/again", {"topic": "care", "points": "4", "reason": "new_evidence"}
    assert henrik.post(url, data={**data, "reason": ""}).status_code == 422
    assert henrik.post(url, data=data).status_code == 302
    assert henrik.post(url, data=data).status_code == 422  # once a topic
    page = ruth.get(f"/interviews/{interview.id}/panel").get_data(as_text=True)
    assert "→ 4" in page
    assert "New evidence came up in the talk" in page
    session.expire_all()
    care = next(topic for topic in queries.panel(session, interview).topics if topic.item.code == "care")
    assert (care.values, care.mean) == ([2, 4, 5], pytest.approx(11 / 3))
    assert len(session.scalars(select(SecondRating)).all()) == 1


def test_nobody_rates_again_before_the_panel_is_complete_or_without_a_seat(
    session: Session, interview: Interview, henrik: FlaskClient, ruth: FlaskClient
) -> None:
    data = {"topic": "care", "points": "4", "reason": "other"}
    lock(session, interview.seats[0])
    assert henrik.post(f"/interviews/{interview.id}/again", data=data).status_code == 409
    with pytest.raises(queries.StillSealed):
        actions.rate_again(session, "test", interview.seats[0], "care", "4", "other")
    session.rollback()
    for seat in interview.seats[1:]:
        lock(session, seat)
    assert ruth.post(f"/interviews/{interview.id}/again", data=data).status_code == 404
    with pytest.raises(NotAnAnswer):
        actions.rate_again(session, "test", interview.seats[0], "care", "9", "other")

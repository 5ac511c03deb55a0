"""A practice starts from what the data support, and is shared only when both panels call it essential."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.levers.models import Lever
from assess.levers.queries.verdicts import usable_levers
from assess.people.models import Account
from assess.practices import actions, queries
from assess.practices.models import PanelBallot, Practice
from tests.assess.levers.conftest import JOB
from tests.assess.practices.conftest import People

Client = Callable[..., FlaskClient]
WORDS = {
    "title": "The buying map", "situation": "a deal is opened", "action": "draw the steps", "means": "one page",
    "result": "everybody knows who decides", "benefit": "efficiency", "artifact": "", "claim": "",
}  # fmt: skip


def test_it_begins_with_a_supported_lever_and_with_no_other(
    people: People, judged: dict[str, Lever], session: Session, signed_in: Client
) -> None:
    client = signed_in(people.writer)
    usable = {one.code for one in usable_levers(session, JOB)}
    assert {"several", "listens"} <= usable and not usable & {"support", "logs", "quiet"}
    page = client.get("/practices/").text
    assert "Several people on the customer&#39;s side" in page and "Is given presales support" not in page
    # what follows success is not spread, whatever its numbers
    assert client.post(f"/practices/new/{judged['support'].id}", data=WORDS).status_code == 404
    made = client.post(f"/practices/new/{judged['several'].id}", data=WORDS)
    assert made.status_code == 302
    assert "When a deal is opened, they draw the steps, using one page" in client.get(made.location).text


def test_nobody_but_keepers_sees_it_before_it_is_shared(practice: Practice, people: People, signed_in: Client) -> None:
    assert signed_in(people.writer).get(f"/practices/{practice.id}").status_code == 200
    for other in (people.performers[0], people.leaders[0]):
        assert signed_in(other).get(f"/practices/{practice.id}").status_code == 404
        assert "The buying map" not in signed_in(other).get("/practices/").text


def test_whoever_wrote_it_does_not_screen_it(people: People, practice: Practice, session: Session) -> None:
    with pytest.raises(actions.OwnWork):
        actions.screen(session, people.writer.pseudonym, practice, True, "I say so.")


def test_what_is_written_anew_is_read_and_screened_anew(people: People, practice: Practice, session: Session) -> None:
    actions.deviate(session, people.writer.pseudonym, practice, "The offer template", "Leaves it out", "It is long")
    assert practice.compliance == ""
    with pytest.raises(actions.NotReady):
        actions.ask(session, people.writer.pseudonym, practice)


def test_a_panel_of_two_is_not_asked(people: People, practice: Practice, session: Session, signed_in: Client) -> None:
    people.leaders[0].active = False
    session.commit()
    page = signed_in(people.writer).post(f"/practices/{practice.id}/asked", follow_redirects=True).text
    assert "Only 2 people could be asked on one panel; 3 are needed at least." in page
    session.refresh(practice)
    assert practice.asked_at is None


def cast(session: Session, asked: Practice, who: list[Account], said: list[str]) -> None:
    for one, word in zip(who, said, strict=True):
        actions.vote(session, queries.seat(session, one, asked.id), word)
    session.commit()


def test_both_panels_agree_and_it_is_shared(
    asked: Practice, people: People, session: Session, signed_in: Client
) -> None:
    client = signed_in(people.leaders[0])
    assert "The buying map" in client.get("/practices/").text
    assert client.post(f"/practices/{asked.id}/vote", data={"vote": "essential"}).status_code == 302
    assert "You have voted" in client.get(f"/practices/{asked.id}/vote").text
    cast(session, asked, people.leaders[1:], ["essential"] * 2)
    cast(session, asked, people.performers, ["essential"] * 4)
    keeper = signed_in(people.writer)
    sealed = keeper.get(f"/practices/{asked.id}").text
    assert "Sealed until both panels are closed." in sealed and "call it essential" not in sealed
    keeper.post(f"/practices/{asked.id}/counted")
    counted = keeper.get(f"/practices/{asked.id}").text
    assert "4 of 4 call it essential" in counted and "too few for a test" in counted
    keeper.post(f"/practices/{asked.id}/published")
    assert "When a deal is opened" in signed_in(people.performers[0]).get(f"/practices/{asked.id}").text


def test_a_dispute_is_talked_about_and_not_shared(
    asked: Practice, people: People, session: Session, signed_in: Client
) -> None:
    cast(session, asked, people.performers, ["essential"] * 4)
    cast(session, asked, people.leaders, ["essential", "useful", "not_necessary"])
    actions.count(session, people.writer.pseudonym, asked)
    session.commit()
    keeper = signed_in(people.writer)
    page = keeper.post(f"/practices/{asked.id}/published", follow_redirects=True).text
    assert "Only what performers and leaders both call essential is shared." in page
    keeper.post(f"/practices/{asked.id}/talk", data={"words": "Leaders fear it goes round the system."})
    assert "Leaders fear it goes round the system." in keeper.get(f"/practices/{asked.id}").text
    session.refresh(asked)
    assert asked.published_at is None


def by_order(session: Session, asked: Practice, order: list[str]) -> list[tuple[str, str]]:
    """What somebody who knows in which order leaders voted reads from the database."""
    ballot = session.get(PanelBallot, (asked.id, "leaders"))
    assert ballot is not None
    return list(zip(order, ballot.votes, strict=True))


def test_the_order_of_votes_tells_nobodys(
    asked: Practice, people: People, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = ["useful", "essential", "not_necessary"]
    order = [one.name for one in people.leaders]
    true = list(zip(order, said, strict=True))
    cast(session, asked, people.leaders, said)
    assert by_order(session, asked, order) != true
    trail = " ".join(str(one.details) for one in session.scalars(select(AuditEvent)))
    assert "useful" not in trail and "not_necessary" not in trail
    # the same attack where votes are kept as they come
    ballot = session.get(PanelBallot, (asked.id, "leaders"))
    assert ballot is not None
    ballot.votes = []
    for seat in (queries.seat(session, one, asked.id) for one in people.leaders):
        seat.answered = False
    session.commit()
    monkeypatch.setattr(actions, "sorted", list, raising=False)
    cast(session, asked, people.leaders, said)
    assert by_order(session, asked, order) == true


def test_a_seat_votes_once_and_nobody_votes_without_one(
    asked: Practice, people: People, session: Session, signed_in: Client
) -> None:
    cast(session, asked, people.leaders[:1], ["useful"])
    again = signed_in(people.leaders[0]).post(
        f"/practices/{asked.id}/vote", data={"vote": "essential"}, follow_redirects=True
    )
    assert "so it cannot be changed" in again.text
    ballot = session.get(PanelBallot, (asked.id, "leaders"))
    assert ballot is not None and ballot.votes == ["useful"]
    assert signed_in(Role.ANALYST).get(f"/practices/{asked.id}/vote").status_code == 404


def test_a_barrier_is_noted_and_fixed(practice: Practice, people: People, signed_in: Client) -> None:
    keeper = signed_in(people.screener)
    words = {"what": "The template is locked.", "owner": "Sales operations", "fix": "A second one", "due": "2027-01-31"}
    assert keeper.post(f"/practices/{practice.id}/barriers", data={"what": ""}).status_code == 422
    keeper.post(f"/practices/{practice.id}/barriers", data=words)
    assert "Sales operations" in keeper.get("/practices/").text
    keeper.post(f"/practices/{practice.id}/barriers/1", data={"state": "fixed"})
    assert "fixed" in keeper.get(f"/practices/{practice.id}").text
    assert keeper.post(
        f"/practices/{practice.id}/barriers/99", data={"state": "fixed"}, follow_redirects=True
    ).status_code in {200, 404}

"""Each leader says alone what matters most; nobody reads it before the data are open, nor a mean of two."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.database import db
from assess.levers.actions.believing import AlreadyBelieved, BeliefsClosed, NotAnOrder, believe
from assess.levers.actions.opening import open_data
from assess.levers.models import Belief, BeliefPlace, Lever
from assess.levers.queries.beliefs import gap
from tests.assess.levers.conftest import JOB
from tests.races import meanwhile

pytestmark = pytest.mark.usefixtures("sellers")
READING = (Role.STUDY_LEAD, Role.HR, Role.ANALYST, Role.LEADER, Role.ENABLEMENT, Role.AUDITOR)
PAGES = (f"/levers/beliefs?job={JOB}", "/levers/", "/levers/launch", "/levers/export/json")


@pytest.fixture
def three(write: Callable[..., Lever]) -> list[Lever]:
    return [write(code) for code in ("multithread", "research", "social")]


def test_what_a_leader_said_is_read_by_nobody_before_the_opening(
    session: Session, three: list[Lever], signed_in: Callable[..., FlaskClient]
):
    a, b, c = three
    readers = [signed_in(role) for role in READING]

    def seen() -> list[str]:
        return [_calm(one.get(page).text) for one in readers for page in PAGES]

    for leader in ("first", "second", "third"):
        believe(session, leader, JOB, [c.id, a.id])
    session.commit()
    one_way = seen()
    # the attacker's comparison: the same leaders, another order
    weakened = (
        "DROP TRIGGER lever_belief_place_no_update"
        if _sqlite()
        else ("ALTER TABLE lever_belief_place DISABLE TRIGGER USER")
    )
    session.execute(text(weakened))
    session.query(BeliefPlace).filter_by(place=1).update({"lever_id": b.id})
    session.commit()
    assert seen() == one_way
    for event in session.scalars(select(AuditEvent).where(AuditEvent.action == "levers.believed")):
        assert event.details == {}
    # and once the data are open the order is there: the comparison could have seen it
    open_data(session, "analyst", JOB)
    session.commit()
    found = gap(session, JOB)
    assert found is not None and [one.lever.code for one in found.standings] == ["research", "multithread", "social"]
    assert seen() != one_way


def _sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


def _calm(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrf_token" not in line and "nonce" not in line)


def test_places_are_means_and_what_nobody_named_comes_last(session: Session, three: list[Lever]):
    a, b, c = three
    believe(session, "first", JOB, [c.id])
    believe(session, "second", JOB, [a.id, c.id])
    believe(session, "third", JOB, [c.id, a.id, b.id])
    assert gap(session, JOB) is None
    open_data(session, "analyst", JOB)
    found = gap(session, JOB)
    assert found is not None
    # one who named a single one of three puts the other two in places 2 and 3, the middle of which is 2.5
    assert [(one.lever.code, round(one.place, 3), one.first) for one in found.standings] == [
        ("social", 1.333, 3), ("multithread", 1.833, 3), ("research", 2.833, 3),
    ]  # fmt: skip
    assert [one.gap for one in found.standings] == [None, None, None]


def test_a_mean_of_two_is_not_shown(session: Session, three: list[Lever], signed_in: Callable[..., FlaskClient]):
    for leader in ("first", "second"):
        believe(session, leader, JOB, [three[0].id])
    open_data(session, "analyst", JOB)
    session.commit()
    assert gap(session, JOB) is None
    page = signed_in(Role.LEADER).get("/levers/beliefs").text
    assert "fewer than 3 are not shown" in page
    assert "mean place" not in page


def test_a_leader_says_it_once_on_the_page_and_sees_only_the_own_order(
    session: Session, three: list[Lever], signed_in: Callable[..., FlaskClient], account: Callable[..., object]
):
    leader = signed_in(Role.LEADER)
    ids = [str(one.id) for one in three]
    page = f"/levers/beliefs?job={JOB}"
    for bad in ([], ["", ids[0]], [ids[0], ids[0]], ["999"], ["x"]):
        refused = leader.post("/levers/beliefs", data={"job": JOB, "place": bad})
        assert refused.status_code == 422
        assert "each once" in refused.text
    assert leader.post("/levers/beliefs", data={"job": JOB, "place": [ids[2], ids[0], ""]}).status_code == 302
    assert "What you said" in leader.get(page).text
    assert leader.post("/levers/beliefs", data={"job": JOB, "place": [ids[1]]}).status_code == 409
    other = signed_in(account(Role.LEADER, name="other"))
    assert "What you said" not in other.get(page).text
    assert "1 leader has spoken" in other.get(page).text
    assert signed_in(Role.STUDY_LEAD).post("/levers/beliefs", data={"job": JOB, "place": ids}).status_code == 403


def test_after_the_opening_nobody_can_say_what_they_had_believed(session: Session, three: list[Lever]):
    open_data(session, "analyst", JOB)
    with pytest.raises(BeliefsClosed):
        believe(session, "late", JOB, [three[0].id])


def test_a_belief_on_its_way_while_the_data_are_opened_is_refused(session: Session, three: list[Lever]):
    id = three[0].id
    session.commit()
    with pytest.raises(BeliefsClosed):
        meanwhile(
            db.engine, lambda mine: open_data(mine, "analyst", JOB), lambda late: believe(late, "late", JOB, [id])
        )
    session.rollback()
    assert session.query(Belief).count() == 0


def test_of_two_orders_of_one_leader_at_once_the_first_counts(session: Session, three: list[Lever]):
    first, second = three[0].id, three[1].id
    session.commit()
    with pytest.raises(AlreadyBelieved):
        meanwhile(
            db.engine, lambda one: believe(one, "me", JOB, [first]), lambda two: believe(two, "me", JOB, [second])
        )
    session.rollback()
    assert session.scalars(select(BeliefPlace.lever_id)).all() == [first]


def test_an_order_names_hypotheses_of_this_job_only(session: Session, three: list[Lever]):
    with pytest.raises(NotAnOrder):
        believe(session, "me", "Buyer", [three[0].id])


@pytest.mark.database
@pytest.mark.parametrize("table", ["lever_belief", "lever_belief_place", "data_opening"])
def test_raw_sql_changes_no_belief_and_no_opening(session: Session, three: list[Lever], table: str):
    believe(session, "me", JOB, [three[0].id])
    open_data(session, "analyst", JOB)
    session.commit()
    column = "place = 9" if table == "lever_belief_place" else "job = 'x'"
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET {column}"):
        with pytest.raises(IntegrityError, match="APPEND_ONLY"):
            session.execute(text(statement))
        session.rollback()

"""Rating on a phone: by account or link, item by item, with evidence, and locked once."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.event import listen, remove
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.database import db
from assess.interviews import actions, queries
from assess.interviews.models import Interview
from assess.links.models import Link
from surveys.errors import AdministrationClosed, AlreadySubmitted
from surveys.items import Answer, Given
from surveys.moments import now
from tests.assess.interviews.conftest import TOPICS, Company, lock, rate

PAGES = {
    "first_meeting": ("preparation", "discovery"),
    "to_decision": ("deciding", "pipeline"),
    "afterwards": ("care",),
}


@pytest.fixture
def adaeze(company: Company, signed_in: Callable[..., FlaskClient]) -> FlaskClient:
    return signed_in(company.raters[0])


def own(session: Session, interview: Interview, place: int = 1) -> dict[str, Answer]:
    session.expire_all()
    return queries.own_ratings(session, interview.seats[place])


def tokens(app: Flask) -> dict[str, str]:
    """The token mailed to each address, newest last."""
    found = {}
    for mail in app.extensions["mailman"].outbox:
        found[mail.to[0]] = re.search(r"/seat/(\S+)", mail.body).group(1)
    return found


def test_a_scorecard_is_filled_page_by_page_without_a_script(
    session: Session, interview: Interview, adaeze: FlaskClient
) -> None:
    here = f"/interviews/{interview.id}/scorecard"
    page = adaeze.get(here).get_data(as_text=True)
    assert "Chiara Romano" in page
    assert f"{here}/topics/first_meeting" in page
    nexts = [f"{here}/topics/to_decision", f"{here}/topics/afterwards", f"{here}/lock"]
    for (section, topics), onward in zip(PAGES.items(), nexts, strict=True):
        assert adaeze.get(f"{here}/topics/{section}").status_code == 200
        data = {code: "4" for code in topics} | {f"{code}__evidence": "Named the buyer." for code in topics}
        answer = adaeze.post(f"{here}/topics/{section}", data=data)
        assert (answer.status_code, answer.headers["Location"]) == (303, onward)
    assert "Lock my ratings" in adaeze.get(f"{here}/lock").get_data(as_text=True)
    assert adaeze.post(f"{here}/lock").headers["Location"] == here
    session.expire_all()
    assert interview.seats[1].state == "locked"
    assert {code: answer.value for code, answer in own(session, interview).items()} == dict.fromkeys(TOPICS, 4.0)


def test_a_rating_needs_a_note_or_a_cue_and_no_evidence_needs_neither(
    session: Session, interview: Interview, adaeze: FlaskClient
) -> None:
    page = f"/interviews/{interview.id}/scorecard/topics/first_meeting"
    bare = adaeze.post(page, data={"preparation": "4", "discovery": "none"})
    assert bare.status_code == 422
    assert "Add a few words or tap what you heard" in bare.get_data(as_text=True)
    kept = own(session, interview)
    assert (kept["preparation"].value, kept["discovery"].value, kept["discovery"].text) == (4.0, None, "none")
    with_cue = adaeze.post(page, data={"preparation": "4", "preparation__cues": "2", "discovery": "none"})
    assert with_cue.status_code == 303
    assert own(session, interview)["preparation"].cues == ("2",)


def test_one_letter_of_a_note_is_enough(interview: Interview, adaeze: FlaskClient) -> None:
    page = f"/interviews/{interview.id}/scorecard/topics/afterwards"
    assert adaeze.post(page, data={"care": "2", "care__evidence": "x"}).status_code == 303


def test_each_tap_saves_itself(session: Session, interview: Interview, adaeze: FlaskClient) -> None:
    url = f"/interviews/{interview.id}/scorecard/save"
    sent = {"item": "care", "value": "5", "evidence": "", "cues": ["1"], "shown": "", "part": 1}
    assert adaeze.post(url, json=sent).status_code == 204
    assert own(session, interview)["care"] == Answer(5.0, None, "", ("1",))
    assert adaeze.post(url, json=sent | {"value": "9"}).status_code == 422
    assert adaeze.post(url, json=sent | {"cues": ["99"]}).status_code == 422
    assert adaeze.post(url, json=sent | {"cues": None}).status_code == 400
    assert adaeze.post(url, json=["care"]).status_code == 400
    assert own(session, interview)["care"].value == 5.0


def test_a_tap_costs_few_statements_however_large_the_panel(
    app: Flask, session: Session, interview: Interview, adaeze: FlaskClient, run_jobs: Callable[[], int]
) -> None:
    """A hundred tap at once: who asks, their seat, its topics, its state, the answer, and no names or graph."""
    run_jobs()
    nora = app.test_client()
    nora.get(f"/seat/{tokens(app)['nora@partner.example']}")
    sent = {"item": "care", "value": "5", "evidence": "", "cues": ["1"], "shown": "", "part": 1}
    ways = ((adaeze, f"/interviews/{interview.id}/scorecard/save"), (nora, "/seat/save"))
    assert [statements(client, url, sent) for client, url in ways] == [5, 5]


def statements(client: FlaskClient, url: str, sent: dict[str, object]) -> int:
    """How many statements the second of two taps costs; the first may fill caches."""
    heard: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        heard.append(statement)

    client.post(url, json=sent)
    listen(db.engine, "before_cursor_execute", hear)
    assert client.post(url, json=sent | {"value": "4"}).status_code == 204
    remove(db.engine, "before_cursor_execute", hear)
    return sum(not one.startswith("BEGIN") for one in heard)


def test_a_topic_of_another_seat_is_not_kept(
    session: Session, company: Company, interview: Interview, adaeze: FlaskClient
) -> None:
    interview.seats[1].topics = ["care", "pipeline"]
    session.commit()
    url = f"/interviews/{interview.id}/scorecard"
    adaeze.post(f"{url}/save", json={"item": "discovery", "value": "5", "evidence": "x", "cues": []})
    assert own(session, interview) == {}
    assert adaeze.get(f"{url}/topics/first_meeting").status_code == 404
    shown = adaeze.get(f"{url}/topics/to_decision").get_data(as_text=True)
    assert 'name="pipeline"' in shown
    assert 'name="deciding"' not in shown


def test_locking_waits_for_every_topic(session: Session, interview: Interview, adaeze: FlaskClient) -> None:
    rate(session, interview.seats[1], 3)
    actions.rate(session, interview.seats[1], {"care": Given("3", "")})
    session.commit()
    refused = adaeze.post(f"/interviews/{interview.id}/scorecard/lock")
    assert refused.status_code == 422
    session.expire_all()
    assert interview.seats[1].state == "open"


def test_after_the_lock_nothing_changes(session: Session, interview: Interview, adaeze: FlaskClient) -> None:
    lock(session, interview.seats[1], 3)
    before, here = own(session, interview), f"/interviews/{interview.id}/scorecard"
    sent = {"item": "care", "value": "5", "evidence": "better", "cues": []}
    assert adaeze.post(f"{here}/save", json=sent).status_code == 409
    page = adaeze.post(f"{here}/topics/afterwards", data={"care": "5", "care__evidence": "better"})
    assert (page.status_code, page.headers["Location"]) == (303, here)
    assert own(session, interview) == before
    with pytest.raises(AlreadySubmitted):
        actions.rate(session, interview.seats[1], {"care": Given("5", "better")})


def test_a_second_press_on_lock_comes_to_the_same_page(
    session: Session, interview: Interview, adaeze: FlaskClient
) -> None:
    rate(session, interview.seats[1], 3)
    url = f"/interviews/{interview.id}/scorecard/lock"
    assert [adaeze.post(url).status_code for _press in range(2)] == [303, 303]
    session.expire_all()
    moment = interview.seats[1].locked_at
    adaeze.post(url)
    session.expire_all()
    assert interview.seats[1].locked_at == moment
    locks = select(AuditEvent).where(AuditEvent.action == "interviews.seat_locked")
    assert len(session.scalars(locks).all()) == 1


def test_a_link_opens_its_own_seat_for_72_hours(
    app: Flask, session: Session, interview: Interview, run_jobs: Callable[[], int]
) -> None:
    run_jobs()
    sent = tokens(app)
    nora = app.test_client()
    opened = nora.get(f"/seat/{sent['nora@partner.example']}")
    assert (opened.status_code, opened.headers["Location"]) == (302, "/seat/")
    assert "HttpOnly" in opened.headers["Set-Cookie"]
    assert "your seat: 3 of 3" in nora.get("/seat/").get_data(as_text=True)
    saved = nora.post("/seat/save", json={"item": "care", "value": "4", "evidence": "x", "cues": []})
    assert saved.status_code == 204
    assert own(session, interview, 2)["care"].value == 4.0
    assert own(session, interview, 1) == {}
    # the cookie stays below /seat/: other pages ask for an account
    assert "/sign-in" in nora.get(f"/interviews/{interview.id}/panel").headers["Location"]
    lifetimes = [link.expires_at - now() for link in session.scalars(select(Link))]
    assert all(timedelta(hours=71, minutes=59) < one <= timedelta(hours=72) for one in lifetimes)
    session.execute(update(Link).values(expires_at=now() - timedelta(seconds=1)))
    session.commit()
    assert nora.get("/seat/").status_code == 410
    assert nora.post("/seat/save", json={"item": "care", "value": "1", "evidence": "", "cues": []}).status_code == 410


def test_a_link_cookie_used_on_another_panel_opens_nothing(
    app: Flask, session: Session, interview: Interview, run_jobs: Callable[[], int]
) -> None:
    """Somebody copies the cookie to a wider path and asks for the seat of another interview."""
    run_jobs()
    nora = app.test_client()
    nora.get(f"/seat/{tokens(app)['nora@partner.example']}")
    cookie = nora.get_cookie("exemplar_seat", path="/seat/")
    assert cookie is not None
    nora.set_cookie("exemplar_seat", cookie.value)
    assert nora.get(f"/interviews/{interview.id}/scorecard").status_code == 200
    assert nora.get(f"/interviews/{interview.id + 1}/scorecard").status_code == 404
    assert "/sign-in" in nora.get(f"/interviews/{interview.id}/panel").headers["Location"]


def test_no_token_is_kept_anywhere(
    app: Flask, session: Session, interview: Interview, run_jobs: Callable[[], int]
) -> None:
    run_jobs()
    sent = set(tokens(app).values())
    assert len(sent) == 3
    for table in db.metadata.sorted_tables:
        rows = str(session.execute(table.select()).all())
        assert [one for one in sent if one in rows] == [], table.name


def test_a_closed_seat_opens_no_more_and_its_link_is_shut(
    app: Flask, session: Session, interview: Interview, run_jobs: Callable[[], int]
) -> None:
    run_jobs()
    nora = app.test_client()
    nora.get(f"/seat/{tokens(app)['nora@partner.example']}")
    actions.close(session, "test", interview.seats[2], "absent")
    session.commit()
    assert nora.get("/seat/").status_code == 410
    with pytest.raises(AdministrationClosed):
        actions.rate(session, interview.seats[2], {"care": Given("3", "x")})


def test_my_interviews_says_what_to_do(
    session: Session, interview: Interview, adaeze: FlaskClient, signed_in: Callable[..., FlaskClient]
) -> None:
    assert "1 scorecard waits for your ratings" in adaeze.get("/interviews/").get_data(as_text=True)
    lock(session, interview.seats[1])
    assert "you locked" in adaeze.get("/interviews/").get_data(as_text=True)
    assert "Nothing to rate" in signed_in(Role.INTERVIEWER).get("/interviews/").get_data(as_text=True)


def test_the_guide_asks_everybody_the_same_in_the_same_order(
    session: Session, interview: Interview, adaeze: FlaskClient, company: Company, signed_in: Callable[..., FlaskClient]
) -> None:
    interview.seats[1].topics = ["care"]
    session.commit()
    first = "Walk me through your last first meeting"
    last = "Three weeks after the signature"
    for client, url in (
        (adaeze, f"/interviews/{interview.id}/scorecard/guide"),
        (signed_in(company.hr), f"/interviews/{interview.id}/guide"),
    ):
        page = client.get(url).get_data(as_text=True)
        assert 0 < page.index(first) < page.index("Where did you look?") < page.index(last)
        assert "names no fact about the customer" in page

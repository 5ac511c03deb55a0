"""A practice starts from what the data support, and is shared only when both panels call it essential."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, select, update
from sqlalchemy.orm import Session

from assess.access import Role
from assess.database import db
from assess.home.queries.waiting import waiting
from assess.levers.models import Lever
from assess.levers.queries.verdicts import usable_levers
from assess.people.models import Account, Person
from assess.practices import actions, queries
from assess.practices.models import PanelBallot, PanelResult, Practice
from tests.assess.levers.conftest import JOB
from tests.assess.levers.verdicts.refuting import refute
from tests.assess.performance.splitting import apart
from tests.assess.practices.conftest import SAID, People

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
    made = client.post(f"/practices/new/{judged['several'].id}", data=WORDS)
    assert made.status_code == 302
    assert "When a deal is opened, they draw the steps, using one page" in client.get(made.location).text


def test_a_lever_that_nothing_may_build_on_is_refused_with_the_reason(
    people: People, judged: dict[str, Lever], session: Session, signed_in: Client
) -> None:
    client = signed_in(people.writer)
    # what follows success is not spread, whatever its numbers
    for code, reason in (
        ("support", "results may be what brings it"),
        ("quiet", "The data cannot speak to this yet."),
        ("coaching", "It is a condition of teams"),
    ):
        for answer in (client.get(place := f"/practices/new/{judged[code].id}"), client.post(place, data=WORDS)):
            assert answer.status_code == 409 and reason in answer.text, code
    with pytest.raises(actions.NotSupported):
        actions.open_practice(session, people.writer.pseudonym, judged["support"], SAID)
    assert session.scalars(select(Practice)).all() == []
    assert client.get("/practices/new/999").status_code == 404


def test_nobody_but_keepers_sees_it_before_it_is_shared(practice: Practice, people: People, signed_in: Client) -> None:
    assert signed_in(people.writer).get(f"/practices/{practice.id}").status_code == 200
    for other in (people.performers[0], people.leaders[0]):
        assert signed_in(other).get(f"/practices/{practice.id}").status_code == 404
        assert "The buying map" not in signed_in(other).get("/practices/").text


def test_whoever_wrote_it_does_not_screen_it(people: People, practice: Practice, session: Session) -> None:
    with pytest.raises(actions.OwnWork):
        actions.screen(session, people.writer.pseudonym, practice, True, "I say so.")


def test_what_the_panels_were_asked_about_is_not_rewritten_by_whoever_read_it_a_moment_before(
    people: People, practice: Practice, session: Session
) -> None:
    asked = update(Practice).values(asked_at=practice.analysed_at).execution_options(synchronize_session=False)
    session.execute(asked)
    assert practice.asked_at is None, "as another's transaction leaves it"
    with pytest.raises(actions.Settled):
        actions.describe(session, people.writer.pseudonym, practice, SAID)


def test_whoever_wrote_a_part_of_it_does_not_screen_it_either(
    people: People, practice: Practice, session: Session, signed_in: Client
) -> None:
    actions.describe(session, people.screener.pseudonym, practice, SAID)
    with pytest.raises(actions.NotReady):
        # whoever had the old page open has not seen these words
        actions.screen(session, "another", practice, True, "Read before.")
    actions.analyse(session, people.writer.pseudonym, practice, "Read together.")
    session.commit()
    # nor the first writer, of whose words one was mended
    for writer in (people.screener, people.writer):
        assert practice.id not in [one.id for one in queries.to_screen(session, writer)]
        page = signed_in(writer).post(
            f"/practices/{practice.id}/screened", data={"fit": "yes", "words": "I say so."}, follow_redirects=True
        )
        assert "Somebody else has to say" in page.text
    session.refresh(practice)
    assert practice.compliance == ""


def test_what_speaks_against_the_lever_by_now_stops_the_panels_and_the_sharing_and_is_said(
    practice: Practice, people: People, session: Session, signed_in: Client
) -> None:
    lever, keeper = practice.lever, signed_in(people.writer)
    undo = refute(session, lever)
    page = keeper.post(f"/practices/{practice.id}/asked", follow_redirects=True).text
    assert "nothing speaks against" in page and "The data no longer support what this practice rests on." in page
    undo()
    actions.ask(session, people.writer.pseudonym, practice)
    cast(session, practice, people.leaders, ["essential"] * 3)
    cast(session, practice, people.performers, ["essential"] * 4)
    actions.count(session, people.writer.pseudonym, practice)
    undo = refute(session, lever)
    keeper.post(f"/practices/{practice.id}/published")
    session.refresh(practice)
    assert practice.published_at is None
    undo()
    actions.publish(session, people.writer.pseudonym, practice)
    session.commit()
    reader = signed_in(people.performers[0])
    assert "do not spread it" not in reader.get(f"/practices/{practice.id}").text
    refute(session, lever)
    assert "do not spread it" in reader.get(f"/practices/{practice.id}").text


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


def test_whoever_is_apart_by_talent_does_not_speak_for_what_others_can_do(
    people: People, practice: Practice, session: Session
) -> None:
    star, *others = people.performers
    assert star in queries.judges(session, practice)["performers"]
    apart(session, JOB, session.get_one(Person, star.person_id).code)
    assert queries.judges(session, practice)["performers"] == others


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
    assert counted.count("All of them call it essential") == 2 and "Fewer than five voted" in counted
    keeper.post(f"/practices/{asked.id}/published")
    shared = signed_in(people.performers[0]).get(f"/practices/{asked.id}").text
    assert "When a deal is opened" in shared and " of 4 " not in shared and " of 3 " not in shared


def test_numbers_of_a_panel_are_shown_and_kept_from_five_votes_on(
    practice: Practice, people: People, session: Session, signed_in: Client, account: Callable[..., Account]
) -> None:
    leaders = [*people.leaders, *(account(Role.LEADER, name=f"Another {k}") for k in range(3))]
    actions.ask(session, people.writer.pseudonym, practice)
    cast(session, practice, leaders, ["essential"] * 5 + ["useful"])
    cast(session, practice, people.performers, ["essential", "essential", "useful", "not_necessary"])
    actions.count(session, people.writer.pseudonym, practice)
    session.commit()
    kept = session.execute(select(PanelResult.panel, PanelResult.judges, PanelResult.essential).order_by("panel"))
    # two of the four said essential: that would tell two people what the others said
    assert kept.all() == [("leaders", 6, 5), ("performers", 4, None)]
    assert session.scalars(select(PanelBallot)).all() == [], "single votes are gone"
    page = signed_in(people.writer).get(f"/practices/{practice.id}").text
    assert "5 of 6 call it essential" in page and "6 were needed" in page
    assert "Not all of them call it essential" in page and "of 4" not in page


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


def test_the_list_asks_no_more_of_the_database_the_longer_it_is(
    practice: Practice, people: People, session: Session, signed_in: Client
) -> None:
    client, asked = signed_in(people.writer), list[str]()
    listen = (db.engine, "before_cursor_execute", lambda _c, _x, statement, *_: asked.append(statement))

    def statements() -> int:
        asked.clear()
        event.listen(*listen)
        assert client.get("/practices/").status_code == 200
        event.remove(*listen)
        return len(asked)

    one = statements()
    for number in range(60):
        session.add(Practice(lever=practice.lever, title=f"Number {number}", writers=["x"]))
    session.commit()
    assert statements() == one
    assert "1 to 50 of 61" in client.get("/practices/").text
    assert "51 to 61 of 61" in client.get("/practices/?page=2").text


def test_a_barrier_is_noted_and_fixed(practice: Practice, people: People, signed_in: Client) -> None:
    keeper = signed_in(people.screener)
    words = {"what": "The template is locked.", "owner": "Sales operations", "fix": "A second one", "due": "2027-01-31"}
    assert keeper.post(f"/practices/{practice.id}/barriers", data={"what": ""}).status_code == 422
    keeper.post(f"/practices/{practice.id}/barriers", data=words)
    assert "Sales operations" in keeper.get("/practices/").text
    place = f"/practices/{practice.id}/barriers"
    assert keeper.post(f"{place}/1", data={"state": "gone"}).status_code == 422
    keeper.post(f"{place}/1", data={"state": "fixed"})
    assert "It is open again" in keeper.get(f"/practices/{practice.id}").text
    assert "There is nothing here" in keeper.post(f"{place}/99", data={"state": "fixed"}, follow_redirects=True).text


def test_who_is_asked_and_who_screens_are_told_on_their_start_page(
    practice: Practice, people: People, session: Session, signed_in: Client
) -> None:
    practice.compliance = ""
    session.commit()
    assert "Say whether everybody may do it: The buying map" in signed_in(people.screener).get("/").text
    assert waiting(session, people.writer) == [], "whoever wrote it does not screen it"
    actions.screen(session, people.screener.pseudonym, practice, True, "Nothing against it.")
    actions.ask(session, people.writer.pseudonym, practice)
    session.commit()
    assert "Say whether it is essential: The buying map" in signed_in(people.leaders[0]).get("/").text
    cast(session, practice, people.leaders[:1], ["useful"])
    assert waiting(session, people.leaders[0]) == []
    assert [one.key for one in waiting(session, people.leaders[1])] == ["vote"]

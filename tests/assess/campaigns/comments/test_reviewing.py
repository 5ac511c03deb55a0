"""Who reads comments and when, and what leaves: themes in other words, rough counts, nothing else."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.campaigns import actions, tasks
from assess.campaigns.actions import themes
from assess.campaigns.models import Comment, CommentBox, CommentPool, Theme
from assess.campaigns.queries.comments import directory
from tests.assess.campaigns.comments.writers import say, with_box
from tests.assess.campaigns.companies import hire

SAID = [f"I keep a list of what went wrong on Fridays and read it, way {n}" for n in "abcdefghij"]
GIVEN = {"title": "Looking back", "paraphrase": "People note losses weekly and come back to their notes."}


@pytest.fixture(autouse=True)
def staff(session: Session) -> None:
    hire(session, {"North 1": ("North", 20)})


def closed(session: Session, said: list[str], quotable: bool = False, third_party: bool = False) -> CommentBox:
    campaign, box = with_box(session, third_party)
    say(session, box, said, quotable)
    actions.close(session, "lead", campaign)
    session.commit()
    tasks.file_comments(session)
    return box


def test_nine_comments_are_never_read_and_destroyed(session: Session, signed_in: Callable[..., FlaskClient]) -> None:
    box = closed(session, SAID[:9])
    assert session.scalars(select(Comment)).all() == []
    assert session.scalars(select(CommentPool)).all() == []
    assert "Nothing to read." in signed_in(Role.STUDY_LEAD).get(f"/campaigns/comments/{box.id}").text


def test_ten_are_read_when_the_survey_is_over_and_not_before(
    session: Session, signed_in: Callable[..., FlaskClient]
) -> None:
    campaign, box = with_box(session)
    say(session, box, SAID)
    tasks.file_comments(session)
    client = signed_in(Role.STUDY_LEAD)
    assert "Nothing to read." in client.get(f"/campaigns/comments/{box.id}").text
    actions.close(session, "lead", campaign)
    session.commit()
    tasks.file_comments(session)
    page = client.get(f"/campaigns/comments/{box.id}").text
    assert all(said in page for said in SAID)
    assert "North" not in page  # without segment


@pytest.mark.parametrize(
    ("third_party", "role", "status"),
    [
        (False, Role.STUDY_LEAD, 200), (False, Role.EXTERNAL_STUDY, 404), (False, Role.HR, 403),
        (True, Role.EXTERNAL_STUDY, 200), (True, Role.STUDY_LEAD, 404), (True, Role.HR, 403),
        (True, Role.LEADER, 403), (True, Role.ADMINISTRATOR, 403),
    ],
)  # fmt: skip
def test_comments_are_read_by_the_study_role_alone_and_from_outside_in_third_party_mode(
    session: Session, signed_in: Callable[..., FlaskClient], third_party: bool, role: Role, status: int
) -> None:
    box = closed(session, SAID, third_party=third_party)
    client = signed_in(role)
    assert client.get(f"/campaigns/comments/{box.id}").status_code == status
    assert client.post(f"/campaigns/comments/{box.id}/release").status_code == (409 if status == 200 else status)


def test_somebody_of_the_company_who_is_also_from_outside_reads_nothing_from_outside(
    session: Session, signed_in: Callable[..., FlaskClient]
) -> None:
    box = closed(session, SAID, third_party=True)
    assert signed_in(Role.STUDY_LEAD, Role.EXTERNAL_STUDY).get(f"/campaigns/comments/{box.id}").status_code == 404


def test_from_comments_to_released_themes(session: Session, signed_in: Callable[..., FlaskClient]) -> None:
    box = closed(session, SAID)
    lead, leader = signed_in(Role.STUDY_LEAD), signed_in(Role.LEADER)
    ids = list(session.scalars(select(Comment.id)))
    lead.post(f"/campaigns/comments/{box.id}", data={**GIVEN, "comment": ids[:4]})
    [theme] = session.scalars(select(Theme)).all()
    lead.post(f"/campaigns/comments/{box.id}", data={"theme": theme.id, "comment": ids[2:6]})
    assert leader.get(f"/campaigns/{box.campaign_id}/themes").status_code == 404
    released = lead.post(f"/campaigns/comments/{box.id}/release")
    assert released.headers["Location"] == f"/campaigns/{box.campaign_id}/themes"
    page = leader.get(f"/campaigns/{box.campaign_id}/themes").text
    assert "Looking back" in page and "five to nine people" in page
    assert session.scalars(select(Comment)).all() == []  # destroyed
    assert not any(said in page for said in SAID)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({**GIVEN, "paraphrase": "They “keep a LIST, of what went wrong”."}, "repeats 5 words in a row"),
        ({**GIVEN, "title": "A list of what went wrong"}, "repeats 5 words in a row"),
        ({**GIVEN, "paraphrase": "Ask north1-3@meridian.example."}, "still names somebody"),
        ({**GIVEN, "paraphrase": "It brings € 20.000 a week."}, "still names somebody"),
    ],
)
def test_words_of_a_comment_and_names_do_not_leave_in_a_theme(
    session: Session, signed_in: Callable[..., FlaskClient], given: dict[str, str], words: str
) -> None:
    box = closed(session, SAID)
    ids = list(session.scalars(select(Comment.id)))
    refused = signed_in(Role.STUDY_LEAD).post(f"/campaigns/comments/{box.id}", data={**given, "comment": ids})
    assert refused.status_code == 409
    assert words in refused.text
    assert refused.text.count("checked") >= 10  # nothing the reviewer did is lost
    assert session.scalars(select(Theme)).all() == []


@pytest.mark.parametrize(("quotable", "voices"), [(True, "few"), (False, "")])
def test_what_one_or_two_said_leaves_only_with_their_leave(session: Session, quotable: bool, voices: str) -> None:
    box = closed(session, SAID, quotable)
    theme = themes.write_theme(session, box, directory(session), None, **GIVEN)
    themes.put(session, box, theme, list(session.scalars(select(Comment.id)))[:2])
    session.commit()
    if quotable:
        themes.release_themes(session, "lead", box)
    else:
        with pytest.raises(themes.NeedsLeave):
            themes.release_themes(session, "lead", box)
        session.rollback()
        assert len(session.scalars(select(Comment)).all()) == 10
    session.expire_all()
    assert session.scalars(select(Theme.voices)).one() == voices


@pytest.mark.parametrize(
    ("count", "voices"), [(3, "few"), (4, "few"), (5, "several"), (9, "several"), (10, "many"), (25, "very_many")]
)
def test_counts_leave_in_coarse_steps(session: Session, count: int, voices: str) -> None:
    box = closed(session, [f"{SAID[0]}{n}" for n in range(30)])
    theme = themes.write_theme(session, box, directory(session), None, **GIVEN)
    themes.put(session, box, theme, list(session.scalars(select(Comment.id)))[:count])
    themes.release_themes(session, "lead", box)
    assert theme.voices == voices


def test_a_theme_of_another_box_cannot_be_reached(session: Session, signed_in: Callable[..., FlaskClient]) -> None:
    box, other = closed(session, SAID), closed(session, SAID, third_party=True)
    theme = themes.write_theme(session, other, directory(session), None, **GIVEN)
    foreign = list(session.scalars(select(Comment.id).where(Comment.box == other.code)))
    themes.put(session, other, theme, foreign)
    session.commit()
    client = signed_in(Role.STUDY_LEAD)
    assert client.get(f"/campaigns/comments/{box.id}/themes/{theme.id}").status_code == 404
    client.post(f"/campaigns/comments/{box.id}", data={**GIVEN, "comment": foreign})
    assert client.post(f"/campaigns/comments/{box.id}/release").status_code == 409  # nothing behind it

"""Two people at one draft: nothing is lost, and what differs is named."""

import re
import threading
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from assess.access import Role
from assess.database import db
from assess.instruments.actions import DraftChanged, edit
from assess.instruments.models import InstrumentDraft
from assess.people.models import Account
from surveys.drafting import parts
from tests.assess.instruments.drafts import begun, held, post, sent


@pytest.fixture
def two(account: Callable[..., Account], signed_in: Callable[..., FlaskClient]) -> tuple[FlaskClient, FlaskClient]:
    return signed_in(account(Role.ANALYST, name="Ann")), signed_in(account(Role.ADMINISTRATOR, name="Ben"))


def test_two_people_change_two_items(session: Session, two: tuple[FlaskClient, FlaskClient]) -> None:
    id = begun(session)
    draft, (ann, ben) = f"/instruments/drafts/{id}", two
    drawn = sent(ben.get(f"{draft}/items/s01").text)
    assert post(ann, f"{draft}/items/e01", text="I talk first.")[0] == 302
    assert ben.post(f"{draft}/items/s01", data={**drawn, "text": "I stay calm."}).status_code == 302
    items = held(session, id).items
    assert (items["e01"].text, items["s01"].text) == ("I talk first.", "I stay calm.")


def test_the_second_at_one_item_sees_what_differs_and_may_insist(
    session: Session, two: tuple[FlaskClient, FlaskClient]
) -> None:
    id = begun(session)
    path, (ann, ben) = f"/instruments/drafts/{id}/items/e01", two
    drawn = {**sent(ben.get(path).text), "text": "Ben's sentence.", "required": "y"}
    assert post(ann, path, text="Ann's sentence.", options="No\nYes")[0] == 302
    answer = ben.post(path, data=drawn)
    assert answer.status_code == 409
    page = unescape(answer.text)
    assert "Somebody changed this while you did" in page
    rows = re.findall(r'<tr role="row"><th role="rowheader".*?</tr>', page, re.DOTALL)
    assert [re.findall(r">([^<>]+)<", row) for row in rows] == [
        ["What is asked", "Ann's sentence.", "Ben's sentence."],
        ["Answers", "1 | No\n2 | Yes", "1 | Very unlike me\n2 | Unlike me\n3 | Neither\n4 | Like me\n5 | Very like me"],
        ["Must be answered", "–", "✓"],
    ]
    assert held(session, id).items["e01"].text == "Ann's sentence."
    again = sent(answer.text)
    assert again["text"] == "Ben's sentence."
    assert ben.post(path, data=again).status_code == 302
    assert held(session, id).items["e01"].text == "Ben's sentence."


@pytest.mark.parametrize(
    ("page", "mine", "theirs"),
    [
        ("passport", {"title": "Mine"}, {"title": "Theirs"}),
        ("sections/part_1/edit", {"title": "Mine"}, {"title": "Theirs"}),
        ("scales/openness", {"label": "Mine"}, {"label": "Theirs"}),
        ("scales/openness/keys", {"o01__sign": "-1"}, {"o01__sign": "0"}),
    ],
)
def test_every_page_of_the_editor_names_a_clash(
    session: Session,
    two: tuple[FlaskClient, FlaskClient],
    page: str,
    mine: dict[str, str],
    theirs: dict[str, str],
) -> None:
    id = begun(session)
    path, (ann, ben) = f"/instruments/drafts/{id}/{page}", two
    drawn = sent(ben.get(path).text)
    assert post(ann, path, **theirs)[0] == 302
    after = held(session, id).content_hash
    answer = ben.post(path, data={**drawn, **mine})
    assert answer.status_code == 409 and "Somebody changed this while you did" in answer.text
    assert held(session, id).content_hash == after
    assert ben.post(path, data=sent(answer.text)).status_code == 302
    assert held(session, id).content_hash != after


def test_what_was_changed_meanwhile_does_not_go_unseen(session: Session, two: tuple[FlaskClient, FlaskClient]) -> None:
    id = begun(session)
    path, (ann, ben) = f"/instruments/drafts/{id}/items/e01", two
    seen = ben.get(f"{path}/remove").text.split('name="seen" value="')[1][:16]
    post(ann, path, text="Ann's sentence.")
    answer = ben.post(f"{path}/remove", data={"seen": seen}, follow_redirects=True)
    assert "Somebody changed this meanwhile" in answer.text and "e01" in held(session, id).items


def test_two_translators_keep_both_their_words(session: Session, two: tuple[FlaskClient, FlaskClient]) -> None:
    id = begun(session)
    draft, (ann, ben) = f"/instruments/drafts/{id}", two
    ann.post(f"{draft}/languages", data={"language": "fr"})
    path = f"{draft}/languages/fr"
    keys = [parts.mark(words) for words in ("At work …", "How you work", "Neither")]
    empty = {f"was_{key}": parts.mark("") for key in keys}
    assert (
        ann.post(
            path, data={**empty, f"t_{keys[0]}": "Au travail", f"t_{keys[1]}": "Ann", f"t_{keys[2]}": ""}
        ).status_code
        == 302
    )
    answer = ben.post(path, data={**empty, f"t_{keys[0]}": "", f"t_{keys[1]}": "Ben", f"t_{keys[2]}": "Ni l'un"})
    assert answer.status_code == 409 and "Somebody wrote meanwhile: Ann" in answer.text
    french = next(one.words for one in held(session, id).translations if one.language == "fr")
    assert french == {"At work …": "Au travail", "How you work": "Ann", "Neither": "Ni l'un"}


def test_a_change_that_rests_on_an_older_revision_is_refused(session: Session, app: Flask) -> None:
    id = begun(session)
    draft = session.get(InstrumentDraft, id)
    assert draft is not None and draft.revision == 1
    instrument = parts.without_item(held(session, id), "e01")
    draft = session.get(InstrumentDraft, id)
    assert draft is not None
    session.execute(text("UPDATE instrument_draft SET revision = 7 WHERE id = :id"), {"id": id})
    with pytest.raises(DraftChanged):
        edit(session, "somebody", draft, instrument, "item e01")
    session.rollback()


def test_twenty_changes_at_the_same_time_are_twenty_changes(
    app: Flask, session: Session, signed_in: Callable[..., FlaskClient]
) -> None:
    id = begun(session)
    client = signed_in(Role.ANALYST)
    cookie = client.get_cookie("session")
    assert cookie is not None
    session.commit()
    codes = list(held(session, id).items)[:20]
    statuses: list[int] = []

    def copy(code: str) -> None:
        own = app.test_client()
        own.set_cookie("session", cookie.value)
        statuses.append(own.post(f"/instruments/drafts/{id}/items/{code}/copy").status_code)

    threads = [threading.Thread(target=copy, args=(code,)) for code in codes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [302] * 20
    assert len(held(session, id).items) == 70
    draft = db.session().get(InstrumentDraft, id)
    assert draft is not None and draft.revision == 21

"""Writing an instrument in the browser, piece by piece, without a script."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.audit.models import AuditEvent
from assess.instruments.models import InstrumentDraft
from surveys.bank import library
from surveys.definition import Condition, Image, Instrument, Item, Option, Section
from surveys.differences import differences
from surveys.drafting.complaints import complaints
from tests.assess.instruments.drafts import begun, held, post


@pytest.fixture
def analyst(signed_in: Callable[..., FlaskClient]) -> FlaskClient:
    return signed_in(Role.ANALYST)


def test_an_instrument_is_written_from_nothing_and_published(session: Session, analyst: FlaskClient) -> None:
    first = {"title": "How you plan", "code": "planning", "language": "en"}
    draft = analyst.post("/instruments/drafts/new", data=first).headers["Location"]
    assert post(analyst, f"{draft}/new-section", title="At work", code="days")[0] == 302
    many = {"items": "p1 | I plan my week.\nI forget appointments.", "kind": "likert", "options": "No\nPartly\nYes"}
    assert analyst.post(f"{draft}/sections/days/items/many", data=many).status_code == 302
    scale = post(
        analyst,
        f"{draft}/new-scale",
        label="Planning",
        code="plans",
        low="1",
        high="3",
        direction="Plans.",
        sensitive="y",
    )
    assert scale[0] == 302
    keys = {"p1__sign": "1", "days_2__sign": "-1", "days_2__weight": "2"}
    assert post(analyst, f"{draft}/scales/plans/keys", **keys)[0] == 302
    page = analyst.get(draft).text
    assert "3 things to correct before publishing" in page and "Licence is missing" in page
    refused = analyst.post(f"{draft}/publish")
    assert refused.status_code == 409 and "3 things in it must be corrected first" in refused.text
    passport = {"source": "Written here.", "licence": "CC0-1.0", "uses": "research", "construct": "competencies"}
    assert post(analyst, f"{draft}/passport", **passport)[0] == 302
    instrument = held(session, 1)
    assert complaints(instrument) == ()
    assert [(item.code, item.text) for item in instrument.items.values()] == [
        ("p1", "I plan my week."),
        ("days_2", "I forget appointments."),
    ]
    assert instrument.items["p1"].options == (Option("1", "No"), Option("2", "Partly"), Option("3", "Yes"))
    assert [(one.item, one.sign, one.weight) for one in instrument.scales[0].items] == [("p1", 1, 1), ("days_2", -1, 2)]
    assert instrument.scales[0].sensitive
    version = analyst.post(f"{draft}/publish").headers["Location"]
    assert "How you plan" in analyst.get(version).text and session.scalar(select(InstrumentDraft)) is None


@pytest.mark.parametrize("code", sorted(library()))
def test_saving_every_page_unchanged_changes_nothing(session: Session, analyst: FlaskClient, code: str) -> None:
    instrument = library()[code]
    draft = f"/instruments/drafts/{begun(session, instrument)}"
    before = instrument.content_hash
    pages = ["passport"]
    pages += [f"sections/{section.code}/edit" for section in instrument.sections]
    pages += [f"items/{item}" for item in instrument.items]
    pages += [f"scales/{scale.code}{page}" for scale in instrument.scales for page in ("", "/keys")]
    for page in pages:
        assert post(analyst, f"{draft}/{page}")[0] == 302, page
        kept = held(session, int(draft.rsplit("/", 1)[1]))
        assert kept.content_hash == before, (page, differences(instrument, kept).changes)


def test_what_a_form_does_not_show_stays(session: Session, analyst: FlaskClient) -> None:
    style = library()["work_style"]
    item = replace(style.items["e01"], unit="hours", image=Image("a" * 64, "A room"), definition="What we mean")
    section = replace(style.sections[0], items=(item,), when=(Condition("e01", low=1),))
    id = begun(session, replace(style, scales=()).with_sections((section,)))
    assert post(analyst, f"/instruments/drafts/{id}/items/e01", text="I talk first.")[0] == 302
    kept = held(session, id).items["e01"]
    assert kept == replace(item, text="I talk first.")


def test_answers_change_for_all_items_that_share_them_when_asked(session: Session, analyst: FlaskClient) -> None:
    id = begun(session)
    path = f"/instruments/drafts/{id}/items/e01"
    assert "9 other items of this section have the same answers" in analyst.get(path).text
    assert post(analyst, path, options="Never\nAlways", same="y")[0] == 302
    sections = held(session, id).sections
    assert {len(item.options) for item in sections[0].items} == {2}
    assert {len(item.options) for item in sections[1].items} == {5}


def test_a_new_code_goes_into_the_keys(session: Session, analyst: FlaskClient) -> None:
    id = begun(session)
    post(analyst, f"/instruments/drafts/{id}/items/e01", code="talks")
    instrument = held(session, id)
    assert instrument.scales[0].items[0].item == "talks" and complaints(instrument) == ()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"code": "e02"}, "This code is taken."),
        ({"code": "Ü 1"}, "Codes are small letters"),
        ({"code": "data"}, "has a meaning of its own"),
        ({"text": "  "}, "Please write what is asked."),
        ({"text": "a\0b"}, "signs that cannot be kept"),
        ({"options": "1 | yes\n2 | no | much"}, "Line 2: “much” is not a number."),
        ({"image_sha256": "nonsense", "image_alt": "x"}, "64 digits"),
        ({"image_sha256": "a" * 64, "image_alt": ""}, "say in words what the picture shows"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_kept_as_typed(
    session: Session, analyst: FlaskClient, changed: dict[str, str], said: str
) -> None:
    id = begun(session)
    status, page = post(analyst, f"/instruments/drafts/{id}/items/e01", **{"definition": "", **changed})
    assert status == 422 and said in page
    assert held(session, id).content_hash == library()["work_style"].content_hash
    if "options" in changed:
        assert "2 | no | much" in page


def test_a_kind_that_is_changed_asks_for_other_entries(session: Session, analyst: FlaskClient) -> None:
    id = begun(session)
    path = f"/instruments/drafts/{id}/items/e01"
    assert 'name="options"' in analyst.get(path).text and 'name="step"' not in analyst.get(path).text
    page = analyst.get(f"{path}?kind=slider").text
    assert 'name="step"' in page and 'name="options"' not in page
    assert post(analyst, f"{path}?kind=slider", minimum="0", maximum="10", ends="never\nalways")[0] == 302
    item = held(session, id).items["e01"]
    assert (item.kind, item.minimum, item.maximum, item.ends) == ("slider", 0, 10, ("never", "always"))


def test_items_and_sections_move_are_copied_and_go(session: Session, analyst: FlaskClient) -> None:
    id = begun(session)
    draft = f"/instruments/drafts/{id}"
    analyst.post(f"{draft}/sections/part_1/items/move", data={"down": "e01"})
    analyst.post(f"{draft}/items/c01/move", data={"section": "part_2", "place": "1"})
    analyst.post(f"{draft}/items/e02/copy")
    analyst.post(f"{draft}/move-section", data={"up": "part_2"})
    page = analyst.get(f"{draft}/items/o01/remove").text
    assert "It leaves: Openness." in page
    seen = page.split('name="seen" value="')[1][:16]
    assert analyst.post(f"{draft}/items/o01/remove", data={"seen": seen}).status_code == 302
    instrument = held(session, id)
    assert [section.code for section in instrument.sections][:2] == ["part_2", "part_1"]
    assert [item.code for item in instrument.section("part_1").items][:4] == ["a01", "e01", "s01", "e02"]
    assert instrument.section("part_1").items[4].code == "e02_2"
    assert instrument.section("part_2").items[0].code == "c01"
    assert "o01" not in instrument.items and complaints(instrument) == ()


def test_everything_somebody_did_stands_in_the_trail(session: Session, analyst: FlaskClient) -> None:
    id = begun(session)
    post(analyst, f"/instruments/drafts/{id}/items/e01", text="I talk first.")
    post(analyst, f"/instruments/drafts/{id}/items/e01", text="I talk first.")
    events = session.scalars(
        select(AuditEvent).where(AuditEvent.subject == f"draft:{id}").order_by(AuditEvent.id)
    ).all()
    assert [(one.action, one.details.get("place")) for one in events] == [
        ("instruments.draft_started", None),
        ("instruments.draft_changed", "item e01"),
    ]


def test_a_long_list_comes_by_pages(session: Session, analyst: FlaskClient) -> None:
    item = library()["work_style"].items["e01"]
    items = tuple(replace(item, code=f"i{n}", text=f"Sentence {n}.") for n in range(120))
    one = replace(library()["work_style"], scales=(), translations=()).with_sections((Section("a", "A", items),))
    draft = f"/instruments/drafts/{begun(session, one)}"
    page = analyst.get(f"{draft}/sections/a?page=3").text
    assert "101 to 120 of 120" in page and "Sentence 119." in page and "Sentence 99." not in page
    assert "101 to 120 of 120" in analyst.get(f"{draft}/sections/a?page=99").text
    assert analyst.get(f"{draft}/sections/a?page=x").status_code == 200


def test_what_is_not_there_is_not_found(session: Session, analyst: FlaskClient) -> None:
    draft = f"/instruments/drafts/{begun(session)}"
    for page in ("sections/x", "items/x", "scales/x", "scales/x/keys", "languages/xx", "preview?language=xx"):
        assert analyst.get(f"{draft}/{page}").status_code == 404, page
    for page in ("items/x/copy", "items/x/move", "items/x/remove", "sections/x/items/move"):
        assert analyst.post(f"{draft}/{page}").status_code == 404, page
    assert analyst.post(f"{draft}/move-section", data={"up": "x"}).status_code == 404
    assert analyst.post(f"{draft}/advice", data={"rule": "x"}).status_code == 404


def test_a_draft_of_every_kind_can_be_edited(session: Session, analyst: FlaskClient) -> None:
    for bank in library().values():
        for kind in {item.kind for item in bank.items.values()}:
            item: Item = next(one for one in bank.items.values() if one.kind == kind)
            whole: Instrument = bank.with_sections((Section("a", "A", (item,)),))
            assert analyst.get(f"/instruments/drafts/{begun(session, whole)}/items/{item.code}").status_code == 200


def test_numbers_that_came_as_fractions_stay_as_they_came(session: Session, analyst: FlaskClient) -> None:
    options = (Option("a", "One", 1.0), Option("b", "Two", 0.0))
    items = (Item("c", "choice", "Which?", options=options), Item("n", "number", "How many?", minimum=0.0, maximum=9.0))
    style = replace(library()["work_style"], scales=(), translations=()).with_sections((Section("a", "A", items),))
    id = begun(session, style)
    for code in ("c", "n"):
        assert post(analyst, f"/instruments/drafts/{id}/items/{code}", text="Other words?")[0] == 302
    kept = held(session, id).items
    assert [repr(option.score) for option in kept["c"].options] == ["1.0", "0.0"]
    assert (kept["c"].text, repr(kept["n"].minimum)) == ("Other words?", "0.0")


def test_a_rating_may_do_without_a_note_and_a_text_not_without_words(session: Session, analyst: FlaskClient) -> None:
    id = begun(session, library()["reference_check"])
    items = held(session, id).items
    rating, said = (next(code for code, one in items.items() if one.kind == kind) for kind in ("anchored", "text"))
    assert post(analyst, f"/instruments/drafts/{id}/items/{rating}", longest="0")[0] == 302
    status, page = post(analyst, f"/instruments/drafts/{id}/items/{said}", longest="0")
    assert status == 422 and "Number must be at least 1." in page

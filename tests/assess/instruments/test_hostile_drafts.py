"""Markup, masses and strangers: a clear answer each."""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.instruments.actions import start_draft
from assess.instruments.models import InstrumentDraft
from surveys.bank import library
from surveys.definition import Anchor, Instrument, Item, Keyed, Option, Scale, Section, Translation
from surveys.errors import InstrumentTooLarge
from tests.assess.instruments.drafts import EVIL, begun, held, post


def item(kind: str, **more: object) -> Item:
    options = (Option("1", EVIL), Option("2", f"b{EVIL}"), Option("3", "c"))
    given = {"definition": EVIL, "options": options, "explanation": EVIL, **more}
    return Item(f"i_{kind}", kind, EVIL, **given)  # type: ignore[arg-type]


def evil() -> Instrument:
    items = (
        item("likert"),
        item("choice"),
        item("multiple"),
        item("bestworst"),
        item("ranking"),
        item("number", options=(), unit=EVIL),
        item("text", options=()),
        item("slider", options=(), minimum=0, maximum=4, ends=(EVIL, EVIL)),
        item("anchored", options=(), anchors=(Anchor(1, EVIL), Anchor(5, EVIL)), cues=(EVIL,), questions=(EVIL, "?")),
    )
    scale = Scale("s", EVIL, (Keyed("i_likert"),), 1, 3, EVIL)
    section = Section("a", EVIL, items, EVIL)
    return Instrument(
        "evil",
        EVIL,
        "en",
        EVIL,
        EVIL,
        ("research",),
        (section,),
        (scale,),
        EVIL,
        EVIL,
        translations=(Translation("de", {EVIL: f"de {EVIL}"}),),
    )


def test_markup_is_shown_as_text_on_every_page(session: Session, signed_in: Callable[..., FlaskClient]) -> None:
    analyst = signed_in(Role.ANALYST)
    before = replace(evil(), licence="x")
    first = analyst.post(f"/instruments/drafts/{begun(session, before)}/publish").headers["Location"]
    id = begun(session, evil())
    draft = f"/instruments/drafts/{id}"
    other = parts_changed(evil())
    second = analyst.post(f"/instruments/drafts/{begun(session, other)}/publish").headers["Location"]
    pages = [
        *(f"{draft}{page}" for page in ("", "/passport", "/advice", "/languages", "/languages/de", "/differences")),
        *(
            f"{draft}{page}"
            for page in ("/preview", "/preview/page", "/preview/page?language=de", "/publish", "/discard")
        ),
        *(f"{draft}/sections/a{page}" for page in ("", "/edit", "/remove", "/items/new", "/items/many")),
        *(f"{draft}/items/{one.code}{page}" for one in evil().items.values() for page in ("", "/remove")),
        *(f"{draft}/scales/s{page}" for page in ("", "/keys", "/remove")),
        *(first, second, f"{second}/differences", f"{second}/preview", f"{second}/preview/page", f"{second}/withdraw"),
        "/instruments/",
    ]
    for page in pages:
        answer = analyst.get(page)
        assert answer.status_code == 200, page
        assert "<script>alert" not in answer.text and "<img src=x" not in answer.text, page
    assert "&lt;script&gt;" in analyst.get(f"{draft}/preview/page").text


def parts_changed(instrument: Instrument) -> Instrument:
    section = instrument.sections[0]
    changed = tuple(replace(one, text=f"new {one.text}") for one in section.items)
    return instrument.with_sections((replace(section, items=changed),))


def test_a_hundred_thousand_items_are_refused_with_their_number(
    session: Session, signed_in: Callable[..., FlaskClient]
) -> None:
    one = library()["work_style"].items["e01"]
    many = tuple(replace(one, code=f"i{n}") for n in range(100_000))
    with pytest.raises(InstrumentTooLarge):
        start_draft(session, "x", library()["work_style"].with_sections((Section("a", "A", many),)))
    analyst = signed_in(Role.ANALYST)
    id = begun(session)
    path = f"/instruments/drafts/{id}/sections/part_1/items/many"
    answer = analyst.post(path, data={"kind": "text", "items": "\n".join("x" * 9 for _ in range(40_000))})
    assert answer.status_code == 409 and "This has 40050 items" in answer.text and "at most 5000 items" in answer.text
    assert len(held(session, id).items) == 50
    too_long = analyst.post(path, data={"kind": "text", "items": "x\n" * 250_001})
    assert too_long.status_code in {413, 422} and len(held(session, id).items) == 50


def test_a_bank_of_a_hundred_thousand_items_is_refused_as_a_file(
    session: Session, signed_in: Callable[..., FlaskClient]
) -> None:
    entries = 'code="a"\ntitle="A"\nlanguage="en"\nsource="s"\nlicence="l"\nuses=["research"]\n'
    head = f'{entries}[[sections]]\ncode="s"\ntitle="S"\nitems=[\n'
    rows = ",\n".join(f'{{code="i{n}",kind="text",text="x"}}' for n in range(100_000))
    file = (io.BytesIO(f"{head}{rows}]".encode()), "a.toml")
    answer = signed_in(Role.ANALYST).post("/instruments/upload", data={"file": file, "go": "draft"})
    assert answer.status_code == 422 and "larger than" in answer.text
    assert session.scalar(select(func.count()).select_from(InstrumentDraft)) == 0


def test_hr_reads_drafts_and_changes_nothing(session: Session, signed_in: Callable[..., FlaskClient]) -> None:
    hr = signed_in(Role.HR)
    id = begun(session)
    draft = f"/instruments/drafts/{id}"
    for page in ("", "/advice", "/differences", "/preview", "/preview/page", "/sections/part_1"):
        answer = hr.get(f"{draft}{page}")
        assert answer.status_code == 200
        assert "/items/e01" not in answer.text and "Publish" not in answer.text, page
    for page in ("/items/e01", "/passport", "/publish", "/languages", "/scales/openness/keys"):
        assert hr.get(f"{draft}{page}").status_code == 403
        assert hr.post(f"{draft}{page}").status_code == 403
    assert held(session, id).content_hash == library()["work_style"].content_hash


def test_others_see_nothing_of_drafts(
    session: Session, signed_in: Callable[..., FlaskClient], client: FlaskClient
) -> None:
    id = begun(session)
    for role in set(Role) - {Role.ANALYST, Role.HR, Role.ADMINISTRATOR}:
        assert signed_in(role).get(f"/instruments/drafts/{id}").status_code == 403
    assert client.get(f"/instruments/drafts/{id}").status_code in {302, 401}


def test_an_import_with_holes_becomes_a_draft_that_says_what_it_lacks(
    session: Session, signed_in: Callable[..., FlaskClient]
) -> None:
    broken = Instrument(
        "", "", "en", "", "", (), (Section("", "", (Item("", "drawing", ""), Item("", "likert", "Twice"))),)
    )
    id = begun(session, broken)
    analyst = signed_in(Role.ANALYST)
    for page in (
        "",
        "/preview",
        "/preview/page",
        "/advice",
        "/publish",
        "/sections/unnamed",
        "/items/unnamed",
        "/differences",
    ):
        assert analyst.get(f"/instruments/drafts/{id}{page}").status_code == 200, page
    assert "unknown kind" in analyst.get(f"/instruments/drafts/{id}").text.lower()
    assert post(analyst, f"/instruments/drafts/{id}/items/unnamed_2", code="twice")[0] == 302

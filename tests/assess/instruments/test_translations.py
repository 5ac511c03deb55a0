"""Translations in the editor and by file; a preview in each language."""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.access import Role
from surveys.bank import library
from surveys.drafting import parts
from surveys.drafting.catalogues import csv_file, known, translated
from surveys.languages import languages, words
from surveys.models import Administration
from tests.assess.instruments.drafts import begun, held


@pytest.fixture
def analyst(signed_in: Callable[..., FlaskClient]) -> FlaskClient:
    return signed_in(Role.ANALYST)


@pytest.fixture
def draft(session: Session) -> str:
    return f"/instruments/drafts/{begun(session, replace(library()['work_style'], translations=()))}"


def bring(client: FlaskClient, path: str, content: bytes, name: str) -> tuple[int, str]:
    answer = client.post(f"{path}/file", data={"file": (io.BytesIO(content), name)}, follow_redirects=True)
    return answer.status_code, answer.text


def test_the_missing_come_first_with_their_count(session: Session, analyst: FlaskClient, draft: str) -> None:
    assert analyst.post(f"{draft}/languages", data={"language": "fr"}).status_code == 302
    every = words(held(session, 1))
    page = analyst.get(f"{draft}/languages/fr").text
    assert f"{len(every)} of {len(every)} missing" in page and "1 to 30 of" in page
    key = parts.mark("At work …")
    sent = {f"t_{key}": "Au travail …", f"was_{key}": parts.mark("")}
    assert analyst.post(f"{draft}/languages/fr", data=sent).status_code == 302
    assert known(held(session, 1), "fr") == {"At work …": "Au travail …"}
    page = analyst.get(f"{draft}/languages/fr").text
    assert f"{len(every) - 1} of {len(every)} missing" in page and "Au travail" not in page
    assert "not offered yet" in analyst.get(f"{draft}/languages").text
    assert "Au travail" in analyst.get(f"{draft}/languages/fr?page=99").text


@pytest.mark.parametrize("language", ["", "xx", "english", "de-DE", "<b>", "en"])
def test_only_languages_there_are_and_not_here_yet_are_added(analyst: FlaskClient, draft: str, language: str) -> None:
    assert analyst.post(f"{draft}/languages", data={"language": language}).status_code == 422


@pytest.mark.parametrize("ending", ["csv", "po"])
def test_a_translator_works_outside(session: Session, analyst: FlaskClient, draft: str, ending: str) -> None:
    analyst.post(f"{draft}/languages", data={"language": "fr"})
    path = f"{draft}/languages/fr"
    file = analyst.get(f"{path}/catalogue.{ending}")
    assert file.headers["Content-Disposition"] == f'attachment; filename="work_style-fr.{ending}"'
    text = file.data.decode("utf-8-sig")
    every = words(held(session, 1))
    if ending == "csv":
        done = csv_file(translated(held(session, 1), "fr", {word: f"fr {word}" for word in every}), "fr")
    else:
        done = text.replace('msgid "At work …"\nmsgstr ""', 'msgid "At work …"\nmsgstr "Au travail …"').encode()
    status, page = bring(analyst, path, done, f"words.{ending}")
    taken = len(every) if ending == "csv" else 1
    assert status == 200 and f"{taken} text" in page and "from the file" in page
    assert len(known(held(session, 1), "fr")) == taken
    assert ("fr" in languages(held(session, 1))) == (ending == "csv")
    assert analyst.get(f"{path}/catalogue.exe").status_code == 404


def test_a_broken_file_changes_nothing_and_names_its_line(session: Session, analyst: FlaskClient, draft: str) -> None:
    analyst.post(f"{draft}/languages", data={"language": "fr"})
    for content, name, said in (
        (b"text,translation\nAt work \xff,x\n", "a.csv", "Line 2 is not UTF-8 text"),
        (b"one,two\n1,2\n", "a.csv", "must name the columns text and translation"),
        (b'msgid "a"\nmsgstr "b"\nhello\n', "a.po", "Line 3 cannot be read as a PO file"),
        (b"text,translation\n", "a.exe", "ending in .csv or .po"),
    ):
        status, page = bring(analyst, f"{draft}/languages/fr", content, name)
        assert status == 422 and said in page
    assert known(held(session, 1), "fr") == {}


def test_texts_nobody_asked_for_are_named(analyst: FlaskClient, draft: str) -> None:
    analyst.post(f"{draft}/languages", data={"language": "fr"})
    content = b"text,translation\nAt home,<b>A la maison</b>\n"
    page = bring(analyst, f"{draft}/languages/fr", content, "a.csv")[1]
    assert "1 texts of the file are not in this draft: At home" in page


def test_a_language_goes_after_a_second_look(session: Session, analyst: FlaskClient, draft: str) -> None:
    analyst.post(f"{draft}/languages", data={"language": "fr"})
    assert "0 translated texts go." in analyst.get(f"{draft}/languages/fr/remove").text
    assert analyst.post(f"{draft}/languages/fr/remove").status_code == 302
    assert held(session, 1).translations == ()


def test_a_preview_stands_in_a_frame_of_our_own_and_stores_nothing(
    session: Session, analyst: FlaskClient, draft: str
) -> None:
    around = analyst.get(f"{draft}/preview")
    assert "frame-src 'self'" in around.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in around.headers["Content-Security-Policy"]
    inside = analyst.get(f"{draft}/preview/page?section=part_2")
    assert "frame-ancestors 'self'" in inside.headers["Content-Security-Policy"]
    assert "I enjoy days filled with meetings." in inside.text and "page 2 of 5" in inside.text
    assert 'method="dialog"' in inside.text and "data-autosave" not in inside.text
    assert "frame-ancestors 'none'" in analyst.get(draft).headers["Content-Security-Policy"]
    assert session.scalar(select(func.count()).select_from(Administration)) == 0


def test_a_preview_speaks_an_unfinished_language_and_says_so_to_the_author(
    session: Session, analyst: FlaskClient
) -> None:
    there = translated(replace(library()["work_style"], translations=()), "ar", {"At work …": "في العمل …"})
    draft = f"/instruments/drafts/{begun(session, there)}"
    lacking = len(words(there)) - 1
    assert f"{lacking} texts have no words in this language" in analyst.get(f"{draft}/preview?language=ar").text
    inside = analyst.get(f"{draft}/preview/page?language=ar").text
    assert "في العمل …" in inside and "I speak first when a group is silent." in inside
    assert 'dir="rtl"' in inside and "have no words" not in inside


def test_a_faulty_item_is_left_out_of_the_preview(session: Session, analyst: FlaskClient) -> None:
    style = library()["work_style"]
    broken = parts.changed_item(style, "e01", replace(style.items["e01"], options=style.items["e01"].options[:1]))
    draft = f"/instruments/drafts/{begun(session, broken)}"
    assert "1 item is left out until it is corrected." in analyst.get(f"{draft}/preview").text
    inside = analyst.get(f"{draft}/preview/page").text
    assert "I speak first" not in inside and "I ask how a decision" in inside


def test_what_is_drawn_anew_for_everybody_can_be_looked_at(session: Session, analyst: FlaskClient) -> None:
    draft = f"/instruments/drafts/{begun(session, library()['reasoning'])}"
    for section in library()["reasoning"].sections:
        assert analyst.get(f"{draft}/preview/page?section={section.code}").status_code == 200

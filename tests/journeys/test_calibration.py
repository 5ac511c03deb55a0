"""HR reads the calibration report: who cannot be compared, a drawing and its numbers, files; interviewers their own."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.barriers import barriers

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]

HR, LENIENT = "ruth.adeyemi@meridian.example", "tariq.danso@meridian.example"


def test_hr_goes_from_the_sentence_to_a_drawing_its_numbers_and_both_files(page_of: Callable[..., Page]) -> None:
    page = page_of(HR)
    page.goto("/calibration/")
    page.get_by_role("link", name=re.compile("sales representative", re.I)).first.click()
    words = page.inner_text("main")
    assert "of 18 interviewers rate in a way worth talking about" in words
    assert "share nobody with the others" in words
    # a drawing has the same numbers as a table, by keyboard
    drawing = page.locator("figure").first
    expect(drawing.locator("svg")).to_have_attribute("role", "img")
    drawing.get_by_role("link", name="The same numbers as a table").press("Enter")
    table = page.locator(page.url[page.url.index("#") :])
    expect(table).to_be_in_viewport()
    expect(table.locator("tbody tr")).to_have_count(18)
    assert barriers(page) == []

    with page.expect_download() as started:
        page.get_by_role("link", name="CSV", exact=True).first.click()
    with zipfile.ZipFile(started.value.path()) as archive:
        [raters] = [archive.read(one).decode() for one in archive.namelist() if one.endswith("_raters.csv")]
    assert len(raters.splitlines()) == 1 + 18 and "Tariq Danso" in raters
    with page.expect_download() as printed:
        page.get_by_role("link", name="PDF", exact=True).first.click()
    pdf = PdfReader(io.BytesIO(Path(printed.value.path()).read_bytes()))
    text = "".join(one.extract_text() for one in pdf.pages)
    assert "worth talking about" in text and "Tariq Danso" in text


def test_an_interviewer_reads_on_a_phone_how_they_rate_and_nobody_elses(page_of: Callable[..., Page]) -> None:
    page = page_of(LENIENT, width=360, dark=True)
    page.goto("/calibration/mine")
    words = page.inner_text("main")
    assert "kinder than colleagues on the same people" in words
    assert "Two things to try" in words
    assert "Tiago Dobos" not in words and "Vera Vogel" not in words
    assert barriers(page) == []
    refused = page.goto("/calibration/pools/guide_sales_representative")
    assert refused is not None and refused.status in {403, 404}

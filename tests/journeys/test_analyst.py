"""An analyst under cross-examination: upload, tiers, one person's derivation, the same numbers as CSV and PDF."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]

ANALYST = "priya.raman@meridian.example"


def test_an_analyst_uploads_is_told_the_row_and_nothing_is_imported(
    page_of: Callable[..., Page], tmp_path: Path
) -> None:
    file = tmp_path / "october.csv"
    file.write_text(
        "person_id,metric_key,period_start,period_end,value\n"
        "M-0001,margin,2026-10-01,2026-12-31,41.5\n"
        "M-0002,margin,2026-10-01,2026-12-31,=1+1\n"
        "M-9999,margin,2026-10-01,2026-12-31,40\n"
    )
    page = page_of(ANALYST)
    page.goto("/performance/uploads/new")
    page.select_option("select[name=kind]", "kpis")
    page.set_input_files("input[type=file]", str(file))
    page.locator("main .btn-primary").click()
    page.locator("main .btn-primary").click()
    words = page.inner_text("main")
    assert "M-9999" in words and "=1+1" in words
    assert "3" in words and "4" in words
    page.goto("/performance/uploads")
    assert "october.csv" in page.inner_text("main")


def test_a_score_is_followed_from_the_page_to_its_derivation_and_files(page_of: Callable[..., Page]) -> None:
    page = page_of(ANALYST)
    page.goto("/performance/tiers")
    assert "We are confident about 25 people" in page.inner_text("main")
    page.get_by_role("link", name="Reo Tanaka").first.click()
    expect(page.locator("h1")).to_contain_text("Reo Tanaka")
    page.go_back()
    with page.expect_download() as started:
        page.get_by_role("link", name="CSV", exact=True).first.click()
    with zipfile.ZipFile(started.value.path()) as archive:
        table = archive.read("tiers_people.csv").decode().splitlines()
    assert len(table) == 1 + 247
    with page.expect_download() as printed:
        page.get_by_role("link", name="PDF", exact=True).first.click()
    pdf = PdfReader(io.BytesIO(Path(printed.value.path()).read_bytes()))
    assert "We are confident about 25 people" in pdf.pages[0].extract_text()

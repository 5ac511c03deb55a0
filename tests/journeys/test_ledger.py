"""An analyst brings in a quarter somebody restated, reads what became another value, and takes it back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.barriers import barriers

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]

ANALYST = "priya.raman@meridian.example"
HEAD = "person_id,metric_key,period_start,period_end,value\n"
#: The third quarter as the demo has it, and as the service desk counts it after its review.
KEPT = {"S-0001": "84.409", "S-0002": "79.7017", "S-0003": "65.575"}
RESTATED = KEPT | {"S-0001": "86", "S-0002": "78.5"}


def checked(page: Page, folder: Path, name: str, values: dict[str, str]) -> None:
    """Upload these results and go as far as the check."""
    file = folder / name
    rows = (f"{person},first_time_fix,2026-07-01,2026-09-30,{value}\n" for person, value in values.items())
    file.write_text(HEAD + "".join(rows))
    page.goto("/performance/uploads/new")
    page.select_option("select[name=kind]", "kpis")
    page.set_input_files("input[type=file]", str(file))
    page.get_by_role("button", name="Go on to the columns").click()
    page.get_by_role("button", name="Check the rows").click()


def test_a_restated_quarter_is_told_value_by_value_and_undone(page_of: Callable[..., Page], tmp_path: Path) -> None:
    page = page_of(ANALYST)
    checked(page, tmp_path, "third-quarter.csv", RESTATED)
    page.get_by_role("button", name="Import 3 rows").click()
    expect(page.get_by_role("alert")).to_be_visible()  # nobody said yet that values may be replaced
    page.get_by_label("Replace 2 kept rows with those of this file").check()
    page.get_by_role("button", name="Import 3 rows").click()
    expect(page.get_by_role("heading", name="third-quarter.csv")).to_be_visible()
    expect(page.locator("main")).to_contain_text("0 new, 2 changed, 1 as before")
    restated = page.get_by_role("region", name="Restated periods").get_by_role("row")
    expect(restated).to_have_count(2)
    expect(restated.last).to_contain_text("first_time_fix")
    changes = page.get_by_role("region", name="What changed").get_by_role("row")
    expect(changes).to_have_count(3)
    for person, before, after in (("S-0001", "84.409", "86"), ("S-0002", "79.7017", "78.5")):
        cells = changes.filter(has_text=person).get_by_role("cell").all_inner_texts()
        assert cells == ["value", before, after]
    assert barriers(page) == []

    page.get_by_role("button", name="Undo this import").click()
    expect(page.locator("main")).to_contain_text("everything is as it was before this import")
    expect(page.get_by_role("button", name="Undo this import")).to_have_count(0)
    checked(page, tmp_path, "third-quarter-as-kept.csv", KEPT)
    tiles = page.locator("dl.tiles dd").all_inner_texts()
    assert tiles == ["0", "0", "3"]
    page.get_by_role("button", name="Discard this upload").click()
    expect(page.get_by_role("alert")).to_have_count(0)

"""Does docs/kpis.md name every column of its files, every reason for leaving out, and every setting it speaks of?"""

import re
from pathlib import Path

import pytest

from assess.config import Settings
from assess.performance.forms import LAYOUTS
from assess.performance.models import KINDS_OF_KPI, TYPES
from scoring.admission import admitted
from scoring.calendar import Calendar, period

DOC = (Path(__file__).parents[3] / "docs" / "kpis.md").read_text()
CODED = set(re.findall(r"`([^`\n]+)`", DOC))


@pytest.mark.parametrize("kind", ["metrics", "rates", "events"])
def test_every_column_of_a_file_is_told(kind: str) -> None:
    assert {column.name for column in LAYOUTS[kind][0]} - CODED == set()


def test_every_kind_of_kpi_and_of_event_is_told() -> None:
    assert {*KINDS_OF_KPI, *TYPES} - CODED == set()


def test_what_is_left_out_is_what_the_code_leaves_out() -> None:
    source = Path(admitted.__code__.co_filename).read_text()
    assert set(re.findall(r"LeftOut\.([A-Z_]+)", source)) == set(re.findall(r"^\| `([A-Z_]+)` \|", DOC, re.MULTILINE))


def test_settings_it_speaks_of_exist() -> None:
    named = {name.removeprefix("EXEMPLAR_").lower() for name in CODED if name.startswith("EXEMPLAR_")}
    assert named == {"currency", "fiscal_year_start", "fiscal_year_named"}
    assert named <= set(Settings.model_fields)


def test_the_periods_it_lists_are_read() -> None:
    lists = DOC.split("Read are")[1].split("Where the year")[0]
    months, company, calendars = ([*re.findall(r"`([^`]+)`", line)] for line in lists.strip().split("\n- "))
    for words in (*months, *company):
        assert period(words, Calendar(4))
    for words in set(calendars) - {"CY"}:
        assert period(words) and period(f"CY{words}" if words[0] == "2" else words.replace(" ", " CY"), Calendar(4))
